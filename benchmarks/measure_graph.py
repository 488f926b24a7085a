"""Load the graph of a source and ask every named query, and print what it takes.

    python -m benchmarks.measure_graph path/to/acl-anthology [bolt://localhost:7687]

Times of queries are those of the second of two runs, seconds by the clock, with all rows fetched. Parameters are the
defaults, and for the rest ``GIVEN``: a person with very many papers and co-authors, and the largest venue.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from graphcheck.bibliography import load
from graphcheck.progress import Silent
from graphcheck.store.changes import compared
from graphcheck.store.embedded import open_embedded, reading, write_graph
from graphcheck.store.engine import Engine, Scalar
from graphcheck.store.folder import store_folder
from graphcheck.store.load import judge
from graphcheck.store.queries import Query, named
from graphcheck.store.rows import Frames, frames
from graphcheck.store.upkeep import fingerprint

T = TypeVar("T")
GIVEN = {
    "person": "yang-liu",
    "from": "yang-liu",
    "to": "marti-a-hearst",
    "volume": "2024.emnlp-main",
    "venue": "findings",
}


def timed(what: str, work: Callable[[], T]) -> T:
    """Do ``work``, and print its seconds by the clock and CPU-seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    print(f"| {what} | {time.perf_counter() - wall:.2f} | {time.process_time() - cpu:.2f} |", flush=True)
    return result


def load_embedded(root: Path, new: Frames) -> Engine:
    """Load into an empty store, and again over it; return the graph."""
    folder = store_folder(root)
    path = folder.fresh()
    timed("writing the embedded graph", lambda: write_graph(path, dict(new)))
    timed("checksum and swap", lambda: folder.put(path, source="", revision="", fingerprint=""))
    with reading(folder) as before:
        timed("comparing with the graph before", lambda: compared(before, new))
    return timed("opening it, with its checksum", lambda: open_embedded(folder))


def load_served(uri: str, new: Frames) -> Engine:
    """Load onto a server; return its graph."""
    from graphcheck.store.neo4j import load_neo4j, open_neo4j

    timed("loading Neo4j", lambda: load_neo4j(uri, new, Silent()))
    return open_neo4j(uri)


def asked(query: Query, engine: Engine) -> tuple[int, float]:
    """Return how many rows a query has, and the seconds that it takes."""
    values: dict[str, Scalar] = {}
    for parameter in query.parameters:
        values[parameter.name] = parameter.default
        if parameter.default is None:
            values[parameter.name] = GIVEN.get(parameter.name, parameter.example)
    for _ in range(2):
        begun = time.perf_counter()
        rows = engine.rows(query.cypher[engine.dialect], values).rows
    return len(rows), time.perf_counter() - begun


def main() -> None:
    """Measure."""
    print("| load | seconds | CPU-s |\n|---|---|---|")
    bibliography = timed("reading", lambda: load(sys.argv[1]))
    timed("tables as arrays", lambda: bibliography.graph)
    judged = timed("judging everybody", lambda: judge(bibliography, Silent()))
    new = timed("rows of the graph", lambda: frames(bibliography, judged))
    timed("fingerprint", lambda: fingerprint(bibliography))
    with tempfile.TemporaryDirectory() as root:
        engines = [load_embedded(Path(root), new), *(load_served(uri, new) for uri in sys.argv[2:])]
        print(f"\n| query | rows |{''.join(f' {engine.dialect}, s |' for engine in engines)}")
        print("|---|---|" + "---|" * len(engines))
        for query in named().values():
            told = [asked(query, engine) for engine in engines]
            counts = sorted({rows for rows, _ in told})
            times = "".join(f" {seconds:.2f} |" for _, seconds in told)
            print(f"| {query.name} | {'/'.join(map(str, counts))} |{times}", flush=True)
        for engine in engines:
            engine.close()


if __name__ == "__main__":
    main()
