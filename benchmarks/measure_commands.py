"""What commands cost, each in a fresh process: ``python -m benchmarks.measure_commands SOURCE [NAME]``.

Prints CPU-seconds, seconds by the clock, peak memory, and CPU-seconds as a share of the first report: the shares of one
run can be held against those of another machine. What is kept between commands goes into a folder of its own, so that
the first report and the first check find nothing there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COLD, WARM, CHANGED = "nothing kept", "files as they were", "5 files changed"


def main(source: str, name: str = "Ji Liu") -> None:
    """Measure each command once."""
    with tempfile.TemporaryDirectory() as made:
        place = Path(made)
        first = ran("report", place, COLD, 0.0, "report", source, "--out", place / "one", "--quiet")
        ran("report", place, WARM, first, "report", source, "--out", place / "two", "--quiet")
        ran("report --scores", place, WARM, first, "report", source, "--out", place / "three", "--scores", "--quiet")
        ran("check NAME", place, WARM, first, "check", name, "--source", source, "--quiet")
        ran("--help", place, WARM, first, "--help")
        after_changes(Path(source), place, first)
    with tempfile.TemporaryDirectory() as made:
        ran("load", Path(made), COLD, first, "load", source, "--quiet")
        ran("check NAME", Path(made), "after load", first, "check", name, "--source", source, "--quiet")


def after_changes(source: Path, place: Path, first: float) -> None:
    """Measure reports on a copy of a checkout that is the same night by night, and once has five files changed.

    The second report tells findings as known that were new, so that each page differs from that of the first.
    """
    copy, out = place / "copy", place / "nights"
    shutil.copytree(source, copy, ignore=shutil.ignore_patterns(".git"))
    ran("report", place, COLD, first, "report", copy, "--out", out, "--quiet")
    ran("report over it", place, WARM, first, "report", copy, "--out", out, "--quiet")
    change(copy / "data" / "xml")
    ran("report over it", place, CHANGED, first, "report", copy, "--out", out, "--quiet")


def change(folder: Path, files: int = 5) -> None:
    """Correct a title and lengthen an abstract in files of the folder, spread over all of them."""
    found = sorted(path for path in folder.iterdir() if b"<abstract>" in path.read_bytes())
    for path in found[:: max(len(found) // files, 1)][:files]:
        text = path.read_text(encoding="utf-8")
        at = text.index("<title>", text.index("<paper "))
        text = f"{text[:at]}<title>Corrected: {text[at + len('<title>') :]}"
        path.write_text(text.replace("</abstract>", " And more.</abstract>", 1), encoding="utf-8")


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
