"""Twins of pages of common names: who is one, how common it is taken to be, and whose papers are on its page."""

from __future__ import annotations

from collections import Counter
from itertools import count, islice

import numpy as np
import pytest

from graphcheck.evaluate.careers import OTHERS, RARE, TWINNED_FROM, careers
from graphcheck.evaluate.careers_judged import Careers, career_figures, judge_careers
from graphcheck.evaluate.examples import Pages
from graphcheck.evaluate.folds import Models
from graphcheck.evaluate.identities import Strings, hidden
from graphcheck.evaluate.judged import SILENT
from graphcheck.graph import build_graph
from graphcheck.settings import Settings
from graphcheck.tables import Tables
from graphcheck.weighing import default_model
from tests.toy import toy_tables

LETTERS = "bcdfghjklm"


def word(number: int) -> str:
    """Return a name that no other number has."""
    return "".join(LETTERS[int(digit)] + "a" for digit in f"{number:04}").capitalize()


def nobody_known(tables: Tables) -> Strings:
    """Return labels that say of no authorship who it is of."""
    return np.full(len(tables.authorships), "", dtype=object)


@pytest.fixture(scope="module")
def tables() -> Tables:
    """Thirty people of rare names with six papers each, as many with two, and ten who share first and last names."""
    fresh = (f"{word(number)} {word(number)}" for number in count(100))
    papers: dict[str, list[str]] = {}
    common = [f"{first} {last}" for first in ("Wei", "Jing", "Yang") for last in ("Wang", "Li", "Liu")]
    rare = [f"{word(number)} {word(number)}" for number in range(60)]
    for turn in range(6):
        for number, name in enumerate([*common, *rare]):
            if turn < 2 or number < len(common) + 30:
                papers[f"{turn}-{number}"] = [name, *islice(fresh, 4)]
    tables = toy_tables(papers)
    # All in the years 2000 to 2004: pages of one number of papers are alike.
    tables.papers["year"] = (2000 + np.arange(len(papers)) % 5).astype(np.int32)
    return hidden(tables, nobody_known(tables))


@pytest.fixture(scope="module")
def found(tables: Tables) -> Pages:
    return careers(tables, nobody_known(tables), wanted=100, seed=1)


def test_each_common_name_has_a_twin_that_is_rare_and_taken_to_be_as_common(tables: Tables, found: Pages) -> None:
    graph = build_graph(tables)
    row = {page: number for number, page in enumerate(tables.people["id"])}
    own = np.array([row[page] for page in found.ids])
    common = np.flatnonzero((graph.expected >= TWINNED_FROM) & (graph.papers_of >= 3))
    assert len(common) == 9
    assert (graph.expected[own] < RARE).all()
    assert sorted(found.graph.expected[found.people]) == pytest.approx(sorted(graph.expected[common]))
    assert len(set(found.ids.tolist())) == len(found.ids) == 9


def test_half_of_them_hold_all_papers_of_somebody_smaller(tables: Tables, found: Pages) -> None:
    papers = Counter(tables.people["id"].to_numpy()[tables.authorships["person"]].tolist())
    mixed = 0
    for person, page in zip(found.people.tolist(), found.ids.tolist(), strict=True):
        whose = Counter(found.label[found.graph.rows(np.array([person]))].tolist())
        assert whose.pop(page) == papers[page]
        assert all(papers[other] == number <= OTHERS * papers[page] for other, number in whose.items())
        mixed += bool(whose)
    assert mixed == 5


def test_one_seed_gives_one_choice(tables: Tables, found: Pages) -> None:
    labels = nobody_known(tables)
    again, other = (careers(tables, labels, wanted=100, seed=seed) for seed in (1, 2))
    assert again.ids.tolist() == found.ids.tolist()
    assert again.label.tolist() == found.label.tolist()
    assert other.ids.tolist() != found.ids.tolist()


def test_a_page_of_two_identities_is_nobodys_twin(tables: Tables, found: Pages) -> None:
    labels = nobody_known(tables)
    whose = tables.people["id"].to_numpy()[tables.authorships["person"]]
    mine = np.flatnonzero(whose == found.ids[0])
    labels[mine[:2]] = ["one", "two"]
    assert found.ids[0] not in careers(tables, labels, wanted=100, seed=1).ids


def test_a_bibliography_without_rare_names_has_no_twins() -> None:
    small = hidden(toy_tables({"a": ["Ann Ash", "Bo Birch"]}), np.array(["", ""], dtype=object))
    nothing = careers(small, np.array(["", ""], dtype=object), wanted=10, seed=1)
    judged = judge_careers(nothing, Models((default_model(),)), Settings())
    assert len(nothing.people) == len(judged.page) == 0
    assert all(np.isnan(values).all() for _, values in career_figures(judged, seed=0))


def test_papers_of_others_are_the_wrong_ones(found: Pages) -> None:
    judged = judge_careers(found, Models((default_model(),)), Settings())
    rows = found.graph.rows(found.people)
    assert len(judged.page) == len(rows)
    assert judged.wrong.sum() == sum(label not in found.ids for label in found.label[rows])
    assert ((judged.score == SILENT) | ((judged.score >= 0) & (judged.score <= 1))).all()


def test_figures_by_hand() -> None:
    judged = Careers(
        page=np.array([0, 0, 0, 1, 1, 1]),
        expected=np.array([0.02, 0.02, 0.02, 0.5, 0.5, 0.5]),
        wrong=np.array([False, False, True, False, False, True]),
        score=np.array([0.1, 0.2, 0.9, 0.8, 0.1, 0.3]),
        flagged=np.array([False, False, True, True, False, False]),
    )
    figures = {key: float(values[0]) for key, values in career_figures(judged, seed=0)}
    assert figures["careers.false_alarms.all"] == 0.25
    assert figures["careers.false_alarms.rarer"] == 0.0
    assert figures["careers.false_alarms.commoner"] == 0.5
    assert figures["careers.default.found"] == 0.5
    assert figures["careers.found_at_1"] == 0.5
