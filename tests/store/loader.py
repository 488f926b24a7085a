"""Loads on demand: a process that has read two bibliographies, and forks a child for each load.

Reading a bibliography and importing takes longer than loading it; so that many loads can be killed, each is a child
of one process that has done all of that. ``python -m tests.store.loader STORE SOURCE SOURCE`` reads lines: 0 or 1
starts a load of that source. It writes the child's process id, and, when the child has ended, its status. STORE is a
folder, or the address of a Neo4j server.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from graphcheck.bibliography import Bibliography, load
from graphcheck.progress import Silent
from graphcheck.store.judged import Judged
from graphcheck.store.load import judge, loading, serving


def put(bibliography: Bibliography, judged: Judged, place: str) -> None:
    """Load as ``graphcheck load`` does."""
    if "://" in place:
        with serving(place, lambda line: print(line, file=sys.stderr)) as server:
            server.put(bibliography, judged, Silent())
    else:
        with loading(lambda line: print(line, file=sys.stderr), Path(place)) as store:
            store.put(bibliography, judged, Silent())


def serve(place: str, sources: list[Path]) -> None:
    """Start a load for each line of stdin."""
    read = [load(source) for source in sources]
    concluded = [judge(bibliography, Silent()) for bibliography in read]
    for line in sys.stdin:
        which = int(line)
        child = os.fork()
        if child == 0:
            put(read[which], concluded[which], place)
            os._exit(0)
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print(status, flush=True)


if __name__ == "__main__":
    serve(sys.argv[1], [Path(source) for source in sys.argv[2:]])
