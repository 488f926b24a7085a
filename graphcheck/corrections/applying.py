"""A correction → the files of a checkout: all of them or none, and only those that git can bring back."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path, PurePosixPath
from shlex import join

from graphcheck.corrections.change import EditError, FileChange
from graphcheck.errors import GraphcheckError
from graphcheck.report.folder import write_file
from graphcheck.sources.anthology_xml import MOST_XML_BYTES
from graphcheck.sources.files import read_bytes, shown
from graphcheck.sources.git import git_of
from graphcheck.sources.revision import git_folder


def apply_changes(root: Path, changes: Sequence[FileChange], *, force: bool) -> str:
    """Write the changed files of the source at ``root``; return how that is undone.

    The first file comes first: with the people file there, a run that is killed halfway leaves a source whose ids are
    all listed, and git shows which files have changed. Without ``force`` git must have each file as it is on disk.

    Raises:
        EditError: a file is no longer what the correction was made from, or git has another one; nothing was written.
        GraphcheckError: a file can't be written; those that were written are put back.
    """
    for change in changes:
        place = root / change.path
        if place.is_symlink() or read_bytes(place, MOST_XML_BYTES) != change.before:
            raise EditError(f"{shown(place)}: has changed since it was read; run this again")
    top, below = _top(root)
    if not force:
        _check_clean(top, below, changes)
    try:
        with ExitStack() as stack:
            for change in reversed(changes):  # the stack is undone from its end: the first file is put into place first
                stack.enter_context(write_file(root / change.path)).write(change.after)
    except BaseException as error:
        _put_back(root, changes, error)
        raise
    paths = [(below / change.path).as_posix() for change in changes]
    if git_folder(top) is None:
        return f"changed: {join(paths)}; this is no git checkout, so undo it with your own copy"
    return f"undo: {join(['git', '-C', shown(top), 'restore', '--', *paths])}"


def _top(root: Path) -> tuple[Path, PurePosixPath]:
    """Return the checkout's folder, and where the source is in it: its data folder may have been named instead."""
    resolved = root.resolve()
    if git_folder(resolved) is None and git_folder(resolved.parent) is not None:
        return resolved.parent, PurePosixPath(resolved.name)
    return resolved, PurePosixPath()


def _check_clean(top: Path, below: PurePosixPath, changes: Sequence[FileChange]) -> None:
    with git_of(top, "--as apply") as git:
        first = (below / changes[0].path).parts[0]
        committed = git.files(git.head, first) or {}
        for change in changes:
            path = (below / change.path).as_posix()
            blob = committed.get(path)
            if blob is None or git.content(blob) != change.before:
                raise EditError(
                    f"{shown(top / path)}: is not as git has it; commit or restore it first, or --force, which makes "
                    "undoing your own business"
                )


def _put_back(root: Path, changes: Sequence[FileChange], error: BaseException) -> None:
    """Put files back that were written before something failed."""
    for change in changes:
        place = root / change.path
        try:
            if place.read_bytes() == change.after:
                with write_file(place) as file:
                    file.write(change.before)
        except (OSError, GraphcheckError) as failed:
            what = f"{shown(place)}: is changed and can't be put back; take it from git"
            raise GraphcheckError(f"{what} ({error})") from failed
