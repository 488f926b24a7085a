"""The Anthology's people files: three generations of them, one in-memory registry of listed people.

1. ``yaml/name_variants.yaml`` (to the end of 2025): a list; an entry without id goes by the slug of its name.
2. ``yaml/people.yaml`` (2026, to July): a mapping from id to names and details.
3. ``json/people.json`` (since July 2026): the same, as JSON.

Where a checkout holds several, the newest counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from graphcheck.errors import BadInputError, Problem
from graphcheck.names import printed, slug
from graphcheck.sources import orcid
from graphcheck.sources.files import Complaints, is_there, read_bytes, shown
from graphcheck.sources.lined import MOST_JSON_BYTES, MOST_YAML_BYTES, Document, Entry, read_json, read_yaml

# A name is printed on one line of a paper; the longest of the Anthology has 62 characters.
LONGEST_NAME = 500

_ID = re.compile(r"[a-z][-a-z0-9]+")
_OLD_ID = re.compile(r"[A-Za-z0-9][-A-Za-z0-9]*")  # the first generation has an ORCID for an id, too
_CATCH_ALL = re.compile(r"may\s+refer\s+to\s+(?:several|multiple)\s+people", re.IGNORECASE)
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_OLD_KEYS = frozenset(
    ("canonical", "variants", "id", "orcid", "comment", "similar", "institution", "degree", "disable_name_matching")
)
_KEYS = frozenset(("names", "orcid", "degree", "comment", "similar", "disable_name_matching"))


class Name(NamedTuple):
    """A name as printed; ``first`` is "" where there is none."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """A person whom the people file lists; ``names`` begins with the canonical one and repeats none.

    ``similar`` are ids of others, who are known to be somebody else.
    """

    id: str
    names: tuple[Name, ...]
    orcid: str
    comment: str
    degree: str
    catch_all: bool
    name_matching: bool
    line: int
    similar: tuple[str, ...] = ()


@dataclass(slots=True)
class People:
    """What the people file says.

    ``format`` is the file's name, "none" where a checkout has no such file. ``incomplete`` is set where there is no
    file or entries had to be left out, so that an id that is not listed says nothing.
    """

    format: str
    file: str
    listed: dict[str, ListedPerson] = field(default_factory=dict)
    incomplete: bool = False
    problems: list[Problem] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)

    @property
    def is_missing(self) -> bool:
        """Whether the checkout has no people file at all."""
        return self.format == NO_FILE

    @property
    def by_printed_name(self) -> bool:
        """Whether names find their person as in the first generation, not by slug."""
        return self.format == FIRST_GENERATION


class _WrongEntryError(ValueError):
    """A people entry has not the shape it must have; the message says why."""


class _Generation(NamedTuple):
    path: str  # below the data folder
    is_mapping: bool
    read: Callable[[bytes, Path], Document]
    limit: int  # bytes


NO_FILE = "none"
FIRST_GENERATION = "name_variants.yaml"
_NEWEST_FIRST = (
    _Generation("json/people.json", True, read_json, MOST_JSON_BYTES),
    _Generation("yaml/people.yaml", True, read_yaml, MOST_YAML_BYTES),
    _Generation(f"yaml/{FIRST_GENERATION}", False, read_yaml, MOST_YAML_BYTES),
)


def read_people(data: Path) -> People:
    """Read the newest people file of a checkout's ``data`` folder.

    What is wrong is in the result: entries in ``problems`` were left out, those in ``faults`` were not. Whether it
    is wrong that there is no file depends on the papers: see :func:`missing_file`.
    """
    path = people_file(data)
    if path is None:
        return People(NO_FILE, shown(data / _NEWEST_FIRST[0].path), incomplete=True)
    try:
        content = read_bytes(path, _generation(path).limit)
    except BadInputError as error:
        return People(path.name, shown(path), incomplete=True, problems=list(error.problems))
    return parse_people(content, path)


def people_file(data: Path) -> Path | None:
    """Return the newest people file of a checkout's ``data`` folder, None where there is none."""
    return next((data / one.path for one in _NEWEST_FIRST if is_there(data / one.path)), None)


