from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graphcheck.sources.anthology_venues import Venue, read_venues
from tests.sources.checkouts import write


def test_venues_have_a_yaml_file_each(tmp_path: Path) -> None:
    write(tmp_path / "yaml/venues/tacl.yaml", "acronym: TACL\nname: Transactions\nis_acl: true\n")
    write(tmp_path / "yaml/venues/acl.yaml", "acronym: ACL\nname:  Annual\n  Meeting\n")
    venues = read_venues(tmp_path)
    assert list(venues.by_id.values()) == [
        Venue("acl", "ACL", "Annual Meeting"),
        Venue("tacl", "TACL", "Transactions"),
    ]
    assert (venues.problems, venues.faults) == ([], [])


def test_venues_in_one_json_file_come_first(tmp_path: Path) -> None:
    write(tmp_path / "yaml/venues/tacl.yaml", "acronym: TACL\nname: Transactions\n")
    write(
        tmp_path / "json/venues.json", '{"ws": {"acronym": "WS", "name": "W"}, "acl": {"acronym": "ACL", "name": "A"}}'
    )
    assert list(read_venues(tmp_path).by_id) == ["acl", "ws"]


def test_no_venues_are_no_mistake(tmp_path: Path) -> None:
    assert read_venues(tmp_path).by_id == {}


def test_a_venue_without_a_name_goes_by_its_id(tmp_path: Path) -> None:
    write(tmp_path / "yaml/venues/acl.yaml", "acronym: ACL\n")
    venues = read_venues(tmp_path)
    (fault,) = venues.faults
    assert venues.by_id["acl"] == Venue("acl", "ACL", "acl")
    assert "has no “name”" in fault.what


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        ([], "no set of keys"),
        ({"acronym": 1, "name": "A"}, "“acronym” that is no text"),
        ({"acronym": "A", "name": "\ud800"}, "“name” that is no text"),
    ],
)
def test_a_venue_of_wrong_shape_is_left_out_and_told(tmp_path: Path, entry: Any, what: str) -> None:
    write(tmp_path / "json/venues.json", json.dumps({"ws": {"acronym": "WS", "name": "W"}, "acl": entry}, indent=1))
    venues = read_venues(tmp_path)
    (problem,) = venues.problems
    assert what in problem.what
    assert (problem.file, problem.line) == (str(tmp_path / "json/venues.json"), 6)
    assert list(venues.by_id) == ["ws"]


def test_a_venue_that_is_defined_twice_is_told(tmp_path: Path) -> None:
    write(tmp_path / "json/venues.json", '{"ws": {"acronym": "WS", "name": "W"},\n"ws": {"acronym": "X", "name": "X"}}')
    venues = read_venues(tmp_path)
    (problem,) = venues.problems
    assert "defined twice" in problem.what
    assert venues.by_id["ws"].acronym == "WS"


@pytest.mark.parametrize(("text", "line"), [("- a\n", 1), ("acronym: A\n name: b\n", 2), ("x: [", 1)])
def test_a_broken_venue_file_is_told(tmp_path: Path, text: str, line: int) -> None:
    write(tmp_path / "yaml/venues/acl.yaml", text)
    (problem,) = read_venues(tmp_path).problems
    assert (problem.file, problem.line) == (str(tmp_path / "yaml/venues/acl.yaml"), line)


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    write(tmp_path / "yaml/venues", "")
    (problem,) = read_venues(tmp_path).problems
    assert "can't be read" in problem.what
