"""The Cypher of a load, made from the schema: every name in it is the schema's, every value a parameter.

Each statement takes ``$rows``, a list of lists: the columns of a table's frame in their order, or what its docstring
says, and returns ``done``, for how many of them it did something.
"""

from __future__ import annotations

from collections.abc import Sequence

from graphcheck.store.neo4j_state import LOCK, OWNER, STATE, quoted
from graphcheck.store.schema import NODES, RELATIONSHIPS, NodeTable, RelationshipTable, columns

_LABELS = "|".join(quoted(label) for label in (STATE, LOCK, *(table.label for table in NODES)))
_KEYS = {table.label: table.key for table in NODES}
_DONE = " RETURN count(*) AS done"


def existing(table: NodeTable | RelationshipTable) -> str:
    """Return the statement that reads a table.

    Of nodes it gives the rows of the table's frame; of relationships, which are many, one row for each source: its
    key, and a list of the rest of its rows.
    """
    if isinstance(table, NodeTable):
        found = [f"n.{quoted(column.name)}" for column in table.properties]
        return f"MATCH (n:{quoted(table.label)}) RETURN {', '.join(found)}"
    rest = [f"b.{quoted(_KEYS[table.target])}", *(f"r.{quoted(column.name)}" for column in table.properties)]
    return (
        f"MATCH (a:{quoted(table.source)}) RETURN a.{quoted(_KEYS[table.source])}, "
        f"[(a)-[r:{quoted(table.type)}]->(b:{quoted(table.target)}) | [{', '.join(rest)}]]"
    )


def hide_node(table: NodeTable) -> str:
    """Create hidden nodes; returns their element ids as ``ids``, in the order of the rows."""
    return (
        f"UNWIND $rows AS row CREATE (n:{OWNER} {{{_map(table, 0)}}}) "
        "RETURN collect(elementId(n)) AS ids, count(*) AS done"
    )


def tie_hidden(table: RelationshipTable) -> str:
    """Create relationships between hidden nodes; the first two columns are their element ids."""
    return (
        "UNWIND $rows AS row MATCH (a) WHERE elementId(a) = row[0] MATCH (b) WHERE elementId(b) = row[1] "
        f"CREATE (a)-[r:{quoted(table.type)} {{{_map(table, 2)}}}]->(b)" + _DONE
    )


def show_node(table: NodeTable) -> str:
    """Make hidden nodes part of the graph; the one column is their element id."""
    return f"UNWIND $rows AS row MATCH (n:{OWNER}) WHERE elementId(n) = row[0] SET n:{quoted(table.label)}" + _DONE


def hide_again(table: NodeTable) -> str:
    """Take nodes out of the graph; the key is enough of each row."""
    return f"UNWIND $rows AS row {_node(table)} REMOVE n:{quoted(table.label)}" + _DONE


def hide_keyless(table: NodeTable) -> str:
    """Take nodes out of the graph that have lost their key; takes no rows."""
    return f"MATCH (n:{quoted(table.label)}) WHERE n.{quoted(table.key)} IS NULL REMOVE n:{quoted(table.label)}" + _DONE


def change_node(table: NodeTable, places: Sequence[int]) -> str:
    """Give nodes other values of the properties in these columns."""
    return f"UNWIND $rows AS row {_node(table)} SET {_sets(table, 'n', places)}" + _DONE


def tie(table: RelationshipTable) -> str:
    """Create relationships in the graph."""
    return f"UNWIND $rows AS row {_ends(table)} CREATE (a)-[r:{quoted(table.type)} {{{_map(table, 2)}}}]->(b)" + _DONE


def untie(table: RelationshipTable) -> str:
    """Delete relationships, all that have the key, which is enough of each row."""
    return f"UNWIND $rows AS row {_relationship(table)} DELETE r" + _DONE


def change_tie(table: RelationshipTable, places: Sequence[int]) -> str:
    """Give relationships other values of the properties in these columns."""
    return f"UNWIND $rows AS row {_relationship(table)} SET {_sets(table, 'r', places)}" + _DONE


def forget_type(name: str) -> str:
    """Delete the relationships of a type that an earlier schema had; takes no rows."""
    return f"MATCH (:{OWNER})-[r:{quoted(name)}]->(:{OWNER}) DELETE r" + _DONE


def sweep_unlabelled() -> str:
    """Delete nodes with no label of any schema, at most ``$most``, with what ties them; takes no rows.

    Nodes whose label only another version knows may be part of the graph that is read until the switch.
    """
    return f"MATCH (n:{OWNER}) WHERE size(labels(n)) = 1 WITH n LIMIT $most DETACH DELETE n" + _DONE


def sweep() -> str:
    """Delete nodes with no label of this schema, at most ``$most``, with what ties them; takes no rows."""
    return f"MATCH (n:{OWNER}&!({_LABELS})) WITH n LIMIT $most DETACH DELETE n" + _DONE


def types() -> tuple[str, ...]:
    """Return the types of the schema's relationships."""
    return tuple(table.type for table in RELATIONSHIPS)


def _node(table: NodeTable) -> str:
    position = [column.name for column in table.properties].index(table.key)
    return f"MATCH (n:{quoted(table.label)} {{{quoted(table.key)}: row[{position}]}})"


def _ends(table: RelationshipTable) -> str:
    source, target = (quoted(_KEYS[label]) for label in (table.source, table.target))
    return (
        f"MATCH (a:{quoted(table.source)} {{{source}: row[0]}}) MATCH (b:{quoted(table.target)} {{{target}: row[1]}})"
    )


def _relationship(table: RelationshipTable) -> str:
    found = f"{_ends(table)} MATCH (a)-[r:{quoted(table.type)}]->(b)"
    if table.key is None:
        return found
    position = [column.name for column in columns(table)].index(table.key)
    same = f"r.{quoted(table.key)} = row[{position}]"
    return f"{found} WHERE {same} OR (row[{position}] IS NULL AND r.{quoted(table.key)} IS NULL)"


def _map(table: NodeTable | RelationshipTable, first: int) -> str:
    named = enumerate(table.properties, first)
    return ", ".join(f"{quoted(column.name)}: row[{position}]" for position, column in named)


def _sets(table: NodeTable | RelationshipTable, variable: str, places: Sequence[int]) -> str:
    names = [column.name for column in columns(table)]
    return ", ".join(f"{variable}.{quoted(names[place])} = row[{place}]" for place in places)
