"""Collections and people of the Anthology → the columns of ``graphcheck.tables``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graphcheck.growing import Growing
from graphcheck.model import Link
from graphcheck.names import printed, slug
from graphcheck.sources.anthology_people import Name
from graphcheck.sources.anthology_resolve import Resolver, Spelling
from graphcheck.sources.anthology_venues import Venue, Venues
from graphcheck.sources.anthology_xml import Collection, Mention, Paper, Volume
from graphcheck.sources.files import Complaints
from graphcheck.tables import SCHEMA, Columns

# The columns of a table as lists, by name.
_Lists = dict[str, list[Any]]


class ColumnWriter:
    """Takes collections one by one, and gives all columns at the end."""

    def __init__(self, resolver: Resolver, venues: Venues) -> None:
        self._resolver = resolver
        self._venues = dict(venues.by_id)
        self._venue_rows = {venue: row for row, venue in enumerate(self._venues)}
        self._papers, self._editorships = Growing("papers"), Growing("editorships")
        self._authorships = Growing("authorships", without=("link",))  # which is known when all is read
        self._rows: dict[str, int] = {}  # paper id → row

    def find(self, paper: str) -> tuple[str, int] | None:
        """Return file (relative to the root) and line of a paper that was taken before, None if it was not."""
        row = self._rows.get(paper)
        return None if row is None else (self._papers.value("file", row), int(self._papers.value("line", row)))

    def add(self, collection: Collection, file: str, complaints: Complaints) -> None:
        """Take a collection; ``file`` is its path relative to the root, ``complaints`` get its faults."""
        for volume in collection.volumes:
            venue = self._venue(volume, complaints)
            complaints.where = volume.id
            self._add_editors(volume.editors, volume.id, -1, complaints)
            for paper in volume.papers:
                complaints.where = paper.id
                row = self._add_paper(paper, volume, venue, collection.id, file)
                self._add_authors(paper, row, complaints)
                self._add_editors(paper.editors, volume.id, row, complaints)
        self._papers.settle()
        self._authorships.settle()

    def columns(self) -> Mapping[str, Columns]:
        """Return the columns of all tables."""
        names = _names_by_person(self._resolver)
        authorships = self._authorships.columns()
        return {
            "papers": self._papers.columns(),
            "people": _people(self._resolver, names),
            "names": _names(self._resolver, names),
            "authorships": authorships | {"link": self._links(authorships)},
            "editorships": self._editorships.columns(),
            "venues": _venue_columns(self._venues.values()),
        }

    def _venue(self, volume: Volume, complaints: Complaints) -> int:
        venue = volume.venue
        if not venue:
            return -1
        if venue not in self._venues:
            complaints.fault(volume.line, f"the venue “{venue}” of {volume.id} is not defined", "define it")
            self._venue_rows[venue] = len(self._venues)
            self._venues[venue] = Venue(venue, venue, venue)
        return self._venue_rows[venue]

    def _add_paper(self, paper: Paper, volume: Volume, venue: int, collection: str, file: str) -> int:
        row = self._rows[paper.id] = len(self._rows)
        columns = self._papers.latest
        columns["id"].append(paper.id)
        columns["title"].append(paper.title)
        columns["abstract"].append(paper.abstract)
        columns["year"].append(volume.year)
        columns["venue"].append(venue)
        columns["volume"].append(volume.id)
        columns["collection"].append(collection)
        columns["file"].append(file)
        columns["line"].append(paper.line)
        columns["doi"].append(paper.doi)
        return row

    def _add_authors(self, paper: Paper, row: int, complaints: Complaints) -> None:
        authors = paper.authors
        found = [self._resolver.resolve(mention, complaints) for mention in authors]
        people = [spelling.person for spelling in found]
        if len(set(people)) < len(people):
            self._complain_of_pairs(paper, found, complaints)
        columns = self._authorships.latest
        columns["paper"] += [row] * len(authors)
        columns["position"] += range(len(authors))
        columns["person"] += people
        columns["name"] += [spelling.printed for spelling in found]
        columns["first"] += [spelling.first for spelling in found]
        columns["last"] += [spelling.last for spelling in found]
        columns["id"] += [mention.id or "" for mention in authors]
        columns["orcid"] += [mention.orcid for mention in authors]
        columns["openreview"] += [mention.openreview for mention in authors]
        columns["affiliation"] += [mention.affiliation for mention in authors]
        columns["line"] += [mention.line for mention in authors]

    def _add_editors(self, mentions: list[Mention], volume: str, row: int, complaints: Complaints) -> None:
        for position, mention in enumerate(mentions):
            if self._resolver.is_undefined(mention):
                what = f"an editor of {volume} has the id “{mention.id}”, which is not defined"
                hint = f"list it in {self._resolver.people.file}, or correct it"
                complaints.fault(mention.line, what, hint, "undefined-id", value=mention.id or "")
            spelling = self._resolver.resolve(mention, complaints)
            values = (volume, row, position, spelling.person, spelling.printed)
            self._editorships.add(dict(zip(SCHEMA["editorships"], values, strict=True)))

    def _complain_of_pairs(self, paper: Paper, found: list[Spelling], complaints: Complaints) -> None:
        seen: dict[int, str] = {}
        for mention, spelling in zip(paper.authors, found, strict=True):
            if first := seen.get(spelling.person):
                person = self._resolver.ids[spelling.person]
                what = f"two authors of {paper.id}, “{first}” and “{spelling.printed}”, are one person, “{person}”"
                hint = "give one of them another id, or remove the author who stands twice"
                complaints.fault(mention.line, what, hint, "twice-on-paper", person=person, value=spelling.printed)
            seen[spelling.person] = spelling.printed

    def _links(self, columns: Mapping[str, Any]) -> list[str]:
        """Return the link of each authorship; most have neither id nor ORCID nor OpenReview id."""
        given = zip(columns["person"].tolist(), columns["id"], columns["orcid"], columns["openreview"], strict=True)
        inferred = str(Link.INFERRED)
        return [str(self._resolver.link(person, *ids)) if any(ids) else inferred for person, *ids in given]


def _names_by_person(resolver: Resolver) -> list[dict[Name, int]]:
    """Return each person's names with their number of mentions: canonical, listed, then as they were met.

    A listed person's canonical name is the first listed; another's is the one most often printed.
    """
    names: list[dict[Name, int]] = [
        dict.fromkeys(listed.names if (listed := resolver.listed(row)) else (), 0) for row in range(len(resolver.ids))
    ]
    for spelling in resolver.spellings:
        own = names[spelling.person]
        name = Name(spelling.first, spelling.last)
        own[name] = own.get(name, 0) + spelling.mentions
    for row, own in enumerate(names):
        if len(own) > 1 and resolver.listed(row) is None:
            canonical = max(own, key=lambda name: own[name])
            names[row] = {canonical: own[canonical]} | own
    return names


def _people(resolver: Resolver, names: list[dict[Name, int]]) -> _Lists:
    columns = _empty("people")
    for row, person in enumerate(resolver.ids):
        listed = resolver.listed(row)
        columns["id"].append(person)
        columns["name"].append(printed(*next(iter(names[row]))))
        columns["verified"].append(listed is not None and not listed.catch_all)
        columns["catch_all"].append(listed is not None and listed.catch_all)
        columns["orcid"].append(resolver.orcid(row))
        columns["openreview"].append(resolver.openreview(row))
        columns["comment"].append(listed.comment if listed else "")
        columns["degree"].append(listed.degree if listed else "")
        columns["name_matching"].append(listed is None or listed.name_matching)
    return columns


def _names(resolver: Resolver, names: list[dict[Name, int]]) -> _Lists:
    columns = _empty("names")
    for row, own in enumerate(names):
        listed = resolver.listed(row)
        for name in own:
            text = printed(*name)
            columns["person"].append(row)
            columns["first"].append(name.first)
            columns["last"].append(name.last)
            columns["printed"].append(text)
            columns["slug"].append(slug(text))
            columns["listed"].append(listed is not None and name in listed.names)
    return columns


def _venue_columns(venues: Iterable[Venue]) -> _Lists:
    return {column: [getattr(venue, column) for venue in venues] for column in SCHEMA["venues"]}


def _empty(table: str) -> _Lists:
    return {column: [] for column in SCHEMA[table]}
