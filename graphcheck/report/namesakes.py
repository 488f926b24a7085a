"""Who else can be meant by a person's name: people to whom papers of a page may be given."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graphcheck.bearers import Bearers
from graphcheck.model import Page
from graphcheck.tables import Tables

MOST = 40  # namesakes of a page; a common name has hundreds, and any id can be typed
_MOST_PAPERS = 200  # whose papers are listed; longer pages are linked


@dataclass(frozen=True, slots=True)
class Namesake:
    """Somebody whom the bibliography knows; ``papers`` counts theirs, ``has`` lists them, None where they are many."""

    person: str
    name: str
    verified: bool
    papers: int
    has: tuple[str, ...] | None


class Namesakes:
    """Looks namesakes up.

    They bear the same last name, and a given name that can be the same: equal first words, or an initial. Catch-all
    pages are nobody. Whom a page suggests counts, too, whatever the name.
    """

    def __init__(self, tables: Tables) -> None:
        people = tables.people
        self._ids: list[str] = people["id"].tolist()
        self._names: list[str] = people["name"].tolist()
        self._verified: list[bool] = people["verified"].tolist()
        self._catch_all: list[bool] = people["catch_all"].tolist()
        self._row = {person: row for row, person in enumerate(self._ids)}
        owners = tables.authorships["person"].to_numpy()
        self._order = np.argsort(owners, kind="stable")
        self._begin = np.searchsorted(owners[self._order], np.arange(len(self._ids) + 1))
        self._paper = tables.authorships["paper"].to_numpy()
        self._paper_ids = tables.papers["id"].to_numpy()
        self._bearers = Bearers(tables)

    def of(self, page: Page) -> tuple[Namesake, ...]:
        """Return the page's namesakes: suggested people first, then verified ones, then by number of papers."""
        own = self._row.get(page.person)
        suggested = {s.person for judged in page.authorships for s in judged.suggestions}
        first = [self._row[person] for person in suggested if person in self._row]
        others = self._same_name(own) if own is not None else set()
        rows = sorted({*first, *others} - {own}, key=lambda row: self._rank(row, self._ids[row] in suggested))
        return tuple(self._namesake(row) for row in rows[:MOST])

    def _same_name(self, own: int) -> set[int]:
        return {row for row in self._bearers.namesakes(own) if not self._catch_all[row] and self._count(row)}

    def _rank(self, row: int, suggested: bool) -> tuple[bool, bool, int, str]:
        return not suggested, not self._verified[row], -self._count(row), self._ids[row]

    def _count(self, row: int) -> int:
        return int(self._begin[row + 1] - self._begin[row])

    def _namesake(self, row: int) -> Namesake:
        papers = self._paper_ids[self._paper[self._order[self._begin[row] : self._begin[row + 1]]]]
        ids = tuple(sorted(set(papers.tolist())))
        has = ids if len(ids) <= _MOST_PAPERS else None
        return Namesake(self._ids[row], self._names[row], self._verified[row], len(ids), has)
