"""Pairs for the graph: people who wrote together, and names of which one stands in the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphcheck.graph import Graph, Ints
from graphcheck.store.schema import SOURCE, TARGET


def coauthors(graph: Graph, ids: NDArray[Any]) -> Mapping[str, Any]:
    """Return every pair of people who wrote together, once, from the lesser id to the greater, sorted by both.

    ``ids``: shape (people,). Columns: the two ids, papers together, first and last year of them.
    """
    paper, person, year = _by_paper(graph)
    rank = np.empty(len(ids), dtype=np.int64)
    by_rank = np.array(sorted(range(len(ids)), key=ids.__getitem__), dtype=np.int64)
    rank[by_rank] = np.arange(len(ids))
    left, right = _pairs_on_papers(paper)
    one, other = rank[person[left]], rank[person[right]]
    pair = np.minimum(one, other) * len(ids) + np.maximum(one, other)
    order = np.lexsort((year[left], pair))
    pair, years = pair[order], year[left][order]
    begins = np.flatnonzero(np.diff(pair, prepend=-1))
    ends = np.append(begins[1:], len(pair)) - 1 if len(begins) else begins
    lesser, greater = np.divmod(pair[begins], len(ids)) if len(begins) else (begins, begins)
    return {
        SOURCE: ids[by_rank[lesser]],
        TARGET: ids[by_rank[greater]],
        "papers": ends - begins + 1,
        "first_year": years[begins],
        "last_year": years[ends],
    }


def _by_paper(graph: Graph) -> tuple[Ints, Ints, Ints]:
    order = np.lexsort((graph.person, graph.paper))
    return graph.paper[order], graph.person[order], graph.year[order]


def _pairs_on_papers(paper: Ints) -> tuple[Ints, Ints]:
    """Return the rows of all pairs on one paper; ``paper`` is sorted."""
    found = []
    left = np.arange(len(paper))
    distance = 0
    while len(left):
        distance += 1
        left = left[left + distance < len(paper)]
        left = left[paper[left] == paper[left + distance]]
        found.append((left, left + distance))
    if not found:
        return left, left
    return np.concatenate([pair[0] for pair in found]), np.concatenate([pair[1] for pair in found])


def alike(slugs: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Return pairs of names: the shorter has two words, the longer begins with the first and holds the second.

    "katarzyna-lipiec" stands in "katarzyna-lipiec-morawska", "wei-wang" in "wei-y-wang".
    """
    known = set(slugs)
    pairs = []
    for longer in slugs:
        first, *rest = longer.split("-")
        if len(rest) > 1:
            shorter = sorted({f"{first}-{word}" for word in rest} & known)
            pairs += [(name, longer) for name in shorter]
    pairs.sort()
    return {SOURCE: [pair[0] for pair in pairs], TARGET: [pair[1] for pair in pairs]}
