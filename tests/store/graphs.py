"""Graphs for tests: frames of a bibliography, and somewhere to load them, embedded or on a server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from graphcheck.bibliography import Bibliography
from graphcheck.progress import Silent
from graphcheck.store import schema
from graphcheck.store.changes import compared
from graphcheck.store.embedded import open_embedded, reading, write_graph
from graphcheck.store.engine import Engine, Value
from graphcheck.store.folder import store_folder
from graphcheck.store.load import judge
from graphcheck.store.neo4j import loading_neo4j, open_neo4j
from graphcheck.store.rows import Frames, frames

Dump = dict[str, list[tuple[Value, ...]]]


def frames_of(bibliography: Bibliography) -> Frames:
    """Return the frames of a bibliography in which everybody is judged."""
    return frames(bibliography, judge(bibliography, Silent()))


class Place(Protocol):
    """Somewhere a graph can be loaded and asked."""

    def load(self, new: Frames) -> None: ...

    def open(self) -> Engine: ...


class Embedded:
    """A store folder."""

    def __init__(self, root: Path) -> None:
        self.folder = store_folder(root)

    def load(self, new: Frames) -> None:
        with self.folder.locked():
            with reading(self.folder) as before:
                new = compared(before, new)
            path = self.folder.fresh()
            write_graph(path, new)
            self.folder.put(path, source="", revision="", fingerprint="")

    def open(self) -> Engine:
        return open_embedded(self.folder)


class Served:
    """A Neo4j server."""

    def __init__(self, uri: str) -> None:
        self.uri = uri

    def load(self, new: Frames) -> None:
        with loading_neo4j(self.uri) as server:
            with server.before() as before:
                new = compared(before, new)
            server.put(new, Silent())

    def open(self) -> Engine:
        return open_neo4j(self.uri)


@contextmanager
def loaded(place: Place, new: Frames) -> Iterator[Engine]:
    """Load and open."""
    place.load(new)
    with place.open() as engine:
        yield engine


def dump(engine: Engine) -> Dump:
    """Return everything that is in a graph, table by table, in order of the keys."""
    return {table.name: engine.rows(_everything(table), {}).rows for table in schema.TABLES}


def contents(new: Frames) -> Dump:
    """Return what a graph of these frames holds, as ``dump`` does."""
    held: Dump = {}
    for table in schema.TABLES:
        frame = new[table.name]
        keys = [column.name for column in schema.columns(table)][: 1 if isinstance(table, schema.NodeTable) else 3]
        objects = frame.astype(object).where(frame.notna(), None)
        rows = [tuple(row) for row in objects.itertuples(index=False, name=None)]
        places = [list(frame.columns).index(key) for key in keys]
        held[table.name] = sorted(rows, key=lambda row: [row[place] for place in places])
    return held


def _everything(table: schema.NodeTable | schema.RelationshipTable) -> str:
    if isinstance(table, schema.NodeTable):
        wanted = [f"n.`{column.name}`" for column in table.properties]
        return f"MATCH (n:{table.label}) RETURN {', '.join(wanted)} ORDER BY n.`{table.key}`"
    ends = {
        label: next(node.key for node in schema.NODES if node.label == label) for label in (table.source, table.target)
    }
    wanted = [f"a.`{ends[table.source]}`", f"b.`{ends[table.target]}`"]
    wanted += [f"r.`{column.name}`" for column in table.properties]
    order = ", ".join(wanted[:3])
    return f"MATCH (a:{table.source})-[r:{table.type}]->(b:{table.target}) RETURN {', '.join(wanted)} ORDER BY {order}"
