"""What a report of the sample, and of the Anthology, holds, against the schemas in the documentation."""

from __future__ import annotations

import copy
import csv
import json
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from graphcheck.cli import main
from graphcheck.decisions.reading import read_decisions
from graphcheck.report.records import FORMAT_VERSION
from graphcheck.report.summary_md import MOST_BYTES
from tests.report.reporting import report
from tests.report.test_sarif import official

PROJECT = Path(__file__).resolve().parents[2]
SAMPLE = PROJECT / "data" / "sample"
SCHEMAS = PROJECT / "docs" / "schemas"
OUTPUTS = (PROJECT / "docs" / "outputs.md").read_text(encoding="utf-8")
DECIDED = """
[[dismiss]]
code = "GC102"
person = "wei-chen"
who = "Ada"
when = 2025-09-01
why = "he moved from extraction to images"

[[confirm]]
person = "yan-li"
paper = "2022.icol-main.7"
who = "Ada"
when = 2025-09-01
why = "she told us"
"""


def validator(name: str) -> Draft202012Validator:
    """Return what checks against the schema of that name."""
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def nights(root: Path, *, scores: bool) -> Path:
    """Write the report of a first night into ``root``, and over it that of the second one, with decisions."""
    (root / "decisions.toml").write_text(DECIDED, encoding="utf-8")
    decisions = read_decisions(root / "decisions.toml")
    report(SAMPLE, root / "report", scores=scores, parquet=True)
    return report(SAMPLE, root / "report", scores=scores, parquet=True, decisions=decisions, day="2026-01-02")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second night's report of the sample, with everything that there can be."""
    root = tmp_path_factory.mktemp("outputs")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRAPHCHECK_STATE", str(root / "state"))
        return nights(root, scores=True)


