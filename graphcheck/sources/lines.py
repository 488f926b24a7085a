"""Files of JSON with a record a line (JSONL), which may be packed: one by one, however long the file is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from graphcheck.errors import BadInputError, Problem
from graphcheck.sources.files import Complaints, shown
from graphcheck.sources.reading_works import opened

MOST_LINE_BYTES = 32 * 1024 * 1024  # the longest works of OpenAlex, with thousands of authors, take some megabytes


def records(path: Path, complaints: Complaints) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield line number and record of each line; a page of an API (``{"results": [...]}``) is its records.

    A ``.json`` file that is one value over several lines is read as that; its records are all of line 1. Lines that are
    no record are told to ``complaints``.

    Raises:
        BadInputError: the file can't be read, or a line is too long for any record.
    """
    whole = _whole(path) if path.name.removesuffix(".gz").endswith(".json") else None
    if whole is not None:
        yield from ((1, record) for record in _records(whole, 1, complaints))
        return
    with opened(path) as file:
        number = 0
        while line := file.readline(MOST_LINE_BYTES + 1):
            number += 1
            if len(line) > MOST_LINE_BYTES:
                what = f"is a line of more than {MOST_LINE_BYTES >> 20} MB"
                raise BadInputError([Problem(shown(path), number, what, "put one record on each line")])
            if line.isspace():
                continue
            for record in _read(line, number, complaints):
                yield number, record


def _whole(path: Path) -> Any:
    """Return the one value that a file holds, None where it holds none or several."""
    with opened(path) as file:
        content = file.read(MOST_LINE_BYTES + 1)
    try:
        return orjson.loads(content) if len(content) <= MOST_LINE_BYTES else None
    except orjson.JSONDecodeError:
        return None


def _read(line: bytes, number: int, complaints: Complaints) -> list[dict[str, Any]]:
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        complaints.problem(number, f"is no JSON: {error.msg}", "put one record on each line, in UTF-8")
        return []
    return _records(value, number, complaints)


def _records(value: Any, number: int, complaints: Complaints) -> list[dict[str, Any]]:
    found = value.get("results", value) if isinstance(value, dict) else value
    found = found if isinstance(found, list) else [found]
    if not all(isinstance(one, dict) for one in found):
        complaints.problem(number, "is no record: an object was expected", "put one record on each line")
        return []
    return found