def _generation(path: Path) -> _Generation:
    return next(one for one in _NEWEST_FIRST if one.path.endswith(f"/{path.name}"))


def parse_people(content: bytes, path: Path) -> People:
    """Return what a people file at ``path`` says, or would say with this content; its name tells its generation."""
    generation = _generation(path)
    people = People(path.name, shown(path))
    complaints = Complaints(people.file)
    try:
        document = generation.read(content, path)
    except BadInputError as error:
        people.problems.extend(error.problems)
    else:
        if document.is_mapping is not generation.is_mapping:
            kind = "a mapping from id to person" if generation.is_mapping else "a list of people"
            complaints.problem(1, f"does not hold {kind}", "compare it with the Anthology's own file")
        else:
            _list_people(document, people, complaints)
    people.problems.extend(complaints.problems)
    people.faults.extend(complaints.faults)
    people.incomplete = bool(people.problems)
    return people


def missing_file(data: Path, *, needed: bool) -> Problem:
    """Return what to say of a ``data`` folder without people file, ``needed`` where papers name authors by id."""
    newest, *older = (generation.path for generation in _NEWEST_FIRST)
    what = f"there is no people file: neither {newest} nor {' nor '.join(older)}"
    if not needed:
        return Problem(shown(data), 0, what, "every author is resolved by name; add the file if it was lost")
    hint = "add the file from the Anthology, or keep going (--keep-going) with nobody verified"
    return Problem(shown(data), 0, f"{what}, but papers name their authors by id", hint)


def _list_people(document: Document, people: People, complaints: Complaints) -> None:
    """Put the people of a document into the registry, and what is wrong with them into the complaints."""
    orcids: dict[str, ListedPerson] = {}
    for entry in document.entries:
        try:
            person = _person(entry, complaints, is_old=not document.is_mapping)
        except _WrongEntryError as error:
            complaints.problem(
                entry.line, _about(entry, str(error)), "mend this entry", "unreadable-entry", value=entry.key
            )
            continue
        if first := people.listed.get(person.id):
            what = f"the person id “{person.id}” is listed twice, first on line {first.line}"
            hint = "give one of the two another id, or join them"
            complaints.problem(entry.line, what, hint, "duplicate-person", person=person.id, value=person.id)
            continue
        if person.orcid and (other := orcids.setdefault(person.orcid, person)) is not person:
            what = f"“{person.id}” has the ORCID {person.orcid} of “{other.id}” on line {other.line}"
            hint = "find out whose it is, or join the two"
            complaints.fault(entry.line, what, hint, "shared-orcid", person=person.id, value=person.orcid)
        people.listed[person.id] = person


def _about(entry: Entry, what: str) -> str:
    return f"“{entry.key}”: {what}" if entry.key else what


def _person(entry: Entry, complaints: Complaints, *, is_old: bool) -> ListedPerson:
    if entry.wrong:
        raise _WrongEntryError(entry.wrong)
    fields = entry.value
    if not isinstance(fields, dict):
        raise _WrongEntryError("a person is no set of keys such as names and orcid")
    names = _old_names(fields, entry, complaints) if is_old else _names(fields)
    person_id = _old_id(fields, names[0], entry, complaints) if is_old else entry.key
    if not is_old and not _ID.fullmatch(person_id):
        raise _WrongEntryError("is no person id: small letters, digits and hyphens, beginning with a letter")
    for key in sorted(fields.keys() - (_OLD_KEYS | {"variant"} if is_old else _KEYS)):
        complaints.fault(entry.line, f"“{person_id}” has the unknown key “{key}”", "remove it or spell it rightly")
    comment = _text(fields, "comment")
    return ListedPerson(
        id=person_id,
        names=tuple(dict.fromkeys(names)),
        orcid=_orcid(fields, person_id, entry, complaints),
        comment=comment,
        degree=_text(fields, "degree") or (_text(fields, "institution") if is_old else ""),
        catch_all=is_catch_all(comment),
        name_matching=not _flag(fields, "disable_name_matching"),
        line=entry.line,
        similar=_similar(fields),
    )


