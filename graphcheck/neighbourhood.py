"""Graph → the co-author neighbourhoods of people, the person left out.

The nodes of a person's neighbourhood are the co-authors. Two of them are joined

- by an *outside* tie where they wrote together on papers that are not this person's, so that a paper cannot
  vouch for itself;
- by a weaker *page* tie where they are on one paper of the person and one of them is on another paper of the
  person, too.

Neighbourhoods of many people are built at once, as arrays; one person is a batch of one. Papers are judged on
the whole page; to see it without one, ``without`` takes authorship rows off their pages before anything is built.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp

from graphcheck.graph import Floats, Graph, Ints, at
from graphcheck.settings import Settings

if TYPE_CHECKING:
    import networkx as nx

_PAGES_AT_ONCE = 100  # pages whose co-authors are looked for among those whom each wrote with


@dataclass(frozen=True, slots=True)
class Neighbourhoods:
    """The neighbourhoods of a batch of people; n authorship rows, c co-authors counted once a page, t ties.

    ``people``: shape (b,), the batch. ``rows``: shape (n,), rows of the graph; ``row_page``: shape (n,), which of
    the batch each belongs to. ``coauthor``: shape (c,), rows in people, sorted by page; ``coauthor_page``: (c,).
    ``wrote``: CSR (n × c), 1 where the co-author is on the row's paper.
    ``left``, ``right``: shape (t,), co-authors (positions in ``coauthor``), left < right, of one page.
    ``outside``: shape (t,), how many papers they wrote together that are not on the page.
    ``weight``: shape (t,), the strength of the tie; damped by how common both names are.
    """

    people: Ints
    rows: Ints
    row_page: Ints
    coauthor: Ints
    coauthor_page: Ints
    wrote: sp.csr_matrix
    left: Ints
    right: Ints
    outside: Floats
    weight: Floats


def neighbourhoods(
    graph: Graph, people: Ints, settings: Settings, without: Ints | None = None, beside: Ints | None = None
) -> Neighbourhoods:
    """Build the neighbourhoods of ``people`` (rows in people, shape (b,)), leaving out the rows ``without``.

    ``beside``: shape (b,), a row of the graph for each, as if that paper were on the page, too.
    """
    rows = graph.rows(people)
    row_page = np.repeat(np.arange(len(people)), graph.papers_of[people])
    if without is not None:
        kept = ~np.isin(rows, without)
        rows, row_page = rows[kept], row_page[kept]
    if beside is not None:
        added = np.flatnonzero(graph.person[beside] != people)
        rows, row_page = np.concatenate((rows, beside[added])), np.concatenate((row_page, added))
        order = np.lexsort((graph.paper[rows], graph.year[rows], row_page))
        rows, row_page = rows[order], row_page[order]
    coauthor, coauthor_page, wrote = _coauthors(graph, rows, row_page)
    on_page = (wrote.T @ wrote).tocsr()
    left, right, joint = _written_together(graph, coauthor, coauthor_page)
    written = sp.csr_matrix((joint, (left, right)), shape=on_page.shape)
    ties = _ties(written, on_page, wrote)
    damp = graph.telling[coauthor[ties.left]] * graph.telling[coauthor[ties.right]]
    strength = np.log2(1 + ties.outside) + settings.page_tie * ties.on_page
    return Neighbourhoods(
        people=people,
        rows=rows,
        row_page=row_page,
        coauthor=coauthor,
        coauthor_page=coauthor_page,
        wrote=wrote,
        left=ties.left,
        right=ties.right,
        outside=ties.outside,
        weight=strength * damp,
    )


def _coauthors(graph: Graph, rows: Ints, row_page: Ints) -> tuple[Ints, Ints, sp.csr_matrix]:
    """Return the batch's co-authors, once a page, with their pages and the matrix rows × co-authors."""
    on_paper = graph.on_paper[rows]
    people = np.int64(graph.on_paper.shape[1])
    keys = np.repeat(row_page, np.diff(on_paper.indptr)) * people + on_paper.indices
    distinct, column = np.unique(keys, return_inverse=True)
    shape = (len(rows), len(distinct))
    wrote = sp.csr_matrix((np.ones(len(keys)), column, on_paper.indptr), shape=shape)
    return distinct % people, distinct // people, wrote


