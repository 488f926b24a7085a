"""The whole Anthology as each generation of the people file has it, made of the snapshot, which is of the first.

Catch-all pages are no people in the later generations: their ids go from the XML. Ids that the later generations don't
take become ones that they do. Whatever name an id is used with is listed. All other bytes stay; files that don't
change are links to the snapshot's, so that a copy costs a second.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from graphcheck.sources.anthology_people import ListedPerson, Name, read_people
from graphcheck.tables import Tables
from tests.corrections.worlds import as_yaml

_ID = re.compile(r"[a-z][-a-z0-9]+")


def make_generation(snapshot: Path, tables: Tables, people_file: str, root: Path) -> Path:
    """Write the checkout that has ``people_file``, e.g. ``json/people.json``, below ``root``, and return it.

    ``tables`` are the snapshot's.
    """
    listed = read_people(snapshot / "data").listed
    ids = {person: _fitting(person) for person in listed if not listed[person].catch_all}
    dropped = {person for person in listed if listed[person].catch_all}
    data = root / "data"
    (data / "xml").mkdir(parents=True)
    for folder in ("yaml/venues", "yaml/sigs"):
        (data / folder).parent.mkdir(parents=True, exist_ok=True)
        (data / folder).symlink_to(snapshot / "data" / folder)
    place = data / people_file
    place.parent.mkdir(parents=True, exist_ok=True)
    entries = {ids[person]: _entry(listed[person], names) for person, names in _names(tables, listed, ids).items()}
    text = _json(entries) if place.suffix == ".json" else as_yaml(dict(sorted(entries.items())))
    place.write_text(text, encoding="utf-8")
    changed = {f' id="{old}"'.encode(): f' id="{new}"'.encode() for old, new in ids.items() if old != new}
    changed |= {f' id="{old}"'.encode(): b"" for old in dropped}
    for file in sorted((snapshot / "data" / "xml").glob("*.xml")):
        before = file.read_bytes()
        after = re.sub(
            rb'(?<=<author)( id="[^"]*")|( id="[^"]*")(?= ?[^<]*><(?:first|last))', _replacer(changed), before
        )
        target = data / "xml" / file.name
        if after == before:
            target.symlink_to(file)
        else:
            target.write_bytes(after)
    return root


def _replacer(changed: dict[bytes, bytes]) -> Callable[[re.Match[bytes]], bytes]:
    return lambda found: changed.get(found[0], found[0])


def _fitting(person: str) -> str:
    return person if _ID.fullmatch(person) else f"x-{person.lower()}"


def _names(tables: Tables, listed: dict[str, ListedPerson], ids: dict[str, str]) -> dict[str, dict[Name, None]]:
    """Return all names of each person: listed, then those that an id is used with."""
    names: defaultdict[str, dict[Name, None]] = defaultdict(dict)
    for person in ids:
        names[person].update(dict.fromkeys(listed[person].names))
    table = tables.authorships[tables.authorships["id"].ne("")]
    for person, first, last in zip(table["id"], table["first"], table["last"], strict=True):
        if person in ids:
            names[person][Name(first, last)] = None
    return dict(names)


def _entry(person: ListedPerson, names: dict[Name, None]) -> dict[str, Any]:
    parts = [{"first": one.first, "last": one.last} if one.first else {"last": one.last} for one in names]
    told = {key: getattr(person, key) for key in ("orcid", "degree", "comment")}
    return {"names": parts, **{key: value for key, value in told.items() if value}}


def _json(entries: dict[str, dict[str, Any]]) -> str:
    return json.dumps(dict(sorted(entries.items())), indent=2, ensure_ascii=False) + "\n"
