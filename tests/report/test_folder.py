"""Outputs appear whole or not at all, and nothing is lost that somebody else put there."""

from __future__ import annotations

import errno
import json
import os
import stat
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphcheck.errors import EXIT_DATA, GraphcheckError
from graphcheck.report import folder
from graphcheck.report.folder import write_file, write_folder

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights, locks and kills are POSIX's here")


def put_report(out: Path, text: str = "new") -> None:
    with write_folder(out) as staged:
        (staged / "findings.json").write_text(text)
        (staged / "summary.json").write_text(
            json.dumps({"tool": "graphcheck", "files": ["findings.json", "summary.json"]})
        )


def refusal(out: Path) -> str:
    with pytest.raises(GraphcheckError) as error, write_folder(out):
        pytest.fail("work began before the place was looked at")
    assert error.value.exit_code == EXIT_DATA
    (line,) = error.value.lines()
    assert str(out)[:40] in line
    return line


@pytest.fixture(params=["exchange", "two-steps"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "two-steps":
        monkeypatch.setattr(folder, "exchange", lambda *_: False)
    return str(request.param)


@pytest.mark.usefixtures("way")
class TestReplacing:
    def test_new_folder_appears_with_its_parents(self, tmp_path: Path) -> None:
        put_report(tmp_path / "a" / "b" / "out")
        assert (tmp_path / "a" / "b" / "out" / "findings.json").read_text() == "new"

    def test_nothing_is_there_before_the_end(self, tmp_path: Path) -> None:
        with write_folder(tmp_path / "out") as staged:
            assert staged.parent == tmp_path
            assert not (tmp_path / "out").exists()
        assert (tmp_path / "out").is_dir()

    def test_old_report_is_replaced_and_nothing_is_left(self, tmp_path: Path) -> None:
        put_report(tmp_path / "out", "old")
        put_report(tmp_path / "out", "new")
        assert (tmp_path / "out" / "findings.json").read_text() == "new"
        assert [p.name for p in tmp_path.iterdir()] == ["out"]

    def test_empty_folder_is_replaced(self, tmp_path: Path) -> None:
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / ".DS_Store").touch()
        put_report(tmp_path / "out")
        assert {p.name for p in (tmp_path / "out").iterdir()} == {"findings.json", "summary.json"}

    @pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="which file a descriptor is of, only Linux tells so")
    def test_all_but_what_the_old_one_holds_is_on_the_disk_before_it_appears(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        out = tmp_path / "out"
        put_report(out)
        flushed: set[str] = set()
        monkeypatch.setattr(os, "fsync", lambda file: flushed.add(Path(f"/proc/self/fd/{file}").readlink().name))
        with write_folder(out) as staged:
            (staged / "people").mkdir()
            (staged / "people" / "new.html").write_text("new")
            (staged / "findings.json").hardlink_to(out / "findings.json")
        assert (out / "findings.json").read_text() == "new"
        assert {"new.html", "people"} <= flushed
        assert "findings.json" not in flushed

    def test_link_stays_and_what_it_points_to_is_replaced(self, tmp_path: Path) -> None:
        put_report(tmp_path / "real", "old")
        (tmp_path / "link").symlink_to(tmp_path / "real")
        put_report(tmp_path / "link", "new")
        assert (tmp_path / "link").is_symlink()
        assert (tmp_path / "real" / "findings.json").read_text() == "new"

    def test_rights_of_the_folder_are_kept(self, tmp_path: Path) -> None:
        put_report(tmp_path / "out", "old")
        (tmp_path / "out").chmod(0o2775)
        put_report(tmp_path / "out", "new")
        assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o2775

    def test_error_leaves_the_old_one(self, tmp_path: Path) -> None:
        put_report(tmp_path / "out", "old")
        with pytest.raises(KeyboardInterrupt), write_folder(tmp_path / "out"):
            raise KeyboardInterrupt
        assert (tmp_path / "out" / "findings.json").read_text() == "old"
        assert [p.name for p in tmp_path.iterdir()] == ["out"]

    def test_two_runs_at_once_do_not_disturb_each_other(self, tmp_path: Path) -> None:
        with write_folder(tmp_path / "out") as staged:
            (staged / "findings.json").write_text("slow")
            (staged / "summary.json").write_text('{"tool": "graphcheck", "files": ["findings.json"]}')
            put_report(tmp_path / "out", "quick")
            assert (tmp_path / "out" / "findings.json").read_text() == "quick"
        assert (tmp_path / "out" / "findings.json").read_text() == "slow"
        assert [p.name for p in tmp_path.iterdir()] == ["out"]


class TestRefusing:
    def test_file_in_its_place(self, tmp_path: Path) -> None:
        (tmp_path / "out").write_text("mine")
        assert "is a file" in refusal(tmp_path / "out")
        assert (tmp_path / "out").read_text() == "mine"

    @pytest.mark.parametrize("summary", [None, "", "[]", "{", '{"tool": "other"}', "[" * 100_000, "\x00"])
    def test_folder_that_is_no_report_of_ours(self, tmp_path: Path, summary: str | None) -> None:
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "thesis.tex").write_text("mine")
        if summary is not None:
            (tmp_path / "out" / "summary.json").write_text(summary)
        assert "holds no report of graphcheck" in refusal(tmp_path / "out")
        assert (tmp_path / "out" / "thesis.tex").read_text() == "mine"

    @pytest.mark.parametrize("foreign", ["notes.txt", "pictures/a.svg"])
    def test_report_to_which_somebody_added_files(self, tmp_path: Path, foreign: str) -> None:
        put_report(tmp_path / "out")
        (tmp_path / "out" / foreign).parent.mkdir(exist_ok=True)
        (tmp_path / "out" / foreign).write_text("mine")
        assert foreign in refusal(tmp_path / "out")
        assert (tmp_path / "out" / foreign).read_text() == "mine"

    def test_files_that_were_added_while_the_run_went_on(self, tmp_path: Path) -> None:
        put_report(tmp_path / "out", "old")
        with pytest.raises(GraphcheckError, match=r"notes\.txt"), write_folder(tmp_path / "out"):
            (tmp_path / "out" / "notes.txt").write_text("mine")
        assert (tmp_path / "out" / "notes.txt").read_text() == "mine"
        assert (tmp_path / "out" / "findings.json").read_text() == "old"

    def test_current_folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        assert "current folder" in refusal(tmp_path)

    def test_mount_point(self) -> None:
        assert "mount point" in refusal(Path("/"))

    def test_parent_that_is_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("mine")
        assert "can't be written" in refusal(tmp_path / "file" / "out")

    def test_name_that_is_too_long(self, tmp_path: Path) -> None:
        assert "can't be written" in refusal(tmp_path / ("x" * 300))

    def test_place_without_rights(self, unprivileged: Path) -> None:
        assert "Permission denied" in refusal(unprivileged / "out")
        with pytest.raises(GraphcheckError, match="Permission denied"), write_file(unprivileged / "out.svg"):
            pytest.fail("work began before the place was looked at")


