"""The command line, run in this process or in one of its own, with a state folder of the test's."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graphcheck.cli import main
from tests.small import write_checkout

Run = Callable[..., Result]
Start = Callable[..., "subprocess.CompletedProcess[str]"]
PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small checkout with six names that are hard to look up."""
    return write_checkout(tmp_path_factory.mktemp("cli") / "checkout")


@pytest.fixture(autouse=True)
def _own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setenv("GRAPHCHECK_STATE", str(tmp_path / "state"))
    for name in ("GRAPHCHECK_SOURCE", "GRAPHCHECK_DEBUG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run() -> Run:
    """Run the command line in this process."""
    return lambda *args: CliRunner().invoke(main, [str(arg) for arg in args], prog_name="graphcheck")


@pytest.fixture(scope="session")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``report``, of the sample, and the ``state`` that it left: for copies, as a report takes longest of all."""
    place = tmp_path_factory.mktemp("reported")
    command = ["report", str(PROJECT / "data" / "sample"), "--out", str(place / "report"), "--quiet"]
    result = CliRunner(env={"GRAPHCHECK_STATE": str(place / "state")}).invoke(main, command)
    assert result.exit_code == 0, result.output
    return place


@pytest.fixture
def start() -> Start:
    """Run the command line in a process of its own, as a shell does."""

    def started(*args: object, **how: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "graphcheck", *map(str, args)]
        environment = {**os.environ, "PYTHONPATH": str(PROJECT), **how.pop("env", {})}  # type: ignore[dict-item]
        how = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, **how}
        return subprocess.run(command, env=environment, check=False, **how)  # type: ignore[call-overload,no-any-return]

    return started
