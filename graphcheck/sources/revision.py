"""Which commit of a git checkout was read.

The files in ``.git`` are read directly: running git in a folder that is not trusted would run what its
configuration names.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_REF = re.compile(r"ref: (refs/[A-Za-z0-9_./+@=-]+)")
_MOST_BYTES = 16 * 1024 * 1024  # packed-refs of the largest repositories stay below


def revision(checkout: Path) -> str:
    """Return the commit that is checked out at ``checkout``, "" where that can't be told."""
    git = git_folder(checkout)
    if git is None:
        return ""
    head = _read(git / "HEAD").strip()
    if _COMMIT.fullmatch(head):
        return head
    ref = _REF.fullmatch(head)
    if ref is None or ".." in ref[1]:
        return ""
    common = common_folder(git)
    for folder in (git, common):
        commit = _read(folder / ref[1]).strip()
        if _COMMIT.fullmatch(commit):
            return commit
    return _packed(common, ref[1])


def git_folder(checkout: Path) -> Path | None:
    """Return where the checkout's own git files are, None where it is no checkout."""
    git = checkout / ".git"
    try:
        if git.is_dir():
            return git
    except OSError:
        return None
    pointer = _read(git).strip()  # a worktree or a submodule keeps its folder elsewhere
    return checkout / pointer.removeprefix("gitdir: ") if pointer.startswith("gitdir: ") else None


def checkout_of(root: Path) -> tuple[Path, PurePosixPath]:
    """Return the folder of the checkout that ``root`` is in, and where in it; ``root`` itself where it is in none."""
    resolved = root.resolve()
    for top in (resolved, *resolved.parents):
        if git_folder(top) is not None:
            return top, PurePosixPath(resolved.relative_to(top).as_posix())
    return resolved, PurePosixPath()


def common_folder(git: Path) -> Path:
    """Return where what all worktrees share is: objects and refs."""
    common = _read(git / "commondir").strip()
    return git / common if common else git


def _packed(git: Path, ref: str) -> str:
    for line in _read(git / "packed-refs").splitlines():
        commit, _, name = line.partition(" ")
        if name == ref and _COMMIT.fullmatch(commit):
            return commit
    return ""


def _read(path: Path) -> str:
    """Return a small text file, "" where there is none that can be read."""
    try:
        if not path.is_file() or path.stat().st_size > _MOST_BYTES:
            return ""
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""
