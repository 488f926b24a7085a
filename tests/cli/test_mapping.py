"""What columns of tables are called, said by the command."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import PROJECT, Run

TABLE = PROJECT / "data" / "samples" / "tables"
COLUMNS = ("--map", "paper=pub", "--map", "name=author", "--map", " person = staff_id ", "--map", "position=rank")


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    """The sample's table without its mapping."""
    return Path(shutil.copy(TABLE / "authorships.csv", tmp_path / "rows.csv"))


def test_they_read_the_table_as_a_mapping_beside_it_does(run: Run, rows: Path) -> None:
    told = run("check", "Yan Li", "--source", rows, "--quiet", *COLUMNS)
    assert told.exit_code == 0, told.output
    assert told.stdout == run("check", "Yan Li", "--source", TABLE, "--quiet").stdout
    refused = run("check", "Yan Li", "--source", rows, "--quiet", *COLUMNS[:2])
    assert refused.exit_code == 3
    assert f"{rows}:1: has no column name (it has pub, rank, author" in refused.stderr


def test_they_are_remembered_with_the_place(run: Run, rows: Path) -> None:
    first = run("check", "Yan Li", "--source", rows, *COLUMNS)
    assert first.exit_code == 0
    assert run("check", "Yan Li").stdout == first.stdout


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        (["paper=pub", "paper=rank"], 2, "--map paper=rank: paper is pub already"),
        (["paper"], 2, "--map paper: is no pair; write COLUMN=NAME"),
        (["paper="], 2, "--map paper=: is no pair; write COLUMN=NAME"),
        (["papier=pub"], 2, "--map papier: is none of our columns; map one of: paper, name, year"),
        (["paper=pub", "name=author", "venue=where"], 3, "rows.csv:1: has no column where (it has pub, rank"),
    ],
)
@pytest.mark.parametrize("command", ["report", "evaluate", "load"])
def test_columns_that_can_not_be_are_one_line(
    command: str, given: list[str], code: int, said: str, run: Run, rows: Path, tmp_path: Path
) -> None:
    out = ["--out", tmp_path / "out"] if command == "report" else []
    told = run(command, rows, "--quiet", *out, *(word for one in given for word in ("--map", one)))
    assert told.exit_code == code, told.output
    (line,) = told.stderr.splitlines()
    assert said in line


def test_a_checkout_has_no_columns(run: Run, checkout: Path) -> None:
    told = run("check", "ji-liu", "--source", checkout, "--map", "paper=pub")
    assert told.exit_code == 2
    assert "is of the format anthology; leave it out" in told.stderr
