"""A correction → the files of a checkout: all of them or none, and only those that git can bring back."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path, PurePosixPath
from shlex import join

from graphcheck.corrections.change import EditError, FileChange
from graphcheck.corrections.diff import unified_diff
from graphcheck.corrections.journal import forget, noted, unfinished
from graphcheck.errors import GraphcheckError
from graphcheck.report.folder import write_file
from graphcheck.report.staging import held, recover
from graphcheck.sources.anthology_xml import MOST_XML_BYTES
from graphcheck.sources.files import read_bytes, shown
from graphcheck.sources.git import git_of
from graphcheck.sources.revision import checkout_of, git_folder
from graphcheck.state import state_folder


def apply_changes(root: Path, changes: Sequence[FileChange], *, force: bool) -> str:
    """Write the changed files of the source at ``root``; return how that is undone.

    The first file comes first: with the people file there, a run that is killed halfway leaves a source whose ids are
    all listed, git shows which files have changed, and ``finish`` changes the others. Without ``force`` git must have
    each file as it is on disk. Two runs on one source wait for each other.

    Raises:
        EditError: a file is no longer what the correction was made from, is somewhere else, or git has another one;
            nothing was written.
        GraphcheckError: a file can't be written; those that were written are put back.
    """
    top, below = checkout_of(root)
    with held(root):
        for change in changes:
            _check_unchanged(root, change)
        unclean = _unclean(top, below, changes, force)
        if unclean and not force:
            raise EditError(
                f"{shown(top / unclean[0])}: is not as git has it; commit or restore it first, or --force, which keeps "
                "a patch that undoes it"
            )
        kept = _kept_patch(top, below, changes) if unclean else None
        with noted(root, changes):
            try:
                _write(root, changes)
            except BaseException as error:
                _put_back(root, changes, error)
                raise
    if kept is not None:
        return f"undo: {join(['git', '-C', shown(top), 'apply', shown(kept)])}"
    return _undo(top, below, changes)


def finish(root: Path) -> str | None:
    """Do what is left of the changes of a run that was killed; return how that is undone, None where nothing is left.

    Where none of its files was changed, or all of them have been put back, it is as if there had been no such run.

    Raises:
        GraphcheckError: a file is neither as before nor as it was to become, or can't be written.
    """
    changes = unfinished(root)
    for change in changes:
        _check_inside(root, change)
        recover(root / change.path)
    there = {change.path: _content(root / change.path) for change in changes}
    if all(there[change.path] == change.before for change in changes):
        forget(root)
        return None
    for change in changes:
        if there[change.path] not in (change.before, change.after):
            forget(root)
            raise GraphcheckError(
                f"{shown(root / change.path)}: has changed since a run was killed between this file and others; "
                "look at git diff, and restore or commit what is there"
            )
    with noted(root, changes):
        _write(root, changes)
    return _undo(*checkout_of(root), changes)


def _write(root: Path, changes: Sequence[FileChange]) -> None:
    with ExitStack() as stack:
        for change in reversed(changes):  # the stack is undone from its end: the first file is put into place first
            stack.enter_context(write_file(root / change.path)).write(change.after)


def _content(place: Path) -> bytes:
    return b"" if place.is_symlink() or not place.is_file() else read_bytes(place, MOST_XML_BYTES)


def _undo(top: Path, below: PurePosixPath, changes: Sequence[FileChange]) -> str:
    paths = [(below / change.path).as_posix() for change in changes]
    return f"undo: {join(['git', '-C', shown(top), 'restore', '--source=HEAD', '--', *paths])}"


def _check_inside(root: Path, change: FileChange) -> None:
    place = root / change.path
    if place.resolve() != root.resolve() / change.path:
        raise EditError(
            f"{shown(place)}: is, or is below, a link to another place, where nothing is written; take --as patch"
        )


def _check_unchanged(root: Path, change: FileChange) -> None:
    _check_inside(root, change)
    place = root / change.path
    if read_bytes(place, MOST_XML_BYTES) != change.before:
        raise EditError(f"{shown(place)}: has changed since it was read; run this again")


def _kept_patch(top: Path, below: PurePosixPath, changes: Sequence[FileChange]) -> Path:
    """Keep a patch that brings back what is there now, where git can't."""
    back = [FileChange(one.path, one.after, one.before) for one in changes]
    place = state_folder() / "undo" / f"{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.patch"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise GraphcheckError(f"{place}: can't be written ({error.strerror}); nothing was changed") from error
    with write_file(place) as file:
        file.write(unified_diff(back, below))
    return place.absolute()


def _unclean(top: Path, below: PurePosixPath, changes: Sequence[FileChange], force: bool) -> list[str]:
    """Return the files, as from the checkout's folder, that git has not as they are on disk."""
    paths = {(below / change.path).as_posix(): change.before for change in changes}
    if force and git_folder(top) is None:
        return list(paths)
    with git_of(top, "--as apply") as git:
        committed = git.files(git.head, PurePosixPath(next(iter(paths))).parts[0]) or {}
        blobs = {path: committed.get(path) for path in paths}
        return [path for path, blob in blobs.items() if blob is None or git.content(blob) != paths[path]]


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
