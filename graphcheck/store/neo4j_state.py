"""What graphcheck notes on a Neo4j server beside the graph: whose data it is, which graph is in place, who loads.

- Every node that graphcheck writes has the label ``Graphcheck``, besides that of its table. Only such nodes are
  changed or deleted. One that has no label of a table is *hidden*: being prepared, or left over.
- ``(:GraphcheckState)`` names the run that put the graph in place, and whether it is whole.
- ``(:GraphcheckLock)`` names the load that may write. The name counts as long as that load lives, which the server
  knows: a load keeps a transaction open that does nothing but carry its name, and the server ends it when the
  connection goes, or after ``LONGEST`` seconds where the network never says that it went.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Literal

import neo4j
from neo4j import exceptions

from graphcheck.errors import StoreError
from graphcheck.store import schema

OWNER = "Graphcheck"
STATE = "GraphcheckState"
LOCK = "GraphcheckLock"
LONGEST = 4 * 3600.0  # seconds that a load may take
_ACQUIRING = 20.0  # seconds
_SETTING_UP = 600  # seconds for the indexes of a database that has data already

Run = neo4j.ManagedTransaction | neo4j.Transaction
What = Literal["load", "switch"]


@dataclass(frozen=True, slots=True)
class State:
    """Which graph is in place: the run that put it there, the schema it has, the types of its relationships.

    ``whole`` is False from the moment when a graph that is too large for one transaction is replaced in several.
    """

    run: str
    version: int
    whole: bool
    types: tuple[str, ...]


def state_of(tx: Run) -> State | None:
    """Return which graph is in place, or None where there is none."""
    asked = (
        f"OPTIONAL MATCH (s:{STATE} {{id: 'graph'}}) "
        "RETURN s.run AS run, s.version AS version, s.whole AS whole, s.types AS types"
    )
    row = tx.run(asked).single(strict=True)
    return None if row["run"] is None else State(row["run"], row["version"], row["whole"], tuple(row["types"]))


def note_state(tx: Run, state: State) -> None:
    """Note which graph is in place."""
    asked = (
        f"MERGE (s:{STATE} {{id: 'graph'}}) "
        f"SET s:{OWNER}, s.run = $run, s.version = $version, s.whole = $whole, s.types = $types"
    )
    tx.run(asked, run=state.run, version=state.version, whole=state.whole, types=list(state.types)).consume()


def alive(tx: Run, what: What) -> frozenset[str]:
    """Return the runs whose transaction of that kind is open on the server."""
    asked = (
        "SHOW TRANSACTIONS YIELD metaData WHERE metaData.graphcheck = $what "
        "RETURN collect(DISTINCT metaData.run) AS runs"
    )
    return frozenset(tx.run(asked, what=what).single(strict=True)["runs"])


def marked(what: What, run: str) -> dict[str, Any]:
    """Return what a transaction of that kind carries for ``alive`` to see."""
    return {"graphcheck": what, "run": run}


def set_up(session: neo4j.Session) -> None:
    """Make the constraints and indexes that the schema asks for, where they aren't there."""
    _make_unique(session, STATE, "id")
    for table in schema.NODES:
        _make_unique(session, table.label, table.key)
        for column in table.properties:
            if column.indexed:
                what = f"FOR (n:{quoted(table.label)}) ON (n.{quoted(column.name)})"
                session.run(f"CREATE INDEX IF NOT EXISTS {what}").consume()
    session.run("CALL db.awaitIndexes($seconds)", seconds=_SETTING_UP).consume()


def _make_unique(session: neo4j.Session, label: str, key: str) -> None:
    what = f"FOR (n:{quoted(label)}) REQUIRE n.{quoted(key)} IS UNIQUE"
    session.run(f"CREATE CONSTRAINT IF NOT EXISTS {what}").consume()


@contextmanager
def lock(uri: str, driver: neo4j.Driver, run: str) -> Iterator[None]:
    """Hold the right to write under the name ``run``.

    Raises:
        StoreError: another load holds it.
    """
    with driver.session() as session:
        _refuse(uri, taken=session.execute_read(_held_by) is not None)  # at once, while the other writes
        _make_unique(session, LOCK, "id")  # else two loads could each find a lock of their own
        living = session.begin_transaction(metadata=marked("load", run), timeout=LONGEST)
        living.run("RETURN 1").consume()
        try:
            with driver.session() as another:
                _refuse(uri, taken=another.execute_write(_take, run) != run)
            yield
        finally:
            with suppress(exceptions.Neo4jError, exceptions.DriverError):
                living.rollback()


def _refuse(uri: str, *, taken: bool) -> None:
    if taken:
        raise StoreError(f"{uri}: another load is writing to it; wait for it to end, then load again")


def _held_by(tx: Run) -> str | None:
    """Return the living load that holds the lock."""
    row = tx.run(f"OPTIONAL MATCH (l:{LOCK}) RETURN l.held AS held").single(strict=True)
    held: str | None = row["held"]
    return held if held in alive(tx, "load") else None


@neo4j.unit_of_work(timeout=_ACQUIRING)
def _take(tx: neo4j.ManagedTransaction, run: str) -> str:
    """Take the lock if no living load holds it; return who holds it."""
    # The first statement makes others wait for this transaction; the next one sees what they noted before.
    tx.run(f"MERGE (l:{LOCK} {{id: 'load'}}) SET l:{OWNER}, l.asked = $run", run=run).consume()
    held = _held_by(tx)
    if held is None:
        tx.run(f"MATCH (l:{LOCK}) SET l.held = $run", run=run).consume()
    return held or run


def still_locked(tx: Run, run: str) -> bool:
    """Return whether ``run`` holds the lock, and keep it until the transaction ends."""
    asked = f"MATCH (l:{LOCK}) SET l.asked = $run RETURN l.held = $run AS ours"
    row = tx.run(asked, run=run).single()
    return row is not None and bool(row["ours"])


def check_owned(uri: str, tx: Run) -> None:
    """Check that the database holds nothing but what graphcheck wrote.

    Raises:
        StoreError: it does.
    """
    known = state_of(tx)
    types = sorted({table.type for table in schema.RELATIONSHIPS}.union(known.types if known else ()))
    asked = (
        f"RETURN COUNT {{ MATCH (n) }} - COUNT {{ MATCH (n:{OWNER}) }} AS nodes, "
        f"COUNT {{ MATCH ()-[r]->() }} - COUNT {{ MATCH ()-[r:{'|'.join(map(quoted, types))}]->() }} AS relationships"
    )
    row = tx.run(asked).single(strict=True)
    for what in ("nodes", "relationships"):
        if row[what]:
            raise StoreError(
                f"{uri}: the database holds {row[what]:,} {what} that graphcheck did not write; "
                "nothing was changed; name a server, or empty a database, that graphcheck may have for itself"
            )


def quoted(name: str) -> str:
    """Return a label, type or property as Cypher writes any name."""
    return "`" + name.replace("`", "``") + "`"
