"""Scores → verdicts: what was concluded of each person, in numbers; the page in words is written when asked for.

Most people have nothing on them that anybody is told, so that a run over everybody puts few pages into words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graphcheck.communities import Bools
from graphcheck.graph import Graph, Ints
from graphcheck.model import Page
from graphcheck.score import Scores
from graphcheck.settings import Settings


@dataclass(frozen=True, slots=True)
class Columns:
    """The n authorships of some people, in order of page, paper and position.

    ``record``: rows in authorships. ``score``: the probability that the paper is not the person's, NaN for an
    abstention; ``flagged``; ``label``: number of the group, 0 for the core. All lists have length n.
    """

    record: list[int]
    score: list[float]
    flagged: list[bool]
    label: list[int]


class Verdict:
    """What was concluded of one person; ``authorships`` says which rows of ``columns`` are on the page.

    ``row`` is the person's in people; ``papers`` counts them once each, and ``groups`` those that hold together.
    ``doubt`` is NaN where the page cannot be judged. ``told``: the page is mixed, or a paper on it is flagged.
    """

    def __init__(
        self,
        *,
        row: int,
        papers: int,
        groups: int,
        doubt: float,
        told: bool,
        columns: Columns,
        authorships: slice,
        write: Callable[[], Page],
    ) -> None:
        self.row = row
        self.papers = papers
        self.groups = groups
        self.doubt = doubt
        self.told = told
        self.columns = columns
        self.authorships = authorships
        self._write = write

    @property
    def is_written(self) -> bool:
        """Whether somebody asked for the page."""
        return "page" in self.__dict__

    @cached_property
    def page(self) -> Page:
        """The page in words."""
        return self._write()


def mixed_pages(scores: Scores, catch_all: Bools, settings: Settings) -> Bools:
    """Return which pages, shape (b,), hold several people; ``catch_all``: shape (b,), those that are said to."""
    pages = len(scores.batch.people)
    label, page = scores.groups.label, scores.batch.row_page
    most = int(label.max(initial=0)) + 1
    size = np.bincount(page * most + label, minlength=pages * most).reshape(pages, most)
    # Papers with nothing to compare are shown with the core, and make it no larger.
    spoken = np.bincount(page * most + label, weights=~scores.groups.mute, minlength=pages * most).reshape(pages, most)
    several = (spoken > 1).sum(axis=1) > 1
    bar = np.where(several, settings.page_threshold, settings.page_threshold_single)
    comparable = scores.groups.rivalled | catch_all
    found: Bools = comparable & ((size > 0).sum(axis=1) > 1) & (scores.doubt >= bar)
    return found


def verdicts(
    graph: Graph, scores: Scores, mixed: Bools, again: dict[int, tuple[int, ...]], write: Callable[[int], Page]
) -> Iterator[Verdict]:
    """Yield the verdict on each person of a batch, in its order.

    ``mixed``: shape (b,), as of ``mixed_pages``; ``again``: row of the graph → further rows in authorships of somebody
    who stands on a paper more than once; ``write`` puts one page of the batch into words.
    """
    batch, pages = scores.batch, np.arange(len(scores.batch.people) + 1)
    row, record = records(graph, batch.rows, again)
    columns = Columns(
        record.tolist(), scores.score[row].tolist(), scores.flagged[row].tolist(), scores.groups.label[row].tolist()
    )
    starts = np.searchsorted(batch.row_page, pages).tolist()
    written = np.searchsorted(batch.row_page[row], pages).tolist()
    groups = np.zeros(len(batch.people), dtype=np.int64)
    np.maximum.at(groups, batch.row_page, scores.groups.label + 1)
    told = mixed | (np.bincount(batch.row_page, weights=scores.flagged, minlength=len(batch.people)) > 0)
    for which in range(len(batch.people)):
        yield Verdict(
            row=int(batch.people[which]),
            papers=starts[which + 1] - starts[which],
            groups=int(groups[which]),
            doubt=float(scores.doubt[which]),
            told=bool(told[which]),
            columns=columns,
            authorships=slice(written[which], written[which + 1]),
            write=lambda which=which: write(which),  # type: ignore[misc]
        )


def records(graph: Graph, rows: Ints, again: dict[int, tuple[int, ...]]) -> tuple[Ints, Ints]:
    """Return for each authorship record on the ``rows`` of the graph its place in ``rows``, and the record.

    ``again``: as in ``verdicts``.
    """
    more = [
        (place, record)
        for place in np.flatnonzero(np.isin(rows, list(again))).tolist()
        for record in again[int(rows[place])]
    ]
    place = np.concatenate((np.arange(len(rows)), np.array([place for place, _ in more], dtype=np.int64)))
    record = np.concatenate((graph.record[rows], np.array([record for _, record in more], dtype=np.int64)))
    order = np.argsort(place, kind="stable")
    return place[order], record[order]
