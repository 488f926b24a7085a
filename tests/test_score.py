import math

import numpy as np
import pytest

from graphcheck.bibliography import Bibliography
from graphcheck.evidence import KINDS
from graphcheck.score import prior
from graphcheck.settings import Settings
from graphcheck.weighing import default_model
from tests.test_communities import LAB, OTHER, common
from tests.toy import toy

PAPERS = common({f"p{i}": ["Wei Wang", *LAB] for i in range(4)} | {"q": ["Wei Wang", *OTHER], "s": ["Wei Wang"]})


def test_the_parts_sum_to_the_score() -> None:
    bibliography = toy(PAPERS)
    judged = [a for page in bibliography.pages() for a in page.authorships if a.score is not None]
    assert judged
    for authorship in judged:
        total = sum(evidence.weight for evidence in authorship.evidence)
        assert authorship.score == pytest.approx(1 / (1 + math.exp(total)), abs=1e-12)


def test_strangers_score_higher_than_old_acquaintances() -> None:
    scores = {a.paper: a.score for a in toy(PAPERS).person("wei-wang").page.authorships}
    assert scores["q"] > 0.5 > scores["p0"]


def test_the_more_strangers_the_higher_the_score() -> None:
    more = dict(PAPERS, q=["Wei Wang", *OTHER, "Vi Willow"])
    one, two = (
        next(a.score for a in toy(papers).person("wei-wang").page.authorships if a.paper == "q")
        for papers in (PAPERS, more)
    )
    assert two > one


def test_outside_the_core_it_counts_how_much_of_the_page_that_is() -> None:
    one = common({f"p{i}": ["Wei Wang", *LAB] for i in range(9)} | {"q0": ["Wei Wang", *OTHER]})
    three = one | {f"q{i}": ["Wei Wang", *OTHER] for i in (1, 2)}

    def company(papers: dict[str, list[str]]) -> dict[str, float]:
        page = toy(papers).person("wei-wang").page
        return {a.paper: e.weight for a in page.authorships for e in a.evidence if e.kind == "company"}

    weight = default_model().standing["core_outside"]
    assert weight < 0
    assert company(one) == {"q0": pytest.approx(weight * 9 / 10)}
    assert company(three) == dict.fromkeys(("q0", "q1", "q2"), pytest.approx(weight * 9 / 12))


def test_a_solo_paper_abstains_and_says_why() -> None:
    solo = next(a for a in toy(PAPERS).person("wei-wang").page.authorships if a.paper == "s")
    assert solo.score is None
    assert not solo.flagged
    assert "no co-authors" in (solo.abstained or "")


def test_an_explicit_link_speaks_for_the_person_but_not_on_a_catch_all_page() -> None:
    def kinds(**more: object) -> list[str]:
        page = toy(PAPERS, explicit=[("p0", "Wei Wang")], **more).person("wei-wang").page  # type: ignore[arg-type]
        return [e.kind for a in page.authorships if a.paper == "p0" for e in a.evidence]

    assert "identifiers" in kinds(verified=["wei-wang"])
    assert "identifiers" not in kinds(catch_all=["wei-wang"])


@pytest.mark.anthology
def test_only_what_a_paper_itself_shows_makes_it_a_stray_and_none_of_the_core_is_one(whole: Bibliography) -> None:
    """However low the bar: a common name, a small page, a paper that tells little is no reason by itself."""
    low = Bibliography(whole.source, Settings(flag_threshold=0.0, toss_up=float("inf")))
    people = np.flatnonzero((low.graph.expected > 0.3) & (low.graph.papers_of > 20))[:100]
    judged = [a for page in low.pages(people) for a in page.authorships if a.score is not None]
    own = {kind.KIND for kind in KINDS}
    authors = np.bincount(low.authorships["paper"].to_numpy())
    joined = [
        a.core and authors[low.paper_row(a.paper)] > 1 for a in judged
    ]  # one author's is only shown with the core
    shown = [
        (a.flagged, core, sum(one.weight for one in a.evidence if one.kind in own))
        for a, core in zip(judged, joined, strict=True)
    ]
    assert any(flagged for flagged, _, _ in shown)
    assert all(weight < 0 and not core for flagged, core, weight in shown if flagged)
    assert any(weight > 0 and not core for _, core, weight in shown)
    assert any(weight < 0 and core for _, core, weight in shown)


def test_a_lone_paper_from_elsewhere_is_shown_with_the_core_and_is_a_stray_all_the_same() -> None:
    papers = common({f"p{i}": ["Wei Wang", *LAB] for i in range(8)} | {"q": ["Wei Wang"]})
    stated = {(f"p{i}", "Wei Wang"): "Tree College" for i in range(8)} | {("q", "Wei Wang"): "Bush Lab"}
    (lone,) = (a for a in toy(papers, stated).person("wei-wang").page.authorships if a.paper == "q")
    assert (lone.core, lone.flagged) == (True, True)


def test_the_rarer_the_name_the_surer() -> None:
    expected = np.array([1e-9, 1e-4, 0.01, 0.5, 1.0, 100.0])
    log_odds = prior(expected, Settings())
    assert (np.diff(log_odds) <= 0).all()
    assert 1 / (1 + np.exp(log_odds[-1])) == pytest.approx(0.23)


def test_one_person_alone_scores_as_among_all() -> None:
    bibliography = toy(PAPERS)
    for page in bibliography.pages():
        assert toy(PAPERS).person(page.person).page == page


def test_a_person_who_stands_twice_on_a_paper_gets_a_line_for_each_position() -> None:
    page = toy(dict(PAPERS, p0=["Wei Wang", "Ann Ash", "Wei Wang"])).person("wei-wang").page
    assert [a.position for a in page.authorships if a.paper == "p0"] == [0, 2]
    assert page.papers == 6


def test_a_page_of_nothing_but_single_authored_papers_is_not_judged() -> None:
    page = toy({"p0": ["Solo Ash"], "p1": ["Solo Ash"], "p2": ["Ann Elm", "Bo Oak"]}).person("solo-ash").page
    assert [judged.score for judged in page.authorships] == [None, None]
    assert not page.codes
