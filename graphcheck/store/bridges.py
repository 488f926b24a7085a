"""Bridges: papers of a person that alone tie two parts of the person's work together.

Two papers of a page are tied where they share a co-author. A paper is a bridge where, without it, papers that were
tied over one or several steps are so no more: a cut vertex of the graph of papers and co-authors. Co-authors of one
paper only tie nothing and are left out.

References: J. Hopcroft, R. Tarjan: Efficient algorithms for graph manipulation, CACM 16 (1973),
doi:10.1145/362248.362272.
"""

from __future__ import annotations

from collections.abc import Iterator

import igraph
import numpy as np

from graphcheck.graph import Graph, Ints


def bridges(graph: Graph) -> Ints:
    """Return for each authorship row how many papers of the page only this one ties to the others, shape (n,).

    Where a paper falls out of the middle of a page, the largest part left is what the others are cut off from; 0 where
    nothing is cut off.
    """
    row, node = _ties(graph)
    found = np.zeros(len(graph.person), dtype=np.int64)
    if not len(row):
        return found
    cuts = _cuts(row, node)
    pages = np.zeros(len(graph.page), dtype=bool)
    pages[graph.person[cuts]] = True
    kept = pages[graph.person[row]]
    rows, paper = np.unique(row[kept], return_inverse=True)
    coauthors, coauthor = np.unique(node[kept], return_inverse=True)
    walk = _Walk(len(rows), len(coauthors), paper, len(rows) + coauthor)
    for start in range(len(rows)):
        for one, cut_off in walk.component(start):
            found[rows[one]] = cut_off
    return found


def _cuts(row: Ints, node: Ints) -> Ints:
    """Return the authorship rows that are cut vertices."""
    papers = int(row.max()) + 1
    # A list of pairs, since igraph takes arrays far more slowly.
    edges = list(zip(row.tolist(), (papers + node).tolist(), strict=True))
    found = np.array(igraph.Graph(n=papers + int(node.max()) + 1, edges=edges).articulation_points(), dtype=np.int64)
    cuts: Ints = found[found < papers]
    return cuts


def _ties(graph: Graph) -> tuple[Ints, Ints]:
    """Return the edges: authorship rows, and a number for each co-author who is on several papers of the page."""
    on_paper = graph.on_paper.tocoo()
    pair = graph.person[on_paper.row] * len(graph.page) + on_paper.col
    order = np.argsort(pair, kind="stable")
    begins = np.flatnonzero(np.diff(pair[order], prepend=-1))
    sizes = np.diff(np.append(begins, len(order)))
    several = np.repeat(sizes > 1, sizes)
    node: Ints = np.repeat(np.cumsum(sizes > 1) - 1, sizes)
    row: Ints = on_paper.row.astype(np.int64)[order][several]
    node = node[several]
    # Where one co-author is on every paper of a page, no paper of it is a cut vertex, nor where there are but two.
    papers = graph.papers_of[graph.person[row]]
    hub = np.bincount(node)[node] == papers
    hubbed = np.zeros(len(graph.page), dtype=bool)
    hubbed[graph.person[row[hub]]] = True
    kept = ~hubbed[graph.person[row]] & (papers > 2)
    return row[kept], node[kept]


class _Walk:
    """A depth-first walk of papers and co-authors, without recursion; the first ``papers`` nodes are papers."""

    def __init__(self, papers: int, coauthors: int, one: Ints, other: Ints) -> None:
        ends, others = np.concatenate([one, other]), np.concatenate([other, one])
        order = np.argsort(ends, kind="stable")
        nodes = papers + coauthors
        begins = np.searchsorted(ends[order], np.arange(nodes + 1)).tolist()
        flat = others[order].tolist()
        self._papers = papers
        self._neighbours = [flat[begins[node] : begins[node + 1]] for node in range(nodes)]
        self._entered = [-1] * nodes
        self._lowest = [0] * nodes
        self._below = [1] * papers + [0] * coauthors
        self._time = 0

    def component(self, root: int) -> list[tuple[int, int]]:
        """Return the bridges that can be reached from ``root`` with the papers that each cuts off; none if seen."""
        entered, lowest, below = self._entered, self._lowest, self._below
        if entered[root] >= 0:
            return []
        parts: dict[int, list[int]] = {}
        stack = [self._enter(root, -1)]
        while stack:
            node, parent, rest = stack[-1]
            for other in rest:
                if entered[other] < 0:
                    stack.append(self._enter(other, node))
                    break
                if other != parent and entered[other] < lowest[node]:
                    lowest[node] = entered[other]
            else:
                stack.pop()
                if stack:
                    lowest[parent] = min(lowest[parent], lowest[node])
                    below[parent] += below[node]
                    if lowest[node] >= entered[parent] and parent < self._papers:
                        parts.setdefault(parent, []).append(below[node])
        return [(node, _cut_off(sides, below[root])) for node, sides in parts.items()]

    def _enter(self, node: int, parent: int) -> tuple[int, int, Iterator[int]]:
        self._entered[node] = self._lowest[node] = self._time
        self._time += 1
        return node, parent, iter(self._neighbours[node])


def _cut_off(sides: list[int], papers: int) -> int:
    """Return how many papers are not in the largest part, when a paper falls out of a component of ``papers``."""
    others = papers - 1
    return others - max(*sides, others - sum(sides))
