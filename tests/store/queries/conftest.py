"""Each engine, with the sample loaded."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graphcheck.bibliography import Bibliography, load
from graphcheck.store.engine import Engine
from graphcheck.store.rows import Frames
from tests.store.altered import write_altered
from tests.store.graphs import Embedded, Place, Served, frames_of, loaded
from tests.store.served import wipe


@pytest.fixture(scope="session")
def sample_frames(sample: Bibliography) -> Frames:
    """The sample's frames."""
    return frames_of(sample)


@pytest.fixture(scope="session")
def altered(tmp_path_factory: pytest.TempPathFactory) -> Bibliography:
    """The altered sample."""
    return load(write_altered(tmp_path_factory.mktemp("altered")))


@pytest.fixture(scope="session")
def altered_frames(altered: Bibliography) -> Frames:
    """The altered sample's frames."""
    return frames_of(altered)


@pytest.fixture(scope="module", params=["ladybug", "neo4j"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Somewhere to load a graph on either engine."""
    if request.param == "ladybug":
        return Embedded(tmp_path_factory.mktemp("store"))
    uri = request.getfixturevalue("neo4j_uri")
    wipe(uri)
    return Served(uri)


@pytest.fixture(scope="module")
def engine(place: Place, sample_frames: Frames) -> Iterator[Engine]:
    """The sample on either engine."""
    with loaded(place, sample_frames) as opened:
        yield opened
