"""The command line as a whole: help, version, errors, exit codes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest

from graphcheck.cli import main
from graphcheck.findings.catalogue import CATALOGUE
from tests.cli.conftest import PROJECT, Run, Start

COMMANDS = sorted(main.commands)


def test_the_version_is_the_projects(run: Run) -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert run("--version").stdout == f"graphcheck {project['version']}\n"


@pytest.mark.parametrize("args", [("--help",), ("-h",), *((command, "--help") for command in COMMANDS)])
def test_help_is_a_sentence_and_an_example(run: Run, args: tuple[str, ...]) -> None:
    result = run(*args)
    assert result.exit_code == 0
    assert "Example" in result.stdout
    assert "\n    graphcheck " in result.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_has_its_help(command: str) -> None:
    options = [param for param in main.commands[command].params if isinstance(param, click.Option)]
    assert [option.name for option in options if not option.help] == []


@pytest.mark.parametrize("args", [("--help",), ("check", "--help"), ("--version",), ("explain",)])
def test_help_comes_without_the_heavy_libraries(args: tuple[str, ...]) -> None:
    heavy = ("pandas", "numpy", "scipy", "lxml", "matplotlib", "igraph", "networkx", "jinja2", "rapidfuzz")
    code = (
        "import json, sys\nfrom graphcheck.cli import main\n"
        f"try:\n    main({list(args)!r})\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        f"print(json.dumps([name for name in {heavy!r} if name in sys.modules]), file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
    )
    assert json.loads(ran.stderr) == []


def test_explain_lists_all_codes(run: Run) -> None:
    lines = run("explain").stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(CATALOGUE)


@pytest.mark.parametrize("code", ["GC101", "gc101", "stray-authorship"])
def test_explain_shows_a_page_in_any_casing(run: Run, code: str) -> None:
    assert run("explain", code).stdout == CATALOGUE["GC101"].page().rstrip() + "\n"


def test_explain_of_an_unknown_code_lists_the_known_ones(run: Run) -> None:
    result = run("explain", "GC999")
    assert result.exit_code == 2
    assert result.stderr.startswith("graphcheck: there is no finding code “GC999”; the codes are: GC101")


@pytest.mark.parametrize(
    ("args", "what", "where"),
    [
        (("nonsense",), "No such command 'nonsense'", "graphcheck"),
        (("--nonsense",), "No such option '--nonsense'", "graphcheck"),
        (("check",), "Missing argument 'NAME'", "graphcheck check"),
        (("check", "x", "--colour"), "No such option '--colour'", "graphcheck check"),
        (("check", "x", "--format", "pdf"), "Invalid value for '--format': 'pdf' is not one of", "graphcheck check"),
        (("check", "x", "--source"), "Option '--source' requires an argument", "graphcheck check"),
        (("explain", "x", "y"), "Got unexpected extra argument (y)", "graphcheck explain"),
        (("report", "x"), "Missing option '--out'", "graphcheck report"),
        (("report", "x", "--out\x1b[31m\n\u202e"), "No such option", "graphcheck report"),
        (("explain", "x", "y" * 5000), "Got unexpected extra argument (yyy", "graphcheck explain"),
    ],
)
def test_a_wrong_command_is_one_line_and_exit_code_2(run: Run, args: tuple[str, ...], what: str, where: str) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"graphcheck: {what}")
    assert line.endswith(f"; see {where} --help")
    assert line.isprintable()


def test_no_command_shows_the_help(run: Run) -> None:
    result = run()
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == run("--help").stdout


def test_no_source_is_exit_code_3_and_one_line(run: Run, tmp_path: Path) -> None:
    result = run("check", "Ji Liu", "--source", tmp_path / "nowhere", "--quiet")
    assert result.exit_code == 3
    assert result.stderr.startswith("graphcheck: ")
    assert result.stderr.count("\n") == 1


def test_a_path_cannot_act_on_a_terminal(run: Run, tmp_path: Path) -> None:
    result = run("check", "Ji Liu", "--source", tmp_path / "a\x1b[31m\nb\u202ec")
    assert result.exit_code == 3
    assert result.stderr.rstrip("\n").isprintable()


def test_an_unexpected_fault_is_one_line_unless_debugging(
    run: Run, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a \x1b[31m fault")

    monkeypatch.setattr("graphcheck.lookup.find_people", broken)
    result = run("check", "Ji Liu", "--source", checkout, "--quiet")
    assert result.exit_code == 3
    assert result.stderr.startswith("graphcheck: ZeroDivisionError: a [31m fault; this is a fault of graphcheck")
    assert "GRAPHCHECK_DEBUG=1" in result.stderr
    assert result.stderr.count("\n") == 1
    monkeypatch.setenv("GRAPHCHECK_DEBUG", "1")
    result = run("check", "Ji Liu", "--source", checkout, "--quiet")
    assert result.exit_code == 3
    assert "Traceback" in result.stderr


@pytest.mark.parametrize("args", [("explain",), ("--help",), ("check", "ji-liu", "--quiet")])
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_full_disk_is_one_line(start: Start, checkout: Path, args: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        ran = start(*args, stdout=full, env={"GRAPHCHECK_SOURCE": str(checkout)})
    assert ran.returncode == 3
    assert ran.stderr.startswith("graphcheck: No space left on device")
    assert ran.stderr.count("\n") == 1


@pytest.mark.parametrize("args", [("explain", "GC101"), ("--help",), ("check", "ji-liu", "--quiet")])
def test_a_reader_who_goes_away_is_no_error(start: Start, checkout: Path, args: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ran = start(*args, stdout=writing, env={"GRAPHCHECK_SOURCE": str(checkout)})
    finally:
        os.close(writing)
    assert ran.returncode == 141
    assert ran.stderr == ""


def test_an_interrupt_is_one_line_and_130(run: Run, checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        signal.raise_signal(signal.SIGINT)  # in this thread, whatever others libraries have started

    monkeypatch.setattr("graphcheck.lookup.find_people", interrupted)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # in the background it is ignored from the start
    try:
        result = run("check", "Ji Liu", "--source", checkout, "--quiet")
    finally:
        signal.signal(signal.SIGINT, before)
    assert result.exit_code == 130
    assert result.stderr.strip() == "graphcheck: interrupted"


def test_a_terminal_without_the_letters_gets_question_marks(start: Start, checkout: Path) -> None:
    environment = {"PYTHONIOENCODING": "latin-1", "GRAPHCHECK_SOURCE": str(checkout)}
    ran = start("check", "jose-garcia", "--quiet", env=environment, encoding="latin-1")
    assert ran.returncode == 0
    assert ran.stdout.startswith("José García (jose-garcia)\n")
    assert "? not judged" in ran.stdout
