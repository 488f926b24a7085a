"""``graphcheck report``: everybody, in a folder."""

from __future__ import annotations

import json
import os
import pty
from pathlib import Path

import pytest

from tests.cli.conftest import PROJECT, Run, Start
from tests.small import write_checkout

SAMPLE = PROJECT / "data" / "sample"


def test_a_report_says_what_was_found_and_where_to_look(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run("report", SAMPLE, "--out", out)
    assert result.exit_code == 0, result.output
    counts = json.loads((out / "summary.json").read_bytes())["counts"]
    assert sum(counts.values()) > 0
    for code, count in counts.items():
        assert any(line.startswith(f"{code} ") and line.endswith(f": {count}") for line in result.stdout.splitlines())
    assert result.stdout.splitlines()[-1] == f"look at {out / 'index.html'}"
    assert sorted(path.name for path in out.iterdir()) == [
        "digests.json",
        "findings.csv",
        "findings.json",
        "findings.sarif",
        "history.json",
        "index.html",
        "people",
        "summary.json",
        "summary.md",
    ]


def test_scores_are_written_where_asked(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("report", SAMPLE, "--out", out, "--scores", "--quiet").exit_code == 0
    people = [json.loads(line)["person"] for line in (out / "pages.jsonl").read_bytes().splitlines()]
    authorships = [json.loads(line)["person"] for line in (out / "scores.jsonl").read_bytes().splitlines()]
    assert set(authorships) == set(people)
    assert len(people) == 109


def test_stages_are_a_line_each_where_there_is_no_terminal(run: Run, checkout: Path, tmp_path: Path) -> None:
    stages = run("report", checkout, "--out", tmp_path / "out").stderr.splitlines()
    assert stages[0] == "Reading collections (1)"
    assert len(stages) == len(set(stages)) >= 3


def test_quiet_says_nothing(run: Run, checkout: Path, tmp_path: Path) -> None:
    result = run("report", checkout, "--out", tmp_path / "out", "--quiet")
    assert result.exit_code == 0
    assert result.output == ""
    assert (tmp_path / "out" / "index.html").exists()


def test_stages_are_bars_on_a_terminal(start: Start, checkout: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    try:
        result = start("report", checkout, "--out", tmp_path / "out", stderr=theirs, env={"TERM": "xterm"})
        os.close(theirs)
        drawn = os.read(ours, 65_536).decode()
    finally:
        os.close(ours)
    assert result.returncode == 0
    assert "Reading collections" in drawn
    assert "100%" in drawn


def test_bad_files_are_all_told_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    source = write_checkout(tmp_path / "broken")
    for name in ("2021.bad.xml", "2022.bad.xml"):
        (source / "data" / "xml" / name).write_text("<collection>\n<oops", encoding="utf-8")
    result = run("report", source, "--out", tmp_path / "out")
    assert result.exit_code == 3
    told = [line for line in result.stderr.splitlines() if line.startswith("graphcheck: ")]
    assert [name in line for name, line in zip(("2021.bad.xml:", "2022.bad.xml:"), told, strict=True)] == [True, True]
    assert not (tmp_path / "out").exists()
    going = run("report", source, "--out", tmp_path / "out", "--keep-going")
    assert going.exit_code == 0, going.output
    assert "files left out, for 2 problems: see summary.json" in going.stdout


def test_a_folder_with_something_else_in_it_is_kept(run: Run, checkout: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "thesis.tex").write_text("years of work", encoding="utf-8")
    result = run("report", checkout, "--out", out, "--quiet")
    assert result.exit_code == 3
    assert result.stderr.startswith(f"graphcheck: {out}: ")
    assert [path.name for path in out.iterdir()] == ["thesis.tex"]


def test_a_wrong_folder_is_told_before_anything_is_read(
    run: Run, checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[object] = []
    monkeypatch.setattr("graphcheck.pipeline.load", lambda *args, **_: read.append(args))
    out = tmp_path / "out"
    out.write_text("a file", encoding="utf-8")
    result = run("report", checkout, "--out", out)
    assert result.exit_code == 3
    assert result.stderr == f"graphcheck: {out}: is a file; name a folder for the report\n"
    assert read == []


def test_a_wrong_source_leaves_nothing_and_the_old_report(run: Run, checkout: Path, tmp_path: Path) -> None:
    place = tmp_path / "place"
    nowhere = tmp_path / "nowhere"
    result = run("report", nowhere, "--out", place / "deep" / "out")
    assert result.exit_code == 3
    assert result.stderr.startswith(f"graphcheck: {nowhere} ")
    assert not place.exists()
    assert run("report", checkout, "--out", place / "out").exit_code == 0
    before = {path.name: path.read_bytes() for path in (place / "out").iterdir()}
    assert run("report", nowhere, "--out", place / "out").exit_code == 3
    assert {path.name: path.read_bytes() for path in (place / "out").iterdir()} == before
    assert [path.name for path in place.iterdir()] == ["out"]


def test_faults_are_listed_in_the_summary(run: Run, tmp_path: Path) -> None:
    source = write_checkout(tmp_path / "faulty")
    (source / "data" / "json" / "venues.json").write_text("{}", encoding="utf-8")
    assert run("report", source, "--out", tmp_path / "out").exit_code == 0
    (fault,) = json.loads((tmp_path / "out" / "summary.json").read_bytes())["faults"]
    assert fault.startswith(str(source / "data" / "xml" / "2024.inv.xml") + ":")
    assert "not defined" in fault
    assert "The source has 1 fault that" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
