"""A git checkout's commits and files of old, without running anything that the checkout names.

A checkout's configuration can name programs to run, so git never sees it: it gets a folder of our own, with the
checkout's refs copied and its objects lent, and no configuration, hooks or remotes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graphcheck.errors import UsageError, one_line
from graphcheck.sources.revision import common_folder, git_folder, revision

_SHA1 = 40  # hexadecimal digits; a longer commit is of a repository with SHA-256
_MOST_BYTES_OF_A_REF = 4096


@dataclass(frozen=True, slots=True)
class Git:
    """The commits of a checkout; ``shallow`` where older ones were not fetched, ``wanted_by`` the option that asks."""

    folder: Path
    head: str
    shallow: bool
    wanted_by: str

    def commit(self, revision: str) -> str | None:
        """Return the commit that a revision (a name, a digest, ``HEAD~3``, …) means, None where there is none."""
        if revision.startswith("-") or "\0" in revision:
            return None
        found = self._run("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        return None if found is None else found.decode("ascii", "replace").strip()

    def before(self, time: int) -> str | None:
        """Return the last commit of the checked-out line before ``time`` (seconds since 1970), None for none."""
        # --min-age takes commits that are as old or older
        found = self._run("rev-list", "--first-parent", "--max-count=1", f"--min-age={time - 1}", self.head)
        return None if found is None else found.decode("ascii", "replace").strip() or None

    def files(self, commit: str, folder: str) -> dict[str, str] | None:
        """Return path → blob of all files of a commit below ``folder``, None where they can't be told."""
        listed = self._run("ls-tree", "-r", "-z", "--full-tree", commit, "--", f"{folder}/")
        if listed is None:
            return None
        entries = (entry.partition("\t") for entry in listed.decode("utf-8", "surrogateescape").split("\0") if entry)
        return {path: facts.split(" ")[2] for facts, _, path in entries}

    def content(self, blob: str) -> bytes | None:
        """Return what a blob holds, None where it was not fetched."""
        return self._run("cat-file", "blob", blob)

    def _run(self, *words: str) -> bytes | None:
        program = shutil.which("git")
        if program is None:
            raise UsageError(f"{self.wanted_by} needs git, which is not installed; install it, or do without")
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        nowhere = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_NO_LAZY_FETCH": "1"}
        command = [program, f"--git-dir={self.folder}", *words]
        done = subprocess.run(command, env=kept | nowhere, cwd=self.folder, capture_output=True, check=False)  # noqa: S603
        return done.stdout if done.returncode == 0 else None


@contextmanager
def git_of(checkout: Path, wanted_by: str) -> Iterator[Git]:
    """Give the commits of a checkout; ``wanted_by`` names the option that needs them.

    Raises:
        UsageError: it is no git checkout with a commit, or git is not installed.
    """
    own = git_folder(checkout)
    head = revision(checkout)
    if own is None or not head:
        raise UsageError(one_line(f"{wanted_by}: {checkout} is no git checkout; name one, or do without"))
    common = common_folder(own)
    with tempfile.TemporaryDirectory(prefix="graphcheck-git-") as made:
        folder = Path(made)
        (folder / "objects" / "info").mkdir(parents=True)
        (folder / "objects" / "info" / "alternates").write_bytes(os.fsencode((common / "objects").resolve()) + b"\n")
        (folder / "HEAD").write_text(f"{head}\n", encoding="ascii")
        sha256 = "[extensions]\nobjectformat = sha256\n" if len(head) > _SHA1 else ""
        version = 1 if sha256 else 0
        (folder / "config").write_text(
            f"[core]\nrepositoryformatversion = {version}\nbare = true\n{sha256}", encoding="ascii"
        )
        (folder / "refs").mkdir()
        _copy_refs(common, folder)
        yield Git(folder, head, (folder / "shallow").exists(), wanted_by)


def _copy_refs(common: Path, folder: Path) -> None:
    for name in ("packed-refs", "shallow"):
        if (common / name).is_file():
            shutil.copyfile(common / name, folder / name)
    for path, _, files in os.walk(common / "refs"):
        for name in files:
            ref = Path(path) / name
            if ref.is_file() and not ref.is_symlink() and ref.stat().st_size <= _MOST_BYTES_OF_A_REF:
                place = folder / ref.relative_to(common)
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ref, place)
