"""Who knows whom in the sample is what the cases of its truth file claim."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import Any

import pytest

from tests.data.reading import Acquaintance, Mention, case


def papers_by_person(found: dict[str, Any]) -> dict[str, set[str]]:
    papers = defaultdict(set)
    for authorship in found["authorships"]:
        papers[authorship["person"]].add(authorship["paper"])
    return papers


@pytest.mark.parametrize(
    ("name", "sizes"), [("wei-chen", [6, 8]), ("jing-wang", [3, 3, 4])], ids=["homonyms", "catch-all"]
)
def test_people_on_one_page_have_nobody_in_common(
    truth: dict[str, Any], acquaintance: Acquaintance, name: str, sizes: list[int]
) -> None:
    found = case(truth, name)
    (page,) = found["pages"]
    papers = papers_by_person(found)
    assert sorted(map(len, papers.values())) == sizes
    everything = set().union(*papers.values())
    for some, others in combinations(papers.values(), 2):
        left = set().union(*(acquaintance.coauthors(page, p) for p in some))
        right = set().union(*(acquaintance.coauthors(page, p) for p in others))
        assert not acquaintance.know_each_other(left, right, everything)


@pytest.mark.parametrize("name", ["yan-li", "rahul-sharma"])
def test_strays_come_from_a_group_that_nobody_else_on_the_page_knows(
    truth: dict[str, Any], acquaintance: Acquaintance, on_page: dict[str, list[Mention]], name: str
) -> None:
    (stray,) = case(truth, name)["authorships"]
    page = stray["page"]
    papers = {m.paper for m in on_page[page]}
    strangers = acquaintance.coauthors(page, stray["paper"])
    known = set().union(*(acquaintance.coauthors(page, p) for p in papers - {stray["paper"]}))
    assert not acquaintance.know_each_other(strangers, known, papers)
    busy = [a for a in strangers if len({m.paper for m in on_page[a]} - {stray["paper"]}) >= 3]
    assert len(busy) >= 3
    assert acquaintance.know_each_other(set(busy[:1]), set(busy[1:]), {stray["paper"]})


def test_the_stray_paper_has_six_coauthors(truth: dict[str, Any], acquaintance: Acquaintance) -> None:
    (stray,) = case(truth, "yan-li")["authorships"]
    assert len(acquaintance.coauthors("yan-li", stray["paper"])) == 6
    assert stray["link"] == "inferred"


def test_the_two_pages_of_one_person_share_coauthors(
    truth: dict[str, Any], acquaintance: Acquaintance, on_page: dict[str, list[Mention]]
) -> None:
    one, other = case(truth, "katarzyna-lipiec")["pages"]
    company = [set().union(*(acquaintance.coauthors(page, m.paper) for m in on_page[page])) for page in (one, other)]
    assert len(company[0] & company[1]) >= 3
    assert not {m.paper for m in on_page[one]} & {m.paper for m in on_page[other]}


def test_bridges_bear(truth: dict[str, Any], acquaintance: Acquaintance, on_page: dict[str, list[Mention]]) -> None:
    """A person's only link to the rest of the page is a co-author who knows somebody there."""
    bridges = [c for c in truth["cases"] if c["kind"] in {"visiting-stay", "two-step-bridge"}]
    assert len(bridges) >= 4
    for found in bridges:
        (authorship,) = found["authorships"]
        page, paper = authorship["page"], authorship["paper"]
        papers = {m.paper for m in on_page[page]}
        rest = set().union(*(acquaintance.coauthors(page, p) for p in papers - {paper}))
        company = acquaintance.coauthors(page, paper)
        assert not company & rest, found["id"]
        assert found["bridge"] in company
        assert acquaintance.know_each_other({found["bridge"]}, rest, papers)


def test_the_change_of_field_has_one_bridging_coauthor(truth: dict[str, Any], acquaintance: Acquaintance) -> None:
    found = case(truth, "hui-zhao")
    before = {a["paper"] for a in found["authorships"] if a["paper"][0] in "PW"}
    after = {a["paper"] for a in found["authorships"]} - before
    assert min(len(before), len(after)) >= 4
    left, right = (set().union(*(acquaintance.coauthors("hui-zhao", p) for p in side)) for side in (before, after))
    assert left & right == {found["bridge"]}


def test_ordinary_pages_hold_together(
    truth: dict[str, Any], acquaintance: Acquaintance, on_page: dict[str, list[Mention]]
) -> None:
    """Outside of the cases, each paper of a page is joined to the others by its co-authors."""
    apart = {
        page
        for c in truth["cases"]
        if c["expected"] in {"GC101", "GC102", "GC105"} or c["kind"] == "solo-paper"
        for page in c["pages"]
    }
    checked = 0
    for page in on_page.keys() - apart:
        papers = sorted({m.paper for m in on_page[page]})
        reached, waiting = {papers[0]}, [papers[0]]
        while waiting:
            here = acquaintance.coauthors(page, waiting.pop())
            for paper in sorted(set(papers) - reached):
                if acquaintance.know_each_other(here, acquaintance.coauthors(page, paper), set(papers)):
                    reached.add(paper)
                    waiting.append(paper)
        assert reached == set(papers), page
        checked += len(papers) > 1
    assert checked > 90
