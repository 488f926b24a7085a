"""Which group of a mixed page is the person: asked in the order that is promised."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graphcheck.bibliography import load
from graphcheck.main_group import MainGroups
from tests.identity.checkouts import ANA, names, write

FRIENDS = ("Ada Quill", "Ben Ruck")
PLAIN: dict[str, str] = {}
BY_ID = {"id": "ji-liu-amd"}
BY_ORCID = {"id": "ji-liu-amd", "orcid": ANA}
BY_PROFILE = {"openreview": "~Ji_Liu1"}


def told(root: Path, one: list[dict[str, str]], other: list[dict[str, str]], **entry: Any) -> tuple[str, str]:
    """Return what is said of a page whose groups A and B have papers with these attributes."""
    people = {"ji-liu-amd": names("Ji Liu", **{"orcid": ANA, **entry})}
    papers = [[("Ji Liu", attributes), *FRIENDS] for attributes in (*one, *other)]
    bibliography = load(write(root, people, papers))
    graph, row = bibliography.graph, bibliography.person_rows["ji-liu-amd"]
    rows = np.arange(graph.page[row], graph.page[row + 1]).tolist()
    groups = {"A": rows[: len(one)], "B": rows[len(one) :]}
    return MainGroups(bibliography.source.tables, graph, bibliography.page_maker.candidates.hints).told(row, groups)


@pytest.mark.parametrize(
    ("one", "other", "because"),
    [
        ([BY_ID, BY_ID, BY_ID], [BY_ORCID], "carries the person's ORCID"),
        ([BY_ID, BY_ID, BY_ID], [PLAIN, BY_PROFILE], "carries the person's OpenReview id"),
        ([PLAIN, PLAIN, PLAIN], [BY_ID], "names the person by id"),
        ([PLAIN], [PLAIN, PLAIN], "it has most papers, 2"),
    ],
)
def test_the_first_question_that_tells_decides(
    tmp_path: Path, one: list[dict[str, str]], other: list[dict[str, str]], because: str
) -> None:
    label, why = told(tmp_path, one, other)
    assert label == "B"
    assert because in why
    assert "most likely group B" in why


def test_a_tie_is_asked_further(tmp_path: Path) -> None:
    label, why = told(tmp_path, [BY_ORCID], [BY_ORCID, BY_ID])
    assert (label, "2 papers in it name the person by id" in why) == ("B", True)


def test_nothing_tells_equals_apart(tmp_path: Path) -> None:
    label, why = told(tmp_path, [PLAIN], [PLAIN])
    assert (label, "No group is likelier" in why) == ("", True)


UNLISTED = [("A", "has most papers, 2; ids that only papers state say whose these are"), ("", "No group is likelier")]


@pytest.mark.parametrize(("more", "expected"), [(1, UNLISTED[0]), (0, UNLISTED[1])])
def test_an_orcid_that_only_a_paper_states_is_not_the_pages(
    tmp_path: Path, more: int, expected: tuple[str, str]
) -> None:
    papers: list[list[Any]] = [
        [("Kim Bo", attributes), *FRIENDS] for attributes in (*[PLAIN] * (1 + more), {"orcid": ANA})
    ]
    bibliography = load(write(tmp_path, {"ji-liu-amd": names("Ji Liu")}, papers))
    graph, row = bibliography.graph, bibliography.person_rows["kim-bo/unverified"]
    assert bibliography.people["orcid"].iat[row] == ANA
    rows = np.arange(graph.page[row], graph.page[row + 1]).tolist()
    groups = {"A": rows[:-1], "B": rows[-1:]}
    main = MainGroups(bibliography.source.tables, graph, bibliography.page_maker.candidates.hints)
    label, why = main.told(row, groups)
    assert (label, expected[1] in why) == (expected[0], True)
    assert f"group B has ORCID {ANA} on 1 paper" in why


def test_a_catch_all_page_is_nobodys_and_its_ids_are_told(tmp_path: Path) -> None:
    label, why = told(tmp_path, [BY_ORCID], [BY_ID], comment="May refer to several people")
    assert label == ""
    assert "every group needs an id" in why
    assert f"group A has ORCID {ANA} on 1 paper" in why
