"""Wrong ids planted in the sample, in each generation of the people file: told, put right, resolved, and undone."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

import graphcheck
from graphcheck.corrections.change import LinkEdit
from graphcheck.corrections.xml_edit import edit_collection
from tests.cli.conftest import Run, run  # noqa: F401 (a fixture)
from tests.corrections.rewritten import GENERATIONS, committed, sample_of
from tests.sources.checkouts import NAME_VARIANTS

# (paper, id there, wrong id planted, code of the finding)
PLANTED = [
    ("2021.meld-main.6", "rahul-sharma", "rahul-sharma-oosterwijk"),
    ("2021.meld-main.14", "ana-souza-oosterwijk", "ana-souza"),
    ("P17-2001", "jing-wang", "jing-wang-kestrelbay"),
    ("W15-1403", "ana-souza", "ana-souza-oosterwijk"),
    ("2020.icol-main.1", "ana-souza", "ana-souza-oosterwijk"),
    ("D19-1011", "jing-wang", "jing-wang-kestrelbay"),
]
HAD = ("2021.meld-main.6", "rahul-sharma-oosterwijk", "rahul-sharma")  # a wrong id that the sample has already


def position_of(root: Path, paper: str, person: str) -> tuple[Path, int]:
    """Return the file of a paper, and the place among its authors of the one with that id."""
    source = graphcheck.load(root).source.tables
    row = source.papers["id"].tolist().index(paper)
    there = source.authorships[(source.authorships["paper"] == row) & (source.authorships["id"] == person)]
    return root / source.papers["file"].iat[row], int(there["position"].iat[0])


def put(root: Path, paper: str, had: str, gets: str) -> Path:
    file, position = position_of(root, paper, had)
    file.write_bytes(edit_collection(file.read_bytes(), file, [LinkEdit(paper, position, {"id": gets})]))
    return file


@pytest.fixture(params=GENERATIONS)
def clean(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The sample without the wrong id that it has."""
    root = sample_of(request.param, tmp_path / "checkout")
    put(root, *HAD)
    return root


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in (root / "data").rglob("*.*")}


def findings(run: Run, root: Path, out: Path, which: str) -> list[dict[str, Any]]:  # noqa: F811
    result = run("report", root, "--out", out, "--quiet")
    assert result.exit_code == 0, result.stderr
    found: list[dict[str, Any]] = json.loads((out / "findings.json").read_bytes())[which]
    return found


def rename(path: Path, paper: str, *names: tuple[str, str]) -> None:
    """Print another name for the author of a paper who has the first of ``names``."""
    text = path.read_text(encoding="utf-8")
    old, new = (f"<first>{first}</first><last>{last}</last>" for first, last in names)
    place = text.index(old, text.index(f'<paper id="{paper}">'))
    path.write_text(text[:place] + new + text[place + len(old) :], encoding="utf-8")


@pytest.mark.parametrize(("paper", "right", "wrong"), PLANTED)
def test_told_put_right_resolved_and_undone(
    clean: Path,
    tmp_path: Path,
    run: Run,  # noqa: F811
    paper: str,
    right: str,
    wrong: str,
) -> None:
    before = contents(clean)
    put(clean, paper, right, wrong)
    committed(clean)
    planted = contents(clean)
    out = tmp_path / "report"
    (told,) = [f for f in findings(run, clean, out, "findings") if (f["paper"], f["person"]) == (paper, wrong)]
    assert (told["code"], told["link"], told["suggestions"][0]["person"]) == ("GC105", "explicit", right)
    result = run("fix", wrong, "--from-findings", "--as", "apply", "--source", clean)
    assert result.exit_code == 0, result.stderr
    assert contents(clean) == before
    resolved = {f["id"]: f["state"] for f in findings(run, clean, out, "resolved")}
    assert resolved[told["id"]] == "resolved"
    undo = result.stdout.removeprefix("undo: ")
    subprocess.run(undo, shell=True, check=True)
    assert contents(clean) == planted


def test_two_pages_of_one_person_become_one(clean: Path, tmp_path: Path, run: Run) -> None:  # noqa: F811
    committed(clean)
    before, out = contents(clean), tmp_path / "report"
    (told,) = [f for f in findings(run, clean, out, "findings") if f["code"] == "GC103"]
    kept, (other,) = told["person"], told["others"]
    assert kept == "katarzyna-lipiec"
    result = run("fix", kept, "--from-findings", "--source", clean)
    assert result.exit_code == 3
    assert f"GC103 is carried out from the other page: graphcheck fix {other} --from-findings" in result.stderr
    result = run("fix", other, "--from-findings", "--as", "apply", "--source", clean)
    assert result.exit_code == 0, result.stderr
    resolved = {f["id"]: f["state"] for f in findings(run, clean, out, "resolved")}
    assert resolved[told["id"]] == "resolved"
    page = json.loads(run("check", kept, "--source", clean, "--format", "json", "--quiet").stdout)["people"][0]
    assert {*told["papers"]} < {judged["paper"] for judged in page["authorships"]}
    subprocess.run(result.stdout.removeprefix("undo: "), shell=True, check=True)
    assert contents(clean) == before


def test_the_first_generation_is_told_what_can_be_done(tmp_path: Path, run: Run) -> None:  # noqa: F811
    for people_file in GENERATIONS:
        root = sample_of(people_file, tmp_path / people_file.replace("/", "-"))
        result = run("fix", HAD[1], "--from-findings", "--source", root, "--quiet")
        assert result.exit_code == 0, result.stderr
        old = people_file == NAME_VARIANTS
        assert ("of the first generation. What can be done there: the patch" in result.stdout) == old
        assert ("which no bin/correct command changes; take the patch" in result.stdout) == old
        assert ("bin/correct/unlink_items.py" in result.stdout) == (not old)


def test_a_paper_that_cannot_be_moved_does_not_keep_the_others(tmp_path: Path, run: Run) -> None:  # noqa: F811
    """In the first generation a name leads to one page; who is not known can't be told from it."""
    root = sample_of(NAME_VARIANTS, tmp_path / "checkout")
    put(root, *HAD)
    rename(root / "data/xml/2023.meld.xml", "16", ("Wei", "Chen"), ("Rahul", "Sharma"))  # a stray of nobody known
    before = contents(root)
    put(root, "D19-1003", "rahul-sharma-oosterwijk", "rahul-sharma")
    committed(root)
    result = run("fix", "rahul-sharma", "--from-findings", "--as", "apply", "--source", root)
    assert result.exit_code == 0, result.stderr
    assert contents(root) == before
    assert "Left where it is: " in result.stderr
    assert "Rahul Sharma without an id leads to rahul-sharma, in this generation of the people file" in result.stderr
    assert "What can't: no command of bin/correct changes it" in result.stderr
