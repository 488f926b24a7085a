"""What is handed out: wheel and sdist, completion, manual pages, container, hook and action."""

from __future__ import annotations

import json
import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from check_jsonschema import main as check_schema
from click.testing import CliRunner

from graphcheck import __version__
from graphcheck.cli import main
from tests.cli.conftest import PROJECT

GIT = ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("built")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(place), str(PROJECT)]
    subprocess.run(command, check=True, capture_output=True)
    return place


def test_the_wheel_holds_all_that_runs_and_nothing_else(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    assert wheel.name == f"graphcheck-{__version__}-py3-none-any.whl"  # of any platform: no compiler is needed
    names = zipfile.ZipFile(wheel).namelist()
    package = PROJECT / "graphcheck"
    files = [path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    queries = [f"graphcheck/queries/{path.name}" for path in (PROJECT / "queries").iterdir()]
    wanted = {path.relative_to(PROJECT).as_posix() for path in files} | set(queries)
    own = {name for name in names if name.startswith("graphcheck/")}
    assert own == wanted
    beside = [name for name in names if name not in own]
    info, data = f"graphcheck-{__version__}.dist-info/", f"graphcheck-{__version__}.data/data/share/man/man1/"
    assert [name for name in beside if not name.startswith((info, data))] == []
    assert {Path(name).name for name in beside if name.startswith(data)} == {
        path.name for path in (PROJECT / "docs" / "man").iterdir()
    }
    assert any(name.endswith("LICENSE") for name in beside)


def test_the_sdist_holds_what_making_it_anew_takes(built: Path) -> None:
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        names = {name.partition("/")[2] for name in tar.getnames()}
    tracked = subprocess.run(["git", "ls-files"], cwd=PROJECT, check=True, capture_output=True, text=True).stdout
    places = ("graphcheck/", "queries/", "docs/", "tests/", "data/sample", "benchmarks/")
    assert [name for name in tracked.split() if name.startswith(places) and name not in names] == []
    assert {"pyproject.toml", "README.md", "LICENSE", "Makefile", "CHANGELOG.md"} <= names
    assert not any(name.startswith((".ci", ".venv", "report")) for name in names)


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("graphcheck ex", {"explain"}),
        ("graphcheck explain gc10", {"GC101", "GC102", "GC103", "GC104", "GC105", "GC106"}),
        ("graphcheck query stray", {"stray-authorships"}),
        ("graphcheck report --source-format o", {"openalex"}),
        ("graphcheck report --fail-on-new GC101", {"GC101"}),
    ],
)
def test_shells_complete(words: str, offered: set[str]) -> None:
    environment = {
        **os.environ,
        "_GRAPHCHECK_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(words.count(" ")),
    }
    code = "from graphcheck.cli import main; main(prog_name='graphcheck')"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, env=environment, capture_output=True, text=True, check=True
    )
    assert {line.partition(",")[2] for line in ran.stdout.splitlines()} == offered


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_docs_tell_how_shells_learn_it(shell: str) -> None:
    text = (PROJECT / "docs" / "install.md").read_text(encoding="utf-8")
    assert f"_GRAPHCHECK_COMPLETE={shell}_source graphcheck" in text
    ran = CliRunner(env={"_GRAPHCHECK_COMPLETE": f"{shell}_source"}).invoke(main, [], prog_name="graphcheck")
    assert "_graphcheck_completion" in ran.stdout


def test_manual_pages_are_up_to_date() -> None:
    made = runpy.run_path(str(PROJECT / "docs" / "update.py"))["man_pages"]()
    kept = {path.name: path.read_text(encoding="utf-8") for path in (PROJECT / "docs" / "man").iterdir()}
    assert kept == made, "run `make docs`"
    assert {f"graphcheck-{command}.1" for command in main.commands} <= set(kept)
    man = shutil.which("man")
    for name, text in kept.items():
        assert text.startswith('.TH "GRAPHCHECK'), name
        if man:
            shown = subprocess.run(
                [man, "-l", str(PROJECT / "docs" / "man" / name)], capture_output=True, text=True, check=True
            )
            assert "NAME" in shown.stdout


