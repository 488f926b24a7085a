"""The steps of a load: which statements, with which rows, in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphcheck.store import neo4j_statements as statements
from graphcheck.store.neo4j_difference import Difference, Row, key_places
from graphcheck.store.schema import NODES, RELATIONSHIPS, NodeTable, RelationshipTable

BATCH = 10_000  # rows for one statement: more gains nothing, fewer cost round trips

Differences = Mapping[str, Difference]  # by table
Hidden = Mapping[str, Mapping[object, str]]  # label → key → element id of a hidden node


@dataclass(frozen=True, slots=True)
class Step:
    """One statement and its rows; ``exact``: it has to do something for each of them."""

    statement: str
    rows: Sequence[Row]
    exact: bool


def hiding(differences: Differences) -> Iterator[tuple[NodeTable, Step]]:
    """Return the steps that create new nodes, hidden."""
    for table in NODES:
        for step in _steps(statements.hide_node(table), differences[table.name].added):
            yield table, step


def hidden_ties(differences: Differences, hidden: Hidden) -> Iterator[Step]:
    """Return the steps that tie hidden nodes to each other."""
    for table in RELATIONSHIPS:
        sources, targets = hidden[table.source], hidden[table.target]
        both = (row for row in differences[table.name].added if row[0] in sources and row[1] in targets)
        statement = statements.tie_hidden(table)
        yield from _steps(statement, ((sources[row[0]], targets[row[1]], *row[2:]) for row in both))


def switching(differences: Differences, hidden: Hidden, old_types: Sequence[str]) -> list[Step]:
    """Return the steps that make the graph before into the new one, apart from what was hidden before them.

    First everything goes that has to, so that no key is there twice.
    """
    steps: list[Step] = []
    for tied in RELATIONSHIPS:
        steps += _steps(statements.untie(tied), _untied(tied, differences), exact=False)
    steps += [Step(statements.forget_type(name), (), exact=False) for name in old_types if name not in _TYPES]
    for table in NODES:
        steps += _hidden_again(table, differences[table.name])
    for table in NODES:
        steps += _steps(statements.show_node(table), ((found,) for found in hidden[table.label].values()))
        for places, rows in differences[table.name].changed.items():
            steps += _steps(statements.change_node(table, places), rows)
    for tied in RELATIONSHIPS:
        for places, rows in differences[tied.name].changed.items():
            steps += _steps(statements.change_tie(tied, places), rows)
        sources, targets = hidden[tied.source], hidden[tied.target]
        others = (row for row in differences[tied.name].added if row[0] not in sources or row[1] not in targets)
        steps += _steps(statements.tie(tied), others)
    return steps


_TYPES = frozenset(table.type for table in RELATIONSHIPS)
_KEY = {table.label: key_places(table)[0] for table in NODES}


def _untied(table: RelationshipTable, differences: Differences) -> Iterator[Row]:
    """Return the keys of relationships that are gone; where both ends are gone, too, they go with these."""
    gone = [{row[_KEY[label]] for row in differences[label].gone} for label in (table.source, table.target)]
    last = max(key_places(table)) + 1
    return (row[:last] for row in differences[table.name].gone if row[0] not in gone[0] or row[1] not in gone[1])


def _hidden_again(table: NodeTable, difference: Difference) -> Iterator[Step]:
    key = _KEY[table.label]
    yield from _steps(statements.hide_again(table), (row[: key + 1] for row in difference.gone), exact=False)
    if any(row[key] is None for row in difference.gone):
        yield Step(statements.hide_keyless(table), (), exact=False)


def _steps(statement: str, rows: Iterator[Row] | Sequence[Row], *, exact: bool = True) -> Iterator[Step]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield Step(statement, batch, exact)
            batch = []
    if batch:
        yield Step(statement, batch, exact)
