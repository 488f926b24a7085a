"""Findings become one row a person, and what costs most comes first."""

from __future__ import annotations

import json

import pytest

from graphcheck.model import Finding, State
from graphcheck.report.site.rows import Shape, as_data, bar_of, rows, shape_of
from tests.report.factories import HOSTILE, authorship, calm, finding, hostile_findings, page, page_finding


def stray(paper: str, score: float, person: str = "ji-liu", **changes: object) -> Finding:
    return finding(id=f"{person}{paper}", person=person, paper=paper, papers=(paper,), score=score, **changes)


def test_many_flagged_papers_of_a_person_are_one_row() -> None:
    (row,) = rows([stray(f"p{n}", 0.5) for n in range(134)], {})
    assert (len(row.findings), row.papers, row.cost) == (134, 134, 67.0)


def test_a_paper_counts_once_with_the_highest_score() -> None:
    (row,) = rows([page_finding(score=0.6, papers=("a", "b")), stray("a", 0.9), stray("c", 0.3)], {})
    assert row.cost == pytest.approx(0.9 + 0.6 + 0.3)
    assert row.papers == 3
    assert row.best.paper == "a"


def test_what_costs_most_is_first_then_what_is_surest() -> None:
    found = [
        stray("a", 0.9, "sure"),
        *(stray(f"m{n}", 0.6, "many") for n in range(3)),
        stray("b", 0.5, "two"),
        stray("c", 0.4, "two"),
    ]
    assert [row.person for row in rows(found, {})] == ["many", "sure", "two"]


@pytest.mark.parametrize("gone", [State.DISMISSED, State.RESOLVED])
def test_what_is_gone_costs_nothing_and_is_told_last(gone: State) -> None:
    (row,) = rows([stray("a", 0.99, state=gone), stray("b", 0.5)], {})
    assert (row.cost, row.papers, row.best.paper) == (0.5, 1, "b")
    assert [one.paper for one in row.findings] == ["b", "a"]


def test_shape_counts_each_flagged_paper_once() -> None:
    twice = page(authorships=(calm("W15-1527"), authorship(), authorship(position=5)))
    assert shape_of(twice) == Shape(3, (2, 1), 1)


def test_small_picture_sums_up_small_groups() -> None:
    assert bar_of(Shape(10, (4, 3, 3), 0)) == (4, 3, 3)
    assert bar_of(Shape(60, tuple(range(20, 0, -1)), 0)) == (20, 19, 18, 17, 16, 15, 14, sum(range(14)))
    assert bar_of(None) == ()


def test_data_names_pages_of_the_report_where_there_are_some() -> None:
    made = rows([finding()], {"ji-liu": Shape(3, (2, 1), 1)})
    (there,) = as_data(made, ["ji-liu", "ji-liu-amd"])
    assert there["href"] == "people/ji-liu.html"
    assert there["findings"][0]["whose"] == ["ji-liu-amd", 0.75, "people/ji-liu-amd.html"]
    (elsewhere,) = as_data(made, [])
    assert elsewhere["href"] == "https://aclanthology.org/people/ji-liu/"


def test_data_is_fit_to_be_shown() -> None:
    data = json.dumps(as_data(rows(hostile_findings(), {}), HOSTILE), ensure_ascii=False)
    assert not set(data) & set("\x00\x07\x1b‮⁦")
    assert "A" * 400 not in data
    assert "<script>alert(1)</script>" in data  # shown as text, not swallowed


def test_papers_of_a_page_cost_no_more_than_are_outside_its_largest_group() -> None:
    """One paper that names an id is the core; the 63 others are one group: one paper may have to move, not 63."""
    papers = tuple(f"p{number}" for number in range(63))
    (row,) = rows([page_finding(papers=papers, score=0.9)], {"ji-liu": Shape(64, (1, 63), 0)})
    assert row.cost == 1.0
    (whole,) = rows([page_finding(papers=papers[:10], score=0.9)], {"ji-liu": Shape(64, (54, 10), 0)})
    assert whole.cost == 9.0
    flagged = finding(paper="p0", papers=("p0",), score=0.8)
    (both,) = rows([page_finding(papers=papers, score=0.9), flagged], {"ji-liu": Shape(64, (1, 63), 1)})
    assert both.cost == 0.9


def test_what_is_about_nobody_is_a_row_a_file_without_a_link() -> None:
    about = {"code": "GC106", "person": "", "person_name": "", "verified": False, "paper": None, "score": 1.0}
    found = [finding(id=name, file=name, papers=(), **about) for name in ("data/xml/a.xml", "data/xml/b.xml")]
    made = rows([*found, finding()], {})
    assert [(row.person, row.name, row.cost) for row in made[1:]] == [("", f.file, 0) for f in found]
    told = as_data(made, [])[1]
    assert (told["href"], told["verified"], told["findings"][0]["free"]) == ("", None, True)


def test_only_claims_that_papers_are_somebody_elses_cost_something() -> None:
    kinds = {("GC101", ""): 1, ("GC105", ""): 1, ("GC104", "several-people"): 1, ("GC104", "checksum"): 0}
    for (code, kind), cost in {**kinds, ("GC104", "co-author"): 0, ("GC106", "unlisted-name"): 0}.items():
        (row,) = rows([finding(code=code, kind=kind, score=1.0)], {})
        assert row.cost == cost


def test_further_people_are_told_with_links() -> None:
    (row,) = as_data(rows([finding(code="GC104", others=("ji-liu-ustc", "ji-liu-amd"))], {}), ["ji-liu-amd"])
    assert [href.split("/")[0] for _, href in row["findings"][0]["others"]] == ["https:", "people"]
