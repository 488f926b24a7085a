"""``people.yaml`` and ``name_variants.yaml``: entries are put in or extended as text, where YAML's marks say.

Names are written ``{first: Ji, last: Liu}`` as in these files, quoted where YAML would take them for something else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import yaml

from graphcheck.corrections.change import EditError, PersonEdit
from graphcheck.names import printed, slug
from graphcheck.sources.anthology_people import Name

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where it was built in
_LONE = frozenset(("y", "n"))  # other readers of YAML take them for yes and no


class _Step(NamedTuple):
    """``new`` goes where ``start`` to ``to`` is; new entries in one place stand in ``order``."""

    start: int
    order: str  # "" for what goes into an entry
    to: int
    new: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """A person: the id, by what entries are sorted, where the entry begins, and its fields."""

    person: str
    order: str
    start: int
    fields: yaml.MappingNode


def edit_yaml_mapping(text: str, edits: Sequence[PersonEdit]) -> str:
    """Return ``text``, a valid ``people.yaml``, with edits made."""
    entries = [
        _Entry(key.value, key.value, key.start_mark.index, value) for key, value in _root(text, yaml.MappingNode).value
    ]
    steps = []
    for edit in edits:
        if edit.is_new:
            lines = [f"{_scalar(edit.person)}:", *_described(edit, "names", "degree")]
            steps.append(_added(text, entries, edit.person, lines))
        elif edit.is_gone:
            steps.append(_removed(text, _entry(entries, edit)))
        else:
            steps += _extended(text, _entry(entries, edit), "names", edit)
    return _made(text, steps)


def edit_yaml_list(text: str, edits: Sequence[PersonEdit]) -> str:
    """Return ``text``, a valid ``name_variants.yaml``, with edits made."""
    entries = [_old_entry(text, node) for node in _root(text, yaml.SequenceNode).value]
    steps = []
    for edit in edits:
        if edit.is_new:
            canonical, *variants = edit.names
            head = [f"- canonical: {_name(canonical)}", f"  id: {_scalar(edit.person)}"]
            lines = [*head, *_described(edit, "variants", "institution", variants)]
            steps.append(_added(text, entries, _by_last_name(canonical), lines))
        elif edit.is_gone:
            steps.append(_removed(text, _entry(entries, edit)))
        else:
            steps += _extended(text, _entry(entries, edit), "variants", edit)
    return _made(text, steps)


def _made(text: str, steps: Sequence[_Step]) -> str:
    """Return the text with all steps made, from its end to its beginning, so that places hold."""
    for step in sorted(steps, key=lambda step: (step.start, step.to > step.start, step), reverse=True):
        new = step.new
        if step.order and step.start and text[step.start - 1] != "\n":  # the file's last line has no end
            new = _end_of(text) + new
        text = text[: step.start] + new + text[step.to :]
    return text


def _end_of(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _described(edit: PersonEdit, names: str, degree: str, listed: list[Name] | None = None) -> list[str]:
    told = {"orcid": edit.orcid, degree: edit.degree, "comment": edit.comment}
    shown = list(edit.names) if listed is None else listed
    rows = [f"  {names}:", *(f"  - {_name(name)}" for name in shown)] if shown else []
    rest = [f"  {key}: {_scalar(value)}" for key, value in told.items() if value]
    flag = ["  disable_name_matching: true"] if edit.disable_name_matching else []
    return [*rows, *rest, *flag] if listed is None else [*rest, *rows]


@lru_cache(maxsize=1)  # batches change one file again and again
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


def _added(text: str, entries: list[_Entry], order: str, lines: list[str]) -> _Step:
    added = "".join(f"{line}{_end_of(text)}" for line in lines)
    at = _place([one.order for one in entries], order)
    place = entries[0].start if at == 0 else _line_end(text, _last_index(entries[at - 1].fields))
    return _Step(place, order, place, added)


def _removed(text: str, entry: _Entry) -> _Step:
    start = text.rfind("\n", 0, entry.start) + 1
    return _Step(start, "", _line_end(text, _last_index(entry.fields)), "")


def _place(orders: list[str], new: str) -> int:
    """Return before which entry the new one is best in order, though the file may not be sorted throughout."""
    wrong = sum(order <= new for order in orders)  # entries on the wrong side of place 0
    best, place = wrong, 0
    for at, order in enumerate(orders, 1):
        wrong += -1 if order <= new else 1
        if wrong <= best:
            best, place = wrong, at
    return place


def _extended(text: str, entry: _Entry, key: str, edit: PersonEdit) -> Iterator[_Step]:
    """Yield where names, the flag and the ORCID go into an entry."""
    fields = {one.value: value for one, value in entry.fields.value}
    if edit.disable_name_matching:
        yield _field(text, entry, fields, "disable_name_matching", "true")
    if edit.orcid:
        yield _field(text, entry, fields, "orcid", _scalar(edit.orcid))
    if edit.names and key in fields:
        yield _names(text, fields[key], edit)
    elif edit.names:
        end = _end_of(text)
        rows = "".join(f"{end}  - {_name(name)}" for name in edit.names)
        at = _line_break(text, _last_index(entry.fields))
        yield _Step(at, "", at, f"{end}  {key}:{rows}")


def _field(text: str, entry: _Entry, fields: dict[str, Any], key: str, value: str) -> _Step:
    if key in fields:
        there = fields[key]
        return _Step(there.start_mark.index, "", there.end_mark.index, value)
    last = _last_index(entry.fields)
    if entry.fields.flow_style:
        return _Step(last, "", last, f", {key}: {value}")
    at = _line_break(text, last)
    column = entry.fields.value[0][0].start_mark.column
    return _Step(at, "", at, f"{_end_of(text)}{' ' * column}{key}: {value}")


def _names(text: str, names: yaml.SequenceNode, edit: PersonEdit) -> _Step:
    item = names.value[-1]
    if names.flow_style:
        at = item.end_mark.index
        return _Step(at, "", at, "".join(f", {_name(name)}" for name in edit.names))
    start = item.start_mark.index
    before = text[text.rfind("\n", 0, start) + 1 : start]  # "  - "
    at = _line_break(text, _last_index(item))
    return _Step(at, "", at, "".join(f"{_end_of(text)}{before}{_name(name)}" for name in edit.names))


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
    plain = value == value.strip() and "\n" not in value and value.lower() not in _LONE
    if plain and all(_reads(form.format(value), value) for form in ("k: {0}", "{{k: {0}}}", "{0}: {0}")):
        return value
    return json.dumps(value, ensure_ascii=False)


def _reads(text: str, value: str) -> bool:
    """Tell whether each value of a small document is ``value``, for a reader that knows numbers, dates and the like."""
    try:
        read = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError):
        return False
    return isinstance(read, dict) and all(found == value for found in read.values())
