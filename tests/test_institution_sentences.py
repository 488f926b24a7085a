"""Institutions are named that the number was read from, so that the sentence agrees with it."""

import re

import pytest

from graphcheck.bibliography import Bibliography
from graphcheck.evidence.institutions import chances, year_stated
from tests.test_communities import LAB, OTHER, common, elsewhere
from tests.toy import toy

PAPERS = {f"p{i}": ["Wei Wang", *LAB] for i in range(3)} | {"q": ["Wei Wang", *OTHER]}
# Long after, of Ann and of Xi: where both work most often, as far as is known.
LATER = {f"z{i}": ["Ann Ash", "Dan Dogwood"] for i in range(30)} | {f"y{i}": ["Xi Yew", "Flo Fir"] for i in range(5)}
BOTH = {(f"z{i}", "Ann Ash"): "Big Corp" for i in range(25, 30)} | {(f"y{i}", "Xi Yew"): "Big Corp" for i in range(5)}


def said(stated: dict[tuple[str, str], str], paper: str = "q", papers: dict[str, list[str]] = PAPERS) -> str:
    page = toy(common(papers), affiliations=elsewhere() | stated).person("wei-wang").page
    return next(e.text for a in page.authorships if a.paper == paper for e in a.evidence if e.kind == "institutions")


def test_where_both_went_long_after_is_not_where_they_were() -> None:
    there = {("p0", "Ann Ash"): "Tree College", ("q", "Xi Yew"): "Bush Lab"}
    text = "Its co-authors state “Bush Lab”, those of papers of the core “Tree College”."
    assert said(there) == said(there | BOTH, papers=PAPERS | LATER) == text


def test_what_is_known_of_years_far_off_alone_is_not_named() -> None:
    later = {place: "Bush Lab" if place[1] == "Xi Yew" else "Tree College" for place in BOTH}
    assert said(later, papers=PAPERS | LATER) == (
        "Where its co-authors were around 2003 is hardly known; what they state of other years is not what those of "
        "papers of the core state."
    )
    here = {place: name for place, name in later.items() if name == "Tree College"} | {("q", "Xi Yew"): "Bush Lab"}
    assert said(here, papers=PAPERS | LATER) == (
        "Where the authors of papers of the core were when these were written is hardly known; what they state of "
        "other years is not what its own do."
    )


def test_a_place_that_is_inferred_from_another_year_has_that_year() -> None:
    papers = PAPERS | {"y": ["Xi Yew", "Flo Fir"]}
    stated = {("y", "Xi Yew"): "Bush Lab", ("p2", "Ann Ash"): "Tree College"}
    assert said(stated, papers=papers) == (
        "Its co-authors state “Bush Lab” (2004), those of papers of the core “Tree College”."
    )


def test_a_place_of_both_that_speaks_against_says_why() -> None:
    text = said({("p0", "Ann Ash"): "Tree College", ("q", "Xi Yew"): "Tree College"})
    assert text == (
        "Its co-authors state “Tree College”, as do those of papers of the core, but plainly on only 1 of the 3 papers "
        "that count most."
    )


def test_a_place_of_both_that_speaks_for_the_person_is_named_with_the_papers() -> None:
    many = {f"m{i}": ["Al Oak"] for i in range(400)}  # somewhere else, so that the college is not where most are
    stated = {(f"m{i}", "Al Oak"): f"Lab {i}" for i in range(400)}
    stated |= {("p2", "Ann Ash"): "Tree College", ("p1", "Bo Birch"): "Tree College", ("q", "Xi Yew"): "Tree College"}
    text = said(stated, papers=PAPERS | many)
    assert text == "Its co-authors state “Tree College”, as do those of p1, p0 and p2."


def test_what_the_person_states_comes_first() -> None:
    stated = {("q", "Wei Wang"): "Bush Lab", ("q", "Xi Yew"): "Leaf Lab", ("p0", "Ann Ash"): "Tree College"}
    assert said(stated) == "The person states “Bush Lab”, co-authors of papers of the core “Tree College”."
    assert said(stated | {("p1", "Wei Wang"): "Root Lab"}) == (
        "The person states “Bush Lab” here and “Root Lab” on papers of the core."
    )


def test_two_institutions_are_two_quotations() -> None:
    stated = {("q", "Wei Wang"): "Bush Lab; Leaf University", ("p0", "Wei Wang"): "Tree College"}
    assert said(stated).startswith("The person states “Bush Lab” and “Leaf University” here and “Tree College” on")


def test_no_sentence_names_one_place_on_both_sides_and_speaks_against(sample: Bibliography) -> None:
    judged = [authorship for page in sample.pages() for authorship in page.authorships]
    told = [e for authorship in judged for e in authorship.evidence if e.kind == "institutions"]
    assert {e.weight > 0 for e in told} == {False, True}
    for e in told:
        named = re.findall("“(.*?)”", e.text)
        if e.weight < 0:
            assert len(set(named)) == len(named)
            assert ", but" in e.text or ("as do" not in e.text and "here and on" not in e.text)


@pytest.mark.parametrize("row", range(0, 300, 7))
def test_the_year_named_is_that_of_a_statement_that_counts(sample: Bibliography, row: int) -> None:
    graph = sample.graph
    batch = sample.page_maker.judge(graph.person[row : row + 1]).batch
    chance, _ = chances(graph, batch, graph.institution[batch.rows])
    place = batch.rows.tolist().index(row)
    begin, end = chance.indptr[place : place + 2]
    people = {int(graph.person[row]), *graph.on_paper[row].indices.tolist()}
    for institution in chance.indices[begin:end].tolist():
        said_in = {
            int(year)
            for by, year, one in zip(graph.said_by, graph.said_in, graph.said, strict=True)
            if by in people and institution in one.indices
        }
        assert year_stated(graph, row, institution) in said_in