def test_the_container_copies_what_is_there() -> None:
    lines = (PROJECT / "Containerfile").read_text(encoding="utf-8").splitlines()
    copied = [
        word for line in lines if line.startswith("COPY ") and "--from" not in line for word in line.split()[1:-1]
    ]
    assert len(copied) >= 6
    assert [name for name in copied if not (PROJECT / name).exists()] == []
    ignored = (PROJECT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert {f"!{name}" for name in copied} <= set(ignored)
    bases = [line.split()[1] for line in lines if line.startswith("FROM ")]
    assert all(re.search(r"python:3\.\d+-", base) for base in bases)
    assert any(line.startswith("USER ") and "root" not in line for line in lines)


def test_the_action_is_one() -> None:
    with pytest.raises(SystemExit) as done:
        check_schema(["--builtin-schema", "vendor.github-actions", str(PROJECT / "action.yml")])
    assert not done.value.code


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The sample under git, with a paper changed and not yet committed."""
    place = tmp_path / "checkout"
    shutil.copytree(PROJECT / "data" / "sample", place)
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "sample"]):
        subprocess.run([*GIT, *command], cwd=place, check=True)
    file = place / "data" / "xml" / "2022.icol.xml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Finding Drug Side Effects", "On Finding Drug Side Effects"), encoding="utf-8")
    assert file.read_text(encoding="utf-8") != text
    return place


def _environment(tmp_path: Path, **more: str) -> dict[str, str]:
    program = tmp_path / "bin" / "graphcheck"
    program.parent.mkdir(exist_ok=True)
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m graphcheck "$@"\n')
    program.chmod(0o755)
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    state = str(tmp_path / "state")
    return {**os.environ, "PATH": path, "PYTHONPATH": str(PROJECT), "GRAPHCHECK_STATE": state, **more}


def test_the_hook_tells_of_what_a_commit_changes(checkout: Path, tmp_path: Path) -> None:
    (hook,) = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert re.search(hook["files"], "data/xml/2022.icol.xml")
    environment = _environment(tmp_path)

    def run_hook() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            shlex.split(hook["entry"]), cwd=checkout, env=environment, capture_output=True, text=True, check=False
        )

    assert run_hook().returncode == 1
    told = json.loads((checkout / ".git" / "graphcheck-report" / "findings.json").read_text(encoding="utf-8"))
    assert [finding["paper"] for finding in told["findings"] if finding["code"] == "GC101"] == ["2022.icol-main.7"]
    subprocess.run([*GIT, "checkout", "-q", "."], cwd=checkout, check=True)
    assert run_hook().returncode == 0


@pytest.mark.parametrize(("fail", "code"), [("true", 1), ("", 0), ("GC106", 0)])
def test_the_steps_of_the_action_run(fail: str, code: int, checkout: Path, tmp_path: Path) -> None:
    action = yaml.safe_load((PROJECT / "action.yml").read_text(encoding="utf-8"))
    given: dict[str, Any] = {name: one["default"] for name, one in action["inputs"].items()}
    given |= {"source": ".", "since": "HEAD", "fail-on-new": fail, "out": str(tmp_path / "out; echo $(id)")}
    step = action["runs"]["steps"][-1]
    values = {
        name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda m: given[m[1]], text) for name, text in step["env"].items()
    }
    environment = _environment(tmp_path, GITHUB_STEP_SUMMARY=str(tmp_path / "summary.md"), **values)
    ran = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", step["run"]], cwd=checkout, env=environment, capture_output=True, check=False
    )
    assert ran.returncode == code, ran.stderr
    assert "2022.icol-main.7" in (tmp_path / "summary.md").read_text(encoding="utf-8")


def test_pythons_that_are_named_are_those_that_are_asked_for() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = re.findall(r"Python :: (3\.\d+)", "\n".join(project["classifiers"]))
    assert project["requires-python"] == f">={named[0]}"
