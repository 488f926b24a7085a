"""How the rows of a table differ from those that a server has: what is gone, what is new, what has other properties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from graphcheck.store import schema

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Rows of one table, whole: ``gone`` as the server has them, ``added`` and ``changed`` as they shall be.

    ``changed`` are by the columns that differ: what a server keeps of a transaction grows with each value that is set.
    """

    gone: list[Row]
    added: list[Row]
    changed: dict[tuple[int, ...], list[Row]]


def rows_of(frame: pd.DataFrame) -> Iterator[Row]:
    """Return the rows of a table's frame as Python values, None for null."""
    return zip(*(_values(frame[name]) for name in frame), strict=True)


def difference(
    table: schema.NodeTable | schema.RelationshipTable, before: Iterable[Sequence[Any]], now: Iterable[Row]
) -> Difference:
    """Compare a table's rows by their keys.

    Where several rows ``before`` have one key, which no load writes, all of them are gone.
    """
    places = key_places(table)
    old: dict[Row, Row] = {}
    twice: dict[Row, Row] = {}
    for found in before:
        key = tuple(found[place] for place in places)
        if key in old:
            twice[key] = tuple(found)
        old[key] = tuple(found)
    gone = list(twice.values())
    for key in twice:
        del old[key]
    added: list[Row] = []
    changed: dict[tuple[int, ...], list[Row]] = {}
    for row in now:
        was = old.pop(tuple(row[place] for place in places), None)
        if was is None:
            added.append(row)
        elif was != row:
            differing = tuple(place for place, (one, other) in enumerate(zip(was, row, strict=True)) if one != other)
            changed.setdefault(differing, []).append(row)
    return Difference(gone + list(old.values()), added, changed)


def key_places(table: schema.NodeTable | schema.RelationshipTable) -> tuple[int, ...]:
    """Return which columns of a table's frame identify a row."""
    names = [column.name for column in schema.columns(table)]
    if isinstance(table, schema.NodeTable):
        return (names.index(table.key),)
    return (0, 1) if table.key is None else (0, 1, names.index(table.key))


def _values(column: pd.Series[Any]) -> list[Any]:
    missing = column.isna()
    return (column.astype(object).where(~missing, None) if missing.any() else column).tolist()
