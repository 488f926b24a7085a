"""What made a finding go, told from what the source and the page are now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from graphcheck.bibliography import Bibliography
from graphcheck.decisions import Confirmation, Decisions
from graphcheck.findings.gone import Reasons, changed_settings
from graphcheck.model import Finding, Page
from graphcheck.settings import Settings
from tests.report.factories import finding, page_finding
from tests.toy import toy

PAPERS = {"p1": ["Wei Wang", "Ada Quill"], "p2": ["Wei Wang", "Ada Quill"], "p3": ["Bo Li", "Wei Wang"]}
LEAST = Settings().flag_threshold
STRAY = finding(person="wei-wang", person_name="Wei Wang", paper="p2", position=0, score=LEAST)
MIXED = page_finding(person="wei-wang", person_name="Wei Wang", score=0.6)


def reason(
    gone: Finding,
    papers: Mapping[str, Sequence[str]] = PAPERS,
    page: Page | None = None,
    changed: Sequence[str] = (),
    version: str = "",
) -> str:
    bibliography = toy(papers)
    seen = pages(bibliography) if page is None else {page.person: page}
    return Reasons(bibliography, seen, changed, version).why_gone(gone)


def pages(bibliography: Bibliography) -> dict[str, Page]:
    return {page.person: page for page in bibliography.pages()}


def judged(
    score: float | None,
    *,
    abstained: str | None = None,
    codes: tuple[str, ...] = (),
    core: bool = True,
    flagged: tuple[str, ...] = (),
) -> Page:
    page = pages(toy(PAPERS))["wei-wang"]
    authorships = tuple(
        replace(a, score=score, abstained=abstained, core=core, flagged=a.paper in flagged) for a in page.authorships
    )
    return replace(page, authorships=authorships, codes=codes, core_reason="A is the core.")


@pytest.mark.parametrize(
    ("papers", "told"),
    [
        ({**PAPERS, "p2": ["Bo Li", "Ada Quill"]}, "p2 is now a paper of Bo Li (bo-li)"),
        ({**PAPERS, "p2": ["Ada Quill", "Wei Wang"]}, "Wei Wang stands at another place among the authors of p2"),
        ({"p1": ["Ada Quill"]}, "the paper p2 is no longer in the source"),
        ({"p2": []}, "Wei Wang is no longer an author of p2"),
        ({"p2": ["Wei Wang"]}, "the page of wei-wang has 1 paper now"),
    ],
)
def test_a_paper_that_is_elsewhere(papers: Mapping[str, Sequence[str]], told: str) -> None:
    assert reason(STRAY, papers) == told


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (judged(0.1), f"its score fell from {LEAST:.0%} to 10%; none is flagged below {LEAST:.0%}"),
        (
            judged(LEAST - 0.0004),
            f"its score fell from {LEAST:.2%} to {LEAST - 0.0004:.2%}; none is flagged below {LEAST:.0%}",
        ),
        (judged(None, abstained="It has no co-authors."), "the paper is no longer judged: It has no co-authors."),
        (judged(LEAST, codes=("GC102",)), "the question is about the whole page now (GC102)"),
        (judged(LEAST), "it is in a group with the core now"),
        (judged(LEAST, core=False), "no single paper of the page is called a stray now. A is the core."),
        (
            judged(LEAST, core=False, flagged=("p3",)),
            "what the paper itself shows does not speak against the person now",
        ),
    ],
)
def test_a_paper_that_is_judged_otherwise(page: Page, told: str) -> None:
    assert reason(STRAY, page=page) == told


def test_digits_are_told_until_the_difference_is_seen() -> None:
    assert reason(replace(STRAY, score=0.3504), page=judged(0.3496)).startswith("its score fell from 35.04% to 34.96%")


def test_a_page_that_is_judged_otherwise() -> None:
    page = judged(0.1)
    assert reason(MIXED, page=replace(page, groups=page.groups[:1])) == "all papers of the page hold together now"
    several = replace(page, groups=(*page.groups, page.groups[0]))
    assert reason(MIXED, page=replace(several, doubt=0.1)) == "the doubt about the page fell from 60% to 10%"
    told = reason(MIXED, page=replace(several, doubt=0.7))
    assert told == "no other group of the page is about as large as the core now. A is the core."
    assert reason(MIXED, {"p1": ["Ada Quill"]}) == "the person wei-wang is no longer in the source"
    assert reason(replace(MIXED, code="GC104"), page=page) == "it is no longer found"


@pytest.mark.parametrize(("last", "told"), [("2025-01-01", True), ("2025-01-02", False), ("", False)])
def test_a_page_that_a_new_confirmation_cleared_says_so(last: str, told: bool) -> None:
    own = Confirmation(who="Ada", when="2025-01-01", why="w", person="wei-wang", paper="p2")
    bibliography = toy(PAPERS, decisions=Decisions(confirmations=(own,)))
    reason = Reasons(bibliography, pages(bibliography), (), "", last).why_gone(MIXED)
    assert reason.startswith("cleared by the confirmation of p2: ") == told
    assert "p2" not in reason.removeprefix("cleared by the confirmation of p2: ")


def test_changed_settings_and_versions_are_told_with_what_was_measured() -> None:
    told = reason(STRAY, page=judged(0.1), changed=["a from 1 to 2", "b", "c", "d"], version="0.0.9")
    assert told.endswith("; graphcheck was 0.0.9 then; settings changed: a from 1 to 2, b, c and 1 more")
    assert "settings" not in reason(STRAY, {"p1": ["Ada Quill"]}, changed=["a from 1 to 2"])
    assert changed_settings({"a": 1, "b": [1], "old": 0}, {"a": 2, "b": [1], "new": 3}) == ["a from 1 to 2"]
