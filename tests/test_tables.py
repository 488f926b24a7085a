from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from graphcheck.tables import OPTIONAL, REFERENCES, SCHEMA, Tables, build

Columns = dict[str, dict[str, list[Any]]]

VALUES: dict[str, Any] = {"str": "x", "int32": 0, "int16": 0, "bool": False}


def one_row_each() -> Columns:
    """Return tables of one row, each pointing to the only row of the others."""
    return {table: {name: [VALUES[kind]] for name, kind in schema.items()} for table, schema in SCHEMA.items()}


def test_columns_become_tables_of_the_schemas_types() -> None:
    tables = build(one_row_each())
    for table, schema in SCHEMA.items():
        frame = getattr(tables, table)
        assert list(frame.columns) == list(schema)
        for name, kind in schema.items():
            assert frame[name].dtype == pd.Series([], dtype=kind).dtype


def test_tables_may_be_empty() -> None:
    tables = build({table: {name: [] for name in schema} for table, schema in SCHEMA.items()})
    assert all(len(getattr(tables, table)) == 0 for table in SCHEMA)


@pytest.mark.parametrize("table", SCHEMA)
def test_a_missing_column_is_refused(table: str) -> None:
    columns = one_row_each()
    columns[table].popitem()
    with pytest.raises(ValueError, match=f"{table} has columns"):
        build(columns)


def test_an_unknown_column_is_refused() -> None:
    columns = one_row_each()
    columns["papers"]["colour"] = ["x"]
    with pytest.raises(ValueError, match="papers has columns"):
        build(columns)


def test_columns_of_two_lengths_are_refused() -> None:
    columns = one_row_each()
    columns["papers"]["title"] = ["x", "y"]
    with pytest.raises(ValueError, match="papers has columns of several lengths"):
        build(columns)


@pytest.mark.parametrize("row", [1, -2])
@pytest.mark.parametrize(("table", "column"), REFERENCES)
def test_a_row_number_that_points_nowhere_is_refused(table: str, column: str, row: int) -> None:
    columns = one_row_each()
    columns[table][column] = [row]
    with pytest.raises(ValueError, match=f"{table}.{column} points outside"):
        build(columns)


@pytest.mark.parametrize(("table", "column"), REFERENCES)
def test_only_optional_references_may_be_none(table: str, column: str) -> None:
    columns = one_row_each()
    columns[table][column] = [-1]
    if (table, column) in OPTIONAL:
        assert list(getattr(build(columns), table)[column]) == [-1]
    else:
        with pytest.raises(ValueError, match=f"{table}.{column} points outside"):
            build(columns)


@pytest.mark.parametrize("table", ["papers", "people", "venues"])
def test_an_id_that_repeats_is_refused(table: str) -> None:
    columns = one_row_each()
    columns[table] = {name: values * 2 for name, values in columns[table].items()}
    with pytest.raises(ValueError, match=f"{table}.id repeats"):
        build(columns)


def test_rows_are_found_by_what_stands_in_them() -> None:
    columns = one_row_each()
    columns["people"] = {name: values * 2 for name, values in columns["people"].items()} | {"id": ["Ab", "aB"]}
    columns["names"] = {name: values * 3 for name, values in columns["names"].items()} | {
        "person": [1, 0, 1],
        "last": ["Dušek", "Li", "DUSEK"],
    }
    columns["papers"]["id"] = ["P1"]
    tables = build(columns)
    assert {word: rows.tolist() for word, rows in tables.people_by_id.items()} == {"ab": [0, 1]}
    assert {word: rows.tolist() for word, rows in tables.papers_by_id.items()} == {"P1": [0]}
    assert {word: rows.tolist() for word, rows in tables.names_by_family.items()} == {"dusek": [0, 2], "li": [1]}
    assert {word: rows.tolist() for word, rows in tables.authorships_by_link.items()} == {"x": [0]}
    assert [tables.names_of(person) for person in (0, 1)] == [[1], [0, 2]]
    assert list(tables.authors_of(0)) == [0]
    assert [tables.size(table) for table in ("people", "names", "venues")] == [2, 3, 1]


def test_no_other_table_is_there() -> None:
    with pytest.raises(AttributeError):
        _ = build(one_row_each()).nothing  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("papers", "year", 2000.5),
        ("papers", "year", float("nan")),
        ("papers", "year", None),
        ("papers", "year", "2000"),
        ("papers", "year", 2**40),
        ("authorships", "position", 40_000),
        ("people", "verified", 0.5),
        ("papers", "title", None),
        ("papers", "title", 5),
        ("papers", "title", "\ud800"),
    ],
)
def test_values_of_another_kind_are_refused(table: str, column: str, value: object) -> None:
    columns = one_row_each()
    columns[table][column] = [value]
    with pytest.raises(ValueError, match=f"{table}.{column} holds"):
        build(columns)


def test_tables_that_were_let_go_of_are_the_same_again() -> None:
    tables = build(one_row_each())
    before = tables.people
    tables.release()
    assert tables.people is not before
    pd.testing.assert_frame_equal(tables.people, before)
    made = Tables(**{table: getattr(tables, table) for table in SCHEMA})
    made.release()  # there is nothing that these could be made of again
    pd.testing.assert_frame_equal(made.people, before)
