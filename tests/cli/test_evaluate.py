"""``graphcheck evaluate``: figures as text or JSON, and what changed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.cli.conftest import PROJECT, Run

SAMPLE = PROJECT / "data" / "sample"


def test_the_table_goes_to_the_screen(run: Run) -> None:
    result = run("evaluate", SAMPLE)
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[0] == "233 papers, 882 authorships"
    assert "B-cubed F1" in result.stdout
    assert "Calibration by stratum" in result.stdout
    assert "Planting errors" in result.stderr


def test_json_goes_to_a_file_and_is_compared_later(run: Run, tmp_path: Path) -> None:
    place = tmp_path / "before.json"
    result = run("evaluate", SAMPLE, "--format", "json", "--output", place, "--quiet")
    assert (result.exit_code, result.output) == (0, "")
    before = json.loads(place.read_bytes())
    assert before["version"] == 2

    same = run("evaluate", SAMPLE, "--compare", place, "--quiet")
    assert same.exit_code == 0, same.output
    assert same.stdout.endswith("\nnothing changed in any measure\n")

    before["measures"]["groups.all.f1"]["graphcheck"] = {"value": 0.1, "low": 0.05, "high": 0.2}
    before["per_page"]["rahul-sharma"]["clicks"] += 3
    place.write_text(json.dumps(before), encoding="utf-8")
    better = run("evaluate", SAMPLE, "--compare", place, "--quiet", "--format", "json")
    assert json.loads(better.stdout)["version"] == 2
    assert "Groups: B-cubed F1" in better.stderr
    assert "beyond the interval" in better.stderr
    assert "  rahul-sharma: clicks " in better.stderr


def test_a_file_that_holds_no_figures_is_told_before_anything_is_read(run: Run, tmp_path: Path) -> None:
    place = tmp_path / "old.json"
    place.write_text("{}", encoding="utf-8")
    result = run("evaluate", tmp_path / "no-source", "--compare", place)
    assert result.exit_code == 3
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"graphcheck: {place}: is not the result of an evaluation")


def test_a_file_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    result = run("evaluate", SAMPLE, "--compare", tmp_path / "missing.json")
    assert result.exit_code == 3
    assert "missing.json: No such file" in result.stderr


def test_a_source_without_identities_is_told(run: Run, checkout: Path) -> None:
    result = run("evaluate", checkout, "--quiet")
    assert result.exit_code == 3
    assert "there is nothing to measure by" in result.stderr


def test_a_wrong_option_is_a_usage_error(run: Run) -> None:
    assert run("evaluate", SAMPLE, "--seed", "-1").exit_code == 2
    assert run("evaluate", SAMPLE, "--format", "xml").exit_code == 2


def test_bad_files_are_left_out_and_told_where_that_was_asked_for(run: Run, tmp_path: Path) -> None:
    shutil.copytree(SAMPLE / "data", tmp_path / "data")
    bad = tmp_path / "data" / "xml" / "2099.bad.xml"
    bad.write_text("<collection id='2099.bad'>")
    refused = run("evaluate", tmp_path, "--quiet")
    assert refused.exit_code == 3
    result = run("evaluate", tmp_path, "--keep-going")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[0] == "233 papers, 882 authorships"
    assert any(line.startswith(f"left out: {bad}") for line in result.stderr.splitlines())
