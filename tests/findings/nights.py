"""A copy of the sample bibliography that is mended and broken from night to night."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graphcheck.decisions import NOTHING_DECIDED, Decisions
from graphcheck.pipeline import report
from graphcheck.progress import Silent
from graphcheck.settings import Settings

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"
STRAY = ("yan-li", "2022.icol-main.7")
OTHER = "yan-li-oosterwijk"
_NAME = '<first>Yan</first><last>Li</last></author>\n      <author id="johannes'


class Nights:
    """The copy, and the folder of its report."""

    def __init__(self, place: Path) -> None:
        self.source = place / "source"
        self.out = place / "report"
        shutil.copytree(SAMPLE / "data", self.source / "data")

    def run(self, day: str, decisions: Decisions = NOTHING_DECIDED, **how: Any) -> Mapping[str, Any]:
        options = {"scores": False, "keep_going": False, "settings": Settings(), "progress": Silent(), "say": print}
        return report(self.source, self.out, day=day, decisions=decisions, **{**options, **how})

    def fix(self) -> None:
        """File the stray under another Yan Li, who gets an entry that no name leads to."""
        path = self.source / "data" / "json" / "people.json"
        people = json.loads(path.read_text(encoding="utf-8"))
        people[OTHER] = {"names": [{"first": "Yan", "last": "Li"}], "disable_name_matching": True}
        path.write_text(json.dumps(people, sort_keys=True, ensure_ascii=False, indent=2), encoding="utf-8")
        self.edit("2022.icol.xml", f"<author>{_NAME}", f'<author id="{OTHER}">{_NAME}')

    def undo(self) -> None:
        """Undo the fix."""
        self.edit("2022.icol.xml", f'<author id="{OTHER}">{_NAME}', f"<author>{_NAME}")
        shutil.copyfile(SAMPLE / "data/json/people.json", self.source / "data/json/people.json")

    def edit(self, file: str, before: str, after: str) -> None:
        path = self.source / "data" / "xml" / file
        text = path.read_text(encoding="utf-8")
        assert text.count(before) == 1
        path.write_text(text.replace(before, after), encoding="utf-8")

    def told(self) -> dict[tuple[str, str | None], dict[str, Any]]:
        """Return the findings of the report, and those that are gone, by person and paper."""
        told = json.loads((self.out / "findings.json").read_bytes())
        return {(one["person"], one["paper"]): one for one in (*told["findings"], *told["resolved"])}
