"""A load that is killed leaves the graph before, or the new one, whole, and the next load succeeds."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from graphcheck.bibliography import Bibliography, load
from graphcheck.store.embedded import open_embedded
from graphcheck.store.folder import store_folder
from tests.store.altered import SAMPLE, write_altered
from tests.store.graphs import Dump, contents, dump, frames_of

PROJECT = Path(__file__).resolve().parents[2]
KILLS = 40
SPREAD = (5**0.5 - 1) / 2  # multiples of it, modulo 1, spread evenly over a load, however many there are


class Loader:
    """Starts loads of the sample (0) and of the altered sample (1), and kills some."""

    def __init__(self, place: Path | str, sources: list[Path]) -> None:
        command = [sys.executable, "-m", "tests.store.loader", str(place), *map(str, sources)]
        environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
        self._process = subprocess.Popen(
            command, cwd=PROJECT, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def start(self, which: int) -> int:
        """Start a load and return its process id."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{which}\n")
        self._process.stdin.flush()
        return self._line()

    def status(self) -> int:
        """Wait for the load to end."""
        return self._line()

    def _line(self) -> int:
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())

    def end(self) -> None:
        """End the process."""
        self._process.communicate()


@pytest.fixture
def altered_source(tmp_path: Path) -> Path:
    return write_altered(tmp_path / "altered")


@pytest.fixture
def loader(altered_source: Path, tmp_path: Path) -> Iterator[Loader]:
    started = Loader(tmp_path / "graph", [SAMPLE, altered_source])
    yield started
    started.end()


def facts(held: Dump) -> Dump:
    """Leave out what a load notes about the one before."""
    ids = [row[0] for row in held["Finding"]]
    return {**{name: rows for name, rows in held.items() if name not in ("Change", "Load")}, "Finding": [tuple(ids)]}


def load_whole(loader: Loader, which: int) -> float:
    """Load without a kill, and return the seconds that it took."""
    begun = time.monotonic()
    loader.start(which)
    assert loader.status() == 0
    return time.monotonic() - begun


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
def test_kills_at_any_moment(loader: Loader, altered_source: Path, sample: Bibliography, tmp_path: Path) -> None:
    whole = [facts(contents(frames_of(bibliography))) for bibliography in (sample, load(altered_source))]
    papers = [sorted((row[0],) for row in held["Paper"]) for held in whole]
    folder = store_folder(tmp_path / "graph")
    loader.start(0)
    assert loader.status() == 0
    lasts = load_whole(loader, 0)
    killed = 0
    for attempt in range(3 * KILLS):
        new = 1 - attempt % 2
        child = loader.start(new)
        time.sleep(lasts * (attempt * SPREAD % 1))
        with suppress(ProcessLookupError):  # it was quicker
            os.kill(child, signal.SIGKILL)
        killed += loader.status() == signal.SIGKILL
        with open_embedded(folder) as engine:
            assert facts(dump(engine)) in whole
        lasts = (lasts + load_whole(loader, new)) / 2  # how long one takes depends on what else the machine does
        with open_embedded(folder) as engine:
            assert engine.rows("MATCH (p:Paper) RETURN p.id ORDER BY p.id", {}).rows == papers[new]
        assert len(list(folder.root.glob("graph-*"))) == 1
        if killed == KILLS:
            return
    pytest.fail(f"only {killed} loads could be killed")
