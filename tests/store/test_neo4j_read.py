"""Asking a Neo4j server: it refuses to write, mistakes are told in one line, values are plain."""

from __future__ import annotations

import pytest

from graphcheck.errors import QueryError
from graphcheck.progress import Silent
from graphcheck.store.neo4j import load_neo4j, open_neo4j
from graphcheck.store.rows import Frames
from tests.store.served import told, wipe


@pytest.fixture(scope="module")
def sample_uri(neo4j_uri: str, sample_frames: Frames) -> str:
    wipe(neo4j_uri)
    load_neo4j(neo4j_uri, sample_frames, Silent())
    return neo4j_uri


@pytest.mark.parametrize(
    "cypher",
    [
        "CREATE (n:Person {id: 'me'}) RETURN n.id",
        "MATCH (n) DETACH DELETE n",
        "MATCH (n:Person) SET n.name = 'me'",
        "MERGE (n:Person {id: 'me'}) RETURN 1",
        "CREATE INDEX FOR (n:Person) ON (n.name)",
        "CREATE USER me SET PASSWORD 'abcdefgh'",
        "CALL db.createLabel('Mine')",
        "CALL db.clearQueryCaches()",
        "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
    ],
)
def test_the_server_refuses_to_write(sample_uri: str, cypher: str) -> None:
    everything = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN elementId(n), properties(n), collect(elementId(r))"
    before = sorted(told(sample_uri, everything), key=str)
    with open_neo4j(sample_uri) as engine, pytest.raises(QueryError, match="the query writes; queries only read"):
        engine.rows(cypher, {})
    assert sorted(told(sample_uri, everything), key=str) == before


@pytest.mark.parametrize(
    ("cypher", "what"),
    [
        ("MATCH (n) RETURN m", "Variable `m` not defined"),
        ("RETURN $person", "Expected parameter"),
        ("RETURN 1 AS a; RETURN 2 AS b", "one statement"),
        ("RETURN 1 / 0 AS a", "/ by zero"),
        ("CALL no.such()", "no procedure"),
        ("MATCH (n:Paper) CALL { WITH n RETURN 1 AS x } IN TRANSACTIONS RETURN x", "IN TRANSACTIONS"),
    ],
)
def test_a_query_that_can_not_be_answered(sample_uri: str, cypher: str, what: str) -> None:
    with (
        open_neo4j(sample_uri) as engine,
        pytest.raises(QueryError, match=f"^the query is refused: .*{what}") as caught,
    ):
        engine.rows(cypher, {})
    assert len(caught.value.lines()) == 1


def test_limits_and_values(sample_uri: str) -> None:
    with open_neo4j(sample_uri) as engine:
        answer = engine.rows("UNWIND range(1, 5) AS i RETURN i, [i, null] AS both", {}, limit=2)
        assert (answer.columns, answer.rows, answer.more) == (("i", "both"), [(1, [1, None]), (2, [2, None])], True)
        assert not engine.rows("UNWIND [1, 2] AS i RETURN i", {}, limit=2).more
        asked = "MATCH (v:Venue {id: $id}) RETURN v, date('2024-02-03') AS d, v.name = $id AS same"
        ((venue, day, same),) = engine.rows(asked, {"id": "meld"}).rows
        assert isinstance(venue, str)
        assert '"id": "meld"' in venue
        assert (day, same) == ("2024-02-03", False)
