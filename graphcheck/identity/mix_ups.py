"""Ids that stand on one author of a paper and belong to a co-author: mixed up when the paper was handed in.

An id tells by the names that it stands under elsewhere. Where these are a co-author's and not the author's, the two
were mixed up; it speaks for that, too, that the author has another id elsewhere, and against it that the co-author
has. The weights are settings, added up as log-odds.

One mix-up makes right uses look wrong: the name that it puts on an id speaks against the others. So the plainest one is
believed first, and counts as mended when the rest is weighed again. Where two are as plain and only one can be right,
neither is told: then the id is one of two people, and told as that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from graphcheck.identity.uses import Ids, alike, name_in
from graphcheck.model import Evidence
from graphcheck.settings import Settings
from graphcheck.tables import Tables
from graphcheck.wording import listing, number

_AS_PLAIN = 0.03  # probability by which one mix-up must be plainer than another that it rules out


@dataclass(frozen=True, slots=True)
class MixUp:
    """An id, ``value``, that stands on ``record`` and is most likely that of ``coauthor``; rows of authorships.

    ``probability``: that it is the co-author's. The weights of ``evidence`` sum to the log-odds of the contrary, that
    it is the author's own. ``swapped``: the co-author carries the author's id instead.
    """

    value: str
    record: int
    coauthor: int
    probability: float
    evidence: tuple[Evidence, ...]
    swapped: bool = False


def mix_ups(tables: Tables, ids: Ids, settings: Settings) -> list[MixUp]:
    """Return the ids that stand on the wrong author of a paper, by row of the authorship."""
    waiting: dict[int, MixUp] = {}
    reader = _Reader(tables, ids, settings)
    for value, uses in ids.uses.items():
        if len({reader.names[use] for use in uses}) + len(ids.owners.get(value, ())) + bool(name_in(value)) < 2:
            continue  # one name: nothing contradicts it
        for use in uses:
            if best := reader.best(value, use):
                waiting[use] = best
    found: dict[int, MixUp] = {}
    while waiting:
        use = max(waiting, key=lambda use: (waiting[use].probability, -use))
        plainest = waiting.pop(use)
        reader.mend(plainest)
        people = reader.people(plainest)
        near = [u for u, told in waiting.items() if told.value == plainest.value or people & reader.people(told)]
        again = {u: reader.best(waiting[u].value, u) for u in near}
        rivals = [u for u in near if not again[u] and waiting[u].probability > plainest.probability - _AS_PLAIN]
        if rivals:
            reader.unmend(plainest)
            waiting = {u: told for u, told in waiting.items() if u not in rivals}
        else:
            found[use] = plainest
            waiting = {u: told for u, told in ({**waiting, **again}).items() if told}
    pairs = {(told.record, told.coauthor) for told in found.values()}
    return [replace(told, swapped=(told.coauthor, told.record) in pairs) for _, told in sorted(found.items())]


class _Reader:
    """Looks up who stands on papers, and under which names ids do; what is mended stands where it belongs."""

    def __init__(self, tables: Tables, ids: Ids, settings: Settings) -> None:
        self._tables = tables
        self.names = tables.texts("authorships", "name")
        self._paper, self._person = (tables.numbers("authorships", column).data for column in ("paper", "person"))
        self._paper_ids, self._person_names = tables.texts("papers", "id"), tables.texts("people", "name")
        self._ids = ids
        self._settings = settings
        self._on_page: defaultdict[int, list[int]] = defaultdict(list)  # person → uses of any id
        for uses in ids.uses.values():
            for use in uses:
                self._on_page[self._person[use]].append(use)
        self._value = {use: value for value, uses in ids.uses.items() for use in uses}
        self._mended: dict[int, int] = {}  # use of an id → the co-author's authorship that it belongs on

    def mend(self, told: MixUp) -> None:
        """Let the id stand on the co-author."""
        self._mended[told.record] = told.coauthor
        self._on_page[self._person[told.record]].remove(told.record)
        self._on_page[self._person[told.coauthor]].append(told.record)

    def unmend(self, told: MixUp) -> None:
        """Put the id back where it stands."""
        del self._mended[told.record]
        self._on_page[self._person[told.coauthor]].remove(told.record)
        self._on_page[self._person[told.record]].append(told.record)

    def people(self, told: MixUp) -> set[int]:
        """Return the people between whom a mix-up is, rows in people."""
        return {self._person[told.record], self._person[told.coauthor]}

    def best(self, value: str, use: int) -> MixUp | None:
        """Return the likeliest co-author whose id it may be, None where nobody is likely enough."""
        best = max(self._told(value, use), key=lambda told: (told.probability, -told.coauthor), default=None)
        return best if best and best.probability >= self._settings.mix_up_least else None

    def _name(self, use: int) -> str:
        return self.names[self._mended.get(use, use)]

    def _told(self, value: str, use: int) -> Iterator[MixUp]:
        """Yield for each co-author whose id it may be what is thought of that."""
        paper = self._paper[use]
        own = self.names[use]
        elsewhere = [other for other in self._ids.uses[value] if self._paper[other] != paper]
        listed = [self._person_names[person] for person in self._ids.owners.get(value, ())]
        listed += [name_in(value)] if name_in(value) else []
        for coauthor in self._tables.authors_of(paper):
            name = self.names[coauthor]
            if coauthor == use or alike(own, name):
                continue
            theirs = [other for other in elsewhere if alike(self._name(other), name)]
            known = sum(alike(other, name) for other in listed)
            if theirs or known:
                mine = sum(alike(self._name(other), own) for other in elsewhere)
                mine += sum(alike(other, own) for other in listed)
                yield self._weighed(value, use, coauthor, theirs, known, mine)

    def _weighed(self, value: str, use: int, coauthor: int, theirs: list[int], known: int, mine: int) -> MixUp:
        settings, noun = self._settings, self._ids.noun
        most = settings.mix_up_names_most
        name, own = self.names[coauthor], self.names[use]
        papers = listing([self._paper_ids[self._paper[other]] for other in theirs])
        where = [f"on {papers}"] if theirs else []
        where += ["where it is listed"] if known else []
        weight = settings.mix_up_name
        evidence = [
            Evidence(
                "names",
                -weight * min(len(theirs) + known, most),
                f"The {noun} {value} goes by the name {name} {' and '.join(where)}.",
            )
        ]
        if mine:
            text = f"It goes by the name {own} {number(mine, 'time')} elsewhere, too."
            evidence.append(Evidence("own", weight * min(mine, most), text))
        for who, sign, kind in ((use, -1, "author"), (coauthor, 1, "co-author")):
            if another := self._another(who, value):
                text = f"Elsewhere {self.names[who]} has another {noun}, {another}."
                evidence.append(Evidence(kind, sign * settings.mix_up_another, text))
        odds = -sum(part.weight for part in evidence)
        return MixUp(value, use, coauthor, float(1 / (1 + np.exp(-odds))), tuple(evidence))

    def _another(self, who: int, value: str) -> str:
        """Return an id other than ``value`` under which somebody, a row of authorships, signs on other papers."""
        for other in self._on_page[self._person[who]]:
            apart = self._paper[other] != self._paper[who] and self._value[other] != value
            if apart and alike(self._name(other), self.names[who]):
                return self._value[other]
        return ""
