"""The SARIF log: results at the right lines, states, suppressions, limits."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graphcheck.bibliography import Bibliography
from graphcheck.findings.catalogue import CATALOGUE
from graphcheck.model import State
from graphcheck.report import sarif as module
from graphcheck.report.lines import Lines
from graphcheck.report.sarif import sarif
from tests.report.factories import finding, page_finding

PROJECT = Path(__file__).resolve().parents[2]


def somewhere(paper: str, position: int | None) -> tuple[str, int]:
    return f"data/xml/{paper} é.xml", 7 if position is None else 8 + position


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


def test_what_is_left_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    (run,) = sarif([finding(), finding(), finding()], "1.0", somewhere)["runs"]
    assert len(run["results"]) == 2
    (told,) = run["invocations"][0]["toolExecutionNotifications"]
    assert told["message"]["text"] == "1 less sure findings are left out"


def test_lines_are_those_of_the_files(sample: Bibliography) -> None:
    tables = sample.source.tables
    lines = Lines(tables)
    papers = tables.papers["id"].tolist()
    for row in range(0, len(tables.authorships), 37):
        authorship = tables.authorships.iloc[row]
        file, line = lines.of(papers[authorship["paper"]], int(authorship["position"]))
        text = (sample.source.root / file).read_text(encoding="utf-8").split("\n")[line - 1]
        assert "<author" in text
        assert authorship["last"] in text.replace("&amp;", "&")
    file, line = lines.of(papers[0], None)
    assert "<paper" in (sample.source.root / file).read_text(encoding="utf-8").split("\n")[line - 1]
    assert lines.of(papers[0], 99) == (file, line)
