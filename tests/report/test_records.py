"""Records have the keys of the output contract, and hold what was concluded."""

from __future__ import annotations

import json

import numpy as np
import pytest

from graphcheck.model import Evidence, Suggestion
from graphcheck.report.records import (
    COLUMNS,
    authorship_record,
    finding_record,
    finding_row,
    in_order,
    page_record,
    to_json,
)
from tests.report.factories import HOSTILE, authorship, calm, finding, page, page_finding


def test_authorship_has_the_keys_of_the_contract_in_order() -> None:
    found = json.loads(to_json(authorship_record(authorship(evidence=(Evidence("coauthors", -1.9, "none"),)))))
    assert list(found.items()) == [
        ("person", "ji-liu"),
        ("paper", "2025.naacl-long.450"),
        ("position", 3),
        ("name", "Ji Liu"),
        ("link", "inferred"),
        ("score", 0.97),
        ("flagged", True),
        ("group", "B"),
        ("core", False),
        ("suggested", ["ji-liu-amd"]),
        ("codes", ["GC101"]),
        ("evidence", [{"kind": "coauthors", "weight": -1.9, "text": "none"}]),
        (
            "suggestions",
            [{"person": "ji-liu-amd", "probability": 0.75, "text": "co-authors in common: Emad Barsoum"}],
        ),
        ("nobody", 0.2),
    ]
    assert {"suggestions", "nobody"}.isdisjoint(authorship_record(calm("W15-1527")))


def test_abstention_says_why() -> None:
    record = authorship_record(authorship(score=None, flagged=False, abstained="no co-authors"))
    assert (record["score"], record["flagged"], record["abstained"]) == (None, False, "no co-authors")


def test_page_has_the_keys_of_the_contract_in_order() -> None:
    assert json.loads(to_json(page_record(page(doubt=None)))) == {
        "person": "ji-liu",
        "name": "Ji Liu",
        "verified": True,
        "papers": 3,
        "doubt": None,
        "groups": [
            {"group": "A", "papers": ["W15-1527", "2023.x-1.2"], "core": True},
            {"group": "B", "papers": ["2025.naacl-long.450"], "core": False},
        ],
        "codes": ["GC101"],
    }


def test_finding_knows_where_person_and_paper_are() -> None:
    assert finding_record(finding())["paper_url"] == "https://aclanthology.org/2025.naacl-long.450/"
    assert finding_record(finding())["person_url"] == "https://aclanthology.org/people/ji-liu/"
    assert finding_record(page_finding())["paper_url"] is None


def test_row_has_a_cell_for_each_column() -> None:
    cells = dict(zip(COLUMNS, finding_row(page_finding(papers=("a", "b"))), strict=True))
    assert cells["paper"] == cells["position"] == cells["link"] == cells["paper_url"] == ""
    assert (cells["papers"], cells["score"], cells["verified"]) == ("a b", "0.61", "yes")


@pytest.mark.parametrize("first", "=+-@\t\r\n＝")
def test_no_cell_is_a_formula(first: str) -> None:
    text = f"{first}cmd|' /C calc'!A0"
    row = finding_row(
        finding(person_name=text, title=text, text=text, suggestions=(Suggestion(text, 0.5, text),), papers=(text,))
    )
    assert not any(cell.startswith(first) for cell in row)
    assert dict(zip(COLUMNS, row, strict=True))["title"] == f"'{text}"


def test_numbers_are_no_texts() -> None:
    cells = dict(zip(COLUMNS, finding_row(finding(score=np.float64(0.25), year=2020, position=0)), strict=True))
    assert (cells["score"], cells["year"], cells["position"]) == ("0.25", "2020", "0")


def test_order_is_by_score_and_never_left_to_chance() -> None:
    found = [
        finding(id="1", score=0.5),
        finding(id="2", score=0.9, person="b"),
        finding(id="3", score=0.9, person="a", paper="z"),
        finding(id="4", score=0.9, person="a", paper="y", position=2),
        finding(id="5", score=0.9, person="a", paper="y", position=1),
        page_finding(id="6", score=0.9),
    ]
    expected = ["5", "4", "3", "2", "6", "1"]
    assert [f.id for f in in_order(found)] == expected
    assert [f.id for f in in_order(reversed(found))] == expected


@pytest.mark.parametrize("text", HOSTILE)
def test_json_gives_back_every_text(text: str) -> None:
    assert json.loads(to_json(finding_record(finding(title=text))))["title"] == text


def test_json_takes_numpy_numbers() -> None:
    record = authorship_record(authorship(score=np.float64(0.5), position=np.int64(2)))
    assert json.loads(to_json(record))["score"] == 0.5


def test_half_a_surrogate_pair_does_not_stop_a_run() -> None:
    found = json.loads(to_json(finding_record(finding(title="a\ud800b")), indent=True))
    assert found["title"] == "a?b"
    assert found["evidence"][0]["kind"] == "prior"
