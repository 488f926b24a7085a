"""``people.yaml`` and ``name_variants.yaml``: entries are put in or extended as text, where YAML's marks say.

Names are written ``{first: Ji, last: Liu}`` as in these files, quoted where YAML would take them for something else.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml

from graphcheck.corrections.change import EditError, PersonEdit
from graphcheck.names import printed, slug
from graphcheck.sources.anthology_people import Name

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where it was built in
_LONE = frozenset(("y", "n"))  # other readers of YAML take them for yes and no


@dataclass(frozen=True, slots=True)
class _Entry:
    """A person: the id, by what entries are sorted, where the entry begins, and its fields."""

    person: str
    order: str
    start: int
    fields: yaml.MappingNode


def edit_yaml_mapping(text: str, edit: PersonEdit) -> str:
    """Return ``text``, a valid ``people.yaml``, with one edit made."""
    entries = [
        _Entry(key.value, key.value, key.start_mark.index, value) for key, value in _root(text, yaml.MappingNode).value
    ]
    if edit.is_new:
        return _with_new(text, entries, edit.person, [f"{_scalar(edit.person)}:", *_described(edit, "names", "degree")])
    return _extended(text, _entry(entries, edit), "names", edit)


def edit_yaml_list(text: str, edit: PersonEdit) -> str:
    """Return ``text``, a valid ``name_variants.yaml``, with one edit made."""
    entries = [_old_entry(text, node) for node in _root(text, yaml.SequenceNode).value]
    if not edit.is_new:
        return _extended(text, _entry(entries, edit), "variants", edit)
    canonical, *variants = edit.names
    head = [f"- canonical: {_name(canonical)}", f"  id: {_scalar(edit.person)}"]
    lines = [*head, *_described(edit, "variants", "institution", variants)]
    return _with_new(text, entries, _by_last_name(canonical), lines)


def _described(edit: PersonEdit, names: str, degree: str, listed: list[Name] | None = None) -> list[str]:
    told = {"orcid": edit.orcid, degree: edit.degree, "comment": edit.comment}
    shown = list(edit.names) if listed is None else listed
    rows = [f"  {names}:", *(f"  - {_name(name)}" for name in shown)] if shown else []
    rest = [f"  {key}: {_scalar(value)}" for key, value in told.items() if value]
    flag = ["  disable_name_matching: true"] if edit.disable_name_matching else []
    return [*rows, *rest, *flag] if listed is None else [*rest, *rows]


def _root(text: str, kind: type[yaml.CollectionNode]) -> Any:
    root = yaml.compose(text, Loader=_LOADER)
    if not isinstance(root, kind) or root.flow_style:
        raise EditError("the people file is not written entry by entry, a line or more for each; edit it by hand")
    return root


def _old_entry(text: str, node: yaml.MappingNode) -> _Entry:
    fields = {key.value: value for key, value in node.value}
    parts = {key.value: value.value for key, value in fields["canonical"].value}
    name = Name(" ".join(parts.get("first", "").split()), " ".join(parts.get("last", "").split()))
    person = fields["id"].value if "id" in fields else slug(printed(*name))
    dash = text.rfind("-", 0, node.start_mark.index)
    return _Entry(person, _by_last_name(name), dash, node)


def _by_last_name(name: Name) -> str:
    return f"{name.last} {name.first}".casefold()


def _entry(entries: list[_Entry], edit: PersonEdit) -> _Entry:
    return next(one for one in entries if one.person == edit.person)


def _with_new(text: str, entries: list[_Entry], order: str, lines: list[str]) -> str:
    end = "\r\n" if "\r\n" in text else "\n"
    added = "".join(f"{line}{end}" for line in lines)
    at = _place([one.order for one in entries], order)
    if at == 0:
        first = entries[0].start
        return text[:first] + added + text[first:]
    last = _line_end(text, _last_index(entries[at - 1].fields))
    return text[:last] + ("" if text[:last].endswith("\n") else end) + added + text[last:]


def _place(orders: list[str], new: str) -> int:
    """Return before which entry the new one is best in order, though the file may not be sorted throughout."""
    wrong = sum(order <= new for order in orders)  # entries on the wrong side of place 0
    best, place = wrong, 0
    for at, order in enumerate(orders, 1):
        wrong += -1 if order <= new else 1
        if wrong <= best:
            best, place = wrong, at
    return place


def _extended(text: str, entry: _Entry, key: str, edit: PersonEdit) -> str:
    """Return the text with names, or the flag, put into an entry; from its end to its beginning, so that marks hold."""
    steps: list[tuple[int, str, int]] = []  # (from, new text, to)
    fields = {one.value: (one, value) for one, value in entry.fields.value}
    end = "\r\n" if "\r\n" in text else "\n"
    if edit.disable_name_matching:
        steps.append(_flag(text, entry, fields, end))
    if edit.names and key in fields:
        steps.append(_names(text, fields[key][1], edit, end))
    elif edit.names:
        rows = "".join(f"{end}  - {_name(name)}" for name in edit.names)
        at = _line_break(text, _last_index(entry.fields))
        steps.append((at, f"{end}  {key}:{rows}", at))
    for start, new, to in sorted(steps, reverse=True):
        text = text[:start] + new + text[to:]
    return text


def _flag(text: str, entry: _Entry, fields: dict[str, Any], end: str) -> tuple[int, str, int]:
    if "disable_name_matching" in fields:
        value = fields["disable_name_matching"][1]
        return value.start_mark.index, "true", value.end_mark.index
    last = _last_index(entry.fields)
    if entry.fields.flow_style:
        return last, ", disable_name_matching: true", last
    at = _line_break(text, last)
    column = entry.fields.value[0][0].start_mark.column
    return at, f"{end}{' ' * column}disable_name_matching: true", at


def _names(text: str, names: yaml.SequenceNode, edit: PersonEdit, end: str) -> tuple[int, str, int]:
    item = names.value[-1]
    if names.flow_style:
        at = item.end_mark.index
        return at, "".join(f", {_name(name)}" for name in edit.names), at
    start = item.start_mark.index
    before = text[text.rfind("\n", 0, start) + 1 : start]  # "  - "
    at = _line_break(text, _last_index(item))
    return at, "".join(f"{end}{before}{_name(name)}" for name in edit.names), at


def _last_index(node: Any) -> int:
    """Return where the last thing that a node says ends: what follows are comments and empty lines."""
    if node.flow_style if isinstance(node, yaml.CollectionNode) else True:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _last_index(last[1] if isinstance(last, tuple) else last)


def _line_break(text: str, at: int) -> int:
    """Return where the line that ``at`` is on ends, before what breaks it."""
    found = text.find("\n", at)
    if found < 0:
        return len(text)
    return found - 1 if text[found - 1 : found] == "\r" else found


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _name(name: Name) -> str:
    first = f"first: {_scalar(name.first)}, " if name.first else ""
    return f"{{{first}last: {_scalar(name.last)}}}"


def _scalar(value: str) -> str:
    """Return a text as YAML writes it: plain where every reader takes it for this text, else in quotes."""
    if value.lower() not in _LONE and _reads(value, yaml.safe_load) == [value]:
        return value
    return json.dumps(value, ensure_ascii=False)


def _reads(value: str, read: Callable[[str], Any]) -> Any:
    if "\n" in value or value != value.strip():
        return None
    try:
        return read(f"[{value}]")
    except (yaml.YAMLError, ValueError):
        return None
