"""Each engine, with the sample loaded."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graphcheck.store.engine import Engine
from graphcheck.store.rows import Frames
from tests.store.graphs import Embedded, Place, Served, loaded
from tests.store.served import wipe


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
