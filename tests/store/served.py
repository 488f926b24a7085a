"""A server's database as tests see it: by its own driver, past everything that is tested."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import neo4j


@contextmanager
def driver(uri: str) -> Iterator[neo4j.Driver]:
    """Give a driver for the tests' server."""
    login = (os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"]) if os.environ.get("NEO4J_PASSWORD") else None
    with neo4j.GraphDatabase.driver(uri, auth=login) as opened:
        yield opened


def told(uri: str, cypher: str, **parameters: Any) -> list[list[Any]]:
    """Run a statement and return its rows."""
    with driver(uri) as opened:
        return [record.values() for record in opened.execute_query(cypher, parameters).records]


def wipe(uri: str) -> None:
    """Delete everything: nodes, relationships, constraints, indexes."""
    with driver(uri) as opened, opened.session() as session:
        session.run("MATCH (n) CALL { WITH n DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()
        for (name,) in session.run("SHOW CONSTRAINTS YIELD name").values():
            session.run(f"DROP CONSTRAINT `{name}`").consume()
        for (name,) in session.run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name").values():
            session.run(f"DROP INDEX `{name}`").consume()
