"""What a finding about a page says."""

from __future__ import annotations

from graphcheck.findings import of_page
from graphcheck.model import Group
from tests.report.factories import page


def group(label: str, *papers: str) -> Group:
    return Group(label, papers, label == "A", (2020, 2024), (), ())


def told(*groups: Group) -> str:
    (finding,) = of_page(page(groups=groups, authorships=(), codes=("GC102",), core_reason="A is the core."), {})
    return finding.text


def test_groups_are_listed_with_commas() -> None:
    text = told(group("A", "1", "2", "3"), group("B", "4", "5"), group("C", "6", "7"))
    assert text.endswith(": 3 in group A, 2 in group B and 2 in group C. A is the core.")


def test_a_core_of_one_paper_is_named_and_other_single_papers_are_not() -> None:
    text = told(group("A", "1"), group("B", "2", "3"), group("C", "4"))
    assert text.endswith(": 1 in group A and 2 in group B. A is the core.")


def test_single_papers_are_counted_where_nothing_else_stands_against_the_core() -> None:
    assert told(group("A", "1", "2"), group("B", "3")).endswith(": 2 in group A and 1 paper on its own. A is the core.")
    text = told(group("A", "1"), group("B", "2"), group("C", "3"))
    assert text.endswith(": 1 in group A and 2 papers on their own. A is the core.")
