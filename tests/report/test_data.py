"""A report folder holds the files of the output contract, whole, or stays as it was."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from graphcheck.findings.catalogue import CATALOGUE
from graphcheck.model import Finding
from graphcheck.report.data import ReportWriter, RunSummary
from graphcheck.report.records import COLUMNS
from tests.report.factories import authorship, finding, hostile_findings, page, page_finding, run


def write(out: Path, findings: list[Finding], *, scores: bool = True, summary: RunSummary | None = None) -> None:
    with ReportWriter(out, version="1.2.3", scores=scores) as writer:
        writer.add(page(), findings)
        writer.add(page(person="solo", authorships=(authorship(),), papers=1))
        writer.finish(summary or run())


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def test_files_of_a_report(tmp_path: Path) -> None:
    write(tmp_path / "out", [finding()])
    plain = {"index.html", "findings.json", "findings.csv", "summary.json", "summary.md"}
    assert {p.name for p in (tmp_path / "out").iterdir()} == plain | {"scores.jsonl", "pages.jsonl"}
    write(tmp_path / "out", [finding()], scores=False)
    assert {p.name for p in (tmp_path / "out").iterdir()} == plain
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_every_authorship_of_people_with_two_papers_has_its_line(tmp_path: Path) -> None:
    write(tmp_path, [])
    assert [line["paper"] for line in lines(tmp_path / "scores.jsonl")] == [
        "W15-1527",
        "2023.x-1.2",
        "2025.naacl-long.450",
    ]
    assert [line["person"] for line in lines(tmp_path / "pages.jsonl")] == ["ji-liu"]


def test_summary_counts_and_lists(tmp_path: Path) -> None:
    with ReportWriter(tmp_path, version="1.2.3") as writer:
        writer.add(page(), [finding(), page_finding()])
        returned = writer.finish(run(skipped=["data/xml/a.xml:3: broken"]))
    summary = json.loads((tmp_path / "summary.json").read_bytes())
    assert summary == returned
    assert (summary["tool"], summary["version"], summary["format_version"]) == ("graphcheck", "1.2.3", 2)
    assert summary["counts"] == {**dict.fromkeys(CATALOGUE, 0), "GC101": 1, "GC102": 1}
    assert (summary["judged"], summary["abstained"], summary["flagged"]) == (2, 1, 1)
    assert (summary["papers"], summary["people"], summary["authorships"]) == (200, 80, 640)
    assert (summary["source"], summary["revision"]) == ("bibliography", "903b3130c0ffee")
    assert summary["faults"] == ["data/xml/a.xml:7: a checksum fails", "data/xml/b.xml:9: a venue is not defined"]
    assert summary["skipped"] == ["data/xml/a.xml:3: broken"]
    assert summary["settings"] == {"flag_threshold": 0.5}
    assert summary["timings"]["reading"]["cpu_seconds"] == 1.25
    assert summary["files"] == sorted(p.name for p in tmp_path.iterdir())


def test_findings_are_the_same_bytes_whatever_the_run_took_and_in_whatever_order(tmp_path: Path) -> None:
    found = [finding(), page_finding(), *hostile_findings()]
    write(tmp_path / "one", found)
    write(tmp_path / "two", found[::-1], summary=run(timings={"reading": {"seconds": 9}}))
    for name in ("findings.json", "findings.csv", "index.html"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_findings_read_back(tmp_path: Path) -> None:
    found = [*hostile_findings(), page_finding()]
    write(tmp_path, found)
    read = {entry["id"]: entry for entry in json.loads((tmp_path / "findings.json").read_bytes())["findings"]}
    with (tmp_path / "findings.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert list(read) == list(rows)
    for one in found:
        assert read[one.id]["title"] == one.title
        assert read[one.id]["evidence"] == [{"kind": e.kind, "weight": e.weight, "text": e.text} for e in one.evidence]
        assert set(rows[one.id]) == set(COLUMNS)
        assert rows[one.id]["title"].removeprefix("'" if one.title.startswith(("=", "'=")) else "") == one.title
        assert float(rows[one.id]["score"]) == one.score
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows.values() for cell in row.values())


def test_page_without_findings_is_a_report_too(tmp_path: Path) -> None:
    write(tmp_path, [])
    assert json.loads((tmp_path / "findings.json").read_bytes())["findings"] == []
    assert (tmp_path / "findings.csv").read_bytes() == ",".join(COLUMNS).encode() + b"\r\n"


def test_error_leaves_the_old_report(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(out, [finding()])
    before = {p.name: p.read_bytes() for p in out.iterdir()}
    with pytest.raises(ValueError, match="in the middle"), ReportWriter(out, version="2") as writer:  # noqa: PT012
        writer.add(page(), [])
        raise ValueError("in the middle")
    assert {p.name: p.read_bytes() for p in out.iterdir()} == before
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_forgotten_finish_is_an_error_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="finish"), ReportWriter(tmp_path / "out", version="2") as writer:
        writer.add(page(), [])
    assert not list(tmp_path.iterdir())
