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
        self.ids: list[str] = tables.people["id"].tolist()
        self.names: list[str] = tables.people["name"].tolist()
        self.verified: list[bool] = tables.people["verified"].tolist()
        self.row = {person: row for row, person in enumerate(self.ids)}

    @cached_property
    def name(self) -> list[str]:
        """Names as printed."""
        names: list[str] = self._tables.authorships["name"].tolist()
        return names

    @cached_property
    def position(self) -> list[int]:
        """Places among the authors, 0-based."""
        positions: list[int] = self._tables.authorships["position"].tolist()
        return positions

    @cached_property
    def link(self) -> list[Link]:
        """Why authorships are where they are."""
        return [Link(link) for link in self._tables.authorships["link"].tolist()]

    @cached_property
    def _person(self) -> list[int]:
        people: list[int] = self._tables.authorships["person"].tolist()
        return people

    @cached_property
    def _paper(self) -> list[int]:
        papers: list[int] = self._tables.authorships["paper"].tolist()
        return papers

    @cached_property
    def papers(self) -> list[tuple[str, str, int]]:
        """Id, title and year of each paper."""
        columns = (self._tables.papers[name].tolist() for name in ("id", "title", "year"))
        return list(zip(*columns, strict=True))

    def person_of(self, record: int) -> int:
        """Return the row of the person whose authorship it is."""
        return self._person[record]

    def paper_id(self, record: int) -> str:
        """Return the id of the paper of an authorship."""
        return self.papers[self._paper[record]][0]

    def facts(self, record: int) -> tuple[str, int]:
        """Return title and year of the paper of an authorship."""
        return self.papers[self._paper[record]][1:]

    def orcids(self, wanted: Collection[str]) -> dict[str, list[int]]:
        """Return the authorships that carry each of these ORCIDs."""
        found: dict[str, list[int]] = {}
        if wanted:
            for record, value in enumerate(self._tables.authorships["orcid"].tolist()):
                if value in wanted:
                    found.setdefault(value, []).append(record)
        return found
