"""Corrections are written whole or not at all, and only where git can bring the files back."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from graphcheck.corrections import applying
from graphcheck.corrections.applying import apply_changes
from graphcheck.corrections.change import EditError, FileChange
from graphcheck.errors import GraphcheckError, UsageError

FILES = {"data/json/people.json": b"{}\n", "data/xml/a.xml": b"<a/>\n"}
CHANGES = [FileChange(path, content, b"new " + content) for path, content in FILES.items()]


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for path, content in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_bytes(content)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "all")
    return tmp_path


def contents(root: Path) -> list[bytes]:
    return [(root / path).read_bytes() for path in FILES]


OLD, NEW = list(FILES.values()), [change.after for change in CHANGES]


def test_written_and_undone_as_it_says(checkout: Path) -> None:
    undo = apply_changes(checkout, CHANGES, force=False)
    assert contents(checkout) == NEW
    assert undo.startswith("undo: git -C ")
    subprocess.run(undo.removeprefix("undo: "), shell=True, check=True)
    assert contents(checkout) == OLD


def test_the_data_folder_may_have_been_named(checkout: Path) -> None:
    changes = [FileChange(one.path.removeprefix("data/"), one.before, one.after) for one in CHANGES]
    undo = apply_changes(checkout / "data", changes, force=False)
    subprocess.run(undo.removeprefix("undo: "), shell=True, check=True)
    assert contents(checkout) == OLD


@pytest.mark.parametrize("how", ["modified", "untracked"])
def test_what_git_does_not_have_is_refused_without_force(checkout: Path, how: str) -> None:
    changes = CHANGES
    if how == "modified":
        (checkout / "data/xml/a.xml").write_bytes(b"<b/>\n")
        changes = [CHANGES[0], FileChange("data/xml/a.xml", b"<b/>\n", b"new")]
    else:
        git(checkout, "rm", "-q", "--cached", "data/xml/a.xml")
        git(checkout, "commit", "-q", "-m", "less")
    with pytest.raises(EditError, match=r"a\.xml: is not as git has it; commit or restore it first, or --force"):
        apply_changes(checkout, changes, force=False)
    assert contents(checkout)[0] == OLD[0]
    apply_changes(checkout, changes, force=True)
    assert contents(checkout) == [one.after for one in changes]


def test_without_git_it_takes_force(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    with pytest.raises(UsageError, match=r"--as apply: .* is no git checkout"):
        apply_changes(tmp_path, [FileChange("a", b"x", b"y")], force=False)
    assert "undo it with your own copy" in apply_changes(tmp_path, [FileChange("a", b"x", b"y")], force=True)


def test_a_file_that_changed_meanwhile_is_left_alone(checkout: Path) -> None:
    (checkout / "data/xml/a.xml").write_bytes(b"<b/>\n")
    with pytest.raises(EditError, match="has changed since it was read; run this again"):
        apply_changes(checkout, CHANGES, force=True)
    assert contents(checkout) == [OLD[0], b"<b/>\n"]


def test_a_link_is_not_followed(checkout: Path) -> None:
    place = checkout / "data/xml/a.xml"
    place.rename(checkout / "elsewhere")
    place.symlink_to(checkout / "elsewhere")
    with pytest.raises(EditError):
        apply_changes(checkout, CHANGES, force=True)
    assert (checkout / "elsewhere").read_bytes() == OLD[1]


def test_modes_stay(checkout: Path) -> None:
    (checkout / "data/xml/a.xml").chmod(0o640)
    apply_changes(checkout, CHANGES, force=True)
    assert (checkout / "data/xml/a.xml").stat().st_mode & 0o777 == 0o640


def test_all_or_none(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last rename fails, as on a disk that is gone: what was in place already is put back."""
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if target.name == "a.xml" and b"new" in self.read_bytes():
            raise OSError(5, "Input/output error", str(self))
        return replace(self, target)

    monkeypatch.setattr(applying.Path, "replace", failing)
    with pytest.raises(GraphcheckError, match="can't be written"):
        apply_changes(checkout, CHANGES, force=False)
    assert contents(checkout) == OLD
    assert [path.name for path in (checkout / "data/xml").iterdir()] == ["a.xml"]
