"""Confirmed papers are the person's own and speak for others; distinct people are not suggested for each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import exp

import pytest

from graphcheck.bibliography import Bibliography
from graphcheck.decisions import Confirmation, Decisions, Distinction, authors_digest
from graphcheck.model import JudgedAuthorship, Link
from graphcheck.settings import Settings
from graphcheck.what_if import what_if
from tests.toy import toy

SIGNED = {"who": "Ada", "when": "2025-09-01", "why": "she told us"}
STRAY = "2022.icol-main.7"
# Ten papers with one circle, two with another that has no tie to it.
CIRCLE = {f"own{n}": ["Wei Wang", "Petra Zwanepoel", "Liesbeth Oudekerk"] for n in range(10)}
OTHERS = {name: ["Wei Wang", "Ada Quillfeather", "Ben Ruckenstein"] for name in ("far1", "far2")}


def confirmed(bibliography: Bibliography, person: str, *papers: str, authors: str = "") -> Bibliography:
    entries = tuple(Confirmation(person=person, paper=paper, authors=authors, **SIGNED) for paper in papers)
    return decided(bibliography, Decisions(confirmations=entries))


def decided(bibliography: Bibliography, decisions: Decisions) -> Bibliography:
    return Bibliography(bibliography.source, bibliography.settings, bibliography.model, decisions)


def judged(bibliography: Bibliography, person: str) -> dict[str, JudgedAuthorship]:
    return {authorship.paper: authorship for authorship in bibliography.person(person).page.authorships}


def evidence_of(authorship: JudgedAuthorship) -> float:
    return sum(part.weight for part in authorship.evidence if part.kind != "company")


def sums(authorships: Sequence[JudgedAuthorship]) -> None:
    for authorship in authorships:
        if authorship.score is not None:
            total = sum(part.weight for part in authorship.evidence)
            assert authorship.score == pytest.approx(1 / (1 + exp(total)), abs=1e-9)


def test_a_confirmed_paper_is_no_stray_and_says_who_said_so(sample: Bibliography) -> None:
    assert [finding.paper for finding in sample.person("yan-li").findings] == [STRAY]
    person = confirmed(sample, "yan-li", STRAY).person("yan-li")
    assert person.findings == []
    own = judged(person.bibliography, "yan-li")[STRAY]
    (part,) = [part for part in own.evidence if part.kind == "decision"]
    assert part.text == "Confirmed as this person's own by Ada on 2025-09-01: she told us"
    assert part.weight == sample.settings.confirmed_paper
    sums(person.page.authorships)


def test_nobody_else_is_judged_otherwise(sample: Bibliography) -> None:
    after = confirmed(sample, "yan-li", STRAY)
    before = {page.person: page for page in sample.pages()}
    assert [page.person for page in after.pages() if page != before[page.person]] == ["yan-li"]


def test_papers_with_the_confirmed_ones_co_authors_are_of_the_core_too() -> None:
    before = judged(toy({**CIRCLE, **OTHERS}), "wei-wang")
    assert not before["far1"].core
    after = confirmed(toy({**CIRCLE, **OTHERS}), "wei-wang", "far1")
    assert all(authorship.core for authorship in judged(after, "wei-wang").values())
    # Outside the core its company spoke for it; whatever else is known of it speaks for it more than before.
    apart, with_it = (evidence_of(found["far2"]) for found in (before, judged(after, "wei-wang")))
    assert with_it > apart
    sums(after.person("wei-wang").page.authorships)


def test_a_confirmed_stray_does_not_become_the_core() -> None:
    page = confirmed(toy({**CIRCLE, "far": OTHERS["far1"]}), "wei-wang", "far").person("wei-wang").page
    assert "own0" in page.groups[0].papers
    assert "far" in page.groups[0].papers


@pytest.fixture(scope="module")
def rivals(sample: Bibliography) -> Bibliography:
    """The sample without the identifiers of Wei Chen: eight papers against six, and nothing says who it is."""
    tables = sample.source.tables
    own = tables.authorships["person"] == sample.person("wei-chen").row
    link = tables.authorships["link"].mask(own, Link.INFERRED.value)
    changed = replace(tables, authorships=tables.authorships.assign(link=link))
    return Bibliography(replace(sample.source, tables=changed), sample.settings)


def sizes(bibliography: Bibliography) -> list[int]:
    return [len(group.papers) for group in bibliography.person("wei-chen").groups]


def test_of_two_rivals_the_confirmed_one_is_the_core(rivals: Bibliography) -> None:
    assert rivals.person("wei-chen").page.core_reason.startswith("No group is plainly the person")
    page = confirmed(rivals, "wei-chen", "2021.meld-main.20").person("wei-chen").page
    assert "2021.meld-main.20" in page.groups[0].papers
    assert page.core_reason.endswith("the largest with papers that name the person by an identifier or are confirmed.")
    smaller = confirmed(rivals, "wei-chen", "2021.meld-main.3")
    assert sizes(smaller) == [6, 8]
    assert smaller.person("wei-chen").page.core_reason.startswith("No group is plainly the person")


def test_confirmed_papers_hold_together_whatever_their_co_authors(rivals: Bibliography) -> None:
    assert sizes(rivals) == [8, 6]
    assert sizes(confirmed(rivals, "wei-chen", "2021.meld-main.3", "2021.meld-main.20")) == [14]


def test_a_confirmation_joins_nothing_on_a_catch_all_page() -> None:
    before = toy({**CIRCLE, "far": OTHERS["far1"]}, catch_all=["wei-wang"])
    after = confirmed(before, "wei-wang", "far").person("wei-wang")
    assert [len(group.papers) for group in after.groups] == [10, 1]
    assert [group.papers for group in after.groups] == [group.papers for group in before.person("wei-wang").groups]


def test_a_confirmation_ends_when_the_authors_are_others(sample: Bibliography) -> None:
    names = sample.authorships["name"][sample.authorships["paper"] == sample.paper_row(STRAY)]
    kept = confirmed(sample, "yan-li", STRAY, authors=authors_digest(names))
    assert kept.person("yan-li").findings == []
    ended = confirmed(sample, "yan-li", STRAY, authors=authors_digest([*names, "Ada Quill"]))
    assert [finding.paper for finding in ended.person("yan-li").findings] == [STRAY]
    ((_, reason),) = ended.page_maker.confirmed.ended
    assert reason == f"the authors of {STRAY} are no longer those that were looked at"


@pytest.mark.parametrize(
    ("person", "paper", "reason"),
    [
        ("nobody", STRAY, "there is no person nobody in the source"),
        ("yan-li", "2022.nowhere-1.1", "there is no paper 2022.nowhere-1.1 in the source"),
        ("wei-chen", STRAY, f"{STRAY} is not on the page of wei-chen"),
    ],
)
def test_a_confirmation_of_nothing_is_idle(sample: Bibliography, person: str, paper: str, reason: str) -> None:
    maker = confirmed(sample, person, paper).page_maker
    assert [told for _, told in maker.confirmed.idle] == [reason]
    assert maker.confirmed.rows == {}


def test_what_if_goes_by_the_decisions_too(sample: Bibliography) -> None:
    person = confirmed(sample, "yan-li", STRAY).person("yan-li")
    after = what_if(person, ["-2022.icol-main.9"]).after
    assert not {a.paper: a for a in after.page.authorships}[STRAY].flagged


def test_distinct_people_are_not_suggested_for_each_others_papers() -> None:
    others = ["Ada Quillfeather", "Ben Ruckenstein"]
    papers = {
        **CIRCLE,
        "far1": ["Wei Wang", *others, "Cy Dent", "Di Elm"],
        **{f"w{n}": ["W. Wang", *others] for n in range(4)},
    }
    plain = toy(papers, settings=Settings(flag_threshold=0.001))
    authorship = judged(plain, "wei-wang")["far1"]
    assert authorship.flagged
    assert [suggestion.person for suggestion in authorship.suggestions] == ["w-wang"]
    entry = Distinction(persons=("wei-wang", "w-wang", "not-there"), **SIGNED)
    after = judged(decided(plain, Decisions(distinctions=(entry,))), "wei-wang")["far1"]
    assert after.suggestions == ()
    assert after.nobody == pytest.approx(1)
