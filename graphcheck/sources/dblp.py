"""dblp's XML, the dump or an excerpt → works, and people with their homonym numbers and ORCIDs.

    <article key="journals/x/LiuW24"><author orcid="…">Ji Liu 0001</author>…<title>…</title><year>2024</year>…
    <www key="homepages/l/JiLiu1"><author>Ji Liu 0001</author><author>J. Liu</author><url>https://orcid.org/…</url>

A name with a homonym number is one person, set by dblp's editors: an explicit link. A bare name is everybody whom
nobody has told apart: an inferred one. Who has a person record is called by its pid (``l/JiLiu1``). Files are read
twice, people first, by a parser that knows no DTD: the entities of dblp's own (``&uuml;``) are those of HTML, and are
looked up there; a file that defines entities of its own is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from html.entities import html5
from pathlib import Path
from typing import Any
from xml.parsers import expat  # no external entity and no DTD is ever read by it

from graphcheck.errors import BadInputError, Problem
from graphcheck.names import slug
from graphcheck.sources import doi
from graphcheck.sources.files import Complaints, shown
from graphcheck.sources.orcid import normalise
from graphcheck.sources.reading_works import Reading, opened, relative, year_of
from graphcheck.sources.works import Author, Known, Work

SUFFIXES = (".xml", ".xml.gz")
RECORDS = frozenset(
    ("article", "inproceedings", "proceedings", "book", "incollection", "phdthesis", "mastersthesis", "data")
)
_PERSON = "www"
_FIELDS = frozenset(("author", "title", "year", "journal", "booktitle", "publisher", "school", "url", "note", "ee"))
_PID = "homepages/"  # what follows it in a person record's key is dblp's own id of the person
_NUMBER = re.compile(r"(.+?) (\d{4})")
_CHUNK = 1 << 20  # bytes that are parsed at once
_LONGEST = 1 << 16  # characters of a field; the rest of a longer one is not kept

# A record: kind, key, publtype, line, and its fields as (name, text, orcid).
Record = tuple[str, str, str, int, list[tuple[str, str, str]]]


@dataclass(frozen=True, slots=True)
class Registry:
    """What the person records say: ``people`` by id, and the id of each name, with its number, that they list."""

    people: dict[str, Known] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)


def dblp_of(root: Path, registry: Registry) -> Reading:
    """Return how files of dblp at ``root`` are read."""
    return Reading("dblp", "dblp's homonym numbers", lambda path, complaints: _works(path, complaints, root, registry))


def looks_like_dblp(start: bytes) -> bool:
    """Tell whether a file that begins so is dblp's."""
    return b"<dblp" in start[:4096]


def registry_of(files: Sequence[Path]) -> Registry:
    """Return what the person records in ``files`` say; files that can't be read are left to the reader of works.

    A person is listed who has a homonym number or an ORCID. dblp's "disambiguation" records are catch-all pages.
    """
    registry = Registry()
    for path in files:
        with suppress(BadInputError):
            for _, key, publtype, _, fields in _records(path, frozenset((_PERSON,))):
                _take_person(registry, key, publtype, fields)
    return registry


def _take_person(registry: Registry, key: str, publtype: str, fields: list[tuple[str, str, str]]) -> None:
    names = [text for kind, text, _ in fields if kind == "author" and text]
    orcids = {orcid for kind, text, _ in fields if kind == "url" and (orcid := normalise(text))}
    numbered = next((name for name in names if _NUMBER.fullmatch(name)), "")
    several = publtype == "disambiguation"
    if not names or not (numbered or orcids or several):
        return
    person = key.removeprefix(_PID) if key.startswith(_PID) else slug(numbered or names[0]) or "nameless"
    note = next((text for kind, text, _ in fields if kind == "note"), "")
    registry.people[person] = Known(
        list(dict.fromkeys(map(_bare, names))),
        min(orcids) if len(orcids) == 1 else "",
        verified=not several,
        catch_all=several,
        comment=note,
    )
    registry.ids.update(dict.fromkeys(names, person))


def _bare(name: str) -> str:
    match = _NUMBER.fullmatch(name)
    return match[1] if match else name


def _id_of(name: str, registry: Registry) -> str:
    """Return the id of a person: the listed one, the slug with the number, or "" for a bare name of nobody's own."""
    return registry.ids.get(name) or (slug(name) if _NUMBER.fullmatch(name) else "")


