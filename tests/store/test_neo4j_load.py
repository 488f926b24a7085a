"""Loading a Neo4j server: the same graph however often, what is gone goes, and nothing that is somebody else's."""

from __future__ import annotations

from contextlib import suppress

import pytest

from graphcheck.errors import StoreError
from graphcheck.progress import Silent
from graphcheck.store import schema
from graphcheck.store.neo4j import load_neo4j, loading_neo4j, open_neo4j
from graphcheck.store.rows import Frames
from tests.store.graphs import Dump, contents, dump
from tests.store.served import told, wipe

OURS = ("GraphcheckState", "GraphcheckLock")  # labels of what a load notes beside the graph
# Elements with all that they hold, and which of them they are: to see that a load left them alone.
NODES = "MATCH (n) RETURN elementId(n), labels(n), properties(n) ORDER BY elementId(n)"
TIES = "MATCH ()-[r]->() RETURN elementId(r), type(r), properties(r) ORDER BY elementId(r)"
HIDDEN = "MATCH (n:Graphcheck) WHERE size(labels(n)) = 1 RETURN count(n)"


def held(uri: str) -> Dump:
    with open_neo4j(uri) as engine:
        return dump(engine)


def elements(uri: str) -> list[list[object]]:
    graph = f"MATCH (n:{'|'.join(OURS)}) RETURN collect(elementId(n))"
    ((ours,),) = told(uri, graph)
    return [row for row in told(uri, NODES) if row[0] not in ours] + told(uri, TIES)


def holds(uri: str, everything: Dump) -> bool:
    """Tell whether this graph is in place, and nothing else is there."""
    ties = sum(len(everything[table.name]) for table in schema.RELATIONSHIPS)
    nodes = sum(len(everything[table.name]) for table in schema.NODES) + len(OURS)
    if told(uri, "RETURN COUNT { MATCH (n) }, COUNT { MATCH ()-[r]->() }") != [[nodes, ties]]:
        return False
    with suppress(StoreError):  # there is no graph, or none that can be read
        return held(uri) == everything
    return False


@pytest.fixture(scope="module")
def of_sample(sample_frames: Frames) -> Dump:
    return contents(sample_frames)


@pytest.fixture
def loaded_uri(neo4j_uri: str, sample_frames: Frames, of_sample: Dump) -> str:
    """The address of a server that holds the sample: looking takes less time than loading it onto an empty one."""
    if not holds(neo4j_uri, of_sample):
        wipe(neo4j_uri)
        load_neo4j(neo4j_uri, sample_frames, Silent())
    return neo4j_uri


def test_a_load_writes_every_row(neo4j_empty: str, sample_frames: Frames, of_sample: Dump) -> None:
    load_neo4j(neo4j_empty, sample_frames, Silent())
    assert held(neo4j_empty) == of_sample


def test_loading_again_leaves_every_element_as_it_is(loaded_uri: str, sample_frames: Frames) -> None:
    before = elements(loaded_uri)
    load_neo4j(loaded_uri, sample_frames, Silent())
    assert elements(loaded_uri) == before


def test_another_source_takes_the_place_of_the_one_before(
    loaded_uri: str, sample_frames: Frames, altered_frames: Frames, of_sample: Dump
) -> None:
    load_neo4j(loaded_uri, altered_frames, Silent())
    assert held(loaded_uri) == contents(altered_frames)
    assert told(loaded_uri, HIDDEN) == [[0]]
    load_neo4j(loaded_uri, sample_frames, Silent())
    assert held(loaded_uri) == of_sample


def test_nodes_that_stay_keep_their_identity(loaded_uri: str, altered_frames: Frames) -> None:
    asked = "MATCH (p:Person {id: 'hui-zhao'}) RETURN elementId(p)"
    before = told(loaded_uri, asked)
    load_neo4j(loaded_uri, altered_frames, Silent())
    assert told(loaded_uri, asked) == before


def test_every_key_is_unique_and_every_asked_property_has_an_index(neo4j_empty: str, sample_frames: Frames) -> None:
    load_neo4j(neo4j_empty, sample_frames, Silent())
    unique = {
        (labels[0], keys[0]) for labels, keys in told(neo4j_empty, "SHOW CONSTRAINTS YIELD labelsOrTypes, properties")
    }
    assert {(table.label, table.key) for table in schema.NODES} < unique
    asked = "SHOW INDEXES YIELD labelsOrTypes, properties, type WHERE type = 'RANGE' RETURN labelsOrTypes, properties"
    indexed = {(labels[0], keys[0]) for labels, keys in told(neo4j_empty, asked)}
    assert {(table.label, c.name) for table in schema.NODES for c in table.properties if c.indexed} < indexed


