"""Findings by person: those told on other pages come page by page, in the order of the pages' first findings."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from graphcheck.bibliography import Bibliography
from graphcheck.findings.told import Told

PEOPLE = st.sampled_from(["", "a", "b", "c"])


@given(st.lists(st.tuples(PEOPLE, st.lists(PEOPLE, max_size=2)), max_size=8), PEOPLE)
def test_people_get_what_looking_at_every_page_gives(about: list[tuple[str, list[str]]], person: str) -> None:
    told: Any = Told(about, lambda number: number)  # type: ignore[arg-type,return-value]
    pages: dict[str, list[int]] = {}
    for number, (page, _) in enumerate(about):
        pages.setdefault(page, []).append(number)
    assert list(told.people) == list(pages)
    assert told.of(person) == pages.get(person, [])
    elsewhere = [number for page, found in pages.items() if page != person for number in found]
    assert told.elsewhere_on(person) == [number for number in elsewhere if person in about[number][1]]


def test_nothing_is_made_that_nobody_asks_for() -> None:
    made: list[int] = []

    def make(number: int) -> object:
        made.append(number)
        return number

    told: Any = Told([("a", []), ("b", ["a"]), ("c", [])], make)  # type: ignore[arg-type]
    assert told.people == {"a", "b", "c"}
    assert [*told.of("a"), *told.elsewhere_on("a")] == [0, 1]
    assert made == [0, 1]


def test_all_findings_are_those_that_were_given(sample: Bibliography) -> None:
    page = next(page for page in sample.pages() if sample.findings(page))
    findings = sample.findings(page)
    assert list(Told.of_all(findings)) == findings
