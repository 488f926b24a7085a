"""``people.json``: sorted ids, two spaces of indent, each name on one line; entries are put in or extended as text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from graphcheck.corrections.change import PersonEdit
from graphcheck.sources.anthology_people import Name

_INDENT = "  "
_DECODER = json.JSONDecoder()


class _Member(NamedTuple):
    """A pair of an object or an item of an array (``key`` is ""): where it begins, and its value begins and ends."""

    key: str
    start: int
    value: int
    end: int


def edit_json(text: str, edits: Sequence[PersonEdit]) -> str:
    """Return ``text``, a valid ``people.json``, with edits made."""
    for edit in edits:
        text = _edited(text, edit)
    return text


def _edited(text: str, edit: PersonEdit) -> str:
    end = "\r\n" if "\r\n" in text else "\n"
    people = list(_members(text, _blank(text, 0)))
    if edit.is_new:
        return _with_new(text, edit, people, end)
    at = next(place for place, one in enumerate(people) if one.key == edit.person)
    there = people[at]
    if edit.is_gone:
        if at + 1 < len(people):
            return text[: there.start] + text[people[at + 1].start :]
        return text[: people[at - 1].end if at else there.start] + text[there.end :]
    for key, value in (("disable_name_matching", edit.disable_name_matching), ("orcid", edit.orcid)):
        if value:
            text = _with_field(text, there, key, json.dumps(value), end)
    if edit.names:
        fields = {one.key: one for one in _members(text, there.value)}
        names = list(_members(text, fields["names"].value))
        last = names[-1].end
        between = f",{end}{_indent_of(text, names[-1].start, 3)}"
        text = text[:last] + "".join(between + _name(name) for name in edit.names) + text[last:]
    return text


def _with_new(text: str, edit: PersonEdit, people: list[_Member], end: str) -> str:
    entry = f"{json.dumps(edit.person)}: {_entry(edit, end)}"
    after = next((one for one in people if one.key > edit.person), None)
    if after is not None:
        return text[: after.start] + f"{entry},{end}{_indent_of(text, after.start, 1)}" + text[after.start :]
    if people:
        last = people[-1]
        return text[: last.end] + f",{end}{_indent_of(text, last.start, 1)}{entry}" + text[last.end :]
    brace = text.index("{") + 1
    return text[:brace] + f"{end}{_INDENT}{entry}{end}" + text[_blank(text, brace) :]


def _with_field(text: str, person: _Member, key: str, value: str, end: str) -> str:
    """Return the text with a field of a person, which is the last one where it was not there."""
    fields = list(_members(text, person.value))
    there = next((one for one in fields if one.key == key), None)
    if there is not None:
        return text[: there.value] + value + text[there.end :]
    last = fields[-1]
    added = f',{end}{_indent_of(text, last.start, 2)}"{key}": {value}'
    return text[: last.end] + added + text[last.end :]


def _entry(edit: PersonEdit, end: str) -> str:
    names = f",{end}".join(f"{_INDENT * 3}{_name(name)}" for name in edit.names)
    fields = [f'{_INDENT * 2}"names": [{end}{names}{end}{_INDENT * 2}]']
    told: dict[str, Any] = {"orcid": edit.orcid, "degree": edit.degree, "comment": edit.comment}
    told["disable_name_matching"] = edit.disable_name_matching
    fields += [f'{_INDENT * 2}"{key}": {json.dumps(value, ensure_ascii=False)}' for key, value in told.items() if value]
    return f"{{{end}" + f",{end}".join(fields) + f"{end}{_INDENT}}}"


def _name(name: Name) -> str:
    parts = {"first": name.first, "last": name.last} if name.first else {"last": name.last}
    return json.dumps(parts, ensure_ascii=False)


def _members(text: str, opening: int) -> Iterator[_Member]:
    """Yield what the object or array that begins at ``opening`` holds; it is valid JSON."""
    is_object = text[opening] == "{"
    at = _blank(text, opening + 1)
    while text[at] not in "]}":
        start, key = at, ""
        if is_object:
            key, at = _DECODER.raw_decode(text, at)
            at = _blank(text, _blank(text, at) + 1)  # past the colon
        value = at
        _, at = _DECODER.raw_decode(text, at)
        yield _Member(key, start, value, at)
        at = _blank(text, at)
        if text[at] == ",":
            at = _blank(text, at + 1)


def _blank(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at


def _indent_of(text: str, start: int, depth: int) -> str:
    """Return what stands before ``start`` on its line, where that is white space only; else as deep as it should be."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    return before if not before.strip() else _INDENT * depth
