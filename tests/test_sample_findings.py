"""What is found on the sample bibliography, held against its truth file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graphcheck.bibliography import Bibliography

TRUTH = json.loads((Path(__file__).parents[1] / "data/sample/truth.json").read_text(encoding="utf-8"))


def cases(*expected: str) -> list[Any]:
    return [pytest.param(case, id=case["kind"]) for case in TRUTH["cases"] if case["expected"] in expected]


@pytest.mark.parametrize("case", cases("GC101"))
def test_strays_are_flagged(sample: Bibliography, case: dict[str, Any]) -> None:
    found = {finding.paper for page in case["pages"] for finding in sample.person(page).findings}
    assert found == {authorship["paper"] for authorship in case["authorships"]}


@pytest.mark.parametrize("case", cases("GC102"))
def test_mixed_pages_are_found_with_their_groups(sample: Bibliography, case: dict[str, Any]) -> None:
    (page,) = case["pages"]
    person = sample.person(page)
    assert "GC102" in {finding.code for finding in person.findings}
    writer = {authorship["paper"]: authorship["person"] for authorship in case["authorships"]}
    for group in person.groups:
        assert len({writer[paper] for paper in group.papers if paper in writer}) <= 1, "no group mixes people"


@pytest.mark.parametrize("case", cases("none"))
def test_what_only_looks_wrong_is_left_alone(sample: Bibliography, case: dict[str, Any]) -> None:
    right = {(authorship["page"], authorship["paper"]) for authorship in case["authorships"]}
    flagged = {(p, a.paper) for p in case["pages"] for a in sample.person(p).page.authorships if a.flagged}
    assert not flagged & right


def test_nobody_else_is_accused(sample: Bibliography) -> None:
    expected = {page for case in TRUTH["cases"] if case["expected"] != "none" for page in case["pages"]}
    assert {page.person for page in sample.pages() if page.codes} <= expected


def test_a_strays_text_tells_what_the_paper_says_and_not_what_the_page_does(sample: Bibliography) -> None:
    (stray,) = (f for f in sample.person("yan-li").findings if f.code == "GC101")
    assert stray.text == (
        "Filed under Yan Li by name alone. None of its 6 co-authors (Johannes Grünauer-Pohl, Liesbeth Oudekerk, "
        "Petra Zwanepoel, Willemijn van der Meulenhoek and 2 more) is on any paper of the core. Its co-authors state "
        "“Oosterwijk University Medical Centre” and “University of Oosterwijk”, the authors of papers of the core "
        "“Kestrel Bay University”. It is about “expressions, clinical” and “lexicon”; nearest to that on the page is "
        "2020.icol-main.6, about “summary, articles, sentences”. It names Dutch; no other paper of the page names "
        "it."
    )
    assert {"company", "fit", "page"} <= {part.kind for part in stray.evidence}
