"""Toy bibliographies: a few papers, told by their authors' names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from graphcheck.bibliography import Bibliography
from graphcheck.decisions import NOTHING_DECIDED, Decisions
from graphcheck.model import Link
from graphcheck.names import slug
from graphcheck.settings import Settings
from graphcheck.sources import Source
from graphcheck.tables import Tables, build


def toy_tables(
    papers: Mapping[str, Sequence[str]],
    affiliations: Mapping[tuple[str, str], str] | None = None,
    explicit: Sequence[tuple[str, str]] = (),
    catch_all: Sequence[str] = (),
    verified: Sequence[str] = (),
    titles: Mapping[str, str] | None = None,
    venues: Mapping[str, str] | None = None,
) -> Tables:
    """Return tables of ``papers``: id → authors, printed "First Last", a person a name.

    ``affiliations`` maps (paper, author) to what is printed; ``explicit`` lists (paper, author) linked by an id;
    ``titles`` maps papers to theirs, ``venues`` to the acronyms of theirs.
    """
    affiliations, venues = affiliations or {}, venues or {}
    acronyms = sorted(set(venues.values()))
    ids = sorted({slug(name) for authors in papers.values() for name in authors})
    name_of = {slug(name): name for authors in papers.values() for name in authors}
    people = {person: row for row, person in enumerate(ids)}
    records = [
        (row, position, name, paper)
        for row, (paper, authors) in enumerate(papers.items())
        for position, name in enumerate(authors)
    ]
    names = [name_of[person] for person in ids]
    return build(
        {
            "papers": {
                "id": list(papers),
                "title": [(titles or {}).get(paper, f"Title of {paper}") for paper in papers],
                "abstract": [""] * len(papers),
                "year": [2000 + row for row in range(len(papers))],
                "venue": [acronyms.index(venues[paper]) if paper in venues else -1 for paper in papers],
                "volume": [""] * len(papers),
                "collection": [""] * len(papers),
                "file": [""] * len(papers),
                "line": [1] * len(papers),
                "doi": [""] * len(papers),
            },
            "people": {
                "id": ids,
                "name": names,
                "verified": [person in verified for person in ids],
                "catch_all": [person in catch_all for person in ids],
                "orcid": [""] * len(ids),
                "openreview": [""] * len(ids),
                "comment": [""] * len(ids),
                "degree": [""] * len(ids),
                "name_matching": [True] * len(ids),
            },
            "names": {
                "person": list(range(len(ids))),
                "first": [name.rpartition(" ")[0] for name in names],
                "last": [name.rpartition(" ")[2] for name in names],
                "printed": names,
                "slug": ids,
                "listed": [False] * len(ids),
            },
            "authorships": {
                "paper": [row for row, _, _, _ in records],
                "position": [position for _, position, _, _ in records],
                "person": [people[slug(name)] for _, _, name, _ in records],
                "name": [name for _, _, name, _ in records],
                "first": [name.rpartition(" ")[0] for _, _, name, _ in records],
                "last": [name.rpartition(" ")[2] for _, _, name, _ in records],
                "link": [
                    (Link.EXPLICIT if (paper, name) in explicit else Link.INFERRED).value
                    for _, _, name, paper in records
                ],
                "id": [""] * len(records),
                "orcid": [""] * len(records),
                "openreview": [""] * len(records),
                "affiliation": [affiliations.get((paper, name), "") for _, _, name, paper in records],
                "line": [1] * len(records),
            },
            "editorships": {"volume": [], "paper": [], "position": [], "person": [], "name": []},
            "venues": {"id": acronyms, "acronym": acronyms, "name": acronyms},
        }
    )


def toy(
    papers: Mapping[str, Sequence[str]],
    affiliations: Mapping[tuple[str, str], str] | None = None,
    explicit: Sequence[tuple[str, str]] = (),
    catch_all: Sequence[str] = (),
    verified: Sequence[str] = (),
    settings: Settings | None = None,
    decisions: Decisions = NOTHING_DECIDED,
    titles: Mapping[str, str] | None = None,
    venues: Mapping[str, str] | None = None,
) -> Bibliography:
    """Return a bibliography of ``papers``; see :func:`toy_tables`."""
    tables = toy_tables(papers, affiliations, explicit, catch_all, verified, titles, venues)
    return Bibliography(Source(Path("toy"), tables, "toy", "", 1), settings or Settings(), decisions=decisions)
