"""What a report of the sample, and of the Anthology, holds, against the schemas in the documentation."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from jsonschema import Draft202012Validator

from graphcheck import pipeline
from graphcheck.progress import Silent
from graphcheck.settings import Settings

PROJECT = Path(__file__).resolve().parents[2]
SCHEMAS = PROJECT / "docs" / "schemas"


def validator(name: str) -> Draft202012Validator:
    """Return what checks against the schema of that name."""
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def report(source: Path, out: Path, *, scores: bool, parquet: bool = False) -> Path:
    """Write a report as the command does."""
    pipeline.report(
        source,
        out,
        scores=scores,
        parquet=parquet,
        keep_going=False,
        settings=Settings(),
        progress=Silent(),
        say=lambda line: None,
    )
    return out


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second night's report of the sample, with everything that there can be."""
    root = tmp_path_factory.mktemp("outputs")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRAPHCHECK_STATE", str(root / "state"))
        for _ in range(2):
            report(PROJECT / "data" / "sample", root / "report", scores=True, parquet=True)
    return root / "report"


def lines(path: Path) -> Iterable[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


@pytest.mark.parametrize("name", ["findings", "summary"])
def test_files_follow_their_schemas(out: Path, name: str) -> None:
    validator(name).validate(json.loads((out / f"{name}.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", ["scores", "pages"])
def test_lines_follow_their_schemas(out: Path, name: str) -> None:
    check = validator(name)
    held = list(lines(out / f"{name}.jsonl"))
    for line in held:
        check.validate(line)
    assert len(held) > 50


def test_a_schema_refuses_what_is_not_in_it(out: Path) -> None:
    held = json.loads((out / "findings.json").read_text(encoding="utf-8"))
    held["findings"][0]["score"] = 1.5
    held["findings"][0]["more"] = True
    assert {error.validator for error in validator("findings").iter_errors(held)} == {"maximum", "additionalProperties"}


def test_every_file_is_in_the_docs(out: Path) -> None:
    told = (PROJECT / "docs" / "outputs.md").read_text(encoding="utf-8")
    for path in out.iterdir():
        assert f"`{path.name}`" in told or path.name == "people"


def test_parquet_holds_what_the_json_holds(out: Path) -> None:
    findings = json.loads((out / "findings.json").read_text(encoding="utf-8"))["findings"]
    assert pq.read_table(out / "findings.parquet").to_pylist() == findings
    pages = list(lines(out / "pages.jsonl"))
    assert pq.read_table(out / "pages.parquet").to_pylist() == pages
    scores = list(lines(out / "scores.jsonl"))
    held = pq.read_table(out / "scores.parquet").to_pylist()
    assert [{name: row[name] for name in score} for row, score in zip(held, scores, strict=True)] == scores
    assert all(row["abstained"] is None or row["score"] is None for row in held)


def test_the_same_night_gives_the_same_findings(out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHCHECK_STATE", str(tmp_path / "state"))
    for _ in range(2):
        report(PROJECT / "data" / "sample", tmp_path / "report", scores=False, parquet=True)
    for name in ("findings.json", "findings.csv", "findings.parquet", "findings.sarif"):
        assert (tmp_path / "report" / name).read_bytes() == (out / name).read_bytes()


@pytest.mark.anthology
def test_a_report_of_the_anthology_follows_the_schemas(
    anthology: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRAPHCHECK_STATE", str(tmp_path / "state"))
    out = report(anthology, tmp_path / "report", scores=False)
    for name in ("findings", "summary"):
        validator(name).validate(json.loads((out / f"{name}.json").read_text(encoding="utf-8")))
    log = json.loads((out / "findings.sarif").read_text(encoding="utf-8"))
    results = log["runs"][0]["results"]
    assert 1000 < len(results) <= 5000
    for result in results[::500]:
        (place,) = result["locations"]
        path = anthology / place["physicalLocation"]["artifactLocation"]["uri"]
        line = path.read_text(encoding="utf-8").split("\n")[place["physicalLocation"]["region"]["startLine"] - 1]
        assert "<author" in line or "<paper" in line
    assert len((out / "summary.md").read_bytes()) < 30_000
