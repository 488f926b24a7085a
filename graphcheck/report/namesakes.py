"""Who else can be meant by a person's name: people to whom papers of a page may be given."""

from __future__ import annotations

from dataclasses import dataclass

from graphcheck.bearers import Bearers
from graphcheck.bibliography import Bibliography
from graphcheck.model import Page

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

    def __init__(self, bibliography: Bibliography) -> None:
        tables, self._graph = bibliography.source.tables, bibliography.graph
        self._ids, self._names = (tables.texts("people", column) for column in ("id", "name"))
        self._verified, self._catch_all = (
            tables.numbers("people", name).tolist() for name in ("verified", "catch_all")
        )
        self._row = bibliography.person_rows
        self._paper_ids = tables.texts("papers", "id")
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
        return int(self._graph.papers_of[row])

    def _namesake(self, row: int) -> Namesake:
        papers = self._graph.paper[self._graph.page[row] : self._graph.page[row + 1]].tolist()
        has = tuple(sorted(self._paper_ids[paper] for paper in papers)) if len(papers) <= _MOST_PAPERS else None
        return Namesake(self._ids[row], self._names[row], self._verified[row], len(papers), has)
