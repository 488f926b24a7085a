"""Large graphs of nothing but names, all printed alike, which tell at a glance of which graph an answer is."""

from __future__ import annotations

from graphcheck.store import schema
from graphcheck.store.rows import Frames, frame

COUNT = "MATCH (n:Name) RETURN n.printed AS printed, count(*) AS names ORDER BY printed"


def names(printed: str, many: int) -> Frames:
    """Return a graph of names; half of their slugs are in every such graph."""
    empty = {table.name: frame(table, {c.name: [] for c in schema.columns(table)}) for table in schema.TABLES}
    slugs = [f"{printed if number % 2 else 'any'}-{number}" for number in range(many)]
    table = next(table for table in schema.NODES if table.name == "Name")
    return {**empty, "Name": frame(table, {"slug": slugs, "printed": [printed] * many})}
