"""``graphcheck issue``: a selection file → the issue."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import PROJECT, Run
from tests.corrections.selections import person, selection


def test_title_and_text_are_printed(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "selection.json"
    file.write_text(json.dumps(selection(person("2025.naacl-long.450", why="刘"))), encoding="utf-8")
    result = run("issue", file)
    assert result.exit_code == 0, result.output
    title, empty, first, *rest = result.stdout.splitlines()
    assert (title, empty, first) == ("Author Page: ji-liu", "", "**Type:** Split/disambiguate")
    assert "- [2025.naacl-long.450](https://aclanthology.org/2025.naacl-long.450/)" in rest
    assert "Why: 刘" in rest


def test_the_address_is_printed_or_it_is_said_that_there_is_none(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "selection.json"
    file.write_text(json.dumps(selection()), encoding="utf-8")
    assert run("issue", file, "--url").stdout.startswith("https://github.com/acl-org/acl-anthology/issues/new?title=")
    file.write_text(json.dumps(selection(keeps=[f"p-{n}" for n in range(500)])), encoding="utf-8")
    result = run("issue", file, "--url")
    assert result.exit_code == 2
    assert result.stderr.startswith("graphcheck: the issue's address would be longer than 8,000 characters; ")


def test_a_bad_file_is_one_line(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "selection.json"
    file.write_text(json.dumps(selection(keeps=["a\x1b"])), encoding="utf-8")
    result = run("issue", file)
    assert result.exit_code == 3
    assert result.stdout == ""
    assert result.stderr.startswith(f"graphcheck: {file}: holds a control character, at keeps[0]; ")
    assert result.stderr.count("\n") == 1


def test_the_samples_selection_is_one_of_its_page(run: Run) -> None:
    sample = PROJECT / "data" / "sample"
    made = json.loads((sample / "selection.json").read_text(encoding="utf-8"))
    answer = json.loads(run("check", "yan-li", "--source", sample, "--format", "json", "--quiet").stdout)
    (page,) = answer["people"]
    moved = [paper for target in made["targets"] for paper in target["papers"]]
    assert sorted([*made["keeps"], *moved]) == sorted(judged["paper"] for judged in page["authorships"])
    assert moved == [judged["paper"] for judged in page["authorships"] if judged["flagged"]]
    assert made["orcid"] == page["orcid"]
