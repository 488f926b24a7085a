"""Neighbourhoods → pairs of papers of one page, the units that evidence compares.

Whether a paper is a person's is asked of pairs: do these two papers read as one person's? On pages of up to
``settings.pairs_whole`` papers all pairs are compared; on larger ones each paper with those nearest in time, and
with those that share most co-authors with it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from graphcheck.graph import Floats, Graph, Ints, at
from graphcheck.neighbourhood import Neighbourhoods
from graphcheck.settings import Settings


@dataclass(frozen=True, slots=True)
class Pairs:
    """q pairs of rows of a batch, each once. ``one``, ``two``: shape (q,), positions in the batch's rows, one < two.

    ``shared``: shape (q,), the co-authors whom the two papers share, each by how telling: r · (12 − ln papers) / 12.
    """

    one: Ints
    two: Ints
    shared: Floats


def pairs_of(graph: Graph, batch: Neighbourhoods, settings: Settings) -> Pairs:
    """Return the pairs of papers to compare, sorted."""
    rows = len(batch.rows)
    sizes = np.bincount(batch.row_page, minlength=len(batch.people))
    strength = _shared(graph, batch)
    reach = np.where(sizes <= settings.pairs_whole, sizes, settings.pairs_near)[batch.row_page]
    end = np.cumsum(sizes)[batch.row_page]
    last = np.minimum(np.arange(rows) + reach, end - 1)
    counts = last - np.arange(rows)
    one = np.repeat(np.arange(rows), counts)
    two = one + 1 + np.arange(len(one)) - np.repeat(np.cumsum(counts) - counts, counts)
    far_one, far_two = _strongest(strength, sizes[batch.row_page] > settings.pairs_whole, settings.pairs_shared)
    keys = np.concatenate((one * rows + two, far_one * np.int64(rows) + far_two))
    keys.sort(kind="stable")  # all but the few far ones are in order, which this takes note of
    keys = keys[np.diff(keys, prepend=-1) > 0]
    one, two = keys // rows, keys % rows
    return Pairs(one, two, at(strength, one, two))


def pairs_with(graph: Graph, batch: Neighbourhoods, place: Ints) -> Pairs:
    """Return the pairs of one row of each page (``place``, shape (b,), positions) with the other rows of the page."""
    sizes = np.bincount(batch.row_page, minlength=len(batch.people))
    own = np.repeat(place, sizes)
    other = np.flatnonzero(own != np.arange(len(own)))
    one, two = np.minimum(own[other], other), np.maximum(own[other], other)
    return Pairs(one, two, at(_shared(graph, batch), one, two))


def pairs_among(graph: Graph, batch: Neighbourhoods, one: Ints, two: Ints) -> Pairs:
    """Return the pairs named, shapes (q,), positions in the batch's rows; the two of a pair are of one page."""
    one, two = np.minimum(one, two), np.maximum(one, two)
    return Pairs(one, two, at(_shared(graph, batch), one, two))


def _shared(graph: Graph, batch: Neighbourhoods) -> sp.csr_matrix:
    papers = np.maximum(graph.papers_of[batch.coauthor], 1)
    telling = graph.telling[batch.coauthor] * (12 - np.log(papers)) / 12
    on_page = np.asarray(batch.wrote.sum(axis=0)).ravel()
    met = batch.wrote @ sp.diags(np.where(on_page > 1, telling, 0))
    shared = (met @ batch.wrote.T).tocsr()
    shared.eliminate_zeros()
    shared.sort_indices()
    return shared


def _strongest(strength: sp.csr_matrix, wanted: np.ndarray, most: int) -> tuple[Ints, Ints]:
    """Return, for each wanted row, its ``most`` strongest partners as pairs with the lower row first."""
    found_one: list[int] = []
    found_two: list[int] = []
    for row in np.flatnonzero(wanted).tolist():
        begin, end = strength.indptr[row], strength.indptr[row + 1]
        others = strength.indices[begin:end]
        best = others[np.argsort(-strength.data[begin:end], kind="stable")[: most + 1]]
        for other in best[best != row].tolist():
            found_one.append(min(row, other))
            found_two.append(max(row, other))
    return np.array(found_one, dtype=np.int64), np.array(found_two, dtype=np.int64)
