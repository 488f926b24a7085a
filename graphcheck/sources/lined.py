"""YAML and JSON that remember on which line each entry stands, and that can't be made to explode.

Both give a document's top level as a list of :class:`Entry` with plain values (``dict``, ``list``, ``str``, ``None``,
and from JSON ``bool`` and numbers). Scalars of YAML stay as they are written, so that a person may be called
"No" or "Null" without quotes in ``last:`` — except an empty value, ``~`` and ``null``, which are None.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from graphcheck.errors import BadInputError
from graphcheck.sources.files import bad_file, decode

MOST_YAML_BYTES = 32 * 1024 * 1024  # the largest people file of the Anthology is 0.6 MB
MOST_JSON_BYTES = 128 * 1024 * 1024
_DEEPEST = 8  # people and venues need four levels; deep nesting makes parsers slow or crash
_MEND = "mend the file"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BLANK = re.compile(r"[ \t\n\r]*")
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_YAML_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where it was built in


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a list (``key`` is "") or one pair of a mapping at a document's top level.

    ``line`` is 1-based; ``wrong`` says what makes the value unusable, "" where nothing does.
    """

    key: str
    line: int
    value: Any
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """The top level of a file: a mapping, or else a list."""

    is_mapping: bool
    entries: list[Entry]


def read_yaml(data: bytes, path: Path) -> Document:
    """Read a YAML document whose top level is a list or a mapping.

    Raises:
        BadInputError: it is not YAML, not UTF-8, holds aliases (which could grow without end), or is nested deeply.
    """
    text = decode(data, path)
    if control := _CONTROL.search(text):
        raise _at(path, text, control.start(), "a control character")
    try:
        return _YamlReader(text, path).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = _fault(str(error.problem or error.context))
        last = max(1, len(text.splitlines()))  # the parser may see the end of the file as one line more
        raise bad_file(path, what, _MEND, min(mark.line + 1, last) if mark else 1) from error
    except yaml.YAMLError as error:
        raise bad_file(path, _fault(str(error)), _MEND, 1) from error


def _fault(problem: str) -> str:
    # From 6.0.4 on PyYAML refuses deep nesting itself, some of it before there is an event that this could refuse.
    return "is nested too deeply" if "nesting depth" in problem else f"is not YAML: {problem}"


def read_json(data: bytes, path: Path) -> Document:
    """Read a JSON document whose top level is a mapping.

    Raises:
        BadInputError: it is not JSON, not UTF-8, or its top level is no object.
    """
    text = decode(data, path)
    try:
        return Document(is_mapping=True, entries=list(_json_entries(text, path)))
    except json.JSONDecodeError as error:
        raise bad_file(path, f"is not JSON: {error.msg}", _MEND, error.lineno) from error


class _YamlReader:
    """Builds plain values from YAML events: iterative in the parser, bounded in depth here."""

    def __init__(self, text: str, path: Path) -> None:
        self._events: Iterator[Any] = yaml.parse(text, Loader=_YAML_LOADER)
        self._path = path
        self._wrong = ""

    def document(self) -> Document:
        event = next(self._events)
        while isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
            event = next(self._events)
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        if not is_mapping and not isinstance(event, yaml.SequenceStartEvent):
            raise bad_file(self._path, "holds neither a list nor a mapping", _MEND, event.start_mark.line + 1)
        entries = list(self._top_level(is_mapping))
        if not isinstance(next(self._events), yaml.DocumentEndEvent) or not isinstance(
            event := next(self._events), yaml.StreamEndEvent
        ):
            raise bad_file(self._path, "holds a second document", _MEND, event.start_mark.line + 1)
        return Document(is_mapping, entries)

    def _top_level(self, is_mapping: bool) -> Iterator[Entry]:
        for event in self._until_end():
            self._wrong = ""
            line = event.start_mark.line + 1
            key = self._key(event) if is_mapping else ""
            value = self._value(next(self._events) if is_mapping else event, 1)
            yield Entry(key, line, value, self._wrong)

    def _until_end(self) -> Iterator[Any]:
        """Yield the first event of each child of the list or mapping that has just begun."""
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
                return
            yield event

    def _value(self, event: Any, depth: int) -> Any:
        if isinstance(event, yaml.ScalarEvent):
            return None if event.implicit[0] and event.value in _NULLS else event.value
        if isinstance(event, yaml.AliasEvent):
            raise self._refuse(event, "an alias (*) can make a small file endless")
        if depth > _DEEPEST:
            raise self._refuse(event, f"nested more than {_DEEPEST} levels deep")
        if isinstance(event, yaml.SequenceStartEvent):
            return [self._value(child, depth + 1) for child in self._until_end()]
        return self._mapping(depth)

    def _mapping(self, depth: int) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for event in self._until_end():
            key = self._key(event)
            if key in mapping:
                self._wrong = f"the key “{key}” stands twice"
            mapping[key] = self._value(next(self._events), depth + 1)
        return mapping

    def _key(self, event: Any) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            raise self._refuse(event, "a key that is no plain text")
        key: str = event.value
        return key

    def _refuse(self, event: Any, what: str) -> BadInputError:
        return bad_file(self._path, what, _MEND, event.start_mark.line + 1)


def _json_entries(text: str, path: Path) -> Iterator[Entry]:
    """Yield the pairs of the top-level object one by one: Python's own reader forgets where they stand."""
    repeated: list[str] = []
    decoder = json.JSONDecoder(object_pairs_hook=lambda pairs: _object(pairs, repeated), parse_int=float)
    position = _expect(text, 0, "{")
    line, counted = 1, 0
    closed = text[position : position + 1] == "}"
    while not closed:
        line, counted = line + text.count("\n", counted, position), position
        if text[position : position + 1] != '"':
            raise json.JSONDecodeError("a key in double quotes is missing", text, position)
        key, position = decoder.raw_decode(text, position)
        position = _expect(text, position, ":")
        repeated.clear()
        try:
            value, position = decoder.raw_decode(text, position)
        except RecursionError as error:
            raise bad_file(path, "nested too deeply", _MEND, line) from error
        yield Entry(key, line, value, f"the key “{repeated[0]}” stands twice" if repeated else "")
        position = _skip_blank(text, position)
        closed = text[position : position + 1] == "}"
        if not closed:
            position = _expect(text, position, ",")
    end = _skip_blank(text, position + 1)
    if end != len(text):
        raise json.JSONDecodeError("something stands after the end", text, end)


def _object(pairs: list[tuple[str, Any]], repeated: list[str]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        seen: set[str] = set()
        repeated.extend(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
    return mapping


def _expect(text: str, position: int, mark: str) -> int:
    """Return the position of what follows ``mark``, which must come next."""
    position = _skip_blank(text, position)
    if text[position : position + 1] != mark:
        raise json.JSONDecodeError(f"“{mark}” is missing", text, position)
    return _skip_blank(text, position + 1)


def _skip_blank(text: str, position: int) -> int:
    blank = _BLANK.match(text, position)
    return blank.end() if blank else position


def _at(path: Path, text: str, position: int, what: str) -> BadInputError:
    return bad_file(path, what, _MEND, text.count("\n", 0, position) + 1)
