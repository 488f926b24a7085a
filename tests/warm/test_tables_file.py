"""Tables ↔ a file of columns: the same tables, the same look-ups, or an error."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from graphcheck.bibliography import Bibliography
from graphcheck.tables import INDEXES, SCHEMA, Tables, build
from graphcheck.warm.tables_file import FILE, read_tables, write_tables


def kept(tables: Tables, folder: Path) -> Tables:
    write_tables(folder, tables)
    return read_tables(folder)


def test_columns_come_back_with_and_without_pandas(sample: Bibliography, tmp_path: Path) -> None:
    tables = sample.source.tables
    found = kept(tables, tmp_path)
    for table, schema in SCHEMA.items():
        assert found.size(table) == len(getattr(tables, table))
        for column, kind in schema.items():
            whole = getattr(tables, table)[column].tolist()
            one = found.texts(table, column) if kind == "str" else found.numbers(table, column).tolist()
            assert list(one) == whole
        pd.testing.assert_frame_equal(getattr(found, table), getattr(tables, table))


def test_the_same_is_found_in_both(sample: Bibliography, tmp_path: Path) -> None:
    tables = sample.source.tables
    found = kept(tables, tmp_path)
    for name in INDEXES:
        one, other = getattr(tables, name), getattr(found, name)
        assert {word: rows.tolist() for word, rows in one.items()} == {
            word: rows.tolist() for word, rows in other.items()
        }
        assert "no such thing" not in other
    people, papers = range(tables.size("people")), range(tables.size("papers"))
    assert [found.names_of(person) for person in people] == [tables.names_of(person) for person in people]
    assert [found.authors_of(paper) for paper in papers] == [tables.authors_of(paper) for paper in papers]


def test_a_table_in_place_of_another_is_looked_up_itself(sample: Bibliography, tmp_path: Path) -> None:
    found = kept(sample.source.tables, tmp_path)
    changed = replace(found, people=found.people.assign(id=found.people["id"] + "-2"))
    assert changed.texts("people", "id")[0] == f"{found.texts('people', 'id')[0]}-2"
    assert set(changed.people_by_id).isdisjoint(found.people_by_id)


def test_empty_tables_come_back(tmp_path: Path) -> None:
    tables = build({table: {column: [] for column in schema} for table, schema in SCHEMA.items()})
    found = kept(tables, tmp_path)
    for table in SCHEMA:
        pd.testing.assert_frame_equal(getattr(found, table), getattr(tables, table))


def test_nothing_can_be_written_to_a_column(sample: Bibliography, tmp_path: Path) -> None:
    for tables in (sample.source.tables, kept(sample.source.tables, tmp_path)):
        with pytest.raises(ValueError, match="read-only"):
            tables.numbers("papers", "year")[0] = 1


def test_a_damaged_directory_is_an_error(sample: Bibliography, tmp_path: Path) -> None:
    write_tables(tmp_path, sample.source.tables)
    whole = (tmp_path / FILE).read_bytes()
    rng = np.random.default_rng(1)
    for begin in (0, 8, *rng.integers(9, 400, 20).tolist()):
        (tmp_path / FILE).write_bytes(whole[:begin] + b"\xff" + whole[begin + 1 :])
        with pytest.raises((OSError, ValueError, KeyError, TypeError)):
            read_tables(tmp_path)
