"""Whom a flagged paper may belong to: existing people of the name whose co-authors are on it.

A candidate bears the same last name and a given name that can be the same (equal first words, or an initial).
Candidates are ranked by the co-authors of the paper who are on their papers, each by how telling the name is;
without any, nobody is suggested.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from graphcheck.graph import Graph, entries
from graphcheck.names import fold
from graphcheck.tables import Tables

SUGGESTIONS = 3


class Candidates:
    """Finds the people whom an authorship may belong to."""

    def __init__(self, tables: Tables, graph: Graph) -> None:
        self._graph = graph
        self._ids = tables.people["id"].tolist()
        self._by_last: dict[str, list[tuple[int, str]]] | None = None
        self._tables = tables

    def suggest(self, row: int) -> tuple[str, ...]:
        """Return up to three person ids for an authorship row of the graph, best first."""
        person = int(self._graph.person[row])
        others = entries(self._graph.on_paper, row)[0]
        found = []
        for candidate in self._same_name(row):
            if candidate == person or candidate in others:
                continue
            met = np.intersect1d(entries(self._graph.together, candidate)[0], others)
            weight = float(self._graph.telling[met].sum())
            if weight > 0:
                found.append((-weight, self._ids[candidate]))
        return tuple(name for _, name in sorted(found)[:SUGGESTIONS])

    def _same_name(self, row: int) -> list[int]:
        if self._by_last is None:
            self._by_last = _by_last_name(self._tables)
        record = int(self._graph.record[row])
        last = fold(self._tables.authorships["last"].iat[record])
        first = fold(self._tables.authorships["first"].iat[record])
        bearers = self._by_last.get(last, [])
        return sorted({person for person, given in bearers if _may_be_same(given, first)})


def _by_last_name(tables: Tables) -> dict[str, list[tuple[int, str]]]:
    index = defaultdict(list)
    names = tables.names
    for person, first, last in zip(names["person"], names["first"], names["last"], strict=True):
        index[fold(last)].append((int(person), fold(first)))
    return index


def _may_be_same(first: str, other: str) -> bool:
    """Return whether two folded given names can be one: equal first words, or an initial of the other."""
    if not first or not other:
        return first == other
    one, two = first.split()[0], other.split()[0]
    return one == two or (min(len(one), len(two)) == 1 and one[0] == two[0])
