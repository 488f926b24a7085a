"""A whole run, top to bottom: source → tables → graph → pages → findings → report."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from graphcheck import __version__
from graphcheck.bibliography import Bibliography, load
from graphcheck.decisions import NOTHING_DECIDED, Decisions
from graphcheck.errors import GraphcheckError, UsageError, one_line
from graphcheck.findings.history import HISTORY, History, read_history
from graphcheck.findings.night import Watch, told_of
from graphcheck.findings.states import Night
from graphcheck.graph import Ints
from graphcheck.memory import give_back
from graphcheck.progress import Progress
from graphcheck.report.data import ReportWriter, RunSummary
from graphcheck.report.folder import SUMMARY
from graphcheck.report.site.surroundings import Library
from graphcheck.scope import Scope, scope_of
from graphcheck.settings import Settings
from graphcheck.sources import Format, Source
from graphcheck.sources.formats import format_of
from graphcheck.sources.since import changed_since, people_changed_since
from graphcheck.spark.session import Cluster
from graphcheck.store.judged import Judged
from graphcheck.store.load import judge, keep, loading, serving
from graphcheck.verdicts import Verdict
from graphcheck.wording import listing

T = TypeVar("T")


def report(
    path: Path,
    out: Path,
    *,
    scores: bool,
    parquet: bool = False,
    keep_going: bool,
    settings: Settings,
    progress: Progress,
    say: Callable[[str], None],
    decisions: Decisions = NOTHING_DECIDED,
    only: Sequence[str] = (),
    since: str = "",
    day: str | None = None,
    source_format: Format = Format.AUTO,
    columns: Mapping[str, str] | None = None,
    background: Sequence[Path] = (),
    cluster: Cluster | None = None,
) -> Mapping[str, Any]:
    """Read ``path``, judge everybody, and put the report into ``out``; return its summary.

    With ``scores`` the report also holds ``scores.jsonl`` and ``pages.jsonl``. The graph for queries is kept, too;
    ``say`` hears a line where it can't be. ``only`` and ``since`` narrow what is reported, not what is read (see
    ``scope_of`` and ``changed_since``). The report in ``out`` tells what happened before; ``day`` (ISO) is today. A
    ``cluster`` judges people by Spark there. ``columns`` and ``background``: as in ``load``.

    Raises:
        SourceNotFoundError: there is no bibliography at ``path``.
        BadInputError: files of it cannot be read, and ``keep_going`` was not asked for.
        UsageError: what ``only`` or ``since`` names is not there, or there is no Spark; a ``background`` is asked of
            Spark; or as in ``load``.
        GraphcheckError: ``out`` cannot be written, holds something else than a report, or a history that can't be used;
            or Spark fails.
    """
    if cluster is not None and background:
        raise UsageError("--engine spark sends no --background to its machines; leave one of the two out")
    clock = _Clock(progress)
    judged = Judged()
    # The place comes first: whoever named a wrong one hears it before a minute of reading, not after.
    with ReportWriter(out, version=__version__, scores=scores, parquet=parquet) as writer:
        if since and format_of(path, source_format) is not Format.ANTHOLOGY:
            raise UsageError("--since looks at a checkout's history, and this is none; narrow a report by --only")
        before = _history(out, say)
        changed = changed_since(path, since) if since else None
        if since and people_changed_since(path, since):
            what = "what that alone changes is told by a report on everything"
            say(one_line(f"the people file changed since {since}, too; {what}"))
        bibliography = load(
            path,
            keep_going=keep_going,
            settings=settings,
            progress=clock,
            decisions=decisions,
            warm=True,
            source_format=source_format,
            columns=columns,
            background=background,
        )
        scope = scope_of(bibliography.source, only, since, changed)
        _say_of_scope(scope, say)
        watch = _watch(bibliography, before, scope, out)
        _judge(bibliography, writer, watch, judged, clock, scores, cluster)
        night = watch.night(day or datetime.datetime.now().astimezone().date().isoformat())
        del watch
        run, library = _summary(bibliography, judged, clock, scope, night), Library(bibliography)
        bibliography.release()
        summary = writer.finish(run, night, library, clock)
    judged.tell(night.findings)
    del writer, run, library, night, before  # what the graph has no need of
    bibliography.release()
    give_back()
    keep(bibliography, judged, say, progress)
    return summary


def _judge(
    bibliography: Bibliography,
    writer: ReportWriter,
    watch: Watch,
    judged: Judged,
    clock: _Clock,
    evidence: bool,
    cluster: Cluster | None,
) -> None:
    """Judge everybody, and give what is told to the writer, the watch and ``judged``."""
    clock.step("building the graph", bibliography.judged_people)
    people = clock.step("comparing identities", bibliography.people_to_tell)
    verdicts = _verdicts(bibliography, people, evidence, cluster)
    for verdict in clock.stage("judging people", verdicts, len(people)):
        judged.take(verdict)
        concerned = bibliography.is_concerned(verdict.row)
        if evidence or concerned or bibliography.has_findings(verdict) or watch.knows(verdict.row):
            page = bibliography.page_of(verdict)
            findings = bibliography.findings(page)
            writer.add(page, watch.narrowed(page, findings), concerned=concerned)
            judged.add(findings)
    findings = bibliography.findings_on_no_page()
    writer.add(None, watch.narrowed(None, findings))
    judged.add(findings)


def load_graph(
    path: Path,
    *,
    neo4j: str | None,
    keep_going: bool,
    progress: Progress,
    say: Callable[[str], None],
    decisions: Decisions = NOTHING_DECIDED,
    source_format: Format = Format.AUTO,
    columns: Mapping[str, str] | None = None,
    background: Sequence[Path] = (),
) -> Source:
    """Read ``path``, judge everybody, and put the graph into the store, or into the ``neo4j`` at that address.

    Raises:
        SourceNotFoundError, BadInputError: as in ``report``.
        StoreError: the graph can't be written, or another load is writing it.
    """
    with loading(say) if neo4j is None else serving(neo4j, say) as graph:
        bibliography = load(
            path,
            keep_going=keep_going,
            progress=progress,
            decisions=decisions,
            warm=True,
            source_format=source_format,
            columns=columns,
            background=background,
        )
        graph.put(bibliography, judge(bibliography, progress), progress)
    return bibliography.source


def _verdicts(bibliography: Bibliography, people: Ints, evidence: bool, cluster: Cluster | None) -> Iterator[Verdict]:
    if cluster is None:
        return bibliography.verdicts(people) if evidence else bibliography.verdicts_on_all(people)
    from graphcheck.spark.judging import verdicts  # only here: few runs have Spark at all

    return verdicts(bibliography, people, cluster, evidence=evidence)


def _history(out: Path, say: Callable[[str], None]) -> History:
    before = read_history(out / HISTORY)
    if before is None and (out / SUMMARY).exists():
        say(f"{out / HISTORY}: not there, though there is a report; history begins anew, and every finding is new")
    return before or History()


def _say_of_scope(scope: Scope | None, say: Callable[[str], None]) -> None:
    """Say what is not reported on, and why."""
    if scope is None:
        return
    if scope.without:
        told = listing([one_line(name, 100) for name in scope.without])
        say(f"--only: no papers in {told}; what is wrong there alone is told by a report on everything")
    if not scope.papers:
        say("there are no papers to report on")


def _watch(bibliography: Bibliography, before: History, scope: Scope | None, out: Path) -> Watch:
    try:
        return Watch(bibliography, before, scope)
    except GraphcheckError as error:
        raise GraphcheckError(f"{out / HISTORY}: {error}") from error


def _summary(
    bibliography: Bibliography, judged: Judged, clock: _Clock, scope: Scope | None, night: Night
) -> RunSummary:
    source, tables = bibliography.source, bibliography.source.tables
    return {
        "source": str(source.root),
        "revision": source.revision,
        "people_format": source.people_format,
        "papers": len(tables.papers),
        "people": len(tables.people),
        "authorships": len(tables.authorships),
        "verdicts": judged.counts(),
        "settings": asdict(bibliography.settings),
        "timings": clock.timings,
        "skipped": [str(problem) for problem in source.skipped],
        "faults": [str(fault) for fault in source.faults],
        "decisions": told_of(bibliography, night, whole=scope is None),
        "scope": None if scope is None else {"only": scope.only, "since": scope.since, "papers": len(scope.papers)},
        "backgrounds": _backgrounds(bibliography),
    }


def _backgrounds(bibliography: Bibliography) -> list[dict[str, Any]]:
    """Return what is told of each background: what was read, and how many of the source's people are in it."""
    met = iter(bibliography.met_beside())
    return [
        {
            "source": str(beside.root),
            "revision": beside.revision,
            "digest": beside.digest,
            "papers": beside.papers,
            "repeated": beside.repeated,
            "people": next(met) if beside.papers else 0,
            "skipped": [str(problem) for problem in beside.skipped],
        }
        for beside in bibliography.source.backgrounds
    ]


@dataclass(slots=True)
class _Clock:
    """Follows stages for somebody else and notes how long each took: seconds by the clock, and of this process.

    After each stage what it has let go of goes back to the system.
    """

    listener: Progress
    timings: dict[str, dict[str, float]] = field(default_factory=dict)

    def stage(self, name: str, items: Iterable[T], total: int) -> Iterator[T]:
        wall, cpu = time.perf_counter(), time.process_time()
        yield from self.listener.stage(name, items, total)
        took = {"seconds": time.perf_counter() - wall, "cpu_seconds": time.process_time() - cpu}
        self.timings[name] = {unit: round(value, 3) for unit, value in took.items()}
        give_back()

    def step(self, name: str, work: Callable[[], T]) -> T:
        """Do ``work`` as a stage of one step."""
        (result,) = self.stage(name, (work() for _ in range(1)), 1)
        return result