def lines(path: Path) -> Iterable[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


@pytest.mark.parametrize("name", ["findings", "summary"])
def test_files_follow_their_schemas(out: Path, name: str) -> None:
    held = json.loads((out / f"{name}.json").read_text(encoding="utf-8"))
    validator(name).validate(held)
    assert held["format_version"] == FORMAT_VERSION


def test_there_is_something_of_every_state(out: Path) -> None:
    held = json.loads((out / "findings.json").read_text(encoding="utf-8"))
    assert {finding["state"] for finding in held["findings"]} == {"known", "dismissed"}
    assert [(finding["state"], finding["paper"]) for finding in held["resolved"]] == [("resolved", "2022.icol-main.7")]
    log = json.loads((out / "findings.sarif").read_text(encoding="utf-8"))
    official().validate(log)
    suppressed = [one["properties"]["person"] for one in log["runs"][0]["results"] if "suppressions" in one]
    assert suppressed == ["wei-chen"]
    assert "\n## Resolved\n" in (out / "summary.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["scores", "pages"])
def test_lines_follow_their_schemas(out: Path, name: str) -> None:
    check = validator(name)
    held = list(lines(out / f"{name}.jsonl"))
    for line in held:
        check.validate(line)
    assert len(held) > 50


def check_json(*words: str) -> dict[str, Any]:
    """Return what ``graphcheck check`` says of the sample as JSON."""
    command = ["check", *words, "--source", str(SAMPLE), "--format", "json", "--quiet"]
    answer: dict[str, Any] = json.loads(CliRunner().invoke(main, command).stdout)
    return answer


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("check", ("yan-li",)),
        ("check", ("wei-chen",)),
        ("check", ("petra zwanepoel",)),
        ("check", ("wang",)),
        ("why", ("yan-li", "--why", "2022.icol-main.7")),
        ("why", ("yan-li", "--what-if", "-2022.icol-main.7")),
        ("why", ("yan-li", "--why", "P14-1009", "--what-if", "-2022.icol-main.7")),
    ],
)
def test_answers_follow_their_schemas(
    name: str, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRAPHCHECK_STATE", str(tmp_path))
    answer = check_json(*words)
    validator(name).validate(answer)
    assert answer["people" if name == "check" else "why"] or answer["what_if"]["changes"]
    for key in set(answer) - {"what_if"}:
        assert not validator(name).is_valid({other: answer[other] for other in answer if other != key})


def held_by_schemas(schema: object) -> Iterable[dict[str, Any]]:
    """Yield every object with properties in a schema."""
    if isinstance(schema, dict):
        if "properties" in schema:
            yield schema
        for part in schema.values():
            yield from held_by_schemas(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from held_by_schemas(part)


@pytest.mark.parametrize("name", ["findings", "summary", "scores", "pages", "check", "why"])
def test_schemas_are_strict_and_say_what_each_key_is(name: str) -> None:
    schema = validator(name).schema
    assert isinstance(schema, dict)
    assert schema["$id"].endswith(f"/{1 if name in ('check', 'why') else FORMAT_VERSION}/{name}.schema.json")
    for held in held_by_schemas(schema):
        assert held["additionalProperties"] is False
        assert set(held["required"]) <= set(held["properties"])
        assert [key for key, value in held["properties"].items() if not value.get("description")] == []


def test_findings_and_authorships_have_one_form_everywhere() -> None:
    schemas = {name: validator(name).schema for name in ("findings", "scores", "check", "why")}
    assert schemas["check"]["$defs"]["finding"] == schemas["findings"]["$defs"]["finding"]
    of_a_line = {key: schemas["scores"][key] for key in ("type", "properties", "required", "additionalProperties")}
    assert of_a_line == schemas["check"]["$defs"]["authorship"] == schemas["why"]["$defs"]["authorship"]


def test_a_schema_refuses_what_is_not_in_it(out: Path) -> None:
    held = json.loads((out / "findings.json").read_text(encoding="utf-8"))
    wrong = copy.deepcopy(held)
    wrong["findings"][0] |= {"score": 1.5, "more": True}
    wrong["resolved"][0]["state"] = "gone"
    errors = {error.validator for error in validator("findings").iter_errors(wrong)}
    assert errors == {"maximum", "additionalProperties", "enum"}
    for key in held["findings"][0]:
        less = copy.deepcopy(held)
        del less["findings"][0][key]
        assert not validator("findings").is_valid(less)


def test_every_file_is_in_the_docs_and_every_key(out: Path) -> None:
    for path in out.iterdir():
        assert f"`{path.name}`" in OUTPUTS or path.name == "people"
    for name, section in (("findings", "findings.json"), ("summary", "summary.json"), ("pages", "pages.jsonl")):
        told = OUTPUTS.split(f"\n## {section}\n")[1].split("\n## ")[0]
        held = next(iter(lines(out / section))) if section.endswith("l") else json.loads((out / section).read_text())
        assert [key for key in held if f"| `{key}` |" not in told] == []
        assert f"schemas/{name}.schema.json" in OUTPUTS
    with (out / "findings.csv").open(encoding="utf-8", newline="") as file:
        (first, *_) = csv.DictReader(file)
    assert [column for column in first if f"`findings[].{column}`" not in OUTPUTS] == []


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
    again = nights(tmp_path, scores=False)
    for name in ("findings.json", "findings.csv", "findings.parquet", "findings.sarif", "history.json"):
        assert (again / name).read_bytes() == (out / name).read_bytes()


@pytest.mark.anthology
def test_a_report_of_the_anthology_follows_the_schemas(anthology: Path, whole_report: Path) -> None:
    out = whole_report
    for name in ("findings", "summary"):
        validator(name).validate(json.loads((out / f"{name}.json").read_text(encoding="utf-8")))
    for name, step in (("scores", 100), ("pages", 20)):
        check = validator(name)
        held = list(islice(lines(out / f"{name}.jsonl"), 0, None, step))
        assert [line for line in held if not check.is_valid(line)] == []
        assert len(held) > 1000
    log = json.loads((out / "findings.sarif").read_text(encoding="utf-8"))
    official().validate(log)
    results = log["runs"][0]["results"]
    assert 1000 < len(results) <= 5000
    for result in results[::100]:
        (place,) = result["locations"]
        path = anthology / place["physicalLocation"]["artifactLocation"]["uri"]
        line = path.read_text(encoding="utf-8").split("\n")[place["physicalLocation"]["region"]["startLine"] - 1]
        assert "<author" in line or result["ruleId"] == "GC106"
    assert len((out / "summary.md").read_bytes()) <= MOST_BYTES
