"""On the whole Anthology both engines give the same rows, in the same order."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graphcheck.store.engine import Engine, Scalar
from graphcheck.store.queries import Query, named
from graphcheck.store.rows import Frames
from tests.store.graphs import Embedded, Served, loaded

QUERIES = named()
# A person with hundreds of papers and co-authors, and the fullest volume and venue.
GIVEN = {
    "person": "yang-liu",
    "from": "yang-liu",
    "to": "marti-a-hearst",
    "volume": "2024.emnlp-main",
    "venue": "findings",
}
ROWLESS = {"changed-volumes", "volume-changes"}  # after a first load


@pytest.fixture(scope="module")
def engines(
    whole_frames: Frames, tmp_path_factory: pytest.TempPathFactory, neo4j_for_much: str
) -> Iterator[tuple[Engine, Engine]]:
    """The Anthology on both engines."""
    place = Embedded(tmp_path_factory.mktemp("store"))
    with loaded(place, whole_frames) as embedded, loaded(Served(neo4j_for_much), whole_frames) as served:
        yield embedded, served


def values(query: Query) -> dict[str, Scalar]:
    """Return the defaults, and a telling value for what has none."""
    return {p.name: GIVEN.get(p.name, p.example) if p.default is None else p.default for p in query.parameters}


@pytest.mark.anthology
@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_neo4j_gives_the_same_rows_as_the_embedded_engine(engines: tuple[Engine, Engine], query: Query) -> None:
    embedded, served = (engine.rows(query.cypher[engine.dialect], values(query)) for engine in engines)
    assert embedded.columns == served.columns
    assert embedded.rows == served.rows
    assert bool(embedded.rows) != (query.name in ROWLESS)
