"""What findings about the whole bibliography are made with."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from hashlib import blake2s
from typing import TYPE_CHECKING

from graphcheck.model import Link

if TYPE_CHECKING:
    from graphcheck.tables import Tables  # only here: explain needs no tables


def finding_id(*parts: str | int) -> str:
    """Return an id that is the same whenever the finding is about the same thing."""
    return blake2s("\0".join(map(str, parts)).encode("utf-8", "replace"), digest_size=6).hexdigest()


class Looking:
    """Looks up people (rows in people), authorships and their papers (rows in authorships)."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self.ids, self.names = (tables.texts("people", column) for column in ("id", "name"))
        self.verified: list[bool] = tables.numbers("people", "verified").tolist()
        self.catch_all = tables.numbers("people", "catch_all").data
        self.name = tables.texts("authorships", "name")  # as printed
        self.position = tables.numbers("authorships", "position").data  # among the authors, 0-based
        self._links = tables.texts("authorships", "link")
        self._person, self._paper = (tables.numbers("authorships", column).data for column in ("person", "paper"))
        self._papers, self._titles = (tables.texts("papers", column) for column in ("id", "title"))
        self._years = tables.numbers("papers", "year").data

    @cached_property
    def row(self) -> dict[str, int]:
        """Person id → row in people."""
        return {person: row for row, person in enumerate(self.ids)}

    def link(self, record: int) -> Link:
        """Return why an authorship is where it is."""
        return Link(self._links[record])

    def person_of(self, record: int) -> int:
        """Return the row of the person whose authorship it is."""
        return int(self._person[record])

    def paper_id(self, record: int) -> str:
        """Return the id of the paper of an authorship."""
        return self._papers[self._paper[record]]

    def facts(self, record: int) -> tuple[str, int]:
        """Return title and year of the paper of an authorship."""
        paper = self._paper[record]
        return self._titles[paper], int(self._years[paper])

    def orcids(self, wanted: Collection[str]) -> dict[str, list[int]]:
        """Return the authorships that carry each of these ORCIDs."""
        found: dict[str, list[int]] = {}
        if wanted:
            for record, value in enumerate(self._tables.texts("authorships", "orcid")):
                if value in wanted:
                    found.setdefault(value, []).append(record)
        return found