@pytest.fixture
def unprivileged(tmp_path: Path) -> Iterator[Path]:
    """Give a folder that this process, for the time being nobody special, may not write to."""
    locked = tmp_path / "locked"
    locked.mkdir()
    locked.chmod(0o500)
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    yield locked
    os.seteuid(user)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_full_disk_is_one_line_and_leaves_the_old_one(tmp_path: Path, number: int) -> None:
    put_report(tmp_path / "out", "old")
    with pytest.raises(GraphcheckError, match="make room"), write_folder(tmp_path / "out"):
        raise OSError(number, os.strerror(number))
    assert (tmp_path / "out" / "findings.json").read_text() == "old"


def test_error_about_another_file_passes(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), write_folder(tmp_path / "out"):
        (tmp_path / "missing.xml").read_bytes()


def test_leftovers_of_others_are_not_touched(tmp_path: Path) -> None:
    names = [".graphcheck-notours", ".graphcheck-000000000000-12345678.new", ".out.tmp"]
    for name in names:
        (tmp_path / name).mkdir()
    put_report(tmp_path / "out")
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([*names, "out"])


class TestFile:
    def test_file_is_replaced_when_it_is_whole(self, tmp_path: Path) -> None:
        out = tmp_path / "out.svg"
        out.write_text("old")
        out.chmod(0o640)
        with write_file(out) as file:
            file.write(b"new")
            assert out.read_text() == "old"
        assert out.read_text() == "new"
        assert stat.S_IMODE(out.stat().st_mode) == 0o640
        assert [p.name for p in tmp_path.iterdir()] == ["out.svg"]

    def test_new_file_has_the_usual_rights(self, tmp_path: Path) -> None:
        (tmp_path / "usual").touch()
        with write_file(tmp_path / "out"):
            pass
        assert (tmp_path / "out").stat().st_mode == (tmp_path / "usual").stat().st_mode

    def test_error_leaves_the_old_one(self, tmp_path: Path) -> None:
        (tmp_path / "out").write_text("old")
        with pytest.raises(ValueError, match="no"), write_file(tmp_path / "out") as file:  # noqa: PT012
            file.write(b"half")
            raise ValueError("no")
        assert (tmp_path / "out").read_text() == "old"
        assert [p.name for p in tmp_path.iterdir()] == ["out"]

    def test_link_stays(self, tmp_path: Path) -> None:
        (tmp_path / "link").symlink_to(tmp_path / "real")
        with write_file(tmp_path / "link") as file:
            file.write(b"new")
        assert (tmp_path / "link").is_symlink()
        assert (tmp_path / "real").read_text() == "new"

    def test_device_is_written_to_and_stays_a_device(self) -> None:
        with write_file(Path("/dev/null")) as file:
            file.write(b"gone")
        assert Path("/dev/null").is_char_device()

    def test_folder_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(GraphcheckError, match="is a folder"), write_file(tmp_path):
            pass

    def test_missing_folder_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(GraphcheckError, match="No such file"), write_file(tmp_path / "no" / "out"):
            pass


@pytest.mark.parametrize("way_of_writing", ["exchange", "two-steps", "file"])
def test_killed_runs_leave_the_old_or_the_new_one_whole(tmp_path: Path, way_of_writing: str) -> None:
    command = [sys.executable, "-m", "tests.report.killing", way_of_writing, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    outcomes = [json.loads(line) for line in done.stdout.splitlines()]
    died = [outcome for outcome in outcomes if outcome["died"]]
    assert len(died) >= 30
    assert {outcome["later"] for outcome in died} == {"old", "new"}
    if way_of_writing != "two-steps":
        assert {outcome["at_once"] for outcome in died} == {"old", "new"}
    else:  # between the two steps there is nothing in the place; the next run puts the old one back
        assert Counter(outcome["at_once"] for outcome in died)["broken"] == 0
        assert any(o["at_once"] == "nothing" and o["later"] == "old" for o in died)
    assert all(outcome["left_before"] == ["out"] for outcome in outcomes)
