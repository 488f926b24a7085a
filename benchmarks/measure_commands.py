"""What commands cost, each in a fresh process: ``python -m benchmarks.measure_commands SOURCE [NAME]``.

Prints CPU-seconds, seconds by the clock, peak memory, and CPU-seconds as a share of the first report: the shares of one
run can be held against those of another machine. What is kept between commands goes into a folder of its own, so that
the first report and the first check find nothing there.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COLD, WARM = "nothing kept", "files as they were"


def main(source: str, name: str = "Ji Liu") -> None:
    """Measure each command once."""
    with tempfile.TemporaryDirectory() as made:
        place = Path(made)
        first = ran("report", place, COLD, 0.0, "report", source, "--out", place / "one", "--quiet")
        ran("report", place, WARM, first, "report", source, "--out", place / "two", "--quiet")
        ran("report --scores", place, WARM, first, "report", source, "--out", place / "three", "--scores", "--quiet")
        ran("check NAME", place, WARM, first, "check", name, "--source", source, "--quiet")
        ran("--help", place, WARM, first, "--help")
    with tempfile.TemporaryDirectory() as made:
        ran("load", Path(made), COLD, first, "load", source, "--quiet")
        ran("check NAME", Path(made), "after load", first, "check", name, "--source", source, "--quiet")


def ran(what: str, state: Path, kept: str, first: float, *words: str | Path) -> float:
    """Run a command and print what it took; return its CPU-seconds."""
    seconds, cpu, peak = took(state, *words)
    share = f"{cpu / first:6.1%}" if first else "100.0%"
    print(f"{cpu:7.1f} CPU-s {seconds:7.1f} s {peak:7.0f} MB {share}  {what} ({kept})", flush=True)
    return cpu


def took(state: Path, *words: str | Path) -> tuple[float, float, float]:
    """Run a command; return seconds by the clock, CPU-seconds, and peak memory in MB."""
    command = [sys.executable, "-m", "graphcheck", *map(str, words)]
    began = time.perf_counter()
    environment = {**os.environ, "GRAPHCHECK_STATE": str(state / "state")}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{' '.join(command)}: {process.stderr.read().decode() if process.stderr else ''}")
    unit = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, bytes
    return time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss * unit / 1e6


if __name__ == "__main__":
    main(*sys.argv[1:])
