"""The schema holds together."""

from __future__ import annotations

import pytest

from graphcheck.store import schema


def test_names_are_there_once() -> None:
    names = [table.name for table in schema.TABLES]
    assert len(names) == len(set(names)) > 15


@pytest.mark.parametrize("table", schema.TABLES, ids=lambda table: table.name)
def test_every_table_and_property_says_what_it_is(table: schema.NodeTable | schema.RelationshipTable) -> None:
    assert table.about
    names = [column.name for column in schema.columns(table)]
    assert len(names) == len(set(names))
    assert all(column.about for column in schema.columns(table))
    if table.key is not None:
        assert table.key in names


@pytest.mark.parametrize("table", schema.RELATIONSHIPS, ids=lambda table: table.name)
def test_relationships_join_labels(table: schema.RelationshipTable) -> None:
    assert {table.source, table.target} <= {node.label for node in schema.NODES}
