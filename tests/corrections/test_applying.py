"""Corrections are written whole or not at all, and only where git can bring the files back."""

from __future__ import annotations

import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graphcheck.cli.corrected import finished
from graphcheck.corrections import applying
from graphcheck.corrections.applying import apply_changes, finish
from graphcheck.corrections.change import EditError, FileChange
from graphcheck.corrections.journal import noted
from graphcheck.errors import GraphcheckError, UsageError

FILES = {"data/json/people.json": b"{}\n", "data/xml/a.xml": b"<a/>\n"}
CHANGES = [FileChange(path, content, b"new " + content) for path, content in FILES.items()]


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture(autouse=True)
def state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("GRAPHCHECK_STATE", str(folder))
    return folder


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


def test_the_source_may_be_a_part_of_a_repository(checkout: Path) -> None:
    (checkout / "part").mkdir()
    for path in FILES:
        (checkout / "part" / path).parent.mkdir(parents=True)
        (checkout / "part" / path).write_bytes(FILES[path])
    git(checkout, "add", ".")
    git(checkout, "commit", "-q", "-m", "part")
    undo = apply_changes(checkout / "part", CHANGES, force=False)
    assert contents(checkout / "part") == NEW
    assert contents(checkout) == OLD
    subprocess.run(undo.removeprefix("undo: "), shell=True, check=True)
    assert contents(checkout / "part") == OLD


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
    undo = apply_changes(checkout, changes, force=True)
    assert contents(checkout) == [one.after for one in changes]
    subprocess.run(undo.removeprefix("undo: "), shell=True, check=True)
    assert contents(checkout) == [one.before for one in changes]  # what nobody had committed, too


def test_without_git_it_takes_force(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    with pytest.raises(UsageError, match=r"--as apply: .* is no git checkout"):
        apply_changes(tmp_path, [FileChange("a", b"x", b"y")], force=False)
    undo = apply_changes(tmp_path, [FileChange("a", b"x", b"y")], force=True)
    assert (tmp_path / "a").read_bytes() == b"y"
    subprocess.run(undo.removeprefix("undo: "), shell=True, check=True)
    assert (tmp_path / "a").read_bytes() == b"x"


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


def test_a_linked_folder_is_not_followed(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "xml"
    (checkout / "data/xml").rename(elsewhere)
    (checkout / "data/xml").symlink_to(elsewhere)
    for force in (False, True):
        with pytest.raises(EditError, match="link to another place, where nothing is written"):
            apply_changes(checkout, CHANGES, force=force)
    assert (elsewhere / "a.xml").read_bytes() == OLD[1]
    assert contents(checkout) == OLD


def test_two_at_once_do_not_undo_each_other(checkout: Path) -> None:
    """Both were made from the same bytes: one is written, the others are told that these are gone."""
    others = [[FileChange(one.path, one.before, b"%d " % at + one.after) for one in CHANGES] for at in range(6)]

    def attempt(changes: list[FileChange]) -> str:
        try:
            return apply_changes(checkout, changes, force=False)
        except EditError as error:
            return str(error)

    with ThreadPoolExecutor(len(others)) as pool:
        said = list(pool.map(attempt, others))
    assert sum("has changed since it was read" in line for line in said) == len(others) - 1
    (written,) = (changes for changes, line in zip(others, said, strict=True) if line.startswith("undo"))
    assert contents(checkout) == [one.after for one in written]


def test_what_is_staged_stays_staged(checkout: Path) -> None:
    place = checkout / "data/xml/a.xml"
    place.write_bytes(b"staged")
    git(checkout, "add", ".")
    place.write_bytes(OLD[1])
    undo = apply_changes(checkout, CHANGES, force=False)
    subprocess.run(undo.removeprefix("undo: "), shell=True, check=True)
    assert contents(checkout) == OLD


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


def kill_between(checkout: Path, state: Path, written: int) -> None:
    """Leave what a run leaves that is killed when it has put so many files into place."""
    with noted(checkout, CHANGES):
        (journal,) = (state / "unfinished-fixes").iterdir()
        kept = journal.read_bytes()
    for change in CHANGES[:written]:
        (checkout / change.path).write_bytes(change.after)
    journal.write_bytes(kept)


def test_a_killed_run_is_found_by_the_data_folder_too(checkout: Path, state: Path) -> None:
    kill_between(checkout, state, 1)
    assert finished(checkout / "data")
    assert contents(checkout) == NEW
    assert not finished(checkout / "data")


@pytest.mark.parametrize("written", [1, 2])
def test_what_a_killed_run_left_is_finished(checkout: Path, state: Path, written: int) -> None:
    kill_between(checkout, state, written)
    undo = finish(checkout)
    assert contents(checkout) == NEW
    assert undo is not None
    subprocess.run(undo.removeprefix("undo: "), shell=True, check=True)
    assert contents(checkout) == OLD
    assert finish(checkout) is None


def test_what_a_killed_run_did_not_begin_or_somebody_put_back_is_forgotten(checkout: Path, state: Path) -> None:
    kill_between(checkout, state, 1)
    git(checkout, "restore", ".")
    assert finish(checkout) is None
    assert contents(checkout) == OLD
    (checkout / CHANGES[0].path).write_bytes(CHANGES[0].after)  # somebody else's doing
    assert finish(checkout) is None
    assert contents(checkout) == [NEW[0], OLD[1]]


def test_files_that_somebody_changed_since_are_left_alone(checkout: Path, state: Path) -> None:
    kill_between(checkout, state, 1)
    (checkout / "data/xml/a.xml").write_bytes(b"<b/>\n")
    with pytest.raises(GraphcheckError, match=r"a\.xml: has changed since a run was killed .* look at git diff"):
        finish(checkout)
    assert contents(checkout) == [NEW[0], b"<b/>\n"]
    assert finish(checkout) is None


def test_a_run_that_goes_on_is_not_disturbed(checkout: Path) -> None:
    with noted(checkout, CHANGES), pytest.raises(GraphcheckError, match="another graphcheck fix is changing it; wait"):
        finish(checkout)
    apply_changes(checkout, CHANGES, force=False)
    assert finish(checkout) is None


@pytest.mark.parametrize("content", [b"", b"{}", b'{"version": 1, "files": [[1]]}', b"\xff", b"[" * 100_000])
def test_a_journal_that_cannot_be_read_is_none(checkout: Path, state: Path, content: bytes) -> None:
    kill_between(checkout, state, 1)
    (journal,) = (state / "unfinished-fixes").iterdir()
    journal.write_bytes(content)
    assert finish(checkout) is None
    assert contents(checkout) == [NEW[0], OLD[1]]


def test_where_no_state_can_be_kept_files_are_changed_all_the_same(
    checkout: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path_factory.mktemp("no") / "folder"
    file.write_text("")
    monkeypatch.setenv("GRAPHCHECK_STATE", str(file))
    apply_changes(checkout, CHANGES, force=False)
    assert contents(checkout) == NEW
    assert finish(checkout) is None
