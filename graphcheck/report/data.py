"""A run's results → the files that other tools read, written while the run goes on."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, NotRequired, Self, TypedDict

from graphcheck.findings.catalogue import CATALOGUE
from graphcheck.findings.history import HISTORY, History
from graphcheck.findings.states import Night
from graphcheck.memory import give_back
from graphcheck.model import Finding, Page
from graphcheck.progress import Progress, Silent
from graphcheck.report.folder import SUMMARY, TOOL, write_folder
from graphcheck.report.records import (
    COLUMNS,
    FORMAT_VERSION,
    authorship_record,
    finding_record,
    finding_row,
    in_order,
    page_record,
    to_json,
)
from graphcheck.report.sarif import sarif
from graphcheck.report.site.pages import write_people
from graphcheck.report.site.rows import Shape, shape_of
from graphcheck.report.site.start import index_html
from graphcheck.report.site.surroundings import Library
from graphcheck.report.summary_md import summary_markdown

if TYPE_CHECKING:
    from graphcheck.report.parquet import ParquetFile

_BUFFER = 1 << 20


class RunSummary(TypedDict):
    """What only the run knows; everything else in ``summary.json`` is counted here.

    ``source`` is the root as the user named it; ``revision`` "" where there is none. ``papers``, ``people`` and
    ``authorships`` count what was read, ``verdicts`` how many authorships were ``judged``, ``abstained`` from and
    ``flagged``. ``settings`` maps names to values; ``timings`` maps each stage to its
    seconds and CPU-seconds, and may grow until the end. ``skipped`` holds the problems of the files that were left out,
    a line each; ``faults`` the mistakes in the data that were read past, a line each. ``decisions`` says what became of
    them (``findings.night.told_of``); ``scope`` what the report is about where that is not everything. ``backgrounds``
    says of each bibliography that was read beside the source what it is, and how many papers and people it shares.
    """

    source: str
    revision: str
    people_format: str
    papers: int
    people: int
    authorships: int
    verdicts: Mapping[str, int]
    settings: Mapping[str, Any]
    timings: Mapping[str, Any]
    skipped: Sequence[str]
    faults: Sequence[str]
    decisions: NotRequired[Mapping[str, Any]]
    scope: NotRequired[Mapping[str, Any] | None]
    backgrounds: NotRequired[Sequence[Mapping[str, Any]]]


class ReportWriter:
    """Writes a report to a folder, page by page; it appears when all of it is there.

    Use it as a context manager: :meth:`add` each page with its findings, then :meth:`finish`. If the block ends
    otherwise, the folder is left as it was. ``scores.jsonl`` and ``pages.jsonl`` are written with ``scores``;
    they hold the people with at least two papers. With ``parquet`` the same, and the findings, are written as Parquet.

    Raises:
        GraphcheckError: on entering or leaving, where the folder can't be written (see ``write_folder``).
    """

    def __init__(self, out: Path, *, version: str, scores: bool = False, parquet: bool = False) -> None:
        self._out = out
        self._version = version
        self._with_scores = scores
        self._with_parquet = parquet
        self._stack = ExitStack()
        self._findings: list[Finding] = []
        # Pages with findings are written when all are known: they link to each other. The others are not kept.
        self._found: dict[str, Page] = {}
        self._finished = False

    def __enter__(self) -> Self:
        self._folder = self._stack.enter_context(write_folder(self._out))
        self._streams = ExitStack()
        self._stack.push(self._streams)
        self._scores = self._stream("scores.jsonl") if self._with_scores else None
        self._pages = self._stream("pages.jsonl") if self._with_scores else None
        self._score_table: ParquetFile | None = None
        self._page_table: ParquetFile | None = None
        if self._with_scores and self._with_parquet:
            self._score_table, self._page_table = self._tables()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None and not self._finished:
            error = RuntimeError("a report was left without finish(): nothing was written")
            self._stack.__exit__(RuntimeError, error, None)
            raise error
        self._stack.__exit__(kind, error, trace)

    def _stream(self, name: str) -> BinaryIO:
        return self._streams.enter_context((self._folder / name).open("wb", buffering=_BUFFER))

    def _tables(self) -> tuple[ParquetFile, ParquetFile]:
        from graphcheck.report.parquet import PAGES, SCORES, ParquetFile  # only here: few reports have any

        scores = ParquetFile(self._folder / "scores.parquet", SCORES)
        pages = ParquetFile(self._folder / "pages.parquet", PAGES)
        return self._streams.enter_context(scores), self._streams.enter_context(pages)

    def add(self, page: Page | None, findings: Sequence[Finding] = (), *, concerned: bool = False) -> None:
        """Take one page and what was found on it, or what is about no page.

        ``concerned``: findings on other pages may concern the person. Pages are written in the order in which they
        come.
        """
        self._findings.extend(findings)
        if page is None:
            return
        if findings or concerned:
            self._found[page.person] = page
        if len({judged.paper for judged in page.authorships}) < 2:
            return
        if self._scores is not None and self._pages is not None:
            self._scores.writelines(to_json(authorship_record(judged)) + b"\n" for judged in page.authorships)
            self._pages.write(to_json(page_record(page)) + b"\n")
        if self._score_table is not None and self._page_table is not None:
            self._score_table.add(authorship_record(judged) for judged in page.authorships)
            self._page_table.add([page_record(page)])

    def finish(
        self,
        run: RunSummary,
        night: Night | None = None,
        library: Library | None = None,
        progress: Progress | None = None,
    ) -> dict[str, Any]:
        """Write the findings and the summary, and return the summary; nothing can be added after it.

        ``night`` holds the findings with their states, and the history, which is kept; without it all are as added.
        People with a finding get a page of their own where a ``library`` is given to look up what is on it.
        """
        self._streams.close()
        told = night or Night(tuple(self._findings), (), (), (), History())
        findings = in_order(told.findings)
        self._write("findings.json", to_json(self._findings_file(findings, told.resolved), indent=True) + b"\n")
        if night is not None:
            self._write(HISTORY, to_json(night.history.record()) + b"\n")
        _write_table(self._folder / "findings.csv", findings)
        if self._with_parquet:
            _write_parquet(self._folder / "findings.parquet", findings)
        if library is not None:
            log = sarif(findings, self._version, library.lines.of)
            self._write("findings.sarif", to_json(log, indent=True) + b"\n")
            del log
            give_back()
        written: set[str] = set()
        if library is not None:
            found, following = self._found.values(), progress or Silent()
            written = write_people(self._folder, found, findings, library, following, before=self._out)
        summary = self._summary(run, findings, told)
        shapes: dict[str, Shape] = {person: shape_of(page) for person, page in self._found.items()}
        start = index_html(findings, summary, resolved=in_order(told.resolved), shapes=shapes, pages=written)
        self._write("index.html", start.encode("utf-8", errors="replace"))
        self._write(
            "summary.md", summary_markdown(findings, in_order(told.resolved), summary).encode("utf-8", "replace")
        )
        files = (path for path in self._folder.rglob("*") if path.is_file())
        summary["files"] = sorted([SUMMARY, *(path.relative_to(self._folder).as_posix() for path in files)])
        self._write(SUMMARY, to_json(summary, indent=True) + b"\n")
        self._finished = True
        self._found.clear()  # the pages take a fifth of a gigabyte, and the graph is still to be written
        return summary

    def _write(self, name: str, content: bytes) -> None:
        (self._folder / name).write_bytes(content)

    def _findings_file(self, findings: Sequence[Finding], resolved: Sequence[Finding]) -> dict[str, Any]:
        """Return what is in ``findings.json``: nothing that differs between two runs after the same nights."""
        return {
            "tool": TOOL,
            "version": self._version,
            "format_version": FORMAT_VERSION,
            "findings": [finding_record(finding) for finding in findings],
            "resolved": [finding_record(finding) for finding in in_order(resolved)],
        }

    def _summary(self, run: RunSummary, findings: Sequence[Finding], night: Night) -> dict[str, Any]:
        by_code = Counter(finding.code for finding in findings)
        return {
            "tool": TOOL,
            "version": self._version,
            "format_version": FORMAT_VERSION,
            "source": run["source"],
            "revision": run["revision"],
            "people_format": run["people_format"],
            "papers": run["papers"],
            "people": run["people"],
            "authorships": run["authorships"],
            **_where_any("backgrounds", run.get("backgrounds", ())),
            **{name: run["verdicts"][name] for name in ("judged", "abstained", "flagged")},
            "counts": {code: by_code[code] for code in sorted({*CATALOGUE, *by_code})},
            "states": night.states(CATALOGUE),
            "runs": [one.record() for one in night.runs],
            "scope": run.get("scope"),
            "decisions": dict(run.get("decisions", {})),
            "skipped": list(run["skipped"]),
            "faults": list(run["faults"]),
            "settings": dict(run["settings"]),
            "timings": dict(run["timings"]),
        }


def _where_any(name: str, entries: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return a key of the summary that only runs have that were asked for it."""
    return {name: list(entries)} if entries else {}


def _write_table(path: Path, findings: Iterable[Finding]) -> None:
    # CR LF, as RFC 4180 has it, and since only then bare CRs and LFs in a cell are quoted.
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        table = csv.writer(file, lineterminator="\r\n")
        table.writerow(COLUMNS)
        table.writerows(finding_row(finding) for finding in findings)


def _write_parquet(path: Path, findings: Iterable[Finding]) -> None:
    from graphcheck.report.parquet import FINDINGS, ParquetFile  # only here: few reports have any

    with ParquetFile(path, FINDINGS) as file:
        file.add(finding_record(finding) for finding in findings)
