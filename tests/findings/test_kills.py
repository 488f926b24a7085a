"""A report that is killed leaves the one before, or the new one, whole, and the next run goes on from it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.findings.nights import STRAY, Nights

PROJECT = Path(__file__).resolve().parents[2]
KILLS = 40
SPREAD = (5**0.5 - 1) / 2  # multiples of it, modulo 1, spread evenly over a run, however many there are
PROMPT = 0.6  # of a run; what comes after is the graph for queries, whose kills have their own tests


class Runner:
    """Starts runs on the sample (0) and on the mended sample (1), and looks at what is in the report."""

    def __init__(self, place: Path) -> None:
        broken, mended = Nights(place / "broken"), Nights(place / "mended")
        mended.fix()
        self.out = place / "reports" / "report"
        command = [sys.executable, "-m", "tests.findings.runner", str(self.out), str(broken.source), str(mended.source)]
        environment = {**os.environ, "PYTHONPATH": str(PROJECT), "GRAPHCHECK_STATE": str(place / "state")}
        self._process = subprocess.Popen(
            command, cwd=PROJECT, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def start(self, which: int) -> int:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{which}\n")
        self._process.stdin.flush()
        return self.status()

    def status(self) -> int:
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())

    def whole(self, which: int) -> float:
        """Run without a kill; return the seconds until the report was there, and its graph."""
        begun = time.monotonic()
        self.start(which)
        assert self.status() == 0
        return time.monotonic() - begun

    def end(self) -> None:
        self._process.communicate()

    def files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.out).as_posix(): path.read_bytes() for path in self.out.rglob("*") if path.is_file()
        }

    def told(self) -> tuple[int, str | None, list[str]]:
        """Check that the files are of one run; return its number, the stray's state, and the ids of what is found."""
        files = {name: json.loads(content) for name, content in self.files().items() if name.endswith(".json")}
        findings, history, summary = files["findings.json"], files["history.json"], files["summary.json"]
        assert set(summary["files"]) == set(self.files())
        assert {one["id"] for one in findings["findings"]} == {one["id"] for one in history["open"]}
        assert history["runs"] == summary["runs"]
        every: list[dict[str, Any]] = [*findings["findings"], *findings["resolved"]]
        states = [one["state"] for one in every if (one["person"], one["paper"]) == STRAY]
        return len(history["runs"]), states[0] if states else None, sorted(one["id"] for one in findings["findings"])


@pytest.fixture
def runner(tmp_path: Path) -> Iterator[Runner]:
    started = Runner(tmp_path)
    yield started
    started.end()


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
def test_kills_at_any_moment(runner: Runner) -> None:
    runner.whole(1)
    runner.whole(0)
    found = {0: runner.told()[2]}
    lasts = runner.whole(1)
    found[1] = runner.told()[2]
    assert found[0] != found[1]
    killed, left = 0, {"old": 0, "new": 0}
    for attempt in range(3 * KILLS):
        new = attempt % 2
        before, number = runner.files(), runner.told()[0]
        child = runner.start(new)
        time.sleep(lasts * PROMPT * (attempt * SPREAD % 1))
        with suppress(ProcessLookupError):  # it was quicker
            os.kill(child, signal.SIGKILL)
        died = runner.status() == signal.SIGKILL
        killed += died
        is_old = runner.files() == before
        left["old" if is_old else "new"] += died
        assert runner.told()[0] == number + (not is_old)
        lasts = (lasts + runner.whole(new)) / 2  # how long one takes depends on what else the machine does
        went_on, state, ids = runner.told()
        assert went_on == number + (not is_old) + 1
        assert ids == found[new]
        # From the old report the other source's state is told as a change, from the new one as what is known.
        assert (
            state == {(0, True): "relapsed", (1, True): "resolved", (0, False): "known", (1, False): None}[new, is_old]
        )
        assert [path.name for path in runner.out.parent.iterdir()] == ["report"]
        if killed == KILLS:
            break
    assert killed == KILLS
    assert min(left.values()) > 0, left
