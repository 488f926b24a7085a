"""The graph on a Neo4j server, open for reading.

A load puts its graph in place in one transaction (``neo4j_load``). The server keeps readers and writers apart only
record by record, so a query that runs in the very moment of that transaction's commit could see some of both graphs.
Therefore an answer counts only when, before and after the query, the graph's *run* was the same and no such
transaction was alive; otherwise the query is asked again.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Literal, Self

import neo4j
from neo4j.graph import Entity

from graphcheck.errors import QueryError, StoreError
from graphcheck.store import schema
from graphcheck.store.engine import Answer, distinct, plain
from graphcheck.store.folder import LOAD, NoGraphError
from graphcheck.store.neo4j_server import connect, explained, memory_noticed
from graphcheck.store.neo4j_state import State, alive, state_of

_PATIENCE = 60.0  # seconds for a new graph to be put in place: a switch takes some seconds for the whole Anthology
_PAUSE = 0.2  # seconds


def open_neo4j(uri: str) -> Neo4j:
    """Open the graph on the server at ``uri`` for reading.

    Raises:
        UsageError: ``uri`` is no address.
        StoreError: the server can't be reached, doesn't let us in, or is older than Neo4j 5.
    """
    return Neo4j(uri, connect(uri))


class Neo4j:
    """The graph on a server, open for reading."""

    dialect: Literal["neo4j"] = "neo4j"

    def __init__(self, uri: str, driver: neo4j.Driver) -> None:
        self._uri = uri
        self._driver = driver

    def rows(self, cypher: str, parameters: Mapping[str, object], limit: int | None = None) -> Answer:
        """Return the rows of one reading statement; see ``Engine.rows``.

        Raises:
            NoGraphError: there is no graph yet.
        """
        until = time.monotonic() + _PATIENCE
        # The session's access mode is what makes the server refuse to write.
        with explained(self._uri), self._driver.session(default_access_mode=neo4j.READ_ACCESS) as session:
            while True:
                answer = session.execute_read(self._asked, cypher, parameters, limit)
                if answer is not None:
                    return answer
                if time.monotonic() > until:
                    raise StoreError(f"{self._uri}: a load is putting a new graph in place; ask again in a minute")
                time.sleep(_PAUSE)

    def _asked(
        self, tx: neo4j.ManagedTransaction, cypher: str, parameters: Mapping[str, object], limit: int | None
    ) -> Answer | None:
        """Return the answer, or None where a new graph is being put in place meanwhile."""
        before = state_of(tx)  # before it is asked who is alive: a switch that ends in between is seen as alive
        self._check(before)
        if alive(tx, "switch"):
            return None
        with memory_noticed():
            if not _only_answers(tx.run(f"EXPLAIN {cypher}", dict(parameters)).consume()):
                raise QueryError("the query writes; queries only read the graph")
            answer = _answer(tx.run(cypher, dict(parameters)), limit)
        return answer if not alive(tx, "switch") and state_of(tx) == before else None

    def _check(self, state: State | None) -> None:
        if state is None:
            raise NoGraphError(f"{self._uri}: there is no graph yet; {LOAD} --neo4j {self._uri}")
        if not state.whole:
            raise StoreError(
                f"{self._uri}: a load is replacing the graph, or was cut off; wait for it to end, "
                f"or {LOAD} --neo4j {self._uri}"
            )

        if state.version != schema.VERSION:
            raise StoreError(
                f"{self._uri}: the graph was written by another version of graphcheck; {LOAD} --neo4j {self._uri}"
            )

    def close(self) -> None:
        """Let go of the server."""
        self._driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _only_answers(planned: neo4j.ResultSummary) -> bool:
    """Tell, by what the server says of a statement before it runs, whether it only returns rows.

    The server lets some that change something pass as reading ones: procedures that clear its caches, which it calls
    schema changes, and ending somebody's transaction, which it calls reading.
    """
    return planned.query_type == "r" and "TerminateTransactions" not in str(planned.plan)


def _answer(result: neo4j.Result, limit: int | None) -> Answer:
    """Read at most ``limit`` rows; the rest stays with the server."""
    rows: list[tuple[Any, ...]] = []
    more = False
    for record in result:
        if limit is not None and len(rows) >= limit:
            more = True
            break
        rows.append(tuple(plain(_told(value)) for value in record.values()))
    columns = distinct(tuple(result.keys()))
    result.consume()
    return Answer(columns, rows, more)


def _told(value: object) -> object:
    """Return a node or relationship as the map of its properties."""
    if isinstance(value, list):
        return [_told(part) for part in value]
    return dict(value.items()) if isinstance(value, Entity) else value
