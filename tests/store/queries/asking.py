"""Asking a named query as the command line does."""

from __future__ import annotations

from graphcheck.store.engine import Engine, Value
from graphcheck.store.queries import find


def ask(engine: Engine, name: str, *columns: str, **given: object) -> list[tuple[Value, ...]]:
    """Return these columns of a query's rows, all of them where none is named."""
    query = find(name)
    values = query.values({key.rstrip("_"): str(value) for key, value in given.items()})
    answer = engine.rows(query.cypher[engine.dialect], values)
    assert answer.columns == tuple(column for column, _ in query.columns)
    places = [answer.columns.index(column) for column in columns or answer.columns]
    return [tuple(row[place] for place in places) for row in answer.rows]
