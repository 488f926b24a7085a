"""Works of bibliographies that name people in the works themselves → the columns of ``graphcheck.tables``.

What dblp, OpenAlex and plain tables have in common: a work lists its authors, and an author has an id or has none. An
id is that person; without one the name's slug is an unverified page, as in the Anthology. Ids of people and works have
the format's prefix (``dblp:``, ``openalex:``, ``table:``), so that they say whose they are wherever they are shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from sys import intern
from typing import Any

from graphcheck.growing import Growing
from graphcheck.model import Link
from graphcheck.names import UNVERIFIED, printed, slug, split_name
from graphcheck.tables import SCHEMA, Columns

_NAMELESS = "nameless"  # names without any letter have an empty slug


@dataclass(frozen=True, slots=True)
class Author:
    """An author of a work; ``person`` is an id without prefix, "" where the work names none.

    ``explicit``: the id was set by people who know, not found by an algorithm. ``orcid`` is as on the work.
    """

    name: str
    person: str = ""
    explicit: bool = False
    orcid: str = ""
    affiliation: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Work:
    """A work as it was read; ``id`` is without prefix, ``venue`` a name, ``line`` 1-based, ``doi`` normalised."""

    id: str
    title: str
    year: int
    authors: Sequence[Author]
    abstract: str = ""
    venue: str = ""
    volume: str = ""
    collection: str = ""
    file: str = ""
    line: int = 0
    doi: str = ""


@dataclass(slots=True)
class Known:
    """What a bibliography says of a person beside the works; ``names`` as printed, the canonical one first."""

    names: list[str] = field(default_factory=list)
    orcid: str = ""
    verified: bool = True
    catch_all: bool = False
    comment: str = ""


class WorkWriter:
    """Takes works one by one, and gives all columns at the end; ``people`` are the known ones by id, no prefixes."""

    def __init__(self, prefix: str, people: Mapping[str, Known] | None = None) -> None:
        self._prefix = prefix
        self._known = {} if people is None else people  # which the reader may still be filling
        self._papers = Growing("papers")
        self._authorships = Growing("authorships")
        self._works: dict[str, int] = {}
        self._people: dict[str, int] = {}
        self._venues: dict[str, int] = {}
        self._printed: dict[int, Counter[str]] = {}
        self._orcids: dict[int, set[str]] = {}
        self._split: dict[str, tuple[str, str]] = {}

    def find(self, work: str) -> tuple[str, int] | None:
        """Return file and line of a work that was taken before, None if it was not."""
        row = self._works.get(work)
        return None if row is None else (self._papers.value("file", row), int(self._papers.value("line", row)))

    def add(self, work: Work) -> None:
        """Take a work; its id must be new."""
        row = self._works[work.id] = len(self._works)
        values = {
            "id": f"{self._prefix}:{work.id}",
            "title": work.title,
            "abstract": work.abstract,
            "year": work.year,
            "venue": self._venues.setdefault(work.venue, len(self._venues)) if work.venue else -1,
            "volume": work.volume,
            "collection": work.collection,
            "file": work.file,
            "line": work.line,
            "doi": work.doi,
        }
        self._papers.add(values)
        for position, author in enumerate(work.authors):
            self._add_author(row, position, author)

    def columns(self) -> Mapping[str, Columns]:
        """Return the columns of all tables."""
        authorships = self._authorships.columns()
        orcids = [self._orcid(person, row) for person, row in self._people.items()]
        names = [self._names(person, row) for person, row in self._people.items()]
        return {
            "papers": self._papers.columns(),
            "people": self._people_columns(names, orcids),
            "names": self._names_columns(names),
            "authorships": authorships | {"link": self._links(authorships, orcids)},
            "editorships": Growing("editorships").columns(),
            "venues": {column: list(self._venues) for column in SCHEMA["venues"]},
        }

    def _add_author(self, row: int, position: int, author: Author) -> None:
        person = author.person or f"{slug(author.name) or _NAMELESS}{UNVERIFIED}"
        at = self._people.setdefault(person, len(self._people))
        self._printed.setdefault(at, Counter())[author.name] += 1
        if author.orcid:
            self._orcids.setdefault(at, set()).add(author.orcid)
        first, last = self._parts(author.name)
        values = {
            "paper": row,
            "position": position,
            "person": at,
            "name": printed(first, last),
            "first": first,
            "last": last,
            "link": Link.EXPLICIT if author.explicit else Link.INFERRED,
            "id": author.person if author.explicit else "",
            "orcid": author.orcid,
            "openreview": "",
            "affiliation": author.affiliation,
            "line": author.line,
        }
        self._authorships.add(values)

    def _parts(self, name: str) -> tuple[str, str]:
        parts = self._split.get(name)
        if parts is None:
            parts = self._split[name] = split_name(name)
        return parts

    def _orcid(self, person: str, row: int) -> str:
        """Return a person's ORCID: the known one, else the one that the works carry if there is exactly one."""
        known, found = self._known.get(person), self._orcids.get(row, set())
        return (known.orcid if known else "") or (next(iter(found)) if len(found) == 1 else "")

    def _names(self, person: str, row: int) -> list[str]:
        """Return a person's names: known ones first, else the one most often printed."""
        known = self._known.get(person)
        seen = [name for name, _ in self._printed[row].most_common()]
        return list(dict.fromkeys([*(known.names if known else ()), *seen]))

    def _people_columns(self, names: list[list[str]], orcids: list[str]) -> Columns:
        people = Growing("people")
        for row, person in enumerate(self._people):
            known = self._known.get(person) or Known(verified=not person.endswith(UNVERIFIED))
            values = {
                "id": f"{self._prefix}:{person}",
                "name": printed(*self._parts(names[row][0])),
                "verified": known.verified and not known.catch_all,
                "catch_all": known.catch_all,
                "orcid": orcids[row],
                "openreview": "",
                "comment": known.comment,
                "degree": "",
                "name_matching": True,
            }
            people.add(values)
        return people.columns()

    def _names_columns(self, names: list[list[str]]) -> Columns:
        every = Growing("names")
        for row, (person, own) in enumerate(zip(self._people, names, strict=True)):
            known = self._known.get(person)
            for name in own:
                first, last = self._parts(name)
                text = printed(first, last)
                listed = known is not None and name in known.names
                values = (row, first, last, text, slug(text), listed)
                every.add(dict(zip(SCHEMA["names"], values, strict=True)))
        return every.columns()

    def _links(self, columns: Mapping[str, Any], orcids: list[str]) -> list[str]:
        """Return the link of each authorship; an ORCID on the work that is the person's makes it one by ORCID."""
        given = zip(columns["link"], columns["person"].tolist(), columns["orcid"], strict=True)
        by_orcid = str(Link.ORCID)
        return [
            by_orcid if link == Link.INFERRED and orcid and orcid == orcids[person] else intern(link)
            for link, person, orcid in given
        ]
