"""The ready-made nightly jobs: they parse, say what the page says, and use options that there are."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import check_jsonschema
import pytest
import yaml
from jsonschema import Draft7Validator

from graphcheck.cli import main

DOCS = Path(__file__).resolve().parents[2] / "docs"
JOBS = sorted((DOCS / "jobs").iterdir())
COMMAND = re.compile(r"graphcheck (?=report|check|load|query|decide)[^\n&|]*")


def test_all_are_there() -> None:
    assert [job.name for job in JOBS] == ["graphcheck.cron", "graphcheck.service", "graphcheck.timer", "graphcheck.yml"]


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_the_page_shows_them_as_they_are(job: Path) -> None:
    assert job.read_text(encoding="utf-8").rstrip() in (DOCS / "nightly.md").read_text(encoding="utf-8")


def test_their_commands_are_taken() -> None:
    told = [found for job in JOBS for found in COMMAND.findall(job.read_text(encoding="utf-8"))]
    assert len(told) == 3
    for line in told:
        name, *words = shlex.split(line)[1:]
        main.commands[name].make_context(name, list(words))


def test_the_workflow_is_one() -> None:
    schema = Path(check_jsonschema.__file__).parent / "builtin_schemas" / "vendor" / "github-workflows.json"
    workflow = yaml.safe_load((DOCS / "jobs" / "graphcheck.yml").read_text(encoding="utf-8"))
    workflow["on"] = workflow.pop(True)  # YAML 1.1 takes the key for a truth value
    check = Draft7Validator(json.loads(schema.read_text(encoding="utf-8")))
    assert [error.message for error in check.iter_errors(workflow)] == []
    assert list(check.iter_errors({**workflow, "jobs": {"a": {}}}))


def test_the_cron_line_is_one() -> None:
    lines = [line for line in (DOCS / "jobs" / "graphcheck.cron").read_text().splitlines() if line[:1].isdigit()]
    (line,) = lines
    minute, hour, *rest = line.split(maxsplit=6)
    assert (int(minute) < 60, int(hour) < 24, rest[:3], rest[3]) == (True, True, ["*", "*", "*"], "graphcheck")


def test_the_timer_starts_the_service() -> None:
    units = {}
    for name in ("service", "timer"):
        units[name] = ConfigParser(strict=False, interpolation=None)
        units[name].read(DOCS / "jobs" / f"graphcheck.{name}", encoding="utf-8")
    assert units["service"]["Service"]["Type"] == "oneshot"
    assert units["timer"]["Timer"]["OnCalendar"] == "*-*-* 02:30:00"
    verify = shutil.which("systemd-analyze")
    if verify is not None:
        told = subprocess.run([verify, "calendar", "*-*-* 02:30:00"], capture_output=True, text=True, check=False)
        assert told.returncode == 0, told.stderr
