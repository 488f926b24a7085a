"""A page's co-authors → the few that a picture can show, and who of them wrote together.

A picture of a thousand dots tells nothing. Shown are the co-authors of flagged papers and those of most papers; the
others are counted, group by group.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graphcheck.graph import Ints, entries
from graphcheck.model import Page
from graphcheck.neighbourhood import Neighbourhoods

MOST_NODES = 52
MOST_TIES = 240
_FOR_FLAGGED = 26  # of the nodes, for co-authors of flagged papers


@dataclass(frozen=True, slots=True)
class Node:
    """A co-author: ``papers`` on the page together, the group of most of them, the flagged ones by number.

    ``flagged``: numbers of flagged papers in order of ``flagged_papers``; ``stray``: on no other paper of the page.
    """

    id: str
    name: str
    papers: int
    group: str
    flagged: tuple[int, ...]
    stray: bool


@dataclass(frozen=True, slots=True)
class Tie:
    """Two nodes (numbers) who wrote together; ``outside``: how many papers that are not on the page."""

    one: int
    other: int
    weight: float
    outside: int


@dataclass(frozen=True, slots=True)
class Network:
    """What is drawn of a page's co-authors; ``left_out``: how many are not, by group label; ``size``: all of them."""

    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    left_out: Mapping[str, int]
    size: int


def flagged_papers(page: Page) -> list[str]:
    """Return the flagged papers of a page, the surest first, each once."""
    flagged = sorted((a for a in page.authorships if a.flagged), key=lambda a: (-(a.score or 0.0), a.paper))
    return list(dict.fromkeys(a.paper for a in flagged))


def networks(
    batch: Neighbourhoods, pages: Sequence[Page], paper_of_row: Sequence[str], ids: Sequence[str], names: Sequence[str]
) -> Iterator[Network]:
    """Yield the networks of ``pages``, in the order of the people of ``batch``.

    ``paper_of_row``: paper ids of the batch's rows, shape (n,); ``ids`` and ``names`` of all people.
    """
    rows = np.searchsorted(batch.row_page, np.arange(len(pages) + 1))
    columns = np.searchsorted(batch.coauthor_page, np.arange(len(pages) + 1))
    tie_page = batch.coauthor_page[batch.left]
    order = np.argsort(tie_page, kind="stable")
    ties = np.searchsorted(tie_page[order], np.arange(len(pages) + 1))
    for which, page in enumerate(pages):
        papers = paper_of_row[rows[which] : rows[which + 1]]
        met = _met(batch, range(int(rows[which]), int(rows[which + 1])), int(columns[which]))
        nodes = _nodes(page, papers, met, batch.coauthor[columns[which] : columns[which + 1]], ids, names)
        chosen = _chosen(nodes)
        number = {place: at for at, place in enumerate(chosen)}
        mine = order[ties[which] : ties[which + 1]]
        left_out = Counter(node.group for place, node in enumerate(nodes) if place not in number)
        yield Network(
            nodes=tuple(nodes[place] for place in chosen),
            ties=_ties(batch, mine, int(columns[which]), number),
            left_out=dict(sorted(left_out.items(), key=lambda item: (len(item[0]), item[0]))),
            size=len(nodes),
        )


def _met(batch: Neighbourhoods, rows: range, first: int) -> list[list[int]]:
    """Return for each row of a page which of its co-authors are on it, numbered within the page."""
    return [(entries(batch.wrote, row)[0] - first).tolist() for row in rows]


def _nodes(
    page: Page, papers: Sequence[str], met: list[list[int]], people: Ints, ids: Sequence[str], names: Sequence[str]
) -> list[Node]:
    judged = {a.paper: a for a in page.authorships}
    number = {paper: at for at, paper in enumerate(flagged_papers(page))}
    on: list[list[str]] = [[] for _ in people]
    for paper, coauthors in zip(papers, met, strict=True):
        for place in coauthors:
            on[place].append(paper)
    nodes = []
    for place, person in enumerate(people.tolist()):
        labels = [judged[paper].group for paper in on[place]]
        flagged = tuple(sorted(number[paper] for paper in on[place] if paper in number))
        nodes.append(
            Node(
                id=ids[person],
                name=names[person],
                papers=len(on[place]),
                group=labels[0] if len(labels) == 1 else _commonest(labels),  # most are on one paper
                flagged=flagged,
                stray=len(flagged) == len(on[place]),
            )
        )
    return nodes


def _commonest(labels: Sequence[str]) -> str:
    """Return the label that comes most often; of several the one that is earliest."""
    times = Counter(labels)
    return min(times, key=lambda label: (-times[label], len(label), label))


def _chosen(nodes: Sequence[Node]) -> list[int]:
    """Return which nodes are shown: of the surest flagged papers, then those of most papers; in their own order."""
    flagged = [place for place, node in enumerate(nodes) if node.flagged]
    flagged.sort(key=lambda place: (nodes[place].flagged[0], -nodes[place].papers, nodes[place].id))
    chosen = set(flagged[:_FOR_FLAGGED])
    by_papers = sorted(range(len(nodes)), key=lambda place: (-nodes[place].papers, nodes[place].id))
    for place in by_papers:
        if len(chosen) >= MOST_NODES:
            break
        chosen.add(place)
    return sorted(chosen)


def _ties(batch: Neighbourhoods, mine: Ints, first: int, number: Mapping[int, int]) -> tuple[Tie, ...]:
    """Return the strongest ties between the nodes that are shown."""
    columns = (batch.weight[mine], batch.left[mine] - first, batch.right[mine] - first, batch.outside[mine])
    found = [
        (-weight, number[left], number[right], int(outside))
        for weight, left, right, outside in zip(*(column.tolist() for column in columns), strict=True)
        if left in number and right in number
    ]
    return tuple(Tie(one, other, -weight, outside) for weight, one, other, outside in sorted(found)[:MOST_TIES])
