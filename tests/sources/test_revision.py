from __future__ import annotations

from pathlib import Path

import pytest

from graphcheck.sources.revision import revision

COMMIT = "0123456789abcdef0123456789abcdef01234567"
OTHER = "f" * 40


def git(root: Path, **files: str) -> Path:
    for name, text in files.items():
        path = root / ".git" / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def test_a_branch_names_its_commit(tmp_path: Path) -> None:
    assert revision(git(tmp_path, HEAD="ref: refs/heads/main\n", refs__heads__main=f"{COMMIT}\n")) == COMMIT


def test_a_detached_head_is_the_commit(tmp_path: Path) -> None:
    assert revision(git(tmp_path, HEAD=f"{COMMIT}\n")) == COMMIT


def test_a_commit_may_have_a_long_hash(tmp_path: Path) -> None:
    assert revision(git(tmp_path, HEAD="ab" * 32)) == "ab" * 32


def test_a_packed_branch_names_its_commit(tmp_path: Path) -> None:
    packed = f"# pack-refs with: peeled\n{OTHER} refs/heads/mainly\n{COMMIT} refs/heads/main\n"
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "packed-refs").write_text(packed)
    assert revision(git(tmp_path, HEAD="ref: refs/heads/main")) == COMMIT


def test_a_worktree_points_to_its_repository(tmp_path: Path) -> None:
    git(tmp_path / "main", refs__heads__topic=COMMIT, worktrees__topic__HEAD="ref: refs/heads/topic")
    (tmp_path / "main/.git/worktrees/topic/commondir").write_text("../..\n")
    (tmp_path / "topic").mkdir()
    (tmp_path / "topic" / ".git").write_text("gitdir: ../main/.git/worktrees/topic\n")
    assert revision(tmp_path / "topic") == COMMIT


def test_where_there_is_no_git_there_is_no_revision(tmp_path: Path) -> None:
    assert revision(tmp_path) == ""


@pytest.mark.parametrize(
    "head",
    [
        "",
        "ref: refs/heads/none",
        "ref: ../../secret",
        "ref: refs/../../../secret",
        "ref: /etc/passwd",
        "0123",
        "\x1b[31m",
    ],
)
def test_a_head_that_names_no_commit_gives_none(tmp_path: Path, head: str) -> None:
    (tmp_path / "secret").write_text(COMMIT)
    assert revision(git(tmp_path, HEAD=head)) == ""


def test_what_is_no_commit_is_not_shown(tmp_path: Path) -> None:
    assert revision(git(tmp_path, HEAD="ref: refs/heads/main", refs__heads__main="a secret")) == ""


def test_a_folder_where_a_file_is_expected_gives_none(tmp_path: Path) -> None:
    (tmp_path / ".git" / "HEAD").mkdir(parents=True)
    assert revision(tmp_path) == ""


def test_a_file_that_is_no_text_gives_none(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_bytes(b"\xff\xfe")
    assert revision(tmp_path) == ""
