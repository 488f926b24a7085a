"""The documentation says everything there is, and nothing that is not."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from xml.etree import ElementTree

import click
import pytest
from click.testing import CliRunner

from graphcheck import errors
from graphcheck.cli import guard, main
from graphcheck.findings.catalogue import CATALOGUE, HEADINGS
from graphcheck.settings import described
from graphcheck.store import schema
from graphcheck.store.queries import named

PROJECT = Path(__file__).resolve().parents[2]
DOCS = PROJECT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *PROJECT.glob("*.md")])
CLI = (DOCS / "cli.md").read_text(encoding="utf-8")
UPDATE = runpy.run_path(str(DOCS / "update.py"))
EXITS = (errors.EXIT_FINE, errors.EXIT_FINDINGS, errors.EXIT_USAGE, errors.EXIT_DATA)


@pytest.mark.parametrize("name", [file.name for file in UPDATE["FILES"]])
def test_generated_parts_are_up_to_date(name: str) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    assert "<!-- generated:" in text
    assert text == UPDATE["updated"](text), "run `make docs`"


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_has_its_section_and_its_help(command: str) -> None:
    section = CLI.split(f"\n## graphcheck {command}\n")[1].split("\n## ")[0]
    assert f"Usage: graphcheck {command}" in section
    for param in main.commands[command].params:
        names = param.opts if isinstance(param, click.Option) else [param.make_metavar(click.Context(main)).strip("[]")]
        assert all(name in section for name in names)


@pytest.mark.parametrize("setting", [setting.name for setting in described()])
def test_every_setting_says_its_unit_reason_and_source(setting: str) -> None:
    rows = [line.split("|") for line in (DOCS / "settings.md").read_text(encoding="utf-8").splitlines()]
    (row,) = [row for row in rows if len(row) > 2 and row[1].strip() == f"`{setting}`"]
    assert len(row) == 7
    assert all(len(cell.strip()) > 2 for cell in row[1:-1])


def test_every_query_is_listed_with_its_question() -> None:
    text = (DOCS / "queries.md").read_text(encoding="utf-8")
    for query in named().values():
        assert f"| [`{query.name}`](" in text
        assert query.question in text


def test_the_answer_that_is_shown_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHCHECK_STATE", str(tmp_path))
    monkeypatch.delenv("GRAPHCHECK_NEO4J_URI", raising=False)
    text = (DOCS / "queries.md").read_text(encoding="utf-8")
    command, shown = text.split("```text\n$ graphcheck ")[1].split("```")[0].split("\n", 1)
    runner = CliRunner()
    assert runner.invoke(main, ["load", str(PROJECT / "data" / "sample"), "--quiet"]).exit_code == 0
    assert runner.invoke(main, command.split()).stdout == shown


def test_every_label_and_type_is_explained_and_drawn() -> None:
    text = (DOCS / "graph.md").read_text(encoding="utf-8")
    picture = text.split("```mermaid")[1].split("```")[0]
    for table in schema.TABLES:
        assert re.search(rf"\b{table.name}\b", picture)
        assert f":{table.name}" in text
        assert all(f"| `{column.name}`" in text for column in table.properties)


def test_the_example_of_a_header_is_one(tmp_path: Path) -> None:
    text = (DOCS / "queries.md").read_text(encoding="utf-8")
    example = "//" + text.split("```text\n//")[1].split("```")[0]
    (tmp_path / "example.cypher").write_text(example, encoding="utf-8")
    query = named(tmp_path)["example"]
    assert [parameter.name for parameter in query.parameters] == ["least"]


def test_every_label_has_its_style_for_the_browser() -> None:
    style = (PROJECT / "queries" / "browser.grass").read_text(encoding="utf-8")
    captions = dict(re.findall(r'^(?:node|relationship)\.(\w+) \{[^}]*caption: "\{(\w+)\}"', style, re.MULTILINE))
    tables = {table.name: {column.name for column in table.properties} for table in schema.TABLES}
    assert {table.label for table in schema.NODES} <= set(captions)
    assert [name for name, caption in captions.items() if caption not in tables[name]] == []


def test_scripts_that_settings_name_are_there() -> None:
    named = {script for setting in described() for script in re.findall(r"benchmarks/\w+\.py", setting.source)}
    assert [script for script in sorted(named) if not (PROJECT / script).exists()] == []


def test_every_finding_code_has_its_page_and_is_told_in_the_changelog() -> None:
    changelog = (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
    for code in CATALOGUE.values():
        assert f"{code.code} ({code.name})" in changelog
        assert [heading for heading in HEADINGS if f"\n## {heading}\n" not in code.page()] == []


@pytest.mark.parametrize("page", ["README.md", "docs/cli.md"])
def test_exit_codes_are_told(page: str) -> None:
    text = (PROJECT / page).read_text(encoding="utf-8").split("Exit codes")[1]
    told = {int(code) for codes in re.findall(r"^\| ([\d, ]+) \|", text, re.MULTILINE) for code in codes.split(",")}
    assert told == {*EXITS, guard.EXIT_INTERRUPTED, guard.EXIT_PIPE}


def test_every_variable_of_the_environment_is_told() -> None:
    sources = [*(PROJECT / "graphcheck").rglob("*.py"), *(PROJECT / "tests").rglob("*.py")]
    read = {
        name for file in sources for name in re.findall(r"GRAPHCHECK_[A-Z0-9_]*[A-Z]", file.read_text(encoding="utf-8"))
    }
    assert sorted(name for name in read if f"`{name}`" not in CLI) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_picture_of_the_flow_names_what_is_there() -> None:
    picture = ElementTree.parse(DOCS / "flow.svg").getroot()
    texts = [text.strip() for text in picture.itertext()]
    modules = [text for text in texts if re.fullmatch(r"[a-z_/]+(\.py|/)", text)]
    assert len(modules) >= 10
    assert [module for module in modules if not (PROJECT / "graphcheck" / module).exists()] == []


def test_files_that_are_named_are_there() -> None:
    for page in (PROJECT / "CONTRIBUTING.md", DOCS / "README.md"):
        named = re.findall(r"`((?:graphcheck|docs|tests|benchmarks|data)/[\w/.]*)`", page.read_text(encoding="utf-8"))
        inside = re.findall(r"`(\w+(?:\.py|/))`", page.read_text(encoding="utf-8"))
        there = [*(PROJECT / name for name in named), *(PROJECT / "graphcheck" / name for name in inside)]
        missing = [path for path in there if not path.exists() and not (PROJECT / path.name).exists()]
        assert missing == []


def test_every_module_has_its_row_in_contributing() -> None:
    table = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("## Where a change goes")[1]
    package = PROJECT / "graphcheck"
    modules = [path for path in package.iterdir() if path.is_dir() or path.suffix == ".py"]
    names = {path.name + ("/" if path.is_dir() else "") for path in modules if not path.name.startswith("__")}
    assert sorted(name for name in names if f"graphcheck/{name}`" not in table) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages_end_with_a_line_end_and_hold_no_machine_paths(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text.endswith("\n")
    assert not re.search(r"(?<![\w.~/-])/(?:work|home|root|tmp)/", text)