def _written_together(graph: Graph, coauthor: Ints, page: Ints) -> tuple[Ints, Ints, Floats]:
    """Return pairs of co-authors of one page who wrote together anywhere: positions and numbers of papers."""
    # A few pages at once: most of the people whom a co-author wrote with are on none of them, and need no look.
    ends = np.append(np.searchsorted(page, np.arange(0, int(page.max(initial=0)) + 1, _PAGES_AT_ONCE)), len(page))
    parts = []
    for begin, end in pairwise(ends.tolist()):
        one, other, joint = _written_together_at(graph, coauthor[begin:end], page[begin:end])
        parts.append((one + begin, other + begin, joint))
    left, right, papers = (np.concatenate(column) for column in zip(*parts, strict=True))
    return left, right, papers


def _written_together_at(graph: Graph, coauthor: Ints, page: Ints) -> tuple[Ints, Ints, Floats]:
    people = np.int64(graph.together.shape[0])
    keys = page * people + coauthor  # ascending, so that the second of two people is further on
    others = graph.together_after[coauthor]
    here = np.zeros(people, dtype=np.bool_)
    here[coauthor] = True
    asked = np.flatnonzero(here[others.indices])
    mine = np.repeat(np.arange(len(coauthor)), np.diff(others.indptr))[asked]
    wanted = page[mine] * people + others.indices[asked]
    found = np.searchsorted(keys, wanted)
    hit = found < len(keys)
    hit[hit] = keys[found[hit]] == wanted[hit]
    return mine[hit], found[hit], others.data[asked[hit]]


@dataclass(frozen=True, slots=True)
class _Ties:
    left: Ints
    right: Ints
    outside: Floats
    on_page: Floats


def _ties(written: sp.csr_matrix, on_page: sp.csr_matrix, wrote: sp.csr_matrix) -> _Ties:
    outside = (written - sp.triu(on_page, k=1)).tocoo()
    shared = np.asarray(wrote.sum(axis=0)).ravel() > 1
    inside = sp.triu(on_page, k=1).tocoo()
    kept = shared[inside.row] | shared[inside.col]
    size = written.shape
    page_ties = sp.csr_matrix((np.ones(kept.sum()), (inside.row[kept], inside.col[kept])), shape=size)
    away = outside.data > 0
    outside_ties = sp.csr_matrix((outside.data[away], (outside.row[away], outside.col[away])), shape=size)
    both = (outside_ties + page_ties).tocoo()
    outside_ties.sort_indices()
    page_ties.sort_indices()
    left, right = both.row.astype(np.int64), both.col.astype(np.int64)
    return _Ties(left, right, at(outside_ties, left, right), at(page_ties, left, right))


def to_networkx(batch: Neighbourhoods, which: int = 0) -> nx.Graph[int]:
    """Return one neighbourhood as a networkx graph: nodes are rows in people.

    Node attribute ``papers``: how many of the page's papers the co-author is on. Edge attributes ``weight``,
    ``outside`` (papers together that are not on the page), ``kind`` ("outside" or "page").
    """
    import networkx as nx  # only here: it takes a tenth of a second, and one name is to be shown at once

    graph: nx.Graph[int] = nx.Graph()
    papers = np.asarray(batch.wrote.sum(axis=0)).ravel()
    for node in np.flatnonzero(batch.coauthor_page == which):
        graph.add_node(int(batch.coauthor[node]), papers=int(papers[node]))
    for tie in np.flatnonzero(batch.coauthor_page[batch.left] == which):
        outside = int(batch.outside[tie])
        graph.add_edge(
            int(batch.coauthor[batch.left[tie]]),
            int(batch.coauthor[batch.right[tie]]),
            weight=float(batch.weight[tie]),
            outside=outside,
            kind="outside" if outside else "page",
        )
    return graph
