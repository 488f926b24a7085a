"""Small checkouts in which something is wrong, and what they say about who wrote what."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import graphcheck
from graphcheck.corrections.correction import Correction, Corrector
from graphcheck.corrections.selection import Selection, Target, TargetKind
from graphcheck.settings import Settings
from tests.sources.checkouts import PEOPLE_JSON, PEOPLE_YAML, collection, paper, volume, write_checkout


class World:
    """A checkout whose papers 2020.acl-main.1, .2, … have one author each."""

    def __init__(
        self, folder: Path, people: Any, *authors: str, people_file: str = PEOPLE_JSON, settings: Settings | None = None
    ) -> None:
        if people_file == PEOPLE_YAML:
            people = as_yaml(people)
        papers = [paper(str(number), one) for number, one in enumerate(authors, 1)]
        text = collection("2020.acl", volume("main", *papers))
        self.root = write_checkout(folder, {"2020.acl": text}, people, people_file=people_file)
        self._settings = settings
        self.read()

    def read(self) -> None:
        """Read the checkout anew."""
        self.corrector = Corrector(graphcheck.load(self.root, settings=self._settings))

    def correct(self, page: str, *targets: Target, merge: bool = False, **extra: Any) -> Correction:
        """Return the correction of a page."""
        return self.corrector.correct(Selection(page, page, "", "", (), targets, merge), **extra)

    def ids(self, correction: Correction) -> dict[str, str]:
        """Return the id that each changed paper has afterwards, by its number."""
        moves, papers = correction.plan.moves, self.corrector.mentions.paper
        return {papers[move.row].rpartition(".")[2]: move.gets for move in moves if move.had != move.gets}


def as_yaml(people: dict[str, dict[str, Any]]) -> str:
    """Return the entries of ``people.json`` as ``people.yaml`` has them."""
    lines = []
    for person, fields in people.items():
        lines += [f"{person}:", "  names:"]
        for name in fields["names"]:
            lines.append(
                "  - {"
                + ", ".join(f"{key}: {json.dumps(text, ensure_ascii=False)}" for key, text in name.items())
                + "}"
            )
        lines += [
            f"  {key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items() if key != "names"
        ]
    return "".join(f"{line}\n" for line in lines)


def _pair(key: str, value: Any) -> str:
    return f"{key}: {json.dumps(value, ensure_ascii=False)}"


def to(who: str, *numbers: int) -> Target:
    """Return papers that go to somebody who has an id, "" for nobody known."""
    return Target(TargetKind.PERSON if who else TargetKind.UNKNOWN, _ids(numbers), person=who)


def new(*numbers: int, **described: str) -> Target:
    """Return papers that go to somebody new."""
    return Target(TargetKind.NEW, _ids(numbers), **{"name": "Ji Liu", **described})  # type: ignore[arg-type]


def people_of(root: Path) -> dict[str, str]:
    """Return the person of each paper, as a fresh reading has it."""
    tables = graphcheck.load(root).source.tables
    people, papers = tables.people["id"], tables.papers["id"]
    rows = zip(tables.authorships["paper"], tables.authorships["person"], strict=True)
    return {papers.iat[paper].rpartition(".")[2]: people.iat[person] for paper, person in rows}


def _ids(numbers: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(f"2020.acl-main.{number}" for number in numbers)
