"""The ready-made nightly jobs: they parse, do what they say, and use options that there are."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import check_jsonschema
import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft7Validator

from graphcheck.cli import main

DOCS = Path(__file__).resolve().parents[2] / "docs"
JOBS = sorted((DOCS / "jobs").iterdir())
COMMAND = re.compile(r"graphcheck (?=report|check|load|query|decide)[^\n&|]*")
PAGE = (DOCS / "nightly.md").read_text(encoding="utf-8")


def workflow() -> dict[str, Any]:
    read: dict[Any, Any] = yaml.safe_load((DOCS / "jobs" / "graphcheck.yml").read_text(encoding="utf-8"))
    read["on"] = read.pop(True)  # YAML 1.1 takes the key for a truth value
    return read


def faults(one: Mapping[str, Any]) -> list[str]:
    """Return what GitHub's schema of workflows finds wrong."""
    schema = Path(check_jsonschema.__file__).parent / "builtin_schemas" / "vendor" / "github-workflows.json"
    check = Draft7Validator(json.loads(schema.read_text(encoding="utf-8")))
    return [error.message for error in check.iter_errors(one)]


def upload_steps() -> list[dict[str, Any]]:
    """Return the steps that the page shows for showing findings at their lines."""
    (block,) = [text for text in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL) if "upload-sarif" in text]
    steps: list[dict[str, Any]] = yaml.safe_load(block)
    return steps


def test_all_are_there() -> None:
    assert [job.name for job in JOBS] == ["graphcheck.cron", "graphcheck.service", "graphcheck.timer", "graphcheck.yml"]


def test_their_commands_are_taken() -> None:
    told = [found for job in JOBS for found in COMMAND.findall(job.read_text(encoding="utf-8"))]
    assert len(told) == 3
    for line in told:
        name, *words = shlex.split(line)[1:]
        main.commands[name].make_context(name, list(words))


def test_the_workflow_is_one() -> None:
    assert faults(workflow()) == []
    assert faults({**workflow(), "jobs": {"a": {}}})


def test_the_workflow_with_its_upload_is_one() -> None:
    one = workflow()
    one["jobs"]["report"]["steps"] += upload_steps()
    one["permissions"]["security-events"] = "write"
    assert faults(one) == []
    assert "`security-events: write`" in PAGE


@pytest.mark.parametrize("code", [0, 1, 2, 3])
def test_the_workflow_fails_as_the_command_does_and_shows_no_old_summary(code: int, tmp_path: Path) -> None:
    (step,) = [step for step in workflow()["jobs"]["report"]["steps"] if step.get("name") == "What is new"]
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "summary.md").write_text("old\n", encoding="utf-8")
    command = tmp_path / "bin" / "graphcheck"
    command.parent.mkdir()
    command.write_text(
        f"#!/bin/sh\n[ {code} -gt 1 ] || echo tonight > report/summary.md\nexit {code}\n", encoding="utf-8"
    )
    command.chmod(0o755)
    shown = tmp_path / "shown"
    environment = {"PATH": f"{command.parent}:{os.environ['PATH']}", "GITHUB_STEP_SUMMARY": str(shown)}
    bash = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]  # as GitHub's runner does
    assert subprocess.run(bash, cwd=tmp_path, env=environment, check=False).returncode == code
    assert (shown.read_text(encoding="utf-8") if shown.exists() else "") == ("tonight\n" if code < 2 else "")


def test_history_goes_on_in_the_workflow() -> None:
    """What is written is what is kept, and what is kept is taken up again."""
    steps = {step.get("uses", "").split("@")[0]: step for step in workflow()["jobs"]["report"]["steps"]}
    kept, restored = steps["actions/cache/save"], steps["actions/cache/restore"]
    assert kept["with"]["path"] == restored["with"]["path"] == steps["actions/upload-artifact"]["with"]["path"]
    assert kept["with"]["key"] == restored["with"]["key"]
    assert kept["with"]["key"].startswith(restored["with"]["restore-keys"])
    assert kept["if"] == "always()"  # also where the command says that something is new


