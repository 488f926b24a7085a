"""Mentions of people as authors, as the source has them now: whose they are, by which id and name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from graphcheck.names import slug
from graphcheck.sources.anthology_people import Name
from graphcheck.tables import Tables


class Mentions:
    """Columns of the table of authorships as lists; rows are rows of that table."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        table = tables.authorships
        people, papers = tables.people["id"].tolist(), tables.papers["id"].tolist()
        self.person: list[str] = [people[row] for row in table["person"].tolist()]
        self.paper: list[str] = [papers[row] for row in table["paper"].tolist()]
        self.position: list[int] = table["position"].tolist()
        self.id: list[str] = table["id"].tolist()
        self.orcid: list[str] = table["orcid"].tolist()
        self.printed: list[str] = table["name"].tolist()
        self.editors = frozenset(people[row] for row in tables.editorships["person"].tolist())
        self._first: list[str] = table["first"].tolist()
        self._last: list[str] = table["last"].tolist()
        self._paper_row: list[int] = table["paper"].tolist()

    def name(self, row: int) -> Name:
        """Return the name that a mention prints."""
        return Name(self._first[row], self._last[row])

    def file(self, row: int) -> str:
        """Return in which file a mention stands, relative to the source's root."""
        return self._files[self._paper_row[row]]

    def of_person(self, person: str) -> dict[str, list[int]]:
        """Return for each paper of a person the rows."""
        found: dict[str, list[int]] = {}
        for row in self._rows_of.get(person, ()):
            found.setdefault(self.paper[row], []).append(row)
        return found

    def of_paper(self, paper: str) -> list[int]:
        """Return the rows of a paper's authors, in order."""
        return self._rows_on.get(paper, [])

    def of_slugs(self, slugs: Iterable[str]) -> list[int]:
        """Return the rows of all mentions whose name has one of the slugs, in order."""
        return sorted(row for one in set(slugs) for row in self._by_slug.get(one, ()))

    def of_files(self, files: Iterable[str]) -> list[int]:
        """Return the rows of all mentions in some files, in order."""
        wanted = set(files)
        papers = {row for row, file in enumerate(self._files) if file in wanted}
        return [row for row, paper in enumerate(self._paper_row) if paper in papers]

    def of_ids(self, people: Iterable[str]) -> list[int]:
        """Return the rows of all mentions that have one of some ids, in order."""
        return sorted(row for person in set(people) for row in self._rows_of.get(person, ()) if self.id[row])

    @cached_property
    def _files(self) -> list[str]:
        return list(self._tables.papers["file"].tolist())

    @cached_property
    def _rows_of(self) -> dict[str, list[int]]:
        rows: defaultdict[str, list[int]] = defaultdict(list)
        for row, person in enumerate(self.person):
            rows[person].append(row)
        return dict(rows)

    @cached_property
    def _rows_on(self) -> dict[str, list[int]]:
        rows: defaultdict[str, list[int]] = defaultdict(list)
        for row, paper in enumerate(self.paper):
            rows[paper].append(row)
        return dict(rows)

    @cached_property
    def _by_slug(self) -> dict[str, list[int]]:
        rows: defaultdict[str, list[int]] = defaultdict(list)
        for row, name in enumerate(self.printed):
            rows[slug(name)].append(row)
        return dict(rows)
