"""A whole run, top to bottom: source → tables → graph → pages → findings → report."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from graphcheck import __version__
from graphcheck.bibliography import Bibliography, load
from graphcheck.progress import Progress
from graphcheck.report.data import ReportWriter, RunSummary
from graphcheck.report.site.surroundings import Library
from graphcheck.settings import Settings
from graphcheck.sources import Source
from graphcheck.store.judged import Judged
from graphcheck.store.load import judge, keep, loading, serving

T = TypeVar("T")


def report(
    path: Path,
    out: Path,
    *,
    scores: bool,
    keep_going: bool,
    settings: Settings,
    progress: Progress,
    say: Callable[[str], None],
) -> Mapping[str, Any]:
    """Read ``path``, judge everybody, and put the report into ``out``; return its summary.

    With ``scores`` the report also holds ``scores.jsonl`` and ``pages.jsonl``. The graph for queries is kept, too;
    ``say`` hears a line where it can't be.

    Raises:
        SourceNotFoundError: there is no bibliography at ``path``.
        BadInputError: files of it cannot be read, and ``keep_going`` was not asked for.
        GraphcheckError: ``out`` cannot be written, or holds something else than a report.
    """
    clock = _Clock(progress)
    judged = Judged()
    # The place comes first: whoever named a wrong one hears it before a minute of reading, not after.
    with ReportWriter(out, version=__version__, scores=scores) as writer:
        bibliography = load(path, keep_going=keep_going, settings=settings, progress=clock)
        people = clock.step("building the graph", bibliography.judged_people)
        for page in clock.stage("judging people", bibliography.pages(people, evidence=scores), len(people)):
            findings = bibliography.findings(page)
            writer.add(page, findings)
            judged.add(page, findings)
        summary = writer.finish(_summary(bibliography, clock), Library(bibliography), clock)
    keep(bibliography, judged, say, progress)
    return summary


def load_graph(
    path: Path,
    *,
    neo4j: str | None,
    keep_going: bool,
    progress: Progress,
    say: Callable[[str], None],
) -> Source:
    """Read ``path``, judge everybody, and put the graph into the store, or into the ``neo4j`` at that address.

    Raises:
        SourceNotFoundError, BadInputError: as in ``report``.
        StoreError: the graph can't be written, or another load is writing it.
    """
    with loading(say) if neo4j is None else serving(neo4j) as graph:
        bibliography = load(path, keep_going=keep_going, progress=progress)
        graph.put(bibliography, judge(bibliography, progress), progress)
    return bibliography.source


def _summary(bibliography: Bibliography, clock: _Clock) -> RunSummary:
    source, tables = bibliography.source, bibliography.source.tables
    return {
        "source": str(source.root),
        "revision": source.revision,
        "people_format": source.people_format,
        "papers": len(tables.papers),
        "people": len(tables.people),
        "authorships": len(tables.authorships),
        "settings": asdict(bibliography.settings),
        "timings": clock.timings,
        "skipped": [str(problem) for problem in source.skipped],
        "faults": [str(fault) for fault in source.faults],
    }


@dataclass(slots=True)
class _Clock:
    """Follows stages for somebody else and notes how long each took: seconds by the clock, and of this process."""

    listener: Progress
    timings: dict[str, dict[str, float]] = field(default_factory=dict)

    def stage(self, name: str, items: Iterable[T], total: int) -> Iterator[T]:
        wall, cpu = time.perf_counter(), time.process_time()
        yield from self.listener.stage(name, items, total)
        took = {"seconds": time.perf_counter() - wall, "cpu_seconds": time.process_time() - cpu}
        self.timings[name] = {unit: round(value, 3) for unit, value in took.items()}

    def step(self, name: str, work: Callable[[], T]) -> T:
        """Do ``work`` as a stage of one step."""
        (result,) = self.stage(name, (work() for _ in range(1)), 1)
        return result
