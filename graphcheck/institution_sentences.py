"""Where the authors of a paper work, and those of the papers that it is held against → sentences.

Named are the institutions that the number was read from, on the papers that count for it, so that what is said agrees
with what it weighs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import scipy.sparse as sp

from graphcheck.evidence.institutions import KIND, chances, year_stated
from graphcheck.graph import Graph, entries
from graphcheck.held_against import HeldAgainst
from graphcheck.names import fold
from graphcheck.neighbourhood import Neighbourhoods
from graphcheck.score import Scores
from graphcheck.wording import listing, number

_NEAR = 5  # years; what is stated further away says little of where somebody was
_NAMED = 2  # institutions of a side
_HALF = 0.5  # of what the likeliest place weighs: what weighs less is not named beside it
_PLAIN = 0.25  # chance that two papers are both from a place, from which on their authors plainly state it
Places = Mapping[int, float]  # institution → chance that a paper is from there


@dataclass(frozen=True, slots=True)
class _Compared:
    """What is known of a row and of the ``closest`` to it, those that count; rows of the batch.

    ``own``: what the person states on the paper. ``states``: closest row → what the person states there, where they do.
    ``here``: of the row; ``there``: of each of the closest. ``in_common``: institution → Σ of P₁·P₂ / (share + .001).
    """

    row: int
    closest: tuple[int, ...]
    own: frozenset[int]
    states: Mapping[int, frozenset[int]]
    here: Places
    there: Mapping[int, Places]
    in_common: Places

    @property
    def mostly(self) -> Places:
        """The institutions of the closest papers, by their summed chances."""
        every = {place for places in self.there.values() for place in places}
        return {place: sum(places.get(place, 0.0) for places in self.there.values()) for place in sorted(every)}

    def likeliest(self, place: int) -> int:
        """Return which of the closest is likeliest from ``place``."""
        return max(self.closest, key=lambda row: self.there[row].get(place, 0.0))


class InstitutionSentences:
    """Puts into words what speaks for one place of a row and of what it is held against, or for two."""

    def __init__(
        self, graph: Graph, scores: Scores, against: HeldAgainst, papers: Sequence[str], *, everything: bool
    ) -> None:
        """``everything``: most rows of the batch will be asked for."""
        self._graph = graph
        self._everything = everything
        self._scores = scores
        self._against = against
        self._papers = papers
        # Rows of a page are held against the same few papers again and again.
        self._places_of: dict[int, frozenset[int]] = {}
        self._years: dict[tuple[int, int], int] = {}
        self._first: int | None = None  # of the rows that chances are held of
        self._chance: list[Places] = []  # of each of its rows
        self._weighed: list[Places] = []

    def say(self, row: int) -> str:
        """Say what the row's number is read from: what the person states, else what is known of the co-authors."""
        weight = float(self._scores.parts[KIND][row])
        found = self._compared(row)
        return self._stated(found, weight) or self._inferred(found, weight)

    def _compared(self, row: int) -> _Compared:
        begin = self._hold_chances(row)
        closest = tuple(self._against.closest(row).tolist())
        here = self._chance[row - begin]
        in_common: dict[int, float] = {}
        for other in closest:
            for place, weight in self._weighed[other - begin].items():
                if place in here:
                    in_common[place] = in_common.get(place, 0.0) + here[place] * weight
        states = {other: stated for other in closest if (stated := self._own(other))}
        there = {other: self._chance[other - begin] for other in closest}
        return _Compared(row, closest, self._own(row), states, here, there, in_common)

    def _hold_chances(self, row: int) -> int:
        """Hold ``chances`` of rows around the row, its page's at least; return the first of them.

        Where few rows are asked for, those of a whole batch take longer than all else.
        """
        page = self._against.page(row)
        begin = 0 if self._everything else int(page[0])
        if self._first != begin:
            part = self._scores.batch if self._everything else self._only(row, begin, int(page[-1]) + 1)
            self._first = begin
            own = self._graph.institution[part.rows]
            self._chance, self._weighed = (_places(found) for found in chances(self._graph, part, own))
        return begin

    def _only(self, row: int, begin: int, end: int) -> Neighbourhoods:
        """Return the rows of the row's page, from ``begin`` to ``end``, with their co-authors."""
        batch = self._scores.batch
        which = batch.row_page[row]
        first, last = np.searchsorted(batch.coauthor_page, (which, which + 1))
        return replace(
            batch,
            rows=batch.rows[begin:end],
            row_page=batch.row_page[begin:end],
            coauthor=batch.coauthor[first:last],
            wrote=batch.wrote[begin:end, first:last],
        )

    def _own(self, row: int) -> frozenset[int]:
        if row not in self._places_of:
            there = entries(self._graph.institution, int(self._scores.batch.rows[row]))[0]
            self._places_of[row] = frozenset(there.tolist())
        return self._places_of[row]

    def _stated(self, found: _Compared, weight: float) -> str:
        """Say what the person states here and elsewhere; "" where that is not what tells."""
        stated = {row: self._own(row) for row in self._against.papers(found.row).tolist()} if found.own else {}
        same = [row for row, places in stated.items() if places & found.own]
        if same:
            common = found.own & frozenset().union(*(stated[row] for row in same))
            rarest = min(sorted(common), key=self._share)
            there = self._ids(row for row in same if rarest in stated[row])
            but = "" if weight >= 0 else self._but(found, common)
            return f"The person states {self._called([rarest])} here and on {there}{but}."
        if not found.own or not found.states:
            return ""
        theirs = self._top(_some(found.mostly, frozenset().union(*found.states.values())))
        both = ""
        if weight >= 0 and found.in_common:
            both = f"; but authors of both state {self._called([self._most(found.in_common)])}"
        mine, where = self._called(self._mine(found)), self._against.called(found.row)
        return f"The person states {mine} here and {self._called(theirs)} on {where}{both}."

    def _but(self, found: _Compared, common: frozenset[int]) -> str:
        """Say why a place in common speaks against the person all the same."""
        other = {row: places for row, places in found.states.items() if not places & common}
        if other:
            theirs = self._top(_some(found.mostly, frozenset().union(*other.values())))
            return f", but {self._called(theirs)} on {self._ids(other)}"
        without = len(found.closest) - len(found.states)
        papers = number(len(found.closest), "paper")
        return f", but nothing on {without} of the {papers} that count most" if without else ""

    def _inferred(self, found: _Compared, weight: float) -> str:
        """Say where co-authors are, as far as they state it there or on other papers."""
        mostly = found.mostly
        if not found.here or not mostly:
            return "Too little is known of where the co-authors work."
        if weight >= 0 and found.in_common:
            return self._same(found)
        mine, theirs = self._mine(found), self._top(mostly)
        met = [place for place in mine if place in theirs]
        if not met and found.in_common and not self._apart(found, common := self._most(found.in_common)):
            met = [common]
        if met:
            return self._same_but_weak(found, met[0])
        here = self._near([(found.row, place) for place in mine])
        there = self._near([(found.likeliest(place), place) for place in theirs])
        where = self._against.called(found.row)
        if not here:
            own = f"Where its co-authors were around {self._year(found.row)} is hardly known"
            other = f"what they state of other years is not what {_authors(found)} of {where} state"
            return f"{own}." if found.in_common else f"{own}; {other}."
        if not there:
            other = f"Where the authors of {where} were when these were written is hardly known"
            own = "what they state of other years is not what its own do"
            return f"{other}." if found.in_common else f"{other}; {own}."
        return f"{self._mine_said(found, here)}, {_authors(found)} of {where} {self._dated(there)}."

    def _same(self, found: _Compared) -> str:
        """Name the place that speaks most for the person, and the papers that are from there, too."""
        place = self._most(found.in_common)
        least = _HALF * max(places.get(place, 0.0) for places in found.there.values())
        rows = [row for row in found.closest if found.there[row].get(place, 0.0) >= least]
        said = self._mine_said(found, [(found.row, place)])
        return f"{said}, as do {_authors(found)} of {self._ids(rows)}."

    def _same_but_weak(self, found: _Compared, place: int) -> str:
        """Name a place that both seem to be from, and say why that does not speak for the person."""
        plain = [row for row in found.closest if found.here[place] * found.there[row].get(place, 0.0) >= _PLAIN]
        if not plain:
            why = "but not near these papers in time" if self._apart(found, place) else "but too uncertainly to count"
        elif len(plain) < len(found.closest):
            why = f"but plainly on only {len(plain)} of the {len(found.closest)} papers that count most"
        else:
            why = "but so do too many others"
        said = self._mine_said(found, [(found.row, place)])
        return f"{said}, as do {_authors(found)} of {self._against.called(found.row)}, {why}."

    def _apart(self, found: _Compared, place: int) -> bool:
        """Whether a place is stated years away from the row's paper, or from all of the closest that have it."""
        there = [(row, place) for row in found.closest if place in found.there[row]]
        return not (self._near([(found.row, place)]) and self._near(there))

    def _mine(self, found: _Compared) -> list[int]:
        """Return the leading places of the row: what the person states, if anything."""
        return self._top({place: found.here[place] for place in found.own} or found.here)

    def _mine_said(self, found: _Compared, here: Sequence[tuple[int, int]]) -> str:
        who = "The person states" if here[0][1] in found.own else "Its co-authors state"
        return f"{who} {self._dated(here)}"

    def _top(self, places: Places) -> list[int]:
        """Return the likeliest places, the rarer first of two alike; a part of one that is named is not named again."""
        chosen: list[int] = []
        for place in sorted(places, key=lambda place: (-places[place], self._share(place), place)):
            if len(chosen) == _NAMED or (chosen and places[place] < _HALF * places[chosen[0]]):
                break
            if not any(self._one_begins_the_other(place, other) for other in chosen):
                chosen.append(place)
        return chosen

    def _one_begins_the_other(self, one: int, two: int) -> bool:
        first, second = sorted((fold(self._graph.institutions[place]) for place in (one, two)), key=len)
        return second.startswith(first)

    def _most(self, places: Places) -> int:
        return min(sorted(places), key=lambda place: (-places[place], self._share(place)))

    def _share(self, place: int) -> float:
        return float(self._graph.institution_share[place])

    def _called(self, places: Iterable[int]) -> str:
        return listing([f"“{self._graph.institutions[place]}”" for place in places])

    def _near(self, stated: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        return [(row, place) for row, place in stated if abs(self._stated_in(row, place) - self._year(row)) <= _NEAR]

    def _dated(self, stated: Sequence[tuple[int, int]]) -> str:
        """Quote places, each with the year in which it is stated where that is not the year of the row's paper."""
        named = []
        for row, place in stated:
            year = self._stated_in(row, place)
            named.append(self._called([place]) + ("" if year == self._year(row) else f" ({year})"))
        return listing(named)

    def _stated_in(self, row: int, place: int) -> int:
        if (row, place) not in self._years:
            self._years[row, place] = year_stated(self._graph, int(self._scores.batch.rows[row]), place)
        return self._years[row, place]

    def _year(self, row: int) -> int:
        return int(self._graph.year[self._scores.batch.rows[row]])

    def _ids(self, rows: Iterable[int]) -> str:
        return listing([self._papers[self._graph.paper[self._scores.batch.rows[row]]] for row in rows])


def _some(places: Places, chosen: frozenset[int]) -> Places:
    return {place: places[place] for place in chosen}


def _places(chances: sp.csr_matrix) -> list[Places]:
    """Return for each row its institutions with their chances."""
    columns, values = chances.indices.tolist(), chances.data.tolist()
    rows = pairwise(chances.indptr.tolist())
    return [dict(zip(columns[begin:end], values[begin:end], strict=True)) for begin, end in rows]


def _authors(found: _Compared) -> str:
    """Say who states the places of the other papers; where the person does, too, it is not co-authors alone."""
    if found.states:
        return "the authors"
    return "co-authors" if found.own else "those"
