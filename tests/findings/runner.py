"""Runs of ``graphcheck report`` on demand, each a child of one process that has imported everything.

``python -m tests.findings.runner REPORT SOURCE SOURCE`` reads lines: 0 or 1 starts a run on that source. It writes the
child's process id, and, when the child has ended, its status.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from graphcheck.pipeline import report
from graphcheck.progress import Silent
from graphcheck.settings import Settings


def run(source: Path, out: Path) -> None:
    report(
        source,
        out,
        scores=False,
        keep_going=False,
        settings=Settings(),
        progress=Silent(),
        say=lambda line: print(line, file=sys.stderr),
        day="2025-09-01",
    )


def serve(out: Path, sources: list[Path]) -> None:
    """Start a run for each line of stdin."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            run(sources[int(line)], out)
            os._exit(0)
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print(status, flush=True)


if __name__ == "__main__":
    serve(Path(sys.argv[1]), [Path(source) for source in sys.argv[2:]])
