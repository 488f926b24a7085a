"""What judging takes on one machine and by Spark: ``python -m benchmarks.measure_spark [SOURCE | PAPERS ...]``.

Each source is read once a run; a number of papers is generated (``benchmarks/generate.py``). Prints for each engine the
seconds by the clock, authorships judged in a second, and the peak memory of the process that asks (Spark's own are
beside it). Spark runs with two workers, its start is counted.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.generate import write

ENGINES = ("local", "local[2]", "local-cluster[2,1,2048]")
SIZES = ("100000", "300000")


def main(sources: tuple[str, ...] = SIZES) -> None:
    """Measure each source with each engine, every one in a fresh process."""
    for source in sources:
        with tempfile.TemporaryDirectory() as made:
            place = Path(source)
            if source.isdecimal():
                place = Path(made) / "works"
                write(place, int(source), seed=1)
            for engine in ENGINES:
                subprocess.run([sys.executable, "-m", "benchmarks.measure_spark", "one", place, engine], check=True)


def one(source: str, engine: str) -> None:
    """Judge everybody of a source with an engine, and print what that took."""
    from graphcheck.bibliography import load  # only here: those who start others need nothing of it
    from graphcheck.spark.judging import verdicts
    from graphcheck.spark.session import Cluster

    began = time.perf_counter()
    bibliography = load(source)
    people, papers = bibliography.judged_people(), len(bibliography.papers)
    read = time.perf_counter() - began
    began = time.perf_counter()
    if engine == "local":
        found = bibliography.verdicts(people, evidence=False)
    else:
        found = verdicts(bibliography, people, Cluster(engine), evidence=False)
    judged = sum(verdict.papers for verdict in found)
    seconds = time.perf_counter() - began
    unit = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, bytes
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
    print(
        f"{papers:10,} papers {judged:11,} authorships  {engine:24} reading {read:6.1f} s  judging {seconds:7.1f} s "
        f"{judged / seconds:8,.0f}/s {peak:7.0f} MB",
        flush=True,
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["one"]:
        one(*sys.argv[2:])
    else:
        main(tuple(sys.argv[1:]) or SIZES)
