"""Graphs to load, and a Neo4j server: the one that ``GRAPHCHECK_NEO4J_URI`` names, else one that is started here."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graphcheck.bibliography import Bibliography, load
from graphcheck.store.rows import Frames
from tests.neo4j_server import fetch, serving
from tests.store.altered import write_altered
from tests.store.graphs import frames_of
from tests.store.served import told, wipe


@pytest.fixture(scope="session")
def neo4j_jars() -> None:
    """What a server needs is there."""
    try:
        fetch()
    except Exception as error:  # whatever a download or a missing package raises
        reason = f"Neo4j can't be brought here ({error}); name a server with GRAPHCHECK_NEO4J_URI"
        if os.environ.get("GRAPHCHECK_REQUIRE_ALL") == "1":
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture(scope="session")
def neo4j_uri(
    named_neo4j: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a server for tests to fill and empty; user and password are in the environment."""
    if named_neo4j:
        if told(named_neo4j, "MATCH (n) RETURN count(n)") != [[0]]:
            pytest.fail(f"{named_neo4j} holds data, which the tests would delete; name a server with an empty database")
        yield named_neo4j
        wipe(named_neo4j)
        return
    request.getfixturevalue("neo4j_jars")
    with _started(tmp_path_factory.mktemp("neo4j")) as uri:
        yield uri


@pytest.fixture(scope="module")
def neo4j_for_much(
    named_neo4j: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a server for a large graph: to start another one takes less time than to empty it."""
    if named_neo4j:
        wipe(request.getfixturevalue("neo4j_uri"))
        yield named_neo4j
        return
    request.getfixturevalue("neo4j_jars")
    with _started(tmp_path_factory.mktemp("neo4j-much")) as uri:
        yield uri


@contextmanager
def _started(folder: Path) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch, serving(folder, heap="1g") as server:
        patch.setenv("NEO4J_USERNAME", "neo4j")
        patch.setenv("NEO4J_PASSWORD", server.password)
        yield server.uri


@pytest.fixture
def neo4j_empty(neo4j_uri: str) -> str:
    """The address of a server whose database is empty; who comes next empties it of what was loaded."""
    wipe(neo4j_uri)
    return neo4j_uri


@pytest.fixture(scope="session")
def sample_frames(sample: Bibliography) -> Frames:
    """The sample's frames."""
    return frames_of(sample)


@pytest.fixture(scope="session")
def whole_frames(whole: Bibliography) -> Frames:
    """The whole Anthology's frames."""
    return frames_of(whole)


@pytest.fixture(scope="session")
def altered(tmp_path_factory: pytest.TempPathFactory) -> Bibliography:
    """The altered sample."""
    return load(write_altered(tmp_path_factory.mktemp("altered")))


@pytest.fixture(scope="session")
def altered_frames(altered: Bibliography) -> Frames:
    """The altered sample's frames."""
    return frames_of(altered)
