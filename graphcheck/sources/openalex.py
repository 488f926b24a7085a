"""OpenAlex's works, as from the API or a snapshot's part files (JSONL, packed or not) → works.

An author id of OpenAlex was found by an algorithm: the link is inferred, whoever the person. A person is verified who
has an ORCID in OpenAlex. ``raw_orcid``, where a work carries it, is what the paper itself says of an author: a link by
ORCID, where it is the person's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from graphcheck.sources import doi
from graphcheck.sources.files import Complaints
from graphcheck.sources.lines import records
from graphcheck.sources.orcid import normalise
from graphcheck.sources.reading_works import Reading, relative, year_of
from graphcheck.sources.works import Author, Known, Work

SUFFIXES = (".jsonl", ".jsonl.gz", ".json", ".json.gz", ".gz")
_LONGEST_ABSTRACT = 20_000  # words; longer ones are whole books


def openalex_of(root: Path, people: dict[str, Known]) -> Reading:
    """Return how works of OpenAlex at ``root`` are read; ``people`` is filled with who has an ORCID."""
    return Reading("openalex", "OpenAlex's author ids", lambda path, complaints: _works(path, complaints, root, people))


def looks_like_openalex(record: Mapping[str, Any]) -> bool:
    """Tell whether a record is a work of OpenAlex."""
    return "authorships" in record and "id" in record


def _works(path: Path, complaints: Complaints, root: Path, people: dict[str, Known]) -> Iterator[Work]:
    file = relative(path, root)
    for line, record in records(path, complaints):
        work = _last(record.get("id"))
        complaints.where = work
        if not work or not isinstance(record.get("authorships"), list):
            what = "is no work of OpenAlex: it has no id, or no list of authorships"
            complaints.problem(line, what, "fetch it again")
            continue
        year = year_of(record.get("publication_year"))
        authors = [author for one in record["authorships"] if (author := _author(one, line, people, complaints))]
        if authors and len(authors) < len(record["authorships"]):
            complaints.fault(line, f"{work} has an author without a name, who is left out", "add the name")
        if not authors:
            continue  # works without an author are no mistake there
        if year is None:
            complaints.problem(line, f"the work {work} has no publication_year", "leave it out, or fetch it again")
            continue
        venue = _venue(record)
        title = _text(record.get("title") or record.get("display_name"))
        volume = f"{venue} {year}" if venue else str(year)
        abstract = _abstract(record.get("abstract_inverted_index"))
        stated = doi.normalise(_text(record.get("doi")))
        yield Work(work, title, year, authors, abstract, venue, volume, str(year), file, line, stated)


def _author(one: Any, line: int, people: dict[str, Known], complaints: Complaints) -> Author | None:
    if not isinstance(one, dict):
        return None
    author = _object(one.get("author"))
    shown = _text(author.get("display_name"))
    name = _text(one.get("raw_author_name")) or shown
    if not name:
        return None
    person = _last(author.get("id"))
    orcid = normalise(str(author.get("orcid") or "")) or ""
    if person and (person not in people or (orcid and not people[person].orcid)):
        people[person] = Known([shown] if shown else [], orcid, verified=bool(orcid))
    given = _text(one.get("raw_orcid"))
    stated = normalise(given) or ""
    if given and not stated:
        complaints.fault(line, f"“{given}” is no ORCID", "correct it at its source", "odd-orcid", value=given)
    return Author(name, person, explicit=False, orcid=stated, affiliation=_affiliation(one), line=line)


def _affiliation(one: Mapping[str, Any]) -> str:
    """Return where an author works: the institutions that OpenAlex found, else what the paper prints."""
    institutions = [_text(_object(place).get("display_name")) for place in _list(one.get("institutions"))]
    return "; ".join(filter(None, institutions)) or "; ".join(map(_text, _list(one.get("raw_affiliation_strings"))))


def _venue(record: Mapping[str, Any]) -> str:
    source = _object(_object(record.get("primary_location")).get("source"))
    return _text(source.get("display_name"))


def _abstract(index: Any) -> str:
    """Return the text of an inverted index: word → its places."""
    if not isinstance(index, dict):
        return ""
    placed = [
        (at, word) for word, places in index.items() for at in _list(places) if isinstance(at, int) and not at < 0
    ]
    return " ".join(word for _, word in sorted(placed)[:_LONGEST_ABSTRACT])


def _last(address: Any) -> str:
    """Return the id in an address: ``https://openalex.org/W2741809807`` → ``W2741809807``."""
    last = _text(address).rpartition("/")[2]
    return last if last.isalnum() and last.isascii() else ""


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    return " ".join(str(value).split()) if isinstance(value, str) else ""
