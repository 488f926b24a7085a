"""A selection file → which papers of a page belong to somebody else, and to whom.

The dialog "Fixing paper assignments" writes the file; its form is ``docs/schemas/selection.json``. It may have been
edited, or be anything else that somebody named: nothing in it is trusted.
"""

from __future__ import annotations

import json
import stat
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from graphcheck.corrections.cleaning import is_harmless
from graphcheck.errors import GraphcheckError
from graphcheck.sources.orcid import has_valid_checksum, normalise

FORMAT = "graphcheck-selection"
VERSION = 1
_KEYS = {"format", "version", "person", "name", "orcid", "revision", "keeps", "targets", "merge"}
MOST_BYTES = 10_000_000  # a page of 10,000 papers takes a fifth of it
LONGEST = 300  # characters of an id or a name
LONGEST_WHY = 20_000  # characters


class TargetKind(StrEnum):
    """To whom papers go."""

    PERSON = "person"  # somebody who has an id
    NEW = "new"  # somebody who has none yet
    UNKNOWN = "unknown"  # not the page's person; who it is, is not known


@dataclass(frozen=True, slots=True)
class Target:
    """Papers that go to one person.

    ``person`` is the id of an existing person; ``name`` is a new or an existing one's; ``orcid`` and ``institution``
    (where the person took or will take the highest degree) describe a new one; each is "" where it isn't said.
    ``has`` are the papers that an existing person already has, None where they are not known. ``why`` is the
    maintainer's text, "" for none.
    """

    kind: TargetKind
    papers: tuple[str, ...]
    person: str = ""
    name: str = ""
    orcid: str = ""
    institution: str = ""
    has: tuple[str, ...] | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """Papers of one person's page, parted: ``keeps`` stay, those of ``targets`` go.

    ``orcid`` is the person's, "" for none; ``revision`` is the source's that the page was made from, "" where it had
    none. ``merge``: somebody says that the page and the one that its papers go to are one person's.
    """

    person: str
    name: str
    orcid: str
    revision: str
    keeps: tuple[str, ...]
    targets: tuple[Target, ...]
    merge: bool = False

    @property
    def moved(self) -> set[str]:
        """The papers that go."""
        return {paper for target in self.targets for paper in target.papers}

    @property
    def is_merge(self) -> bool:
        """Whether the whole page is to be one with another one: nothing stays, and all goes to one person."""
        return self.merge and not self.keeps and [target.kind for target in self.targets] == [TargetKind.PERSON]

    def leaving_orcid(self, stating: Collection[str]) -> Selection:
        """Return the same without the page's ORCID where all papers leave that it is from, ``stating``, if any.

        Two pages of one person are told with what either has.
        """
        goes = bool(stating) and self.moved.issuperset(stating) and not self.is_merge
        return replace(self, orcid="") if goes else self


class SelectionError(GraphcheckError):
    """A selection file can't be used; says which file, what is wrong, and where in it."""

    def __init__(self, file: Path, what: str, where: str = "") -> None:
        place = f", at {where}" if where else ""
        super().__init__(f"{file}: {what}{place}; download the selection again from the report, or correct the file")


def read_selection(file: Path) -> Selection:
    """Return the selection that ``file`` holds.

    Raises:
        SelectionError: it can't be read, or is not a selection that makes sense.
    """
    try:
        kind = file.stat().st_mode
        if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):  # a pipe could wait for ever; a folder says what it is
            raise SelectionError(file, "is not a file")
        with file.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise SelectionError(file, f"can't be read ({error.strerror or type(error).__name__})") from error
    if len(content) > MOST_BYTES:
        raise SelectionError(file, f"is larger than {MOST_BYTES // 1_000_000} MB, no selection is")
    try:
        return selection_of(_parsed(content))
    except _Wrong as wrong:
        raise SelectionError(file, wrong.what, wrong.where) from wrong


def selection_of(value: object) -> Selection:
    """Return the selection that ``value``, parsed JSON, holds.

    Raises:
        ValueError: it is not one; ``str()`` of it says what is wrong and where.
    """
    fields = _Fields(value, "", _KEYS)
    if fields.get("format") != FORMAT:
        raise _Wrong(f"is not a selection file: “format” is not “{FORMAT}”", "format")
    version = fields.get("version")
    if version != VERSION or isinstance(version, bool):
        raise _Wrong(f"has a version that this graphcheck can't read, which reads {VERSION}", "version")
    selection = Selection(
        person=fields.text("person"),
        name=fields.text("name", least=0),
        orcid=fields.text("orcid", least=0),
        revision=fields.text("revision", least=0),
        keeps=fields.ids("keeps"),
        targets=tuple(_target(one, f"targets[{at}]") for at, one in enumerate(fields.list("targets"))),
        merge=fields.flag("merge") if fields.has("merge") else False,
    )
    _check_targets(selection)
    return selection


class _Wrong(ValueError):  # noqa: N818 (inside only; users see a SelectionError)
    def __init__(self, what: str, where: str = "") -> None:
        self.what = what
        self.where = where
        super().__init__(f"{what}, at {where}" if where else what)


def _parsed(content: bytes) -> object:
    try:
        return json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise _Wrong("is not UTF-8", f"byte {error.start}") from error
    except json.JSONDecodeError as error:
        raise _Wrong(f"is not JSON ({error.msg})", f"line {error.lineno}, column {error.colno}") from error
    except RecursionError as error:
        raise _Wrong("is nested too deeply") from error
    except _Wrong:
        raise
    except ValueError as error:  # a number of thousands of digits
        raise _Wrong("holds a number that is none") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = _twice(key for key, _ in pairs) or ""
        raise _Wrong("has a key twice in one object", twice[:LONGEST])
    return found


