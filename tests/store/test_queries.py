"""Headers of named queries: read, checked, and told to who gets a parameter wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graphcheck.errors import UsageError
from graphcheck.settings import Settings
from graphcheck.store import schema
from graphcheck.store.queries import DIALECTS, Query, find, folder, from_file, guessed, named

QUERIES = named()
HEADER = """// Which venues are there?
//
// Parameters
//   least: whole number = 1, e.g. 2; papers
//   share: number, e.g. 0.5; of all
//   name: text = "a b", e.g. "x"; of a venue
//   old: yes or no = false, e.g. true; also those that ended
// Columns
//   venue: its id
// Meaning
//   One a row,
//   and no more.
MATCH (v:Venue) WHERE v.name <> $name AND $old AND $least > 0 AND $share > 0.0
RETURN v.id AS venue ORDER BY venue
"""


@pytest.fixture
def venues(tmp_path: Path) -> Query:
    (tmp_path / "venues.cypher").write_text(HEADER, encoding="utf-8")
    return find("venues", tmp_path)


def literal(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def test_there_are_at_least_eighteen() -> None:
    assert len(QUERIES) >= 18


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_every_header_is_complete(query: Query) -> None:
    assert query.question.endswith("?")
    assert query.columns
    assert query.meaning.endswith(".")
    assert set(query.cypher) == set(DIALECTS)
    assert query.browser == tuple(f":param {p.name} => {literal(p.example)};" for p in query.parameters)


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_parameters_are_used_and_no_others(query: Query) -> None:
    for text in query.cypher.values():
        body = "\n".join(line for line in text.splitlines() if not line.startswith("//"))
        assert set(re.findall(r"\$(\w+)", body)) == {parameter.name for parameter in query.parameters}


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_rows_come_in_an_order(query: Query) -> None:
    assert all("\nORDER BY " in text for text in query.cypher.values())


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_examples_and_defaults_are_of_their_kind(query: Query) -> None:
    kinds = {"text": str, "whole number": int, "number": float, "yes or no": bool}
    for parameter in query.parameters:
        assert type(parameter.example) is kinds[parameter.kind]
        assert parameter.default is None or type(parameter.default) is kinds[parameter.kind]


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_only_what_the_schema_names_is_asked_for(query: Query) -> None:
    labels = {table.label for table in schema.NODES}
    types = {table.type for table in schema.RELATIONSHIPS}
    for text in query.cypher.values():
        assert set(re.findall(r"\(\w*:(\w+)", text)) <= labels
        assert set(re.findall(r"\[\w*:(\w+)", text)) <= types


def test_files_of_one_query_have_one_header() -> None:
    def header(path: Path) -> list[str]:
        return [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("//")]

    for path in folder().glob("*.ladybug.cypher"):
        assert header(path) == header(path.with_name(path.name.replace(".ladybug.", ".neo4j.")))


def test_a_header_is_read(venues: Query) -> None:
    assert venues.question == "Which venues are there?"
    assert venues.columns == (("venue", "its id"),)
    assert venues.meaning == "One a row, and no more."
    usage = "graphcheck query venues [--param least=WHOLE-NUMBER] --param share=NUMBER"
    assert venues.usage() == f"{usage} [--param name=TEXT] [--param old=YES-OR-NO]"


def test_defaults_and_kinds(venues: Query) -> None:
    assert venues.values({"share": "1"}) == {"least": 1, "share": 1.0, "name": "a b", "old": False}
    given = {"share": "1e-3", "least": "-4", "name": "2020", "old": "Yes"}
    assert venues.values(given) == {"share": 0.001, "least": -4, "name": "2020", "old": True}


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "venues needs the parameter share; usage: graphcheck query venues "),
        ({"share": "1", "venue": "x"}, "venues has no parameter “venue”; usage: "),
        ({"share": "half"}, "venues: share is a number, not “half”; usage: "),
        ({"share": "nan"}, "venues: share is a number, not “nan”; usage: "),
        ({"share": "inf"}, "venues: share is a number, not “inf”; usage: "),
        ({"share": "1", "least": "1.5"}, "venues: least is a whole number, not “1.5”; usage: "),
        ({"share": "1", "least": "9" * 20}, "least is a whole number"),
        ({"share": "1", "old": "perhaps"}, "venues: old is a yes or no, not “perhaps”; usage: "),
    ],
)
def test_a_wrong_parameter_is_told_with_the_usage(venues: Query, given: dict[str, str], says: str) -> None:
    with pytest.raises(UsageError) as wrong:
        venues.values(given)
    assert says in str(wrong.value)
    assert len(wrong.value.lines()) == 1


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("least: whole number = 1, e.g. 2; papers", "least = 1", "“least = 1” is no parameter"),
        ("e.g. 2; papers", "e.g. two; papers", "two is no value"),
        ("venue: its id", "venue", "“venue” is no column"),
        ("// Which venues are there?\n", "", "has no header"),
    ],
)
def test_a_wrong_header_is_told(tmp_path: Path, before: str, after: str, says: str) -> None:
    (tmp_path / "wrong.cypher").write_text(HEADER.replace(before, after).removeprefix("//\n"), encoding="utf-8")
    if not after:
        (tmp_path / "wrong.cypher").write_text("MATCH (v:Venue) RETURN v.id", encoding="utf-8")
    with pytest.raises(UsageError, match=r"wrong\.cypher") as wrong:
        named(tmp_path)
    assert says in str(wrong.value)


def test_somebodys_own_query_comes_first(tmp_path: Path) -> None:
    (tmp_path / "most-flagged.cypher").write_text(HEADER, encoding="utf-8")
    assert find("most-flagged", tmp_path).question == "Which venues are there?"
    assert find("most-flagged").question != "Which venues are there?"


def test_an_unknown_name_is_told_with_near_ones() -> None:
    with pytest.raises(UsageError, match="did you mean most-flagged"):
        find("most-flaged")
    with pytest.raises(UsageError, match="graphcheck query lists them"):
        find("zzz")


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no folder"):
        named(tmp_path / "nowhere")


def test_a_file_without_a_header_is_its_text(tmp_path: Path) -> None:
    path = tmp_path / "mine.cypher"
    path.write_text("MATCH (v:Venue) RETURN v.id", encoding="utf-8")
    assert from_file(path) == "MATCH (v:Venue) RETURN v.id"
    path.write_text(HEADER, encoding="utf-8")
    assert isinstance(from_file(path), Query)


@pytest.mark.parametrize("content", [None, b"MATCH \xff"])
def test_a_file_that_cannot_be_read(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "mine.cypher").write_bytes(content)
    with pytest.raises(UsageError, match=r"mine\.cypher"):
        from_file(tmp_path / "mine.cypher")


def test_values_without_a_header_are_guessed() -> None:
    given = {"a": "ji-liu", "b": "2020", "c": "0.5", "d": "true", "e": '"2020"', "f": "[1]", "g": "null", "h": "9" * 30}
    assert guessed(given) == {
        "a": "ji-liu",
        "b": 2020,
        "c": 0.5,
        "d": True,
        "e": "2020",
        "f": "[1]",
        "g": "null",
        "h": "9" * 30,
    }


def test_strays_are_told_from_the_score_on_that_makes_a_finding() -> None:
    (least,) = (p for p in named()["stray-authorships"].parameters if p.name == "least")
    assert least.default == Settings().flag_threshold