def _works(path: Path, complaints: Complaints, root: Path, registry: Registry) -> Iterator[Work]:
    file = relative(path, root)
    for kind, key, _, line, fields in _records(path, RECORDS):
        named = [(text, orcid) for name, text, orcid in fields if name == "author" and text]
        if not named:
            continue  # editors of proceedings, data without an author
        authors = [_author(text, orcid, line, registry, complaints) for text, orcid in named]
        said = {name: text for name, text, _ in reversed(fields)}
        year = year_of(said.get("year", ""))
        complaints.where = key
        if year is None or not key:
            complaints.problem(line, f"the {kind} “{key}” has no key or no year", "give it what is missing")
            continue
        venue = said.get("journal") or said.get("booktitle") or said.get("school") or said.get("publisher") or ""
        volume = f"{'/'.join(key.split('/')[:2])}/{year}"
        stated = next((found for name, text, _ in fields if name == "ee" and (found := doi.normalise(text))), "")
        title, collection = said.get("title", ""), key.split("/")[0]
        yield Work(key, title, year, authors, "", venue, volume, collection, file, line, stated)


def _author(text: str, given: str, line: int, registry: Registry, complaints: Complaints) -> Author:
    orcid = normalise(given) or ""
    if given and not orcid:
        complaints.fault(line, f"“{given}” is no ORCID", "correct it", "odd-orcid", value=given)
    explicit = _NUMBER.fullmatch(text) is not None
    return Author(_bare(text), _id_of(text, registry), explicit, orcid, "", line)


def _records(path: Path, kinds: frozenset[str]) -> Iterator[Record]:
    """Yield the records of ``kinds`` in a file, from whatever root element it has.

    Raises:
        BadInputError: it can't be read, is no XML, or defines entities.
    """
    taken: list[Record] = []
    parser = _Parser(path, kinds, taken.append)
    with opened(path) as file:
        while chunk := file.read(_CHUNK):
            parser.feed(chunk)
            yield from taken
            taken.clear()
        parser.feed(b"", last=True)
    yield from taken


class _Parser:
    """Takes a file in chunks, and gives ``take`` each record that it has seen to its end."""

    def __init__(self, path: Path, kinds: frozenset[str], take: Callable[[Record], None]) -> None:
        self._path, self._kinds, self._take = path, kinds, take
        self._record: Record | None = None
        self._field: tuple[str, str] | None = None
        self._text: list[str] = []
        self._kept = 0  # characters of the field
        self._parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.UseForeignDTD(True)  # entities that are not defined are skipped, and looked up below
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.EntityDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._say
        parser.SkippedEntityHandler = self._entity

    def feed(self, chunk: bytes, *, last: bool = False) -> None:
        try:
            self._parser.Parse(chunk, last)
        except expat.ExpatError as error:
            what = f"is no XML that can be read: {expat.ErrorString(error.code)}"
            hint = "fetch the file again, or mend the line"
            raise BadInputError([Problem(shown(self._path), error.lineno, what, hint)]) from error
        except (LookupError, ValueError) as error:  # an encoding that Python has not, or not for XML
            what = f"is in an encoding that can't be read: {error}"
            problem = Problem(shown(self._path), 1, what, "save it as UTF-8 or ISO-8859-1")
            raise BadInputError([problem]) from error

    def _refuse(self, *_: Any) -> None:
        what = "defines entities of its own, which are never expanded"
        problem = Problem(shown(self._path), self._parser.CurrentLineNumber, what, "take the definitions out")
        raise BadInputError([problem])

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._record is None:
            if name in self._kinds:
                line = self._parser.CurrentLineNumber
                self._record = (name, attributes.get("key", ""), attributes.get("publtype", ""), line, [])
        elif self._field is None and name in _FIELDS:
            self._field, self._text = (name, attributes.get("orcid", "")), []
            self._kept = 0

    def _say(self, text: str) -> None:
        if self._field is not None and self._kept < _LONGEST:
            self._text.append(text)
            self._kept += len(text)

    def _entity(self, name: str, parameter: bool) -> None:
        if not parameter:
            self._say(html5.get(f"{name};", f"&{name};"))

    def _end(self, name: str) -> None:
        if self._record is None:
            return
        if self._field is not None and name == self._field[0]:
            text = " ".join("".join(self._text)[:_LONGEST].split())
            self._record[4].append((name, text, self._field[1]))
            self._field = None
        elif name == self._record[0]:
            self._take(self._record)
            self._record = None
