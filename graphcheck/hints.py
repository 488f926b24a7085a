"""Institutions that a person's id, comment or degree names: ``peng-wang-nanjing``, "Univ. of Pittsburgh"."""

from __future__ import annotations

import numpy as np

from graphcheck.graph import Graph, Ints, entries
from graphcheck.institutions import telling_words
from graphcheck.names import fold
from graphcheck.tables import Tables


class Hints:
    """Holds what stands beside people against the institutions of papers."""

    def __init__(self, tables: Tables, graph: Graph) -> None:
        self._graph = graph
        columns = (tables.texts("people", name) for name in ("id", "name", "comment", "degree"))
        self._ids, self._names, self._comments, self._degrees = columns
        self._words: dict[int, frozenset[str]] = {}
        self._of_institution: dict[int, frozenset[str]] = {}

    def fits(self, person: int, row: int) -> float:
        """Return 1 where the authorship row states an institution named beside the person, else how many are there.

        That is the share of the co-authors whose home it is: they state it most often, on other papers. One of many
        says little of the author. 0 where none is there, or nothing stands beside the person.
        """
        wanted = self._person(person)
        if not wanted:
            return 0.0
        if wanted & self._stated(row):
            return 1.0
        homes = self._coauthors_homes(row)
        there = sum(bool(wanted & self._institution(home)) for home in homes[homes >= 0].tolist())
        return there / max(len(homes), 1)

    def named(self, person: int, row: int) -> str:
        """Return the words that fit, "" where none do."""
        found = self._person(person) & (self._stated(row) | self._homes(row))
        return " ".join(sorted(found))

    def _person(self, person: int) -> frozenset[str]:
        if person not in self._words:
            name = set(fold(self._names[person]).split())
            suffix = " ".join(self._ids[person].split("/")[0].split("-"))
            words = telling_words(f"{suffix} {self._comments[person]} {self._degrees[person]}")
            self._words[person] = frozenset(words - name)
        return self._words[person]

    def _stated(self, row: int) -> frozenset[str]:
        return self._all(entries(self._graph.institution, row)[0].tolist())

    def _homes(self, row: int) -> frozenset[str]:
        homes = self._coauthors_homes(row)
        return self._all(np.unique(homes[homes >= 0]).tolist())

    def _coauthors_homes(self, row: int) -> Ints:
        return self._graph.home[entries(self._graph.on_paper, row)[0]]

    def _all(self, institutions: list[int]) -> frozenset[str]:
        return frozenset().union(*(self._institution(number) for number in institutions))

    def _institution(self, number: int) -> frozenset[str]:
        if number not in self._of_institution:
            name = self._graph.institutions[number]
            initials = "".join(word[0] for word in name.split() if word[:1].isupper()).lower()
            words = telling_words(name)
            self._of_institution[number] = frozenset(words | {initials} if len(initials) > 2 else words)
        return self._of_institution[number]
