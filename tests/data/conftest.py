"""The sample bibliography, read once for the tests of this folder."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

import pytest

from tests.data.reading import SAMPLE, Acquaintance, Mention, papers_in, printed_name, slug


@pytest.fixture(scope="module")
def people() -> dict[str, Any]:
    return json.loads((SAMPLE / "data" / "json" / "people.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    return json.loads((SAMPLE / "truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def papers() -> dict[str, Any]:
    return papers_in(SAMPLE)


@pytest.fixture(scope="module")
def mentions(people: dict[str, Any], papers: dict[str, Any]) -> list[Mention]:
    verified = defaultdict(set)
    for person, entry in people.items():
        for name in entry["names"]:
            verified[slug(f"{name.get('first', '')} {name['last']}".strip())].add(person)

    def page(author: Any) -> tuple[str, str]:
        if author.get("id"):
            return author.get("id"), "explicit"
        name = slug(printed_name(author))
        match list(verified[name]):
            case [one] if not people[one].get("disable_name_matching"):
                return one, "inferred"
        return f"{name}/unverified", "inferred"

    return [
        Mention(
            paper,
            position,
            printed_name(author),
            *page(author),
            author.get("orcid", ""),
            tuple(v.get("script") for v in author.iter("variant")),
        )
        for paper, element in papers.items()
        for position, author in enumerate(element.findall("author"))
    ]


@pytest.fixture(scope="module")
def on_paper(mentions: list[Mention]) -> dict[str, list[Mention]]:
    found = defaultdict(list)
    for mention in mentions:
        found[mention.paper].append(mention)
    return found


@pytest.fixture(scope="module")
def on_page(mentions: list[Mention]) -> dict[str, list[Mention]]:
    found = defaultdict(list)
    for mention in mentions:
        found[mention.page].append(mention)
    return found


@pytest.fixture(scope="module")
def acquaintance(on_paper: dict[str, list[Mention]]) -> Acquaintance:
    return Acquaintance(on_paper)
