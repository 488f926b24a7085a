"""Patches that git takes, and that give exactly the file they were made from."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphcheck.corrections.change import FileChange
from graphcheck.corrections.diff import unified_diff

LINES = [b"line %d\n" % number for number in range(40)]


def git(folder: Path, *words: str, given: bytes = b"") -> None:
    done = subprocess.run(["git", *words], cwd=folder, input=given, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def applied(folder: Path, change: FileChange) -> bytes:
    """Return the file after git has applied the diff."""
    place = folder / change.path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(change.before)
    git(folder, "-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", "-", given=unified_diff([change]))
    return place.read_bytes()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"".join(LINES), b"".join(LINES).replace(b"line 7\n", b"line VII\n").replace(b"line 30\n", b"")),
        (b"".join(LINES), b"".join([*LINES[:3], b"new\n", *LINES[3:20], b"newer\n", *LINES[20:]])),
        (b"a\r\nb\r\nc\r\n", b"a\r\nB\r\nc\r\n"),
        (b"a\nb", b"a\nc"),
        (b"a\nb", b"a\nb\n"),
        (b"a\rb\nc\n", b"a\rB\nc\n"),
        ("Ünï\n".encode(), "Ünï\nstraße\n".encode()),
        (b"one\n", b"two\n"),
        (b"first\n" + b"".join(LINES), b"FIRST\n" + b"".join(LINES)),
    ],
)
def test_git_makes_the_file_of_it(tmp_path: Path, before: bytes, after: bytes) -> None:
    git(tmp_path, "init", "-q")
    assert applied(tmp_path, FileChange("data/xml/a.xml", before, after)) == after


@settings(max_examples=40, deadline=None)
@given(
    before=st.lists(st.sampled_from([b"a\n", b"b\n", b"c\n", b"\n"]), min_size=1, max_size=30),
    after=st.lists(st.sampled_from([b"a\n", b"b\n", b"c\n", b"\n"]), min_size=1, max_size=30),
)
def test_any_two_files(tmp_path_factory: pytest.TempPathFactory, before: list[bytes], after: list[bytes]) -> None:
    folder = tmp_path_factory.mktemp("diff")
    git(folder, "init", "-q")
    change = FileChange("a", b"".join(before), b"".join(after))
    if change.before == change.after:
        assert unified_diff([change]) == b""
    else:
        assert applied(folder, change) == change.after


def test_only_what_changes_is_shown() -> None:
    after = b"".join(LINES).replace(b"line 20\n", b"line XX\n")
    assert unified_diff([FileChange("f", b"".join(LINES), after)]).decode().splitlines() == [
        "diff --git a/f b/f",
        "--- a/f",
        "+++ b/f",
        "@@ -18,7 +18,7 @@",
        *(f" line {number}" for number in (17, 18, 19)),
        "-line 20",
        "+line XX",
        *(f" line {number}" for number in (21, 22, 23)),
    ]
