"""One score taken apart: what is shown is enough to compute it again, on every page of the sample."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from graphcheck.bibliography import Bibliography
from graphcheck.decisions import Confirmation, Decisions
from graphcheck.errors import UnknownIdError, UsageError
from graphcheck.linking import BEST
from graphcheck.person import Person
from graphcheck.settings import Settings
from graphcheck.weighing import default_model
from graphcheck.why import Why, why
from tests.toy import toy


def told(person: Person) -> list[Why]:
    return [why(person, judged.paper) for judged in person.page.authorships]


@pytest.mark.parametrize("person", ["yan-li", "wei-chen", "jing-wang/unverified", "hao-chen", "sofie-lindaune"])
def test_every_part_and_the_score_can_be_computed_from_what_is_shown(sample: Bibliography, person: str) -> None:
    judged = [one for one in told(sample.person(person)) if one.judged.score is not None]
    assert judged
    for one in judged:
        parts = {reason.kind: reason.weight for reason in one.judged.evidence}
        assert one.judged.score == pytest.approx(1 / (1 + math.exp(math.fsum(parts.values()))), abs=1e-9)
        assert parts.get("page", 0.0) == pytest.approx(math.fsum(one.page_terms.values()), abs=1e-9)
        for kind in one.comparisons[0].by_kind:
            values = [other.by_kind[kind] for other in one.comparisons]
            part = one.mean_weight * math.fsum(values) / len(values) + one.best_weight * values[0]
            assert parts.get(kind, 0.0) == pytest.approx(part, abs=1e-9)
        if one.judged.core:
            assert "company" not in parts
        model = default_model()
        assert {"fit", "topics", "venues"} <= set(one.tables)
        for kind, value in one.tables.items():
            weight = float(np.interp(value, *model.standing_tables[kind]))
            assert parts.get(kind, 0.0) == pytest.approx(weight, abs=1e-9)
        beside = {"prior", "identifiers", "company", "page", *one.tables}
        assert set(parts) <= {*beside, *one.comparisons[0].by_kind}


@pytest.mark.parametrize("person", ["yan-li", "wei-chen", "jing-wang/unverified", "hao-chen", "sofie-lindaune"])
def test_what_counts_most_are_other_papers_of_the_core_the_best_first(sample: Bibliography, person: str) -> None:
    page = sample.person(person).page
    core = {judged.paper for judged in page.authorships if judged.core}
    for one in told(sample.person(person)):
        papers = [other.paper for other in one.comparisons]
        totals = [other.total for other in one.comparisons]
        assert len(papers) == len(set(papers)) == min(one.against, BEST)
        assert one.judged.paper not in papers
        assert set(papers) <= (core if core - {one.judged.paper} else {judged.paper for judged in page.authorships})
        assert totals == sorted(totals, reverse=True)
        # What a pair is worth before any evidence is the same for all of them.
        assert len({round(o.total - math.fsum(o.by_kind.values()), 9) for o in one.comparisons}) <= 1


def test_what_is_not_judged_says_why() -> None:
    person = toy({"a": ["Wei Wang", "Ann Ash"], "b": ["Wei Wang", "Ann Ash"], "solo": ["Wei Wang"]}).person("wei-wang")
    assert "no co-authors" in (why(person, "solo").judged.abstained or "")
    alone = toy({"a": ["Wei Wang", "Ann Ash"]}).person("wei-wang")
    assert why(alone, "a").judged.abstained == "It is the only paper on the page."
    assert why(alone, "a").comparisons == ()


def test_a_paper_of_somebody_else_and_one_that_is_not_there_are_refused() -> None:
    person = toy({"a": ["Wei Wang", "Ann Ash"], "b": ["Ann Ash"]}).person("wei-wang")
    with pytest.raises(UsageError, match=r"^b is not on the page of wei-wang"):
        why(person, "b")
    with pytest.raises(UnknownIdError):
        why(person, "c")


LAB, OTHERS = ["Ann Ash", "Bo Birch", "Cy Cedar"], ["Di Dogwood", "Eve Elm"]
PAGE = {f"p{n}": ["Wei Wang", *LAB] for n in range(5)} | {"q": ["Wei Wang", *OTHERS]}


def held_back(papers: dict[str, list[str]], paper: str, **told: Any) -> str:
    """Return why a paper is not flagged, where any score is enough."""
    return why(toy(papers, settings=Settings(flag_threshold=1e-9), **told).person("wei-wang"), paper).held_back


def test_what_keeps_a_paper_from_being_flagged_is_said() -> None:
    assert held_back(PAGE, "q") == "", "it is flagged"
    assert held_back(PAGE, "p1") == "it was joined to the core, and a stray is none of it"
    catch_all = held_back(PAGE, "q", catch_all=["wei-wang"])
    assert catch_all.startswith("no group of the page is plainly the person")
    two = {paper: PAGE[paper] for paper in ("p0", "q")}
    assert held_back(two, "q").endswith("nothing says which of the two is the stray")
    confirmed = Confirmation(person="wei-wang", paper="q", who="Ada", when="2026-07-01", why="asked")
    assert held_back(PAGE, "q", decisions=Decisions("", confirmations=(confirmed,))).startswith("it was confirmed")


def test_a_paper_that_itself_speaks_for_the_person_is_held_back_for_it() -> None:
    papers = {f"p{n}": ["Wei Wang", "Ann Ash"] for n in range(4)} | {"q": ["Wei Wang", "Zed Zelkova"]}
    known = {f"z{n}": ["Zed Zelkova", "Yo Yew"] for n in range(3)}
    assert held_back(papers | known, "q").startswith("only its page and the name speak against the person")


def test_below_the_threshold_nothing_is_held_back(sample: Bibliography) -> None:
    for one in told(sample.person("wei-chen")):
        if one.judged.score is not None and one.judged.score < sample.settings.flag_threshold:
            assert one.held_back == ""
