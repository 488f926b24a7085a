"""The Anthology's venues: one YAML file each, or all in ``json/venues.json`` since July 2026."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from graphcheck.errors import BadInputError, Problem
from graphcheck.sources.files import Complaints, bad_file, folder_files, is_there, read_bytes, shown
from graphcheck.sources.lined import MOST_JSON_BYTES, read_json, read_yaml

_MOST_YAML_BYTES = 1024 * 1024  # a venue's own file has a few lines
_KEYS = "“acronym” and “name”"


class Venue(NamedTuple):
    """A venue, e.g. ``acl``, "ACL", "Annual Meeting of the Association for Computational Linguistics"."""

    id: str
    acronym: str
    name: str


@dataclass(slots=True)
class Venues:
    """Defined venues by id, in order of id; what stands in ``problems`` was left out."""

    by_id: dict[str, Venue] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)


def read_venues(data: Path) -> Venues:
    """Read the venues of a checkout's ``data`` folder, from the JSON file where there is one."""
    venues = Venues()
    path = data / "json" / "venues.json"
    try:
        files = [path] if is_there(path) else folder_files(data / "yaml" / "venues", ".yaml")
    except BadInputError as error:
        venues.problems.extend(error.problems)
        files = []
    for file in files:
        complaints = Complaints(shown(file))
        try:
            (_read_all if file is path else _read_one)(file, venues, complaints)
        except BadInputError as error:
            venues.problems.extend(error.problems)
        venues.problems.extend(complaints.problems)
        venues.faults.extend(complaints.faults)
    venues.by_id = dict(sorted(venues.by_id.items()))
    return venues


def _read_all(path: Path, venues: Venues, complaints: Complaints) -> None:
    for entry in read_json(read_bytes(path, MOST_JSON_BYTES), path).entries:
        if entry.key in venues.by_id:
            complaints.problem(entry.line, f"the venue “{entry.key}” is defined twice", "keep one of the two")
        elif entry.wrong or not isinstance(entry.value, dict):
            what = entry.wrong or f"is no set of keys such as {_KEYS}"
            complaints.problem(entry.line, f"“{entry.key}”: {what}", "mend this entry")
        else:
            _add(entry.key, entry.value, entry.line, venues, complaints)


def _read_one(path: Path, venues: Venues, complaints: Complaints) -> None:
    document = read_yaml(read_bytes(path, _MOST_YAML_BYTES), path)
    if not document.is_mapping:
        raise bad_file(path, f"is no set of keys such as {_KEYS}", "mend the file", 1)
    _add(shown(Path(path.stem)), {entry.key: entry.value for entry in document.entries}, 1, venues, complaints)


def _add(venue: str, fields: dict[str, Any], line: int, venues: Venues, complaints: Complaints) -> None:
    texts = []
    for key in ("acronym", "name"):
        value = fields.get(key)
        if value is None:
            complaints.fault(line, f"the venue “{venue}” has no “{key}”", "add it; until then its id stands for it")
            value = venue
        if not isinstance(value, str) or not _is_text(value):
            complaints.problem(line, f"the venue “{venue}” has a “{key}” that is no text", "mend this entry")
            return
        texts.append(" ".join(value.split()))
    venues.by_id[venue] = Venue(venue, *texts)


def _is_text(value: str) -> bool:
    """Whether the text can be written: JSON can name halves of characters."""
    return not any("\ud800" <= c <= "\udfff" for c in value)