def is_catch_all(comment: str) -> bool:
    """Tell whether an entry's comment says that its page may hold several people."""
    return bool(_CATCH_ALL.search(comment))


def _names(fields: Mapping[str, Any]) -> list[Name]:
    names = fields.get("names")
    if not isinstance(names, list) or not names:
        raise _WrongEntryError("the list “names” is missing or empty")
    return [_name(name) for name in names]


def _old_names(fields: Mapping[str, Any], entry: Entry, complaints: Complaints) -> list[Name]:
    if "canonical" not in fields:
        raise _WrongEntryError("the name “canonical” is missing")
    variants = fields.get("variants") or []
    if not isinstance(variants, list):
        raise _WrongEntryError("“variants” is no list of names")
    if "variant" in fields:  # met in real data, and what it means is plain
        complaints.fault(entry.line, "“variant” should be “variants”, a list", "mend this entry")
        variants = [*variants, fields["variant"]]
    return [_name(fields["canonical"]), *(_name(name) for name in variants)]


def _old_id(fields: Mapping[str, Any], canonical: Name, entry: Entry, complaints: Complaints) -> str:
    if fields.get("id") is None:
        own = slug(printed(*canonical))
        if not own:
            raise _WrongEntryError("the name holds no letter, so the entry needs an “id”")
        return own
    person_id = _text(fields, "id")
    if not _OLD_ID.fullmatch(person_id):
        raise _WrongEntryError(f"“{person_id}” is no person id: small letters, digits and hyphens")
    if not _ID.fullmatch(person_id):
        complaints.fault(entry.line, f"“{person_id}” is an unusual person id", "begin with a small letter")
    return person_id


def _name(value: Any) -> Name:
    if not isinstance(value, dict):
        raise _WrongEntryError("a name is no pair of “first” and “last”")
    name = Name(_name_part(value, "first"), _name_part(value, "last"))
    if not name.last:
        raise _WrongEntryError("a name has no “last”")
    return name


def _name_part(fields: Mapping[str, Any], key: str) -> str:
    text = _text(fields, key)
    if len(text) > LONGEST_NAME:
        raise _WrongEntryError(f"a name is longer than {LONGEST_NAME} characters")
    return text


def _text(fields: Mapping[str, Any], key: str) -> str:
    value = fields.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _WrongEntryError(f"“{key}” is no text")
    text = " ".join(value.split())
    if _UNPRINTABLE.search(text):
        raise _WrongEntryError(f"“{key}” holds a character that can't be printed")
    return text


def _orcid(fields: Mapping[str, Any], person_id: str, entry: Entry, complaints: Complaints) -> str:
    text = _text(fields, "orcid")
    if not text:
        return ""
    normal = orcid.normalise(text)
    if normal is None:
        raise _WrongEntryError(f"“{text}” is no ORCID such as 0000-0002-1825-0097")
    if not orcid.has_valid_checksum(normal):
        what = f"“{person_id}”: the checksum of the ORCID {normal} fails"
        complaints.fault(entry.line, what, "look the ORCID up again", "orcid-checksum", person=person_id, value=normal)
    return normal


def _flag(fields: Mapping[str, Any], key: str) -> bool:
    value = fields.get(key)
    if isinstance(value, bool):
        return value
    text = _text(fields, key).lower()  # YAML's truths come as they are written
    if text not in ("", "true", "yes", "on", "false", "no", "off"):
        raise _WrongEntryError(f"“{key}” is neither true nor false")
    return text in ("true", "yes", "on")


def _similar(fields: Mapping[str, Any]) -> tuple[str, ...]:
    similar = fields.get("similar") or []
    if not (isinstance(similar, list) and all(isinstance(other, str) for other in similar)):
        raise _WrongEntryError("“similar” is no list of person ids")
    return tuple(similar)
