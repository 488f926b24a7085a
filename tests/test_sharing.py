"""Tests that share something run in one process, and long ones begin."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
CONFTEST = "from tests.sharing import pytest_collection_modifyitems, pytest_xdist_make_scheduler  # noqa: F401\n"
TEST = """
import os
import pytest

def note(name):
    with open("ran", "a") as ran:
        ran.write(f"{name} {os.getpid()}\\n")

@pytest.mark.parametrize("at", range(3))
@pytest.mark.parametrize("engine", ["ladybug", "neo4j"])
def test_engine(engine, at):
    note(engine if engine == "neo4j" else __name__)
"""
WHOLE = TEST.replace("def test", "@pytest.mark.anthology\ndef test").replace('["ladybug", "neo4j"]', '["ladybug"]')


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder of tests, in whose order those that take longest come last."""
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = anthology\n")
    for name, text in {"a": TEST, "b": TEST, "c": TEST, "whole": WHOLE}.items():
        (tmp_path / f"test_{name}.py").write_text(text)
    return tmp_path


def ran(place: Path, processes: int) -> list[tuple[str, str]]:
    """Return (group, process) of all tests, in the order in which they ran."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", str(processes), "-p", "no:cacheprovider"]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    done = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    lines = (place / "ran").read_text().splitlines()
    return [(line.split()[0], line.split()[1]) for line in lines]


def test_each_group_runs_in_one_process(place: Path) -> None:
    ids = set(ran(place, 2))
    assert sorted(name for name, _ in ids) == ["neo4j", "test_a", "test_b", "test_c", "test_whole"]
    assert len({process for _, process in ids}) == 2


def test_long_ones_begin(place: Path) -> None:
    names = [name for name, _ in ran(place, 0)]
    assert names == ["neo4j"] * 9 + [name for name in ("test_whole", "test_a", "test_b", "test_c") for _ in range(3)]
