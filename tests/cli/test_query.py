"""``graphcheck load`` and ``graphcheck query``, as somebody types them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from graphcheck.cli import main
from graphcheck.store.folder import store_folder
from tests.cli.conftest import PROJECT, Run, Start

SAMPLE = PROJECT / "data" / "sample"
VENUES = "MATCH (v:Venue) RETURN v.id AS id, v.name AS name ORDER BY id"


@pytest.fixture(autouse=True)
def _no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GRAPHCHECK_NEO4J_URI", raising=False)


@pytest.fixture(scope="module")
def loaded_state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state folder that a load of the sample left."""
    state = tmp_path_factory.mktemp("loaded") / "state"
    result = CliRunner(env={"GRAPHCHECK_STATE": str(state)}).invoke(main, ["load", str(SAMPLE), "--quiet"])
    assert result.exit_code == 0, result.output
    return state


@pytest.fixture
def loaded(loaded_state: Path, tmp_path: Path) -> None:
    shutil.copytree(loaded_state, tmp_path / "state")


def test_load_says_what_it_loaded(run: Run) -> None:
    result = run("load", SAMPLE)
    assert result.exit_code == 0
    assert result.stdout == "loaded: 233 papers, 156 people, 882 authorships; ask with: graphcheck query\n"
    assert "Judging people" in result.stderr


def test_quiet_says_nothing(run: Run) -> None:
    result = run("load", SAMPLE, "--quiet")
    assert (result.exit_code, result.output) == (0, "")


def test_load_again_of_the_last_source(run: Run, loaded: None) -> None:
    assert "loaded: 233 papers" in run("load").stdout


def test_report_keeps_the_graph(run: Run) -> None:
    assert run("report", SAMPLE, "--out", "report", "--quiet").exit_code == 0
    result = run("query", "stray-authorships", "--param", "person=yan-li")
    assert "2022.icol-main.7" in result.stdout


def test_check_keeps_the_graph(run: Run, checkout: Path) -> None:
    assert run("check", "Yang Liu", "--source", checkout).exit_code == 0
    assert json.loads(run("query", "--cypher", VENUES, "--format", "json").stdout) == [
        {"id": "inv", "name": "Invented"}
    ]


def test_a_second_load_at_once_ends_with_3(run: Run, start: Start, tmp_path: Path) -> None:
    with store_folder().locked():
        result = start("load", SAMPLE)
    assert result.returncode == 3
    assert result.stderr.startswith("graphcheck: another load is writing to ")
    assert len(result.stderr.splitlines()) == 1


def test_report_goes_on_while_a_load_runs(start: Start) -> None:
    with store_folder().locked():
        result = start("report", SAMPLE, "--out", "report")
    assert result.returncode == 0
    assert "the graph for queries was not kept: another load is writing" in result.stderr


def test_a_bad_source_leaves_the_graph(run: Run, loaded: None, tmp_path: Path) -> None:
    assert run("load", tmp_path / "nowhere").exit_code == 3
    assert run("query", "shared-names").exit_code == 0


def test_without_a_name_queries_are_listed(run: Run) -> None:
    lines = run("query").stdout.splitlines()
    assert len(lines) >= 18
    assert next(line for line in lines if line.startswith("most-flagged ")).endswith(
        "  Which people have the most flagged papers?"
    )


def test_a_query_needs_a_graph(run: Run) -> None:
    result = run("query", "most-flagged")
    assert result.exit_code == 3
    assert "there is no graph yet" in result.stderr


def test_formats(run: Run, loaded: None) -> None:
    asked = ("query", "shared-names", "--param", "least=3")
    table = run(*asked)
    assert table.stdout.splitlines()[0].split() == ["name", "slug", "people", "verified", "papers"]
    assert table.stderr == "3 rows\n"
    assert run(*asked, "--format", "csv").stdout.splitlines()[1] == "Ana Souza,ana-souza,3,2,13"
    assert json.loads(run(*asked, "--format", "json").stdout)[1]["papers"] == 18
    assert "| Rahul Sharma | rahul-sharma | 3 | 2 | 11 |" in run(*asked, "--format", "markdown").stdout


def test_limit(run: Run, loaded: None) -> None:
    result = run("query", "--cypher", VENUES, "--limit", "2")
    assert len(result.stdout.splitlines()) == 4
    assert result.stderr == "the first 2 rows; --limit 0 shows all\n"
    assert run("query", "--cypher", VENUES, "--limit", "0").stderr == "9 rows\n"
    assert run("query", "--cypher", VENUES, "--limit", "0", "--quiet").stderr == ""


def test_files_and_folders_of_ones_own(run: Run, loaded: None) -> None:
    Path("mine.cypher").write_text("MATCH (v:Venue {id: $id}) RETURN v.name AS name", encoding="utf-8")
    result = run("query", "--file", "mine.cypher", "--param", "id=meld", "--format", "csv")
    assert result.stdout == "name\nMeeting on Empirical Language Data\n"
    Path("own").mkdir()
    Path("own/one-venue.cypher").write_text(
        '// Which venue is that?\n// Parameters\n//   id: text, e.g. "meld"; id\n// Columns\n//   name: its name\n'
        "MATCH (v:Venue {id: $id}) RETURN v.name AS name\n",
        encoding="utf-8",
    )
    assert "one-venue" in run("query", "--queries", "own").stdout
    result = run("query", "one-venue", "--queries", "own", "--param", "id=meld", "--format", "csv")
    assert result.stdout == "name\nMeeting on Empirical Language Data\n"


def test_describe(run: Run) -> None:
    told = run("query", "stray-authorships", "--describe").stdout
    assert "usage: graphcheck query stray-authorships --param person=TEXT [--param least=NUMBER]" in told
    assert "  person: text, e.g. yan-li; id of the page" in told


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["stray-authorships"], "needs the parameter person; usage: graphcheck query stray-authorships"),
        (["stray-authorships", "--param", "persn=x"], "has no parameter “persn”; usage:"),
        (["stray-authorships", "--param", "person"], "is no KEY=VALUE"),
        (["most-flaged"], "did you mean most-flagged?"),
        (["most-flagged", "--cypher", "RETURN 1"], "exclude each other"),
        (["--file", "nowhere.cypher"], "can't be read"),
        (["--cypher", "MATCH (v:Venue) RETRN v"], "the query is refused"),
        (["--cypher", "MATCH (v:Venue) DETACH DELETE v"], "the query writes; queries only read the graph"),
        (["--cypher", "MATCH (v:Venue {id: $id}) RETURN v.id"], "Parameter id not found"),
        (["--cypher", "MATCH (v:Venue)-[:\x1b[31m]->() RETURN v.id"], "the query is refused"),
    ],
)
def test_mistakes_end_with_2_and_one_line(run: Run, loaded: None, words: list[str], says: str) -> None:
    result = run("query", *words)
    assert result.exit_code == 2
    assert says in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert "\x1b" not in result.stderr


def test_a_query_is_quick_to_import() -> None:
    """A query must not wait for what only loads need."""
    modules = "sys, graphcheck.store.embedded, graphcheck.cli.query, graphcheck.report.answer"
    code = f"import {modules}; print('pandas' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PROJECT)
    assert told.stdout == "False\n"
