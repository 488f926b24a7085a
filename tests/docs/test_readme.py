"""What the README tells people to type works."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from graphcheck.cli import main

PROJECT = Path(__file__).resolve().parents[2]
README = (PROJECT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def commands() -> list[str]:
    return [line[2:] for block in blocks("console") for line in block.splitlines() if line.startswith("$ ")]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the sample where the README says it is, and its graph, which queries need."""
    folder = tmp_path_factory.mktemp("readme")
    for name in ("sample", "samples"):
        shutil.copytree(PROJECT / "data" / name, folder / "data" / name)
    result = ran([sys.executable, "-m", "graphcheck", "load", "data/sample"], folder)
    assert result.returncode == 0, result.stderr
    return folder


def ran(command: list[str], place: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "GRAPHCHECK_STATE": str(place / "state")}
    return subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("command", [line for line in commands() if line.startswith("graphcheck ")])
def test_commands_run(command: str, place: Path) -> None:
    words = [sys.executable, "-m", *shlex.split(command)]
    result = ran(words, place)
    assert result.returncode == 0, result.stderr
    assert result.stdout or "--output" in words
    for option in ("--out", "--output", "--picture"):
        if option in words:
            assert (place / words[words.index(option) + 1]).exists()


def of_sources() -> list[str]:
    pages = sorted((PROJECT / "docs" / "sources").glob("*.md"))
    lines = [line for page in pages for line in page.read_text(encoding="utf-8").splitlines()]
    return [line[2:] for line in lines if line.startswith("$ graphcheck ")]


@pytest.mark.parametrize("command", of_sources())
def test_commands_on_other_bibliographies_run(command: str, place: Path) -> None:
    result = ran([sys.executable, "-m", *shlex.split(command)], place)
    assert result.returncode == 0, result.stderr
    assert result.stdout


def fixes() -> list[str]:
    text = (PROJECT / "docs" / "fixing.md").read_text(encoding="utf-8")
    return [line[2:] for line in text.splitlines() if line.startswith("$ graphcheck fix ")]


@pytest.mark.parametrize("command", [line for line in fixes() if line.endswith("--source data/sample")])
def test_fixes_in_the_docs_run(command: str, place: Path) -> None:
    result = ran([sys.executable, "-m", *shlex.split(command)], place)
    assert result.returncode == 0, result.stderr
    assert result.stdout


def test_make_targets_exist() -> None:
    asked = {line.split()[1] for line in commands() if line.startswith("make ")}
    asked |= set(re.findall(r"`make (\w+)", README))
    assert asked == {"report", "test"}
    assert asked <= set(re.findall(r"^(\w+):", MAKEFILE, re.MULTILINE))


def test_every_command_is_one_of_ours() -> None:
    assert {line.split()[0] for line in commands()} == {"graphcheck", "make"}


def test_the_librarys_lines_run(place: Path) -> None:
    (code,) = blocks("python")
    result = ran([sys.executable, "-W", "error", "-c", code], place)
    assert result.returncode == 0, result.stderr
    assert "title" in result.stdout
    assert len([line for line in code.splitlines() if line and not line.startswith(("import", "print"))]) <= 5


def test_what_report_writes_is_listed(place: Path) -> None:
    listed = set(re.findall(r"`([\w.]+\.(?:html|json|jsonl|csv|sarif|md)|people/)`", README))
    out = place / "listed"
    command = [sys.executable, "-m", "graphcheck", "report", "data/sample", "--scores", "--quiet", "--out", str(out)]
    assert ran(command, place).returncode == 0
    assert {f"{path.name}/" if path.is_dir() else path.name for path in out.iterdir()} == listed


def test_every_command_is_shown() -> None:
    shown = {line.split()[1] for line in commands() if line.startswith("graphcheck ")}
    assert shown == set(main.commands)
