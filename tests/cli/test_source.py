"""Which source a command reads when it is not told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from graphcheck.sources import Place, last
from tests.cli.conftest import Run


def test_the_option_comes_first(run: Run, checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHCHECK_SOURCE", "nowhere")
    result = run("check", "ji-liu", "--source", checkout)
    assert result.exit_code == 0, result.output
    assert "source:" not in result.stderr


def test_then_the_environment(run: Run, checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHCHECK_SOURCE", str(checkout))
    result = run("check", "ji-liu")
    assert result.exit_code == 0, result.output
    assert f"source: {checkout} (GRAPHCHECK_SOURCE)" in result.stderr


def test_then_this_folder_if_it_is_a_checkout(run: Run, checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(checkout)
    result = run("check", "ji-liu")
    assert result.exit_code == 0, result.output
    assert f"source: {checkout} (this folder)" in result.stderr


def test_then_the_last_one_that_was_read_by_any_command(run: Run, checkout: Path, tmp_path: Path) -> None:
    assert run("report", checkout, "--out", tmp_path / "out", "--quiet").exit_code == 0
    result = run("check", "ji-liu")
    assert result.exit_code == 0, result.output
    assert f"source: {checkout} (the last one that was read)" in result.stderr


def test_a_relative_source_is_remembered_from_anywhere(
    run: Run, checkout: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(checkout.parent)
    assert run("check", "ji-liu", "--source", checkout.name).exit_code == 0
    monkeypatch.chdir(tmp_path)
    assert run("check", "ji-liu").exit_code == 0


def test_else_it_is_a_usage_error(run: Run, tmp_path: Path) -> None:
    for command in (("check", "ji-liu"), ("report", "--out", tmp_path / "out")):
        result = run(*command)
        assert result.exit_code == 2
        assert result.stderr.startswith("graphcheck: no source is named; ")


def test_a_source_that_could_not_be_read_is_not_remembered(run: Run, checkout: Path, tmp_path: Path) -> None:
    assert run("check", "ji-liu", "--source", checkout).exit_code == 0
    assert run("check", "ji-liu", "--source", tmp_path).exit_code == 3
    assert last.recall() == Place(checkout)


def test_a_last_source_that_is_gone_is_told(run: Run, checkout: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(checkout, tmp_path / "copy")
    assert run("check", "ji-liu", "--source", copy).exit_code == 0
    shutil.rmtree(copy)
    result = run("check", "ji-liu")
    assert result.exit_code == 3
    assert f"{copy} does not exist" in result.stderr


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'{"version": 2, "path": "/"}',
        b'{"version": 1, "path": 7}',
        b'{"version": 1, "path": "a\\u0000b"}',
        b"[" * 100_000,
    ],
)
def test_a_broken_state_file_is_as_if_it_were_not_there(run: Run, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "last-source.json").write_bytes(content)
    assert last.recall() is None
    assert run("check", "ji-liu").exit_code == 2


def test_a_state_folder_that_cannot_be_made_does_no_harm(run: Run, checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file", encoding="utf-8")
    result = run("check", "ji-liu", "--source", checkout)
    assert result.exit_code == 0, result.output
    assert last.recall() is None


def test_remembering_leaves_one_file(tmp_path: Path) -> None:
    for name in ("a", "b"):
        last.remember(Place(tmp_path / name))
    assert last.recall() == Place(tmp_path / "b")
    assert [path.name for path in (tmp_path / "state").iterdir()] == ["last-source.json"]


def test_a_path_of_any_bytes_is_remembered(tmp_path: Path) -> None:
    odd = tmp_path / "caf\udce9 \n“q”"
    last.remember(Place(odd))
    assert last.recall() == Place(odd)
