"""The file of decisions, TOML that people write → decisions; each mistake with its line.

Entries are ``[[dismiss]]``, ``[[confirm]]`` and ``[[distinct]]``, each with ``who``, ``when`` and ``why``; the other
keys are in ``_KINDS``, and ``docs/nights.md`` shows them all.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from graphcheck.decisions import Confirmation, Decision, Decisions, Dismissal, Distinction
from graphcheck.errors import BadInputError, Problem
from graphcheck.sources.files import Complaints, decode, read_bytes, shown

MOST_BYTES = 16 * 1024 * 1024
_SIGNED = ("who", "when", "why")
_KINDS: Mapping[str, tuple[str, ...]] = {
    "dismiss": ("finding", "code", "person", "paper", "evidence"),
    "confirm": ("person", "paper", "evidence"),
    "distinct": ("persons",),
}
_EVIDENCE: Mapping[str, type | tuple[type, ...]] = {"score": (int, float), "papers": int, "authors": str, "about": str}
_PLACE = re.compile(r"\(at line (\d+)")
# Strings and comments are passed over, so that what they hold is not taken for a header or a key.
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*'
    r"|^[ \t]*\[\[[ \t]*(?P<header>\w+)[ \t]*\]\]|^[ \t]*(?P<key>[\w-]+)[ \t]*=|^[ \t]*(?P<single>\[[ \t]*[\w-]+)",
    re.DOTALL | re.MULTILINE,
)


def read_decisions(path: Path) -> Decisions:
    """Return what stands in ``path``.

    Raises:
        BadInputError: it can't be read or is wrong; every reason is listed with its line.
    """
    text = decode(read_bytes(path, MOST_BYTES), path)
    return parse(text, shown(path))


def parse(text: str, file: str) -> Decisions:
    """Return the decisions that ``text``, TOML, holds; ``file`` is named in errors.

    Raises:
        BadInputError: the text is wrong; every reason is listed with its line.
    """
    try:
        told = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadInputError([_no_toml(error, text, file)]) from error
    lines = _Lines(text)
    complaints = Complaints(file)
    for name in told.keys() - _KINDS:
        hint = f"entries begin with {_listed(f'[[{kind}]]' for kind in _KINDS)}"
        complaints.problem(lines.of_top(name), f"nothing is known of “{name}”", hint)
    entries = {kind: list(_entries(kind, told.get(kind, []), lines, complaints)) for kind in _KINDS}
    if complaints.problems:
        raise BadInputError(complaints.problems)
    return Decisions(
        file,
        tuple(entry for entry in entries["dismiss"] if isinstance(entry, Dismissal)),
        tuple(entry for entry in entries["confirm"] if isinstance(entry, Confirmation)),
        tuple(entry for entry in entries["distinct"] if isinstance(entry, Distinction)),
    )


def _no_toml(error: Exception, text: str, file: str) -> Problem:
    place = _PLACE.search(str(error))
    line = int(place[1]) if place else text.count("\n") + 1
    what = str(error).partition(" (at ")[0] or type(error).__name__
    return Problem(file, line, f"is not TOML: {what}", "mend that line; strings stand in quotes")


class _Lines:
    """Where entries and their keys stand in the file."""

    def __init__(self, text: str) -> None:
        self._headers: dict[str, list[int]] = {}
        self._keys: dict[tuple[int, str], int] = {}
        self._tops: dict[str, int] = {}
        entry = line = at = 0
        for token in _TOKEN.finditer(text):
            begin = token.end() - len(token[0].lstrip())
            line += text.count("\n", at, begin)
            at = begin
            if token["header"]:
                entry = line + 1
                self._headers.setdefault(token["header"], []).append(entry)
                self._tops.setdefault(token["header"], entry)
            elif token["key"]:
                self._keys.setdefault((entry, token["key"]), line + 1)
                if not entry:
                    self._tops.setdefault(token["key"], line + 1)
            elif token["single"]:
                self._tops.setdefault(token["single"].strip(" \t["), line + 1)

    def of_entry(self, kind: str, number: int) -> int:
        """Return the line of an entry, 0 where it can't be told (as in inline tables)."""
        found = self._headers.get(kind, [])
        return found[number] if number < len(found) else self._tops.get(kind, 0)

    def of_key(self, entry: int, key: str) -> int:
        """Return the line of a key of the entry that begins on the line ``entry``, else that one."""
        return self._keys.get((entry, key), entry)

    def of_top(self, name: str) -> int:
        """Return the line where something at the top level begins first."""
        return self._tops.get(name, 0)


