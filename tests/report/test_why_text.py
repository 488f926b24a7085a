"""Sums and changes as text: the numbers of one table agree with those of the other, and nothing acts."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from graphcheck.bibliography import Bibliography
from graphcheck.model import Suggestion
from graphcheck.report.facts import PaperFacts, paper_facts
from graphcheck.report.why_json import why_json
from graphcheck.report.why_text import what_if_text, why_text
from graphcheck.what_if import WhatIf, what_if
from graphcheck.why import Why, why
from tests.report.factories import HOSTILE

STRAY = "2022.icol-main.7"  # on the page of yan-li


@pytest.fixture(scope="module")
def told(sample: Bibliography) -> Why:
    return why(sample.person("yan-li"), STRAY)


@pytest.fixture(scope="module")
def found(sample: Bibliography) -> WhatIf:
    return what_if(sample.person("yan-li"), [f"-{STRAY}"])


@pytest.fixture(scope="module")
def facts(sample: Bibliography) -> dict[str, PaperFacts]:
    return paper_facts(sample.source.tables, [sample.person("yan-li").page])


def numbers(line: str) -> list[float]:
    return [float(number.replace("−", "-")) for number in re.findall(r"[+−]?\d+\.\d+", line)]


def test_the_parts_can_be_computed_from_the_text_as_far_as_it_is_rounded(
    told: Why, facts: dict[str, PaperFacts]
) -> None:
    text = why_text(told, facts)
    weights = numbers(" ".join(re.search(r"mean, times.*?the part", text, re.DOTALL)[0].split()))  # type: ignore[index]
    shown = {}
    for kind in told.comparisons[0].by_kind:
        (line,) = re.findall(rf"^{kind} +.*\d$", text, re.MULTILINE)
        *values, shown[kind] = numbers(line)
        assert len(values) == len(told.comparisons)
        part = weights[0] * sum(values) / len(values) + weights[1] * values[0]
        assert shown[kind] == pytest.approx(part, abs=0.02)
    summed = {
        kind: float(w.replace("−", "-")) for w, kind in re.findall(r"^ +([+−]?\d+\.\d\d)  [ │█▌▐]*(\w+):", text, re.M)
    }
    assert {kind: summed.get(kind, 0.0) for kind in shown} == shown
    (total,) = re.findall(r"^ +([+−]?\d+\.\d\d)  [ │█▌▐]*sum$", text, re.MULTILINE)
    assert round(sum(summed.values()), 2) == numbers(total)[0]


def test_every_paper_that_counts_is_named(told: Why, facts: dict[str, PaperFacts]) -> None:
    text = " ".join(why_text(told, facts).split())
    for place, other in enumerate(told.comparisons, start=1):
        paper = facts[other.paper]
        assert f"{place}. {other.paper} ({paper.year}) {paper.title}" in text
    assert f"held against {told.against} papers" in text
    assert told.page.core_reason in text


def test_suggested_people_and_nobody_are_told(told: Why, facts: dict[str, PaperFacts]) -> None:
    suggestion = Suggestion("yan-li-oosterwijk", 0.62, "Two of its co-authors are on papers there.")
    text = why_text(replace(told, judged=replace(told.judged, suggestions=(suggestion,), nobody=0.38)), facts)
    assert "62% yan-li-oosterwijk: Two of its co-authors are on papers there.\n" in text
    assert "38% nobody whom the bibliography knows\n" in text
    assert text.index("If it is not this person's, whose it is:\n") < text.index("62% yan-li")
    calm = why_text(replace(told, judged=replace(told.judged, nobody=None)), facts)
    assert "whom the bibliography knows" not in calm


def test_what_is_not_judged_says_why_and_shows_no_sum(told: Why, facts: dict[str, PaperFacts]) -> None:
    silent = replace(told, judged=replace(told.judged, score=None, abstained="It has no co-authors."))
    text = why_text(silent, facts)
    assert "It has no co-authors." in text
    assert "The sum" not in text


def test_a_change_is_shown_in_numbers_that_differ(sample: Bibliography) -> None:
    person = sample.person("wei-chen")
    facts = paper_facts(sample.source.tables, [person.page])
    text = what_if_text(what_if(person, ["-2025.meld-main.12"]), facts)
    rows = re.findall(r"^(\S+)  +([\d.]+%) (\w+)!? → ([\d.]+%) (\w+)!?  ", text, re.MULTILINE)
    assert rows
    assert all((old, group) != (new, other) for _, old, group, new, other in rows)


def test_what_becomes_of_groups_and_findings_is_told(found: WhatIf, facts: dict[str, PaperFacts]) -> None:
    text = what_if_text(found, facts)
    assert re.search(rf"^{STRAY} .* B! → absent ", text, re.MULTILINE)
    assert "groups    A (10) and B (1) → A (10)" in text
    assert "findings  GC101 → none" in text


def test_where_nothing_changes_it_is_said(sample: Bibliography, facts: dict[str, PaperFacts]) -> None:
    person = sample.person("yan-li")
    text = what_if_text(WhatIf(person, person, (), ()), facts)
    assert "No paper changes its group or flag, or its score by 0.5% or more." in text


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_that_a_file_holds_acts_on_a_terminal(
    hostile: str, sample: Bibliography, told: Why, found: WhatIf, facts: dict[str, PaperFacts], tmp_path: Path
) -> None:
    evil = {paper: replace(known, title=hostile) for paper, known in facts.items()}
    judged = replace(told.judged, name=hostile, evidence=(replace(told.judged.evidence[0], text=hostile),))
    one = replace(told, judged=judged, page=replace(told.page, name=hostile, core_reason=hostile))
    for text in (
        why_text(one, evil),
        what_if_text(found, evil),
        why_json(sample.source, [one], found, evil),
    ):
        assert text.replace("\n", "").isprintable()
