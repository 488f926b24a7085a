"""What runs told, kept from night to night: one file of the report, so that both appear together or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from graphcheck.errors import GraphcheckError, one_line
from graphcheck.model import Finding, Link, State

HISTORY = "history.json"
TOOL = "graphcheck"
# Changes when the keys of the file do. Another version's history is refused, not guessed at.
VERSION = 1
_AFRESH = "put a good copy of it back, or remove it to begin anew: then every finding is new"
_TEXTS = ("id", "code", "name", "person", "person_name", "title", "text", "since", "note")
_LATER_TEXTS = ("kind", "file")  # not there before findings could be about a place in the files


@dataclass(frozen=True, slots=True)
class Open:
    """A finding as the last run told it, without evidence and suggestions.

    ``authors`` is the digest of the authors of its paper, "" for a page; ``ended`` the key of a dismissal that has
    ended for it, "" where none has.
    """

    finding: Finding
    authors: str = ""
    ended: str = ""


@dataclass(frozen=True, slots=True)
class Gone:
    """A finding that was resolved: when it was first told, when it was gone (ISO days), and what made it go."""

    since: str
    day: str
    note: str


@dataclass(frozen=True, slots=True)
class Run:
    """One run: ISO day, revision of the source, findings by code, and how many were new (or relapsed) and resolved."""

    date: str
    revision: str
    counts: Mapping[str, int]
    new: int
    resolved: int

    def record(self) -> dict[str, Any]:
        """Return the run as ``summary.json`` has it."""
        return {
            "date": self.date,
            "revision": self.revision,
            "counts": dict(self.counts),
            "new": self.new,
            "resolved": self.resolved,
        }


@dataclass(frozen=True, slots=True)
class History:
    """What is known of the runs before: ``open`` and ``gone`` by the findings' ids, ``runs`` oldest first.

    ``version`` and ``settings`` (name → value, as JSON has it) are those of the last run, "" and {} before the first.
    """

    version: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    open: Mapping[str, Open] = field(default_factory=dict)
    gone: Mapping[str, Gone] = field(default_factory=dict)
    runs: tuple[Run, ...] = ()

    def record(self) -> dict[str, Any]:
        """Return what stands in the file."""
        return {
            "tool": TOOL,
            "format_version": VERSION,
            "version": self.version,
            "settings": dict(self.settings),
            "open": [_open_record(told) for _, told in sorted(self.open.items())],
            "gone": {id_: [gone.since, gone.day, gone.note] for id_, gone in sorted(self.gone.items())},
            "runs": [run.record() for run in self.runs],
        }


def read_history(path: Path) -> History | None:
    """Return the history at ``path``, None where there is none.

    Raises:
        GraphcheckError: it can't be read, is damaged, or is another program's or version's; it says which.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unusable(path, f"can't be read ({error.strerror or type(error).__name__})") from error
    try:
        told = orjson.loads(content)
    except ValueError as error:
        raise _unusable(path, f"is damaged ({one_line(str(error), 80)})") from error
    if not isinstance(told, dict) or told.get("tool") != TOOL:
        raise _unusable(path, f"is no history of {TOOL}")
    if told.get("format_version") != VERSION:
        raise _unusable(path, f"was written by another version of {TOOL} (format {told.get('format_version')})")
    try:
        return _read(told)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _unusable(path, f"is damaged ({type(error).__name__}: {one_line(str(error), 80)})") from error


def _unusable(path: Path, what: str) -> GraphcheckError:
    return GraphcheckError(f"{path}: the history of the nights before {what}; {_AFRESH}")


def _read(told: Mapping[str, Any]) -> History:
    version, settings = told["version"], told["settings"]
    if not isinstance(version, str) or not isinstance(settings, dict):
        raise TypeError("version or settings")
    found = [_read_open(record) for record in told["open"]]
    return History(
        version,
        settings,
        {entry.finding.id: entry for entry in found},
        {id_: Gone(*map(_text, gone)) for id_, gone in told["gone"].items()},
        tuple(_read_run(record) for record in told["runs"]),
    )


def _open_record(told: Open) -> dict[str, Any]:
    finding = told.finding
    return {
        **{name: getattr(finding, name) for name in (*_TEXTS, *_LATER_TEXTS)},
        "verified": finding.verified,
        "paper": finding.paper,
        "position": finding.position,
        "year": finding.year,
        "link": finding.link,
        "score": finding.score,
        "papers": finding.papers,
        "state": finding.state,
        "others": finding.others,
        "line": finding.line,
        "authors": told.authors,
        "ended": told.ended,
    }


def _read_open(record: Mapping[str, Any]) -> Open:
    finding = Finding(
        **{name: _text(record[name]) for name in _TEXTS},
        **{name: _text(record.get(name, "")) for name in _LATER_TEXTS},
        others=tuple(map(_text, record.get("others", ()))),
        line=int(record.get("line", 0)),
        verified=bool(record["verified"]),
        paper=None if record["paper"] is None else _text(record["paper"]),
        position=None if record["position"] is None else int(record["position"]),
        year=int(record["year"]),
        link=None if record["link"] is None else Link(record["link"]),
        score=float(record["score"]),
        papers=tuple(map(_text, record["papers"])),
        state=State(record["state"]),
        evidence=(),
        suggestions=(),
        nobody=None,
        groups=(),
    )
    return Open(finding, _text(record["authors"]), _text(record["ended"]))


def _read_run(record: Mapping[str, Any]) -> Run:
    counts = {_text(code): int(count) for code, count in record["counts"].items()}
    return Run(_text(record["date"]), _text(record["revision"]), counts, int(record["new"]), int(record["resolved"]))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} where a text belongs")
    return value
