"""A server that gives a transaction too little memory for the whole switch."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graphcheck.errors import QueryError, StoreError
from graphcheck.progress import Silent
from graphcheck.store.neo4j import load_neo4j, loading_neo4j, open_neo4j
from tests.neo4j_server import serving
from tests.store.many import COUNT, names

LITTLE = 40 << 20  # bytes: a batch fits, all of them at once do not
MANY = 60_000


@pytest.fixture(scope="module")
def small_neo4j(neo4j_jars: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    settings = {"db.memory.transaction.max": str(LITTLE)}
    with pytest.MonkeyPatch.context() as patch, serving(tmp_path_factory.mktemp("small"), settings=settings) as server:
        patch.setenv("NEO4J_USERNAME", "neo4j")
        patch.setenv("NEO4J_PASSWORD", server.password)
        yield server.uri


def test_it_is_put_in_place_bit_by_bit_and_not_read_until_it_is_whole(small_neo4j: str) -> None:
    first, second = (names(printed, MANY) for printed in ("first", "second"))
    load_neo4j(small_neo4j, first, Silent())
    with open_neo4j(small_neo4j) as engine:
        assert engine.rows(COUNT, {}).rows == [("first", MANY)]
        too_much = second["Name"]["printed"].where(second["Name"].index > 0, "x" * LITTLE)
        with pytest.raises(StoreError, match=r"too little memory for the graph; give it more: server\.memory"):
            load_neo4j(small_neo4j, {**second, "Name": second["Name"].assign(printed=too_much)}, Silent())
        with pytest.raises(StoreError, match="a load is replacing the graph, or was cut off"):
            engine.rows(COUNT, {})
        with loading_neo4j(small_neo4j) as server:
            with server.before() as before:
                assert before is None
            server.put(second, Silent())
        assert engine.rows(COUNT, {}).rows == [("second", MANY)]


def test_a_query_that_needs_too_much(small_neo4j: str) -> None:
    load_neo4j(small_neo4j, names("first", 10), Silent())
    asked = "UNWIND range(1, 10000000) AS i WITH collect(i) AS every RETURN size(every)"
    with open_neo4j(small_neo4j) as engine, pytest.raises(QueryError, match="needs more memory than the server gives"):
        engine.rows(asked, {})
