"""Whom a flagged paper may belong to: existing people of the name whose co-authors are on it.

A candidate bears the same last name and a given name that can be the same (equal first words, or an initial).
Candidates are ranked by the co-authors of the paper who are on their papers, each by how telling the name is;
without any, nobody is suggested.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from graphcheck.graph import Graph, entries
from graphcheck.names import fold, given_key
from graphcheck.tables import Tables

SUGGESTIONS = 3


class Candidates:
    """Finds the people whom an authorship may belong to."""

    def __init__(self, tables: Tables, graph: Graph) -> None:
        self._graph = graph
        self._ids = tables.people["id"].tolist()
        self._bearers: dict[tuple[str, str], list[int]] | None = None
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
        if self._bearers is None:
            self._bearers = _by_name(self._tables)
        record = int(self._graph.record[row])
        last = fold(str(self._tables.authorships["last"].iat[record]))
        given = given_key(str(self._tables.authorships["first"].iat[record]))
        # An initial can be any name that begins with it, and a name may be printed as its initial elsewhere.
        keys = [(last, given), (last, given[:1])] if len(given) != 1 else [(last, given), (last, f"{given}…")]
        return sorted({person for key in keys for person in self._bearers.get(key, ())})


def _by_name(tables: Tables) -> dict[tuple[str, str], list[int]]:
    """Return people by (last name, given name), and by (last name, "j…") for all given names that begin with j."""
    index = defaultdict(list)
    names = tables.names
    for person, first, last in zip(names["person"].tolist(), names["first"], names["last"], strict=True):
        family, given = fold(last), given_key(first)
        index[family, given].append(person)
        if len(given) > 1:
            index[family, f"{given[0]}…"].append(person)
    return index
