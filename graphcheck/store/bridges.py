"""Bridges: papers of a person that alone tie two parts of the person's work together.

Two papers of a page are tied where they share a co-author. A paper is a bridge where, without it, papers that were
tied over one or several steps are so no more: a cut vertex of the graph of papers and co-authors. Co-authors of one
paper only tie nothing and are left out.

References: J. Hopcroft, R. Tarjan: Efficient algorithms for graph manipulation, CACM 16 (1973),
doi:10.1145/362248.362272.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import igraph
import numpy as np

from graphcheck.graph import Graph, Ints


def bridges(graph: Graph) -> Ints:
    """Return for each authorship row how many papers of the page only this one ties to the others, shape (n,).

    Where a paper falls out of the middle of a page, the largest part left is what the others are cut off from; 0 where
    nothing is cut off.
    """
    papers = len(graph.person)
    row, node = _ties(graph)
    found = np.zeros(papers, dtype=np.int64)
    if not len(row):
        return found
    ties = igraph.Graph(n=papers + int(node.max()) + 1, edges=np.column_stack([row, papers + node]))
    cuts = np.array(ties.articulation_points(), dtype=np.int64)
    pages = np.zeros(len(graph.page), dtype=bool)
    pages[graph.person[cuts[cuts < papers]]] = True
    # Co-authors can be cut vertices, too; only papers are told, but both are met on the way.
    kept = pages[graph.person[row]]
    neighbours: dict[int, list[int]] = {}
    for paper, coauthor in zip(row[kept].tolist(), (papers + node[kept]).tolist(), strict=True):
        neighbours.setdefault(paper, []).append(coauthor)
        neighbours.setdefault(coauthor, []).append(paper)
    walk = _Walk(neighbours, papers)
    for start in sorted(neighbours):
        for paper, cut_off in walk.component(start):
            found[paper] = cut_off
    return found


def _ties(graph: Graph) -> tuple[Ints, Ints]:
    """Return the edges: authorship rows, and a number for each co-author who is on several papers of the page."""
    on_paper = graph.on_paper.tocoo()
    pair = graph.person[on_paper.row] * len(graph.page) + on_paper.col
    order = np.argsort(pair, kind="stable")
    begins = np.flatnonzero(np.diff(pair[order], prepend=-1))
    sizes = np.diff(np.append(begins, len(order)))
    several = np.repeat(sizes > 1, sizes)
    node = np.repeat(np.cumsum(sizes > 1) - 1, sizes)
    row: Ints = on_paper.row.astype(np.int64)[order][several]
    return row, node[several]


@dataclass(slots=True)
class _Walk:
    """A depth-first walk of papers and co-authors, without recursion; nodes below ``papers`` are papers."""

    neighbours: dict[int, list[int]]
    papers: int
    entered: dict[int, int] = field(default_factory=dict)

    def component(self, root: int) -> list[tuple[int, int]]:
        """Return the bridges that can be reached from ``root`` with the papers that each cuts off; none if seen."""
        if root in self.entered:
            return []
        entered = self.entered
        lowest, below, parts = {root: len(entered)}, {root: int(root < self.papers)}, dict[int, list[int]]()
        entered[root] = len(entered)
        stack = [(root, -1, iter(self.neighbours[root]))]
        while stack:
            node, parent, rest = stack[-1]
            for other in rest:
                if other not in entered:
                    entered[other] = lowest[other] = len(entered)
                    below[other] = int(other < self.papers)
                    stack.append((other, node, iter(self.neighbours[other])))
                    break
                if other != parent:
                    lowest[node] = min(lowest[node], entered[other])
            else:
                stack.pop()
                if stack:
                    lowest[parent] = min(lowest[parent], lowest[node])
                    below[parent] += below[node]
                    if lowest[node] >= entered[parent]:
                        parts.setdefault(parent, []).append(below[node])
        return [(node, _cut_off(sides, below[root])) for node, sides in parts.items() if node < self.papers]


def _cut_off(sides: list[int], papers: int) -> int:
    """Return how many papers are not in the largest part, when a paper falls out of a component of ``papers``."""
    others = papers - 1
    return others - max(*sides, others - sum(sides))
