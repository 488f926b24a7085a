"""The sample as each generation of the people file has it; papers and venues are the same, byte for byte."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from tests.corrections.checkouts import SAMPLE, commit
from tests.corrections.worlds import as_yaml
from tests.sources.checkouts import NAME_VARIANTS, PEOPLE_JSON, PEOPLE_YAML

GENERATIONS = (NAME_VARIANTS, PEOPLE_YAML, PEOPLE_JSON)


def sample_of(people_file: str, root: Path) -> Path:
    """Write the sample with ``people_file``, one of :data:`GENERATIONS`, to ``root``; return ``root``."""
    shutil.copytree(SAMPLE / "data", root / "data")
    place = root / "data" / PEOPLE_JSON
    people = json.loads(place.read_bytes())
    if people_file != PEOPLE_JSON:
        place.unlink()
        (root / "data" / people_file).parent.mkdir()
        text = as_yaml(people) if people_file == PEOPLE_YAML else _variants(people)
        (root / "data" / people_file).write_text(text, encoding="utf-8")
    return root


def committed(root: Path) -> Path:
    """Make a git checkout of ``root``, and return it."""
    commit(root)
    return root


def _variants(people: dict[str, dict[str, Any]]) -> str:
    lines = []
    for person, fields in people.items():
        canonical, *variants = fields["names"]
        lines += [f"- canonical: {_flow(canonical)}", f"  id: {person}"]
        renamed = {"degree": "institution"}
        told = {key: value for key, value in fields.items() if key != "names"}
        lines += [f"  {renamed.get(key, key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in told.items()]
        lines += ["  variants:", *(f"  - {_flow(name)}" for name in variants)] if variants else []
    return "".join(f"{line}\n" for line in lines)


def _flow(name: dict[str, str]) -> str:
    return "{" + ", ".join(f"{key}: {json.dumps(text, ensure_ascii=False)}" for key, text in name.items()) + "}"
