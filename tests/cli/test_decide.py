"""``graphcheck decide``, and how the other commands go by what was decided."""

from __future__ import annotations

import json
import shutil
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import PROJECT, Run, Start

SAMPLE = PROJECT / "data" / "sample"
STRAY = "2022.icol-main.7"


def stray(folder: Path) -> dict[str, Any]:
    told = json.loads((folder / "findings.json").read_bytes())
    (one,) = [one for one in (*told["findings"], *told["resolved"]) if one["paper"] == STRAY]
    return dict(one)


def decided(path: Path = Path("decisions.toml")) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.fixture
def report(reported: Path, tmp_path: Path) -> Path:
    shutil.copytree(reported / "state", tmp_path / "state")
    return shutil.copytree(reported / "report", Path("report"))


def again(run: Run) -> dict[str, Any]:
    result = run("report", SAMPLE, "--out", "report", "--quiet")
    assert result.exit_code == 0, result.output
    return stray(Path("report"))


def test_a_finding_is_dismissed_by_its_id_and_stays_so(run: Run, report: Path) -> None:
    told = stray(report)
    result = run("decide", "dismiss", told["id"], "--why", "a visit", "--who", "Ada")
    assert result.exit_code == 0, result.output
    assert result.stdout == "decisions.toml: 1 entry added; the next report goes by it\n"
    (entry,) = decided()["dismiss"]
    evidence = entry.pop("evidence")
    assert (evidence["score"], evidence["papers"], len(evidence["authors"])) == (round(told["score"], 4), 1, 12)
    when = entry.pop("when").isoformat()
    about = {"finding": told["id"], "code": "GC101", "person": "yan-li", "paper": STRAY}
    assert entry == {**about, "who": "Ada", "why": "a visit"}
    for _ in range(2):
        one = again(run)
        assert (one["state"], one["note"]) == ("dismissed", f"dismissed by Ada on {when}: a visit")


def test_a_finding_is_dismissed_by_code_person_and_paper(run: Run, report: Path) -> None:
    assert run("decide", "dismiss", "stray-authorship", "yan-li", STRAY, "--why", "w", "--quiet").output == ""
    assert decided()["dismiss"][0]["finding"] == stray(report)["id"]
    assert run("decide", "dismiss", "gc102", "wei-chen", "--why", "w").exit_code == 0
    again(run)
    states = json.loads((report / "summary.json").read_bytes())["states"]
    dismissed = {code: states[code]["dismissed"] for code in states if states[code]["dismissed"]}
    assert dismissed == {"GC101": 1, "GC102": 1}


def test_the_other_commands_know_what_is_dismissed(run: Run, report: Path) -> None:
    assert run("decide", "dismiss", stray(report)["id"], "--why", "a visit", "--who", "Ada").exit_code == 0
    answer = run("check", "yan-li", "--source", SAMPLE, "--format", "json", "--quiet")
    (person,) = json.loads(answer.stdout)["people"]
    (one,) = person["findings"]
    assert one["state"] == "dismissed"
    assert one["note"].startswith("dismissed by Ada on ")
    assert run("load", SAMPLE, "--quiet").exit_code == 0
    asked = run("query", "--cypher", "MATCH (f:Finding) RETURN f.id AS id, f.state AS state", "--format", "json")
    states = {row["id"]: row["state"] for row in json.loads(asked.stdout)}
    assert states[one["id"]] == "dismissed"
    assert len([state for state in states.values() if state == "dismissed"]) == 1


def test_a_dismissal_whose_evidence_has_changed_ends(run: Run, report: Path) -> None:
    assert run("decide", "dismiss", stray(report)["id"], "--why", "w", "--who", "Ada").exit_code == 0
    path = Path("decisions.toml")
    path.write_text(path.read_text().replace("score = 0.9", "score = 0.4"))
    result = run("report", SAMPLE, "--out", "report", "--fail-on-new")
    assert result.exit_code == 1
    (line,) = [line for line in result.stderr.splitlines() if line.startswith("decisions.toml:4: ")]
    assert "that has ended: the score rose from 4" in line
    assert stray(report)["state"] == "relapsed"
    assert again(run)["state"] == "known"
    assert run("decide", "dismiss", stray(report)["id"], "--why", "still", "--who", "Ada").exit_code == 0
    assert again(run)["state"] == "dismissed"


def test_a_confirmed_paper_is_flagged_nowhere(run: Run, report: Path) -> None:
    result = run("decide", "confirm", "yan-li", STRAY, "P14-1009", "--why", "she said so", "--who", "Ada")
    assert result.stdout.startswith("decisions.toml: 2 entries added")
    assert [entry["paper"] for entry in decided()["confirm"]] == [STRAY, "P14-1009"]
    assert again(run)["state"] == "resolved"
    answer = run("check", "yan-li", "--source", SAMPLE, "--format", "json", "--quiet")
    (person,) = json.loads(answer.stdout)["people"]
    assert person["findings"] == []
    (own,) = [one for one in person["authorships"] if one["paper"] == STRAY]
    (part,) = [part for part in own["evidence"] if part["kind"] == "decision"]
    assert part["text"].startswith("Confirmed as this person's own by Ada on ")
    assert run("load", SAMPLE, "--quiet").exit_code == 0
    asked = run("query", "stray-authorships", "--param", "person=yan-li", "--format", "json")
    assert json.loads(asked.stdout) == []


def test_distinct_people_are_written_down(run: Run) -> None:
    assert run("decide", "distinct", "a", "b", "a", "--why", "w").exit_code == 0
    assert decided()["distinct"][0]["persons"] == ["a", "b"]
    result = run("report", SAMPLE, "--out", "report")
    assert "decisions.toml:4: there is no person a in the source" in result.stderr.splitlines()


