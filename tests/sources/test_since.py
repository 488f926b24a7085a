"""Which papers came or changed since a commit or a day, read from a real git checkout."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from graphcheck.errors import UsageError
from graphcheck.sources.since import changed_since, people_changed_since
from tests.sources.checkouts import author, collection, paper, volume

ADA = author("Ada", "Quill")


class Checkout:
    """A git checkout whose commits are made on given days."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "data" / "xml").mkdir(parents=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *words: str, day: str = "2025-01-01", **how: str) -> str:
        at = f"{day}T12:00:00+00:00"
        environment = {"GIT_COMMITTER_DATE": at, "GIT_AUTHOR_DATE": at, "GIT_CONFIG_GLOBAL": os.devnull}
        who = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
        command = ["git", *who, *words]
        done = subprocess.run(
            command, cwd=self.root, env={**os.environ, **environment, **how}, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def write(self, name: str, *papers: str) -> None:
        path = self.root / "data" / "xml" / f"{name}.xml"
        path.write_text(collection(name, volume("1", *papers)), encoding="utf-8")

    def commit(self, day: str) -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", day, day=day)
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """Three commits: 2024.one with two papers; the second one changes; 2025.two comes. One more is not committed."""
    made = Checkout(tmp_path / "checkout")
    made.write("2024.one", paper("1", ADA), paper("2", ADA))
    made.commit("2025-01-10")
    made.write("2024.one", paper("1", ADA), paper("2", ADA, author("Bo", "Li")))
    made.commit("2025-02-10")
    made.write("2025.two", paper("1", ADA))
    made.commit("2025-03-10")
    made.write("2025.two", paper("1", ADA), paper("2", ADA))
    return made


NOW = {"2025.two-1.2"}


def test_a_people_file_that_changed_is_noticed(checkout: Checkout) -> None:
    assert not people_changed_since(checkout.root, "HEAD")  # there is none
    place = checkout.root / "data" / "json" / "people.json"
    place.parent.mkdir()
    place.write_text("{}")
    assert people_changed_since(checkout.root, "HEAD")
    commit = checkout.commit("2025-04-10")
    assert not people_changed_since(checkout.root, commit)
    assert people_changed_since(checkout.root, "2025-04-01")
    place.write_text("{ }")
    assert people_changed_since(checkout.root / "data", commit)


TWO = NOW | {"2025.two-1.1"}
ONE = TWO | {"2024.one-1.2"}


@pytest.mark.parametrize(
    ("since", "papers"),
    [
        ("HEAD", NOW),
        ("main", NOW),
        ("HEAD~1", TWO),
        ("HEAD~2", ONE),
        ("2025-03-11", NOW),
        ("2025-03-10", TWO),
        ("2025-02-11", TWO),
        ("2025-02-10", ONE),
        ("2025-01-10", ONE | {"2024.one-1.1"}),
        ("1999-12-31", ONE | {"2024.one-1.1"}),
    ],
)
def test_papers_that_came_or_changed(checkout: Checkout, since: str, papers: set[str]) -> None:
    assert changed_since(checkout.root, since) == papers
    assert changed_since(checkout.root / "data", since) == papers


def test_a_tag_a_branch_and_a_short_digest_are_revisions_packed_or_not(checkout: Checkout) -> None:
    checkout.git("tag", "v1", "HEAD~1")
    checkout.git("tag", "--annotate", "--message", "x", "v2", "HEAD~1")
    checkout.git("branch", "side/line", "HEAD~1")
    for _ in range(2):
        for since in ("v1", "v2", "side/line", "refs/heads/side/line", checkout.git("rev-parse", "--short", "HEAD~1")):
            assert changed_since(checkout.root, since) == TWO
        checkout.git("gc", "--quiet")


def test_a_worktree_and_a_branch_that_is_not_main(checkout: Checkout, tmp_path: Path) -> None:
    checkout.git("worktree", "add", "--quiet", "-b", "other", str(tmp_path / "tree"), "HEAD~1")
    assert changed_since(tmp_path / "tree", "HEAD~1") == {"2024.one-1.2"}
    assert changed_since(tmp_path / "tree", "main") == set()


def test_repositories_with_longer_digests(tmp_path: Path) -> None:
    made = Checkout.__new__(Checkout)
    made.root = tmp_path
    (tmp_path / "data" / "xml").mkdir(parents=True)
    made.git("init", "--quiet", "--object-format=sha256")
    made.write("2024.one", paper("1", ADA))
    made.commit("2025-01-10")
    assert changed_since(tmp_path, "HEAD") == set()
    made.write("2024.one", paper("1", ADA), paper("2", ADA))
    assert changed_since(tmp_path, "HEAD") == {"2024.one-1.2"}


def test_other_line_ends_are_no_change(checkout: Checkout) -> None:
    path = checkout.root / "data/xml/2024.one.xml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert changed_since(checkout.root, "HEAD") == NOW


def test_a_file_that_was_broken_then_counts_whole(checkout: Checkout) -> None:
    path = checkout.root / "data/xml/2024.one.xml"
    good = path.read_bytes()
    path.write_bytes(b"<collection")
    checkout.commit("2025-04-01")
    path.write_bytes(good)
    assert changed_since(checkout.root, "HEAD") == {"2024.one-1.1", "2024.one-1.2"}


def refusal(root: Path, since: str) -> str:
    with pytest.raises(UsageError) as error:
        changed_since(root, since)
    (line,) = error.value.lines()
    return line


def test_what_is_no_checkout_is_one_line(checkout: Checkout, tmp_path: Path) -> None:
    bare = tmp_path / "plain"
    (bare / "data" / "xml").mkdir(parents=True)
    assert refusal(bare, "HEAD") == f"--since: {bare} is no git checkout; name one, or do without"
    empty = Checkout(tmp_path / "empty")
    assert "is no git checkout" in refusal(empty.root, "HEAD")


@pytest.mark.parametrize("since", ["nowhere", "--all", "HEAD~9", "2025-13-01", "", "\x1b[31m", "HEAD:data", "a b"])
def test_what_is_no_revision_is_one_line(checkout: Checkout, since: str) -> None:
    line = refusal(checkout.root, since)
    assert line.startswith("--since ")
    assert "\x1b" not in line


def test_a_shallow_clone_says_what_to_fetch(checkout: Checkout, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    checkout.git("clone", "--quiet", "--depth=1", f"file://{checkout.root}", str(clone))
    assert changed_since(clone, "HEAD") == set()
    assert "fetch-depth: 0" in refusal(clone, "2025-02-11")
    assert "there is no such revision" in refusal(clone, "HEAD~1")


def test_nothing_that_the_checkout_names_is_run(checkout: Checkout, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    script = tmp_path / "script.sh"
    script.write_text(f"#!/bin/sh\ntouch {trap}\n")
    script.chmod(0o755)
    for name in ("core.fsmonitor", "core.pager", "core.sshCommand", "diff.external", "gpg.program", "core.editor"):
        checkout.git("config", name, str(script))
    checkout.git("config", "core.hooksPath", str(tmp_path))
    checkout.git("config", "log.showSignature", "true")
    checkout.git("config", "alias.rev-list", f"!{script}")
    trap.unlink(missing_ok=True)
    for since in ("HEAD~1", "2025-02-10"):
        assert changed_since(checkout.root, since)
    assert not trap.exists()
