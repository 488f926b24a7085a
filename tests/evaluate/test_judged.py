"""Judged pages as arrays, whose page it is, and the rules that need no model."""

from __future__ import annotations

import numpy as np

from graphcheck.bibliography import Bibliography
from graphcheck.evaluate.baselines import components, plain_rule
from graphcheck.evaluate.judged import NOBODY, SILENT, Judged, joined, judged, main_people
from graphcheck.tables import Tables
from tests.toy import toy

# Wei Li: 0, 1, 2 share co-authors, 3 and 4 share another one, 5 is alone, 6 has a co-author whom no other has.
PAPERS = {
    "p0": ["Wei Li", "Ann Ash", "Bo Birch"],
    "p1": ["Ann Ash", "Wei Li"],
    "p2": ["Bo Birch", "Wei Li"],
    "p3": ["Cy Cedar", "Wei Li"],
    "p4": ["Wei Li", "Cy Cedar"],
    "p5": ["Wei Li"],
    "p6": ["Wei Li", "Di Dale"],
    "p7": ["Di Dale", "Ann Ash"],
}
LABELS = {"p0": "w1", "p1": "w1", "p2": "w2", "p3": "w2", "p4": "w2"}


def found(bibliography: Bibliography, planted: tuple[str, ...] = ()) -> tuple[Judged, Tables]:
    tables = bibliography.source.tables
    paper = tables.papers["id"].to_numpy(dtype=object)[tables.authorships["paper"].to_numpy()]
    own = (tables.authorships["name"] == "Wei Li").to_numpy()
    labels = np.array([LABELS.get(p, "") if mine else "" for p, mine in zip(paper, own, strict=True)], dtype=object)
    kind = (own & np.isin(paper.astype(str), planted)).astype(np.int64)
    people = np.flatnonzero((tables.people["id"] == "wei-li").to_numpy())
    return judged(bibliography.pages(people, evidence=False), tables, labels, kind), tables


def by_paper(one: Judged, tables: Tables, values: np.ndarray) -> dict[str, object]:
    papers = tables.papers["id"].to_numpy(dtype=object)[tables.authorships["paper"].to_numpy()[one.record]]
    return dict(zip(papers, values.tolist(), strict=True))


def test_pages_become_rows_with_their_labels() -> None:
    bibliography = toy(PAPERS)
    one, tables = found(bibliography, planted=("p3",))
    (page,) = bibliography.pages(np.flatnonzero((tables.people["id"] == "wei-li").to_numpy()))
    scores = {a.paper: SILENT if a.score is None else a.score for a in page.authorships}
    assert by_paper(one, tables, one.score) == scores
    assert by_paper(one, tables, one.coauthors) == {p: len(PAPERS[p]) - 1 for p in scores}
    assert [paper for paper, known in by_paper(one, tables, one.known).items() if known] == ["p0", "p1", "p2", "p4"]
    assert one.planted.sum() == 1
    assert [rows.tolist() for rows in one.rows_of()] == [np.flatnonzero(one.known).tolist()]


def test_who_stands_on_a_paper_twice_counts_once() -> None:
    one, _ = found(toy({**PAPERS, "p5": ["Wei Li", "Eve Elm", "Wei Li"]}))
    assert len(one.record) == len(set(one.record.tolist())) == 7


def test_joined_pages_keep_to_themselves() -> None:
    one, _ = found(toy(PAPERS))
    both = joined([one, one])
    assert len(both.ids) == 2
    assert both.page.tolist() == [0] * 7 + [1] * 7
    assert [len(rows) for rows in both.rows_of()] == [5, 5]


def test_the_plain_rule_flags_papers_without_shared_co_authors() -> None:
    one, tables = found(toy(PAPERS))
    rule = plain_rule(one, tables)
    assert [paper for paper, flagged in by_paper(rule, tables, rule.flagged).items() if flagged] == ["p5", "p6"]
    assert rule.score.tolist() == rule.flagged.astype(float).tolist()


def test_components_hold_together_by_shared_co_authors() -> None:
    one, tables = found(toy(PAPERS))
    parted = components(one, tables)
    group = by_paper(parted, tables, parted.group)
    assert group["p0"] == group["p1"] == group["p2"]
    assert group["p3"] == group["p4"]
    assert len(set(group.values())) == 4
    assert [paper for paper, core in by_paper(parted, tables, parted.core).items() if core] == ["p0", "p1", "p2"]
    assert by_paper(parted, tables, parted.score)["p3"] == 1 - 2 / 7
    assert by_paper(parted, tables, parted.score)["p5"] == 1 - 1 / 7
    assert parted.doubt.tolist() == [4 / 7]


def test_the_main_person_has_most_labelled_papers_and_need_not_be_the_core() -> None:
    one, tables = found(toy(PAPERS))
    main = main_people(components(one, tables))  # the core is p0, p1 of the one and p2 of the other
    assert main.share.tolist() == [3 / 5]
    assert main.label[0] == one.label[by_position(one, tables, "p3")]
    assert main.core[0] == one.label[by_position(one, tables, "p0")]
    assert not main.is_core[0]


def test_a_page_without_labels_is_nobodys() -> None:
    one, _ = found(toy({"p0": ["Wei Li", "Ann Ash"], "p9": ["Wei Li", "Ann Ash"]}), planted=("p0",))
    assert main_people(one).label.tolist() == [NOBODY]


def by_position(one: Judged, tables: Tables, paper: str) -> int:
    return list(by_paper(one, tables, one.record)).index(paper)