def test_which_file_is_used(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, report: Path) -> None:
    named, other = tmp_path / "named.toml", tmp_path / "other.toml"
    assert run("decide", "distinct", "a", "b", "--why", "w", "--decisions", named).exit_code == 0
    monkeypatch.setenv("GRAPHCHECK_DECISIONS", str(other))
    assert run("decide", "confirm", "yan-li", STRAY, "--why", "w").exit_code == 0
    assert list(decided(named)) == ["distinct"]
    assert list(decided(other)) == ["confirm"]
    assert not Path("decisions.toml").exists()
    result = run("report", SAMPLE, "--out", "report")
    assert f"decisions: {other} (GRAPHCHECK_DECISIONS)" in result.stderr.splitlines()
    assert stray(report)["state"] == "resolved"
    assert run("report", SAMPLE, "--out", "report", "--decisions", named, "--quiet").exit_code == 0
    assert stray(report)["state"] == "relapsed"


@pytest.mark.parametrize(
    "command", [("report", SAMPLE, "--out", "o"), ("check", "yan-li", "--source", SAMPLE), ("load", SAMPLE)]
)
def test_a_wrong_file_stops_every_command_that_goes_by_it(run: Run, command: tuple[object, ...]) -> None:
    Path("decisions.toml").write_text('# ours\n[[dismiss]]\nfinding = "a"\nwho = "x"\nwhen = 2025-09-01\n')
    result = run(*command, "--quiet")
    assert result.exit_code == 3
    assert (
        result.stderr
        == 'graphcheck: decisions.toml:2: a [[dismiss]] has no “why”; write e.g. why = "she was on a visit there"\n'
    )
    assert run("decide", "distinct", "a", "b", "--why", "w").exit_code == 3
    missing = run(*command, "--decisions", "nowhere.toml")
    assert missing.exit_code == 2
    assert "nowhere.toml: there is no such file" in missing.stderr


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("dismiss", "0123456789ab", "--why", "w"), "holds no finding 0123456789ab"),
        (("dismiss", "GC101", "yan-li", "P14-1009", "--why", "w"), "holds no finding GC101 yan-li P14-1009"),
        (("dismiss", "GC999", "yan-li", "--why", "w"), "there is no finding code “GC999”"),
        (("dismiss", "GC101", "a", "b", "c", "--why", "w"), "put --why in quotes"),
        (("dismiss", "0123456789ab"), "--why"),
        (("dismiss", "0123456789ab", "--why", "w", "--report", "elsewhere"), "elsewhere/history.json: is not there"),
        (("confirm", "yan-li", "--why", "w"), "PAPER"),
        (("confirm", "yan-li", STRAY, "--why", " "), "--why is empty"),
        (("distinct", "a", "a", "--why", "w"), "one person is nobody to keep distinct"),
    ],
)
def test_what_is_wrongly_put_is_one_line_and_writes_nothing(
    run: Run, report: Path, words: tuple[str, ...], what: str
) -> None:
    result = run("decide", *words)
    assert result.exit_code == 2, result.output
    (line,) = result.stderr.splitlines()
    assert what in line
    assert not Path("decisions.toml").exists()


def test_without_a_report_a_finding_is_dismissed_as_it_is_told(run: Run) -> None:
    assert run("decide", "dismiss", "GC101", "yan-li", STRAY, "--why", "w").exit_code == 0
    assert "evidence" not in decided()["dismiss"][0]
    assert run("report", SAMPLE, "--out", "report", "--quiet").exit_code == 0
    assert stray(Path("report"))["state"] == "dismissed"


def test_a_file_that_people_edit_keeps_what_they_wrote(run: Run) -> None:
    path = Path("decisions.toml")
    before = b"\xef\xbb\xbf# \xe6\x9d\x8e\xe5\xa8\x9f decided\r\n\r\n# [[dismiss]] later\r\n"
    path.write_bytes(before)
    assert run("decide", "distinct", "a", "b", "--why", "李娟").exit_code == 0
    assert path.read_bytes().startswith(before)
    assert run("report", SAMPLE, "--out", "report", "--quiet").exit_code == 0


def test_a_decisions_file_that_is_a_folder_or_too_strange_is_told(run: Run) -> None:
    Path("decisions.toml").mkdir()
    result = run("decide", "distinct", "a", "b", "--why", "w")
    assert result.exit_code == 3
    assert "decisions.toml: is not a file" in result.stderr


def test_a_dismissal_outlives_authors_who_change_places(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(SAMPLE / "data", source / "data")
    words = ("report", source, "--out", "report", "--quiet")
    assert run(*words).exit_code == 0
    assert run("decide", "dismiss", stray(Path("report"))["id"], "--why", "a visit").exit_code == 0
    file = source / "data" / "xml" / "2022.icol.xml"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    first = next(i for i, line in enumerate(lines) if '<paper id="7">' in line)
    at = next(i for i in range(first, len(lines)) if "<author" in lines[i])
    lines[at], lines[at + 1] = lines[at + 1], lines[at]
    file.write_text("".join(lines), encoding="utf-8")
    result = run(*words, "--fail-on-new", "GC101")
    assert result.exit_code == 0, result.output
    told = json.loads(Path("report/findings.json").read_bytes())["findings"]
    assert [one["state"] for one in told if one["paper"] == STRAY] == ["dismissed"]


def test_everybody_who_decides_at_once_is_heard(start: Start) -> None:
    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda n: start("decide", "distinct", f"p{n}", f"q{n}", "--why", "w"), range(8)))
    assert [one.returncode for one in done] == [0] * 8, [one.stderr for one in done]
    assert sorted(entry["persons"][0] for entry in decided()["distinct"]) == [f"p{n}" for n in range(8)]