def _entries(kind: str, told: object, lines: _Lines, complaints: Complaints) -> Iterator[Decision]:
    if not isinstance(told, list) or not all(isinstance(entry, dict) for entry in told):
        complaints.problem(lines.of_top(kind), f"“{kind}” is no list of entries", f"begin each entry with [[{kind}]]")
        return
    for number, entry in enumerate(told):
        reader = _Entry(kind, entry, lines.of_entry(kind, number), lines, complaints)
        decision = reader.decision()
        if decision is not None:
            yield decision


class _Entry:
    """Reads one entry; what is wrong goes to ``complaints``."""

    def __init__(self, kind: str, told: Mapping[str, Any], line: int, lines: _Lines, complaints: Complaints) -> None:
        self._kind = kind
        self._told = told
        self._line = line
        self._lines = lines
        self._complaints = complaints
        self._sound = True

    def decision(self) -> Decision | None:
        for name in self._told.keys() - {*_KINDS[self._kind], *_SIGNED}:
            known = _listed((*_KINDS[self._kind], *_SIGNED))
            self._wrong(name, f"a [[{self._kind}]] has no “{name}”", f"it has {known}")
        signed = {"who": self._text("who"), "when": self._day(), "why": self._text("why"), "line": self._line}
        make: Callable[[Mapping[str, Any]], Decision] = {
            "dismiss": self._dismissal,
            "confirm": self._confirmation,
            "distinct": self._distinction,
        }[self._kind]
        made = make(signed)
        return made if self._sound else None

    def _dismissal(self, signed: Mapping[str, Any]) -> Dismissal:
        if not self._told.keys() & {"finding", "code", "person"}:
            self._wrong(
                "", "a [[dismiss]] names no finding", 'write finding = "0123456789ab", or code, person and paper'
            )
            return Dismissal(**signed)
        by_id = "finding" in self._told
        paper = self._text("paper") if "paper" in self._told else None
        return Dismissal(
            finding=self._text("finding") if by_id else "",
            code=self._text("code", by_id),
            person=self._text("person", by_id),
            paper=paper,
            **self._evidence(),
            **signed,
        )

    def _confirmation(self, signed: Mapping[str, Any]) -> Confirmation:
        person, paper, evidence = self._text("person"), self._text("paper"), self._evidence()
        return Confirmation(person=person, paper=paper, authors=evidence.get("authors", ""), **signed)

    def _distinction(self, signed: Mapping[str, Any]) -> Distinction:
        persons = self._told.get("persons")
        several = isinstance(persons, list) and len({p for p in persons if isinstance(p, str) and p}) > 1
        if not isinstance(persons, list) or not several or not all(isinstance(person, str) for person in persons):
            self._wrong("persons", "“persons” names no two people", 'write e.g. persons = ["ji-liu", "ji-liu-amd"]')
            return Distinction(persons=(), **signed)
        return Distinction(persons=tuple(persons), **signed)

    def _evidence(self) -> dict[str, Any]:
        told = self._told.get("evidence", {})
        if not isinstance(told, dict):
            self._wrong("evidence", "“evidence” is no table", "leave it out, or as graphcheck decide wrote it")
            return {}
        for name, value in told.items():
            wanted = _EVIDENCE.get(name)
            if wanted is None or not isinstance(value, wanted) or isinstance(value, bool):
                hint = "leave the evidence out, or as graphcheck decide wrote it"
                self._wrong("evidence", f"nothing can be made of “{name}” in the evidence", hint)
        return told if self._sound else {}

    def _text(self, name: str, optional: bool = False) -> str:
        value = self._told.get(name)
        if isinstance(value, str) and value.strip():
            return value
        if value is not None or not optional:
            missing = f"a [[{self._kind}]] has no “{name}”" if value is None else f"“{name}” is no text"
            self._wrong(name, missing, f'write e.g. {name} = "{_EXAMPLES[name]}"')
        return ""

    def _day(self) -> str:
        value = self._told.get("when")
        if isinstance(value, datetime.date):  # a date with a time is one, too
            return (value.date() if isinstance(value, datetime.datetime) else value).isoformat()
        try:
            return datetime.date.fromisoformat(value if isinstance(value, str) else "").isoformat()
        except ValueError:
            missing = f"a [[{self._kind}]] has no “when”" if value is None else "“when” is no day"
            self._wrong("when", missing, "write e.g. when = 2025-09-01")
        return ""

    def _wrong(self, name: str, what: str, hint: str) -> None:
        self._sound = False
        self._complaints.problem(self._lines.of_key(self._line, name), what, hint)


_EXAMPLES = {
    "finding": "0123456789ab",
    "code": "GC101",
    "person": "yan-li",
    "paper": "2022.icol-main.7",
    "who": "Ada",
    "why": "she was on a visit there",
}


def _listed(names: Any) -> str:
    return ", ".join(names)