@pytest.mark.parametrize(
    "damage",
    [
        "MATCH (p:Person {id: 'hui-zhao'}) SET p.name = 'Somebody Else', p.papers = 'many'",
        "MATCH (p:Person {id: 'hui-zhao'}) REMOVE p.verified",
        "MATCH (p:Person {id: 'hui-zhao'}) SET p.id = 'gone'",
        "MATCH (p:Person {id: 'hui-zhao'}) REMOVE p.id",
        "MATCH (p:Person {id: 'hui-zhao'}) REMOVE p:Person",
        "MATCH (p:Person {id: 'hui-zhao'}) DETACH DELETE p",
        "MATCH (:Person {id: 'hui-zhao'})-[a:AUTHORED]->() SET a.flagged = NOT a.flagged",
        "MATCH (:Person {id: 'hui-zhao'})-[a:AUTHORED]->() REMOVE a.position",
        "MATCH (:Person {id: 'hui-zhao'})-[a:AUTHORED]->() DELETE a",
        "MATCH (p:Person {id: 'hui-zhao'})-[a:AUTHORED]->(x) CREATE (p)-[b:AUTHORED]->(x) SET b = properties(a)",
        "MATCH (p:Person), (x:Paper) WITH p, x LIMIT 20000 CREATE (p)-[:AUTHORED {position: 99}]->(x)",
        "MATCH (s:GraphcheckState) DELETE s",
        "MATCH (l:GraphcheckLock) DELETE l",
        "CREATE (:Graphcheck {left: 'over'})-[:AUTHORED]->(:Graphcheck)",
    ],
)
def test_a_load_mends_what_was_changed_by_hand(
    loaded_uri: str, sample_frames: Frames, of_sample: Dump, damage: str
) -> None:
    told(loaded_uri, damage)
    load_neo4j(loaded_uri, sample_frames, Silent())
    assert held(loaded_uri) == of_sample
    assert told(loaded_uri, HIDDEN) == [[0]]


@pytest.mark.parametrize(
    ("foreign", "what"),
    [
        ("CREATE (:Person {id: 'mine'})", "1 nodes"),
        ("CREATE (:Customer)-[:BOUGHT]->(:Thing)", "2 nodes"),
        ("MERGE (a:Graphcheck) MERGE (b:Graphcheck) CREATE (a)-[:KNOWS]->(b)", "1 relationships"),
    ],
)
def test_a_database_with_other_data_is_refused_and_left_alone(
    neo4j_empty: str, sample_frames: Frames, foreign: str, what: str
) -> None:
    told(neo4j_empty, foreign)
    before = elements(neo4j_empty)
    with pytest.raises(StoreError, match=f"{what} that graphcheck did not write; nothing was changed"):
        load_neo4j(neo4j_empty, sample_frames, Silent())
    assert elements(neo4j_empty) == before
    assert told(neo4j_empty, "SHOW CONSTRAINTS YIELD name") == []


def test_data_that_comes_later_is_refused_and_left_alone(loaded_uri: str, altered_frames: Frames) -> None:
    told(loaded_uri, "MATCH (p:Person {id: 'hui-zhao'}) CREATE (:Note {text: 'ask her'})-[:ON]->(p)")
    before = elements(loaded_uri)
    with pytest.raises(StoreError, match="holds 1 nodes that graphcheck did not write"):
        load_neo4j(loaded_uri, altered_frames, Silent())
    assert elements(loaded_uri) == before


def test_an_earlier_schema_is_replaced(loaded_uri: str, sample_frames: Frames, of_sample: Dump) -> None:
    told(loaded_uri, "MATCH (s:GraphcheckState) SET s.version = 0, s.types = s.types + 'ONCE_KNEW'")
    told(loaded_uri, "MATCH (a:Person {id: 'hui-zhao'})-[:COAUTHOR]-(b) CREATE (a)-[:ONCE_KNEW]->(b)")
    told(loaded_uri, "CREATE (:Graphcheck:Topic {id: 'parsing'})")
    with open_neo4j(loaded_uri) as engine, pytest.raises(StoreError, match="written by another version"):
        engine.rows("MATCH (v:Venue) RETURN v.id", {})
    with loading_neo4j(loaded_uri) as server:
        assert server.is_of_another_version()
        with server.before() as before:
            assert before is None
        server.put(sample_frames, Silent())
        assert not server.is_of_another_version()
    assert held(loaded_uri) == of_sample
    assert told(loaded_uri, "MATCH ()-[r:ONCE_KNEW]->() RETURN count(r)") == [[0]]
    assert told(loaded_uri, "MATCH (t:Topic) RETURN count(t)") == [[0]]


def test_two_loads_at_once(loaded_uri: str, altered_frames: Frames) -> None:
    with loading_neo4j(loaded_uri) as first:
        with pytest.raises(StoreError, match="another load is writing to it; wait for it to end"):
            load_neo4j(loaded_uri, altered_frames, Silent())
        first.put(altered_frames, Silent())
    load_neo4j(loaded_uri, altered_frames, Silent())
    assert held(loaded_uri) == contents(altered_frames)


def test_a_load_that_lost_its_lock_changes_nothing(
    loaded_uri: str, sample_frames: Frames, altered_frames: Frames, of_sample: Dump
) -> None:
    with loading_neo4j(loaded_uri) as first:
        told(loaded_uri, "MATCH (l:GraphcheckLock) SET l.held = 'another'")
        with pytest.raises(StoreError, match="another load has begun to write to it"):
            first.put(altered_frames, Silent())
    assert held(loaded_uri) == of_sample


def test_texts_come_back_as_they_were(neo4j_empty: str, sample_frames: Frames) -> None:
    odd = "`}] DETACH DELETE n // $x \\ ' \" 論文 \U0001f4da ́"
    frames = {**sample_frames, "Venue": sample_frames["Venue"].assign(name=odd)}
    load_neo4j(neo4j_empty, frames, Silent())
    assert set(map(tuple, told(neo4j_empty, "MATCH (v:Venue) RETURN v.name"))) == {(odd,)}
