"""Frames → the graph on a Neo4j server, whole or not at all.

What the frames hold is compared with what the server has. New nodes, and what ties them to each other, are written
in batches, hidden (see ``neo4j_state``); then one transaction, the *switch*, shows them, ties them to the rest,
changes what differs, unties and hides what is gone; in the end what is hidden is deleted. A load that ends at any
moment leaves the graph before or the new one; the next load deletes what that one left hidden.

A switch that needs more memory than the server gives to one transaction is done in many. Meanwhile, and if that is
cut off until the next load, the graph is noted as not whole, and graphcheck reads nothing from it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import neo4j

from graphcheck.errors import QueryError, StoreError
from graphcheck.progress import Progress
from graphcheck.store import neo4j_statements as statements
from graphcheck.store import schema
from graphcheck.store.neo4j_difference import Difference, Row, difference, key_places, rows_of
from graphcheck.store.neo4j_read import Neo4j, open_neo4j
from graphcheck.store.neo4j_server import TooLittleMemoryError, connected, explained, memory_noticed
from graphcheck.store.neo4j_state import (
    Run,
    State,
    check_owned,
    lock,
    marked,
    note_state,
    set_up,
    state_of,
    still_locked,
)
from graphcheck.store.neo4j_steps import BATCH, Hidden, Step, hidden_ties, hiding, switching
from graphcheck.store.rows import Frames


def load_neo4j(uri: str, frames: Frames, progress: Progress) -> None:
    """Make ``frames`` the graph on the server at ``uri``.

    Raises:
        UsageError: ``uri`` is no address.
        StoreError: the server can't be used, holds somebody else's data, or another load is writing to it.
    """
    with loading_neo4j(uri) as server:
        server.put(frames, progress)


@contextmanager
def loading_neo4j(uri: str) -> Iterator[ServerLoading]:
    """Hold the server for a load.

    Raises:
        UsageError, StoreError: as in ``load_neo4j``.
    """
    run = secrets.token_hex(8)
    with connected(uri) as driver, _explained(uri):
        with driver.session(default_access_mode=neo4j.READ_ACCESS) as session:
            session.execute_read(lambda tx: check_owned(uri, tx))
        with lock(uri, driver, run):
            yield ServerLoading(uri, driver, run)


class ServerLoading:
    """The right to put a new graph onto a server."""

    def __init__(self, uri: str, driver: neo4j.Driver, run: str) -> None:
        self._uri = uri
        self._driver = driver
        self._run = run

    def is_of_another_version(self) -> bool:
        """Tell whether the graph that is there has another schema."""
        state = self._state()
        return state is not None and state.version != schema.VERSION

    @contextmanager
    def before(self) -> Iterator[Neo4j | None]:
        """Give the graph that is there, or None where there is none that is whole and of this schema."""
        state = self._state()
        if state is None or not state.whole or state.version != schema.VERSION:
            yield None
            return
        with open_neo4j(self._uri) as engine:
            yield engine

    def put(self, frames: Frames, progress: Progress) -> None:
        """Make ``frames`` the graph.

        Raises:
            StoreError: the server refuses, or the connection to it breaks.
        """
        with _explained(self._uri), self._driver.session() as session:
            set_up(session)
            self._sweep(session, statements.sweep_unlabelled())
            state = self._state()
            tables = progress.stage("comparing with the server", schema.TABLES, len(schema.TABLES))
            differences = {table.name: _compared(session, table, frames) for table in tables}
            hidden = self._hide(session, differences, progress)
            steps = switching(differences, hidden, state.types if state else ())
            if steps or state is None or not state.whole or state.version != schema.VERSION:
                for _ in progress.stage("putting the graph in place", (None,), 1):
                    self._switch(session, steps, State(self._run, schema.VERSION, True, statements.types()))
            self._sweep(session, statements.sweep())

    def _state(self) -> State | None:
        with self._driver.session(default_access_mode=neo4j.READ_ACCESS) as session:
            return session.execute_read(state_of)

    def _hide(self, session: neo4j.Session, differences: dict[str, Difference], progress: Progress) -> Hidden:
        """Write what is new, hidden; return the new nodes."""
        hidden: dict[str, dict[object, str]] = {table.label: {} for table in schema.NODES}
        nodes = sum(_batches(differences[table.name]) for table in schema.NODES)
        for table, step in progress.stage("writing nodes", hiding(differences), nodes):
            (place,) = key_places(table)
            keys = [row[place] for row in step.rows]
            hidden[table.label].update(zip(keys, session.execute_write(_hidden, step), strict=True))
        ties = sum(_batches(differences[table.name]) for table in schema.RELATIONSHIPS)
        for step in progress.stage("writing relationships", hidden_ties(differences, hidden), ties):
            session.execute_write(self._do, step)
        return hidden

    def _switch(self, session: neo4j.Session, steps: list[Step], new: State) -> None:
        @neo4j.unit_of_work(metadata=marked("switch", self._run))
        def at_once(tx: neo4j.ManagedTransaction) -> None:
            self._check_lock(tx)
            for step in steps:
                self._do(tx, step)
            note_state(tx, new)

        try:
            with memory_noticed():
                session.execute_write(at_once)
        except TooLittleMemoryError:
            self._bit_by_bit(session, steps, new)

    def _bit_by_bit(self, session: neo4j.Session, steps: list[Step], new: State) -> None:
        def noted(tx: neo4j.ManagedTransaction, state: State) -> None:
            self._check_lock(tx)
            note_state(tx, state)

        before = self._state()
        types = {*new.types, *(before.types if before else ())}  # what is there until the end
        session.execute_write(noted, replace(new, whole=False, types=tuple(sorted(types))))
        for step in steps:
            session.execute_write(self._do, step)
        session.execute_write(noted, new)

    def _do(self, tx: neo4j.ManagedTransaction, step: Step) -> None:
        with memory_noticed():
            done = tx.run(step.statement, rows=step.rows).single(strict=True)["done"]
        if step.exact and done != len(step.rows):
            raise StoreError(f"{self._uri}: somebody else changes the graph during the load; load again")

    def _check_lock(self, tx: Run) -> None:
        if not still_locked(tx, self._run):
            raise StoreError(f"{self._uri}: another load has begun to write to it; load again when it has ended")

    def _sweep(self, session: neo4j.Session, statement: str) -> None:
        """Delete what a load before left hidden, or what this one took out of the graph."""

        def swept(tx: neo4j.ManagedTransaction) -> bool:
            self._check_lock(tx)
            with memory_noticed():
                return bool(tx.run(statement, most=BATCH).single(strict=True)["done"])

        while session.execute_write(swept):
            pass


def _compared(session: neo4j.Session, table: schema.NodeTable | schema.RelationshipTable, frames: Frames) -> Difference:
    def compared(tx: neo4j.ManagedTransaction) -> Difference:
        found = (record.values() for record in tx.run(statements.existing(table)))
        before = found if isinstance(table, schema.NodeTable) else _flat(found)
        return difference(table, before, rows_of(frames[table.name]))

    return session.execute_read(compared)


def _flat(found: Iterable[list[Any]]) -> Iterator[Row]:
    return ((source, *rest) for source, tied in found for rest in tied)


def _hidden(tx: neo4j.ManagedTransaction, step: Step) -> list[str]:
    with memory_noticed():
        found: list[str] = tx.run(step.statement, rows=step.rows).single(strict=True)["ids"]
    return found


def _batches(difference: Difference) -> int:
    return -(-len(difference.added) // BATCH)


@contextmanager
def _explained(uri: str) -> Iterator[None]:
    """Explain errors as ``explained`` does; none of the statements is the user's."""
    try:
        with explained(uri):
            try:
                with memory_noticed():
                    yield
            except TooLittleMemoryError as error:
                hint = "give it more: server.memory.heap.max_size, or db.memory.transaction.max where that is set"
                raise StoreError(f"{uri}: the server has too little memory for the graph; {hint}") from error
    except QueryError as error:
        raise StoreError(f"{uri}: the server doesn't take the graph: {error}") from error
