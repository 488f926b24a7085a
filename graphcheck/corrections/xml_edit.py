"""Attributes of author elements in a file of papers, changed where they stand: no other byte of the file changes.

Expat tells at which byte each start tag begins; what stands between there and the tag's end is all that is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.parsers import expat
from xml.sax.saxutils import escape

from graphcheck.corrections.change import EditError, LinkEdit
from graphcheck.sources.anthology_ids import build_paper_id
from graphcheck.sources.anthology_xml import parse_xml
from graphcheck.sources.files import shown

# Those that are put on, in this order before what stands there, as in the Anthology's files.
_ORDER = ("id", "orcid", "openreview")
_ATTRIBUTE = rb"\s+(?P<name>[^\s=<>/]+)\s*=\s*(?P<value>\"[^\"<]*\"|'[^'<]*')"
_TAG = re.compile(rb"<author((?:" + re.sub(rb"\(\?P<\w+>", b"(?:", _ATTRIBUTE) + rb")*)\s*/?>")


def edit_collection(data: bytes, path: Path, edits: Sequence[LinkEdit]) -> bytes:
    """Return ``data``, the file of papers at ``path``, with ``edits`` made.

    Raises:
        EditError: a paper or author is not there, or one is changed twice.
        BadInputError: the file can't be read, or is not safe to read.
    """
    parse_xml(data, path)  # refuses what could do harm
    places = _Authors().places(data)
    wanted: dict[int, LinkEdit] = {}
    for edit in edits:
        place = places.get((edit.paper, edit.position))
        if place is None:
            raise EditError(f"{shown(path)}: {edit.paper} is not there, or has no author {edit.position + 1}")
        if wanted.setdefault(place, edit) is not edit:
            raise EditError(f"{shown(path)}: author {edit.position + 1} of {edit.paper} would change twice")
    parts, done = [], 0
    for place in sorted(wanted):
        tag = _TAG.match(data, place)
        if tag is None:
            line = data.count(b"\n", 0, place) + 1
            raise EditError(f"{shown(path)}:{line}: this <author> is written in an unusual way; change it by hand")
        parts += [data[done:place], _changed(tag, wanted[place].attributes)]
        done = tag.end()
    return b"".join([*parts, data[done:]])


class _Authors:
    """Finds where the start tags of authors begin."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, int], int] = {}
        self._open: list[str] = []
        self._ids: dict[str, str] = {}
        self._position = 0

    def places(self, data: bytes) -> dict[tuple[str, int], int]:
        """Return (paper, 0-based position) → byte."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = lambda name, attributes: self._start(name, attributes, parser.CurrentByteIndex)
        parser.EndElementHandler = self._end
        parser.Parse(data, True)
        return self._places

    def _start(self, name: str, attributes: dict[str, str], place: int) -> None:
        self._open.append(name)
        if name in ("collection", "volume", "paper"):
            self._ids[name] = attributes.get("id", "")
            self._position = 0
        elif name == "author" and self._open[-2:-1] == ["paper"]:
            paper = build_paper_id(self._ids["collection"], self._ids["volume"], self._ids["paper"])
            self._places[paper, self._position] = place
            self._position += 1

    def _end(self, _name: str) -> None:
        self._open.pop()


def _changed(tag: re.Match[bytes], attributes: Mapping[str, str | None]) -> bytes:
    """Return a start tag with attributes changed in their place, put on in front, or taken off."""
    there = tag[1]
    new = b""
    for name in _ORDER:
        if name not in attributes:
            continue
        value = attributes[name]
        found = next((one for one in re.finditer(_ATTRIBUTE, there) if one["name"] == name.encode()), None)
        if found and value is None:
            there = there[: found.start()] + there[found.end() :]
        elif found and value is not None:
            quote = found["value"][:1]
            there = there[: found.start("value")] + quote + _escaped(value) + quote + there[found.end("value") :]
        elif value is not None:
            new += b" " + name.encode() + b'="' + _escaped(value) + b'"'
    rest = tag[0][len(b"<author") + len(tag[1]) :]
    return b"<author" + new + there + rest


def _escaped(value: str) -> bytes:
    return escape(value, {'"': "&quot;", "'": "&apos;"}).encode()
