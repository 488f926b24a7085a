"""What a finding about a page says."""

from __future__ import annotations

import re
from typing import Any

import pytest

from graphcheck.findings import of_page
from graphcheck.model import Finding, Group, Link
from tests.report.factories import calm, page


def groups_of(*sizes: int) -> tuple[Group, ...]:
    """Return groups A, B, … of so many papers each; A is the core."""
    papers = iter(range(sum(sizes)))
    return tuple(
        Group(chr(65 + at), tuple(str(next(papers)) for _ in range(size)), at == 0, (2020, 2024), (), ())
        for at, size in enumerate(sizes)
    )


def found(*sizes: int, **changes: Any) -> Finding:
    plain: dict[str, Any] = {"authorships": (), "codes": ("GC102",), "core_reason": "A is the core."}
    (finding,) = of_page(page(groups=groups_of(*sizes), **{**plain, **changes}), {})
    return finding


def held(*sizes: int, **changes: Any) -> str:
    """Return the sentence that says what the page holds, without its beginning."""
    return found(*sizes, **changes).text.removesuffix(" A is the core.").removeprefix("The page of Ji Liu holds ")


@pytest.mark.parametrize(
    ("sizes", "told"),
    [
        ((3, 2, 2), "7 papers in 3 groups that do not connect: 3 in group A, 2 in group B and 2 in group C."),
        ((1, 2, 1), "4 papers in 3 groups that do not connect: 1 in group A, 2 in group B and 1 paper on its own."),
        ((2, 1), "3 papers in 2 groups that do not connect: 2 in group A and 1 paper on its own."),
        ((1, 1, 1), "3 papers in 3 groups that do not connect: 1 in group A and 2 papers each on its own."),
        (
            (9, 8, 7, 6, 5, 4, 1, 1),
            "41 papers in 8 groups that do not connect: 9 in group A, 8 in group B, 7 in group C, 6 in group D, 9 in 2 "
            "further groups and 2 papers each on its own.",
        ),
    ],
)
def test_groups_and_single_papers_are_counted(sizes: tuple[int, ...], told: str) -> None:
    assert held(*sizes) == told


def test_the_numbers_add_up_to_the_papers_of_the_page() -> None:
    for groups in range(2, 12):
        for singles in range(groups):
            sizes = (*range(groups - singles + 1, 1, -1), *(1 for _ in range(singles)))
            papers, told = held(*sizes).split(" that do not connect: ")
            numbers = map(int, re.findall(r"(\d+) (?:in|paper)", told))
            assert papers == f"{sum(sizes)} papers in {groups} groups"
            assert sum(numbers) == sum(sizes)


def test_the_main_group_is_named_however_small() -> None:
    assert "2 in group A, 2 in group B, 1 in group D and 1 paper on its own" in held(2, 2, 1, 1, main_group="D")


def test_it_is_about_the_papers_outside_the_main_group() -> None:
    assert found(2, 1, 1).papers == ("2", "3")
    other = found(2, 1, 1, main_group="B")
    assert other.papers == ("0", "1", "3")
    assert [(group.group, group.main) for group in other.groups] == [("A", False), ("B", True), ("C", False)]


def test_it_says_which_papers_are_to_be_parted_and_by_which_links_they_are_there() -> None:
    judged = (calm("0"), calm("1", link=Link.EXPLICIT), calm("1", position=5), calm("2"), calm("3"))
    assert found(2, 2, authorships=judged).text.endswith(
        "Links of the 2 papers outside group A: 2 inferred. Each further person needs an id on these papers."
    )
    assert found(2, 2, authorships=judged, main_group="B").text.endswith(
        "Links of the 2 papers outside group B: 1 explicit and 1 inferred. Explicit ones are to be unlinked first. "
        "Each further person needs an id on these papers."
    )


def test_of_a_catch_all_every_group_needs_an_id() -> None:
    text = found(2, 1, authorships=(calm("0"), calm("1"), calm("2")), catch_all=True).text
    assert text.endswith("Each person needs an id on their papers, those of group A, too.")
    assert "further" not in text
