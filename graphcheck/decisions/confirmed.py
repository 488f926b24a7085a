"""Confirmed papers → the authorship rows of the graph that they are, and what became of the other confirmations."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graphcheck.decisions import Confirmation, Decisions, authors_digest
from graphcheck.graph import Graph
from graphcheck.tables import Tables


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Authorship row of the graph → the confirmation that holds for it.

    ``ended`` and ``idle`` are the others, each with the reason: those whose paper has changed, and those that are about
    no authorship.
    """

    rows: dict[int, Confirmation]
    ended: tuple[tuple[Confirmation, str], ...]
    idle: tuple[tuple[Confirmation, str], ...]

    def of(self, person: str) -> list[Confirmation]:
        """Return the confirmations that hold for papers of a person, an id."""
        return [entry for entry in self.rows.values() if entry.person == person]


def find_confirmed(tables: Tables, graph: Graph, decisions: Decisions) -> Confirmed:
    """Find the authorships that ``decisions`` confirm; of several entries on one the last counts."""
    last = {(entry.person, entry.paper): entry for entry in decisions.confirmations}
    if not last:
        return Confirmed({}, (), ())
    people = {person: row for row, person in enumerate(tables.texts("people", "id"))}
    papers = {paper: row for row, paper in enumerate(tables.texts("papers", "id"))}
    rows: dict[int, Confirmation] = {}
    ended: list[tuple[Confirmation, str]] = []
    idle: list[tuple[Confirmation, str]] = []
    for (person, paper), entry in last.items():
        if person not in people or paper not in papers:
            missing = f"person {person}" if person not in people else f"paper {paper}"
            idle.append((entry, f"there is no {missing} in the source"))
            continue
        begin, end = graph.page[people[person]], graph.page[people[person] + 1]
        found = np.flatnonzero(graph.paper[begin:end] == papers[paper])
        if not len(found):
            idle.append((entry, f"{paper} is not on the page of {person}"))
        elif entry.authors and entry.authors != authors_digest(printed_authors(tables, papers[paper])):
            ended.append((entry, f"the authors of {paper} are no longer those that were looked at"))
        else:
            rows[int(begin + found[0])] = entry
    return Confirmed(rows, tuple(ended), tuple(idle))


def printed_authors(tables: Tables, paper: int) -> list[str]:
    """Return the printed names of the authors of a paper (row in papers), in order."""
    names = tables.texts("authorships", "name")
    return [names[record] for record in tables.authors_of(paper)]
