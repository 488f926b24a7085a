"""Findings that take the whole bibliography to see ↔ plain values, kept beside what they were found in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from hashlib import sha256
from typing import Any

import orjson

from graphcheck.findings.told import Told
from graphcheck.model import Evidence, Finding, Link, PaperList, State, Suggestion
from graphcheck.warm.shelf import Shelf


def kept_or_made(shelf: Shelf | None, key: str, make: Callable[[], Iterable[Finding]]) -> Told:
    """Return the findings that were kept under ``key``, else those that ``make`` makes, and keep them."""
    if shelf is None:
        return Told.of_all(list(make()))
    digest = sha256(key.encode()).hexdigest()
    try:
        records = shelf.told(digest)
        about = [(record["person"], record["others"]) for record in records]
        return Told(about, cache(lambda number: _finding(records[number])))
    except (KeyError, TypeError, ValueError):
        found = list(make())
        shelf.tell(digest, orjson.Fragment(orjson.dumps(found)))
        return Told.of_all(found)


def _finding(record: dict[str, Any]) -> Finding:
    lists = {name: tuple(record[name]) for name in ("papers", "others")}
    return Finding(
        **{
            **record,
            **lists,
            "link": None if record["link"] is None else Link(record["link"]),
            "state": State(record["state"]),
            "evidence": tuple(Evidence(**one) for one in record["evidence"]),
            "suggestions": tuple(Suggestion(**one) for one in record["suggestions"]),
            "groups": tuple(PaperList(**{**one, "papers": tuple(one["papers"])}) for one in record["groups"]),
        }
    )
