"""The entries and commands of docs/nights.md are right."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from graphcheck.cli import main
from graphcheck.decisions.reading import parse
from graphcheck.model import State

PROJECT = Path(__file__).resolve().parents[2]
DOC = (PROJECT / "docs" / "nights.md").read_text(encoding="utf-8")
SHOWN = DOC.split("```toml\n")[1].split("```")[0]


def test_every_state_is_told() -> None:
    told = re.findall(r"^\| `(\w+)` \|", DOC, re.MULTILINE)
    assert told == [state.value for state in State]


def test_the_entries_that_are_shown_are_entries() -> None:
    decisions = parse(SHOWN, "decisions.toml")
    assert (len(decisions.dismissals), len(decisions.confirmations), len(decisions.distinctions)) == (2, 1, 1)


def test_the_commands_that_are_shown_write_such_entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GRAPHCHECK_STATE", str(tmp_path / "state"))
    monkeypatch.delenv("GRAPHCHECK_DECISIONS", raising=False)
    sample = str(PROJECT / "data" / "sample")
    assert CliRunner().invoke(main, ["report", sample, "--out", "report", "--quiet"]).exit_code == 0
    commands = [line[2:] for line in DOC.splitlines() if line.startswith("$ graphcheck decide")]
    for command in commands:
        result = CliRunner().invoke(main, shlex.split(command)[1:])
        assert result.exit_code == 0, result.output
    written = tomllib.loads(Path("decisions.toml").read_text(encoding="utf-8"))
    shown = tomllib.loads(SHOWN)
    assert {kind: len(entries) for kind, entries in written.items()} == {"dismiss": 2, "confirm": 1, "distinct": 1}
    first, as_shown = written["dismiss"][0], shown["dismiss"][0]
    assert first.items() >= {name: as_shown[name] for name in ("finding", "why", "evidence")}.items()
    assert written["confirm"][0].keys() - {"evidence"} == shown["confirm"][0].keys()


def test_options_of_the_commands_that_are_shown_are_there() -> None:
    reports = [line[2:] for line in DOC.splitlines() if line.startswith("$ graphcheck report")]
    known = {name for param in main.commands["report"].params for name in param.opts}
    used = {word.partition("=")[0] for line in reports for word in shlex.split(line) if word.startswith("--")}
    assert len(reports) == 2
    assert used <= known