def test_what_was_dismissed_is_left_out_of_the_upload(tmp_path: Path) -> None:
    step, upload = upload_steps()
    command = shlex.split(step["run"].split(" > ")[0])
    assert step["run"].split(" > ")[1] == upload["with"]["sarif_file"]
    program = shutil.which(command[0])
    if program is None:
        return  # jq is on GitHub's runners, not everywhere
    (tmp_path / "report").mkdir()
    results = [{"ruleId": "GC101"}, {"ruleId": "GC102", "suppressions": [{"kind": "external"}]}]
    log = {"version": "2.1.0", "runs": [{"results": results}]}
    (tmp_path / "report" / "findings.sarif").write_text(json.dumps(log), encoding="utf-8")
    ran = subprocess.run([program, *command[1:]], cwd=tmp_path, capture_output=True, check=True)
    assert json.loads(ran.stdout)["runs"][0]["results"] == results[:1]


def test_the_cron_line_is_one_and_mails_the_summary(tmp_path: Path) -> None:
    text = (DOCS / "jobs" / "graphcheck.cron").read_text(encoding="utf-8")
    settings = dict(line.split("=", 1) for line in text.splitlines() if re.match(r"[A-Z]+=", line))
    assert "/usr/local/bin" in settings["PATH"]  # cron's own has no such folder
    (line,) = [line for line in text.splitlines() if line[:1].isdigit()]
    minute, hour, *days, user, command = line.split(maxsplit=6)
    assert (int(minute) < 60, int(hour) < 24, days, user) == (True, True, ["*", "*", "*"], "graphcheck")
    assert "%" not in command  # cron would end the line there
    assert subprocess.run(["sh", "-n", "-c", command], check=False).returncode == 0
    words = shlex.split(command)
    assert words[-1] == f"{words[words.index('--out') + 1]}/summary.md"


def unit(name: str) -> ConfigParser:
    read = ConfigParser(strict=False, interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read(DOCS / "jobs" / f"graphcheck.{name}", encoding="utf-8")
    return read


def test_the_timer_starts_the_service() -> None:
    assert unit("service")["Service"]["Type"] == "oneshot"
    assert "Install" not in unit("service")  # the timer starts it, not the machine's start
    assert unit("timer")["Timer"]["OnCalendar"] == "*-*-* 02:30:00"
    assert unit("timer")["Install"]["WantedBy"] == "timers.target"


def test_the_service_may_write_where_it_writes() -> None:
    service = unit("service")["Service"]
    words = shlex.split(service["ExecStart"])
    state = f"/var/lib/{service['StateDirectory']}/"
    assert words[words.index("--out") + 1].startswith(state)
    assert service["Environment"].split("=")[1].startswith(state)
    pulled = shlex.split(service["ExecStartPre"])
    assert pulled[pulled.index("-C") + 1] == service["ReadWritePaths"] == words[2]


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    verify = shutil.which("systemd-analyze")
    if verify is None:
        return  # not every system has systemd
    for name in ("service", "timer"):
        text = (DOCS / "jobs" / f"graphcheck.{name}").read_text(encoding="utf-8")
        # programs have to be there
        text = re.sub(r"^(ExecStart(?:Pre)?)=\S+", r"\1=/bin/true", text, flags=re.MULTILINE)
        (tmp_path / f"graphcheck.{name}").write_text(text, encoding="utf-8")
    units = [str(tmp_path / "graphcheck.service"), str(tmp_path / "graphcheck.timer")]
    told = subprocess.run([verify, "verify", "--man=no", *units], capture_output=True, text=True, check=False)
    assert (told.returncode, [line for line in told.stderr.splitlines() if "graphcheck" in line]) == (0, [])
    (tmp_path / "graphcheck.service").write_text("[Service]\nExecStart=no/where\n", encoding="utf-8")
    assert subprocess.run([verify, "verify", "--man=no", units[0]], capture_output=True, check=False).returncode != 0


def test_the_command_that_checks_a_file_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As docs/outputs.md shows it."""
    monkeypatch.setenv("GRAPHCHECK_STATE", str(tmp_path / "state"))
    (line,) = re.findall(r"^\$ (check-jsonschema .*)$", (DOCS / "outputs.md").read_text(encoding="utf-8"), re.MULTILINE)
    out = tmp_path / "report"
    wrote = CliRunner().invoke(main, ["report", str(DOCS.parent / "data" / "sample"), "--out", str(out), "--quiet"])
    assert wrote.exit_code == 0
    words = [word.replace("report/", f"{out}/") for word in shlex.split(line)[1:]]
    checked = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", *words], cwd=DOCS.parent, capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stdout) == (0, "ok -- validation done\n")
