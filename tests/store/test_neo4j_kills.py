"""A load onto Neo4j that is killed leaves the graph before, or the new one, whole, and the next load succeeds."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from graphcheck.store.neo4j import open_neo4j
from graphcheck.store.rows import Frames
from tests.store.altered import SAMPLE, write_altered
from tests.store.graphs import Dump, contents, dump
from tests.store.served import told
from tests.store.test_kills import SPREAD, Loader, facts, load_whole

KILLS = 20  # each takes seven seconds, with the load that puts things right
RUN = "MATCH (s:GraphcheckState) RETURN s.run"


@pytest.fixture
def loader(neo4j_empty: str, tmp_path: Path) -> Iterator[Loader]:
    started = Loader(neo4j_empty, [SAMPLE, write_altered(tmp_path / "altered")])
    yield started
    started.end()


def held(uri: str) -> Dump:
    """Return everything, of one run: the server may still be busy with what a killed load told it to commit."""
    while True:
        before = told(uri, RUN)
        with open_neo4j(uri) as engine:
            everything = facts(dump(engine))
        if told(uri, RUN) == before:
            return everything


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
def test_kills_at_any_moment(loader: Loader, neo4j_empty: str, sample_frames: Frames, altered_frames: Frames) -> None:
    whole = [facts(contents(frames)) for frames in (sample_frames, altered_frames)]
    load_whole(loader, 0)
    lasts = load_whole(loader, 1)
    there, killed, seen = 1, 0, set()
    for attempt in range(3 * KILLS):
        new = 1 - there
        child = loader.start(new)
        time.sleep(lasts * (attempt * SPREAD % 1))
        with suppress(ProcessLookupError):  # it was quicker
            os.kill(child, signal.SIGKILL)
        killed += loader.status() == signal.SIGKILL
        found = held(neo4j_empty)
        assert found in whole
        seen.add(found == whole[new])
        # What the killed load wanted, or another graph than it wanted: the next load makes either.
        there = new if attempt % 3 else there
        lasts = (lasts + load_whole(loader, there)) / 2  # how long one takes depends on what else the machine does
        assert held(neo4j_empty) == whole[there]
        assert told(neo4j_empty, "MATCH (n:Graphcheck) WHERE size(labels(n)) = 1 RETURN count(n)") == [[0]]
        if killed == KILLS:
            assert seen == {False, True}  # some were killed before the graph was put in place, some after
            return
    pytest.fail(f"only {killed} loads could be killed")