def _no_number(text: str) -> object:
    raise _Wrong(f"holds {text}, which is not JSON")


class _Fields:
    """An object of the file; what is asked for is checked, and nothing else may be in it."""

    def __init__(self, value: object, where: str, allowed: set[str]) -> None:
        if not isinstance(value, Mapping):
            raise _Wrong("must be an object", where or "the top")
        self._value = value
        self._where = where
        unknown = sorted(set(value) - allowed)
        if unknown:
            raise _Wrong("has a key that nothing is known of", self.at(unknown[0][:LONGEST]))

    def at(self, key: str) -> str:
        """Return where a key is, from the top."""
        return f"{self._where}.{key}" if self._where else key

    def has(self, key: str) -> bool:
        return self._value.get(key) is not None

    def get(self, key: str) -> object:
        if key not in self._value:
            raise _Wrong("lacks a key", self.at(key))
        return self._value[key]

    def text(self, key: str, *, least: int = 1, most: int = LONGEST, lines: bool = False) -> str:
        return _text(self.get(key), self.at(key), least, most, lines)

    def flag(self, key: str) -> bool:
        value = self.get(key)
        if not isinstance(value, bool):
            raise _Wrong("must be true or false", self.at(key))
        return value

    def list(self, key: str) -> list[object]:
        value = self.get(key)
        if not isinstance(value, list):
            raise _Wrong("must be a list", self.at(key))
        return value

    def ids(self, key: str) -> tuple[str, ...]:
        found = tuple(_text(one, f"{self.at(key)}[{at}]", 1, LONGEST, False) for at, one in enumerate(self.list(key)))
        twice = _twice(found)
        if twice is not None:
            raise _Wrong(f"names {twice} twice", self.at(key))
        return found


def _text(value: object, where: str, least: int, most: int, lines: bool) -> str:
    if not isinstance(value, str):
        raise _Wrong("must be a text", where)
    if not least <= len(value) <= most:
        raise _Wrong("must not be empty" if not value else f"is longer than {most} characters", where)
    if not is_harmless(value.replace("\n", " ") if lines else value):
        raise _Wrong("holds a control character", where)
    if not lines and value != value.strip():
        raise _Wrong("begins or ends with a space", where)
    return value


def _target(value: object, where: str) -> Target:
    keys = {"kind", "papers", "person", "name", "orcid", "institution", "has", "why"}
    fields = _Fields(value, where, keys)
    kind = fields.text("kind")
    if kind not in set(TargetKind):
        raise _Wrong(f"must be one of {', '.join(TargetKind)}", f"{where}.kind")
    described: dict[TargetKind, Callable[[_Fields], dict[str, Any]]] = {
        TargetKind.PERSON: _existing,
        TargetKind.NEW: _new,
        TargetKind.UNKNOWN: lambda _: {},
    }
    made = described[TargetKind(kind)](fields)
    out_of_place = next((key for key in sorted(keys - {"kind", "papers", "why", *made}) if fields.has(key)), None)
    if out_of_place is not None:
        raise _Wrong(f"does not go with kind “{kind}”", f"{where}.{out_of_place}")
    papers = fields.ids("papers")
    if not papers:
        raise _Wrong("names no paper", f"{where}.papers")
    why = fields.text("why", least=0, most=LONGEST_WHY, lines=True) if fields.has("why") else ""
    return Target(kind=TargetKind(kind), papers=papers, why=why, **made)


def _existing(fields: _Fields) -> dict[str, Any]:
    return {
        "person": fields.text("person"),
        "name": fields.text("name", least=0) if fields.has("name") else "",
        "has": fields.ids("has") if fields.has("has") else None,
    }


def _new(fields: _Fields) -> dict[str, Any]:
    made = {"name": fields.text("name")}
    for key in ("orcid", "institution"):
        made[key] = fields.text(key, least=0) if fields.has(key) else ""
    if made["orcid"] and (normalise(made["orcid"]) != made["orcid"] or not has_valid_checksum(made["orcid"])):
        raise _Wrong(f"{made['orcid']} is not an ORCID: its form or checksum is wrong", fields.at("orcid"))
    return made


def _check_targets(selection: Selection) -> None:
    """Check what no target can tell by itself."""
    if not selection.targets:
        raise _Wrong("moves no paper", "targets")
    twice = _twice(paper for papers in (selection.keeps, *(t.papers for t in selection.targets)) for paper in papers)
    if twice is not None:
        raise _Wrong(f"{twice} goes to two places", "targets")
    for at, target in enumerate(selection.targets):
        if target.person == selection.person:
            raise _Wrong(f"{target.person} is the person whose papers these are", f"targets[{at}].person")
        if target.orcid and target.orcid == selection.orcid:
            raise _Wrong(f"{target.orcid} is the ORCID of the page's person", f"targets[{at}].orcid")
        both = set(target.has or ()).intersection(target.papers)
        if both:
            raise _Wrong(f"{min(both)} is on that person's page already", f"targets[{at}].has")
    for key in ("person", "orcid"):
        same = _twice(filter(None, (getattr(target, key) for target in selection.targets)))
        if same is not None:
            raise _Wrong(f"two targets are {same}; make them one", "targets")


def _twice(items: Iterable[str]) -> str | None:
    seen: set[str] = set()
    for item in items:
        if item in seen:
            return item
        seen.add(item)
    return None
