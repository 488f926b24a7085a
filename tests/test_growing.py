"""A table that is packed while it is read holds what it would hold otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphcheck import growing
from graphcheck.columns import Texts
from graphcheck.growing import Growing
from graphcheck.sources import read
from graphcheck.tables import SCHEMA

ROWS = st.lists(st.tuples(*(st.text("abä刘", max_size=3) if kind == "str" else st.integers(0, 99)
                            for kind in SCHEMA["editorships"].values())), max_size=9)  # fmt: skip


@given(ROWS, st.integers(1, 4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rows_are_what_was_given(monkeypatch: pytest.MonkeyPatch, rows: list[tuple[object, ...]], at_once: int) -> None:
    monkeypatch.setattr(growing, "AT_ONCE", at_once)
    table = Growing("editorships")
    for row in rows:
        table.add(dict(zip(SCHEMA["editorships"], row, strict=True)))
    assert max(map(len, table.latest.values())) < at_once
    seen = [tuple(table.value(column, place) for column in table.latest) for place in range(len(rows))]
    assert seen == rows
    columns = table.columns()
    assert [isinstance(column, Texts) for column in columns.values()] == [
        kind == "str" for kind in SCHEMA["editorships"].values()
    ]
    assert list(zip(*(list(column) for column in columns.values()), strict=True)) == rows


def test_columns_of_several_lengths_are_refused() -> None:
    table = Growing("venues")
    table.latest["id"].append("acl")
    with pytest.raises(ValueError, match="venues has columns of several lengths"):
        table.columns()


def test_what_is_no_number_is_refused() -> None:
    table = Growing("editorships", without=("volume", "person", "name", "position"))
    table.latest["paper"].append("first")
    with pytest.raises(ValueError, match=r"editorships\.paper holds"):
        table.columns()


@pytest.mark.parametrize("source", ["data/sample", "data/samples/tables"])
def test_a_source_reads_the_same_however_many_rows_wait(monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    root = Path(__file__).parents[1] / source
    whole = read(root)
    monkeypatch.setattr(growing, "AT_ONCE", 3)
    parts = read(root)
    assert parts.faults == whole.faults
    for table in SCHEMA:
        assert getattr(parts.tables, table).equals(getattr(whole.tables, table)), table
