"""Outputs that appear whole or not at all: a folder, or a file, is written beside its place and moved into it.

After an error, a kill or a full disk the place holds what it held before. Where two folders can't change places
at once (see ``exchange.py``) the old one is moved aside for a moment; a run that is killed in that moment is put
right by the next one.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

import orjson

from graphcheck.errors import GraphcheckError
from graphcheck.report.exchange import exchange
from graphcheck.report.staging import OLD, Staged, aside, discard, lock, recover, stage

TOOL = "graphcheck"
SUMMARY = "summary.json"
# Desktops put these into every folder that somebody looks at.
_NOBODYS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS)


@contextmanager
def write_folder(out: Path) -> Iterator[Path]:
    """Give an empty folder to write to; when the block ends without an error it becomes ``out``.

    A report that is there is replaced. Its ``summary.json`` must list every file in it under ``files``, so that
    nothing is lost that somebody else put there.

    Raises:
        GraphcheckError: ``out`` is a file, or holds something else than a report; it can't be written; the disk
            is full.
    """
    place = _resolved(out)
    with _folders_above(place, out):
        with _explained(out):
            recover(place)
            _check_replaceable(place, out)
            staged = stage(place, Path.mkdir)
        try:
            with _explained(out, staged.path, place):
                yield staged.path
                _put_folder(staged, place, out)
        finally:
            discard(staged.path)
            staged.release()


@contextmanager
def _folders_above(place: Path, out: Path) -> Iterator[None]:
    """Make the folders above ``place``; after an error those that were made and are still empty go again."""
    made: list[Path] = []
    try:
        with _explained(out):
            made.extend(folder for folder in place.parents if not folder.exists())
            place.parent.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for folder in made:  # the innermost first
            with suppress(OSError):
                folder.rmdir()
        raise


@contextmanager
def write_file(out: Path) -> Iterator[BinaryIO]:
    """Give a file to write to; when the block ends without an error it becomes ``out``.

    A device or a pipe is written to as it is.

    Raises:
        GraphcheckError: ``out`` is a folder, it can't be written, or the disk is full.
    """
    place = _resolved(out)
    with _explained(out):
        if place.is_dir():
            raise GraphcheckError(f"{out}: is a folder; name a file to write")
        special = place.exists() and not place.is_file()
    if special:
        with _explained(out, place), place.open("wb") as file:
            yield file
        return
    with _explained(out):
        recover(place)
        staged = stage(place, lambda path: path.touch(exist_ok=False))
    try:
        with _explained(out, staged.path, place):
            with staged.path.open("wb") as file:
                yield file
            _keep_mode(place, staged.path)
            _flush(staged.path)
            staged.path.replace(place)
            _flush(place.parent)
    finally:
        discard(staged.path)
        staged.release()


def _resolved(out: Path) -> Path:
    """Return where ``out`` really is; a link stays a link, what it points to is replaced."""
    try:
        return out.resolve()
    except (OSError, RuntimeError) as error:
        raise GraphcheckError(f"{out}: the path can't be followed; name another one") from error


@contextmanager
def _explained(out: Path, *only: Path) -> Iterator[None]:
    """Turn an error of the system in writing ``out`` into one line.

    With ``only``, errors about other paths than these and what is in them pass.
    """
    try:
        yield
    except OSError as error:
        touched = [Path(str(name)) for name in (error.filename, error.filename2) if name is not None]
        ours = not only or any(name.is_relative_to(path) for name in touched for path in only)
        if not ours and error.errno not in _FULL:
            raise
        reason = error.strerror or str(error)
        hint = "make room" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "name another place to write to"
        raise GraphcheckError(f"{out}: can't be written ({reason}); {hint}") from error


def _check_replaceable(place: Path, out: Path) -> None:
    """Refuse a place whose content would be lost, or that can't be moved."""
    try:
        place.lstat()
    except FileNotFoundError:
        return
    if not place.is_dir():
        raise GraphcheckError(f"{out}: is a file; name a folder for the report")
    if os.path.ismount(place):
        raise GraphcheckError(f"{out}: is a mount point, which can't be replaced; name a folder inside it")
    if Path.cwd().is_relative_to(place):
        raise GraphcheckError(f"{out}: is the current folder; name a folder inside it")
    found = _files(place)
    if not found:
        return
    listed = _report_files(place)
    if listed is None:
        raise GraphcheckError(f"{out}: is not empty and holds no report of {TOOL}; name another folder")
    foreign = sorted(found - listed)
    if foreign:
        raise GraphcheckError(
            f"{out}: holds something that is not part of the report ({foreign[0]}); move it, or name another folder"
        )


def _files(folder: Path) -> set[str]:
    """Return the paths in ``folder`` of all files, and of folders without any."""
    found: set[str] = set()
    for path, folders, files in os.walk(folder):
        within = Path(path).relative_to(folder).as_posix()
        before = "" if within == "." else f"{within}/"  # joined as text: a report has thousands of files
        found.update(f"{before}{name}" for name in files if name not in _NOBODYS)
        if before and not files and not folders and Path(path).name not in _NOBODYS:
            found.add(within)
    return found


def _report_files(folder: Path) -> set[str] | None:
    """Return which files the report in ``folder`` says it holds; None where there is no report of ours."""
    try:
        summary = orjson.loads((folder / SUMMARY).read_bytes())
    except (OSError, ValueError):
        return None
    if not isinstance(summary, dict) or summary.get("tool") != TOOL:
        return None
    listed = summary.get("files")
    return {SUMMARY, *(str(name) for name in listed)} if isinstance(listed, list) else {SUMMARY}


def _put_folder(staged: Staged, place: Path, out: Path) -> None:
    for path, _, files in os.walk(staged.path):
        for name in files:
            _flush_if_new(Path(path, name))
        _flush(Path(path))
    _check_replaceable(place, out)  # somebody may have put something there in the meantime
    _keep_mode(place, staged.path)
    if not place.exists():
        staged.path.rename(place)
    elif not exchange(staged.path, place):
        _exchange_in_two_steps(staged.path, place)
    _flush(place.parent)


def _exchange_in_two_steps(new: Path, place: Path) -> None:
    old = aside(place, OLD)
    held = None
    with suppress(BlockingIOError):
        held = lock(place)
    try:
        place.rename(old)
        try:
            new.rename(place)
        except OSError:
            old.rename(place)
            raise
        discard(old)
    finally:
        if held is not None:
            os.close(held)


def _keep_mode(place: Path, new: Path) -> None:
    if place.exists():
        shutil.copymode(place, new)


def _flush_if_new(path: Path) -> None:
    """Have the system write a file to the disk; one with another name is a page of the report before, and is there."""
    with suppress(OSError):
        if path.lstat().st_nlink == 1:
            _flush(path)


def _flush(path: Path) -> None:
    """Have the system write ``path`` to the disk, where it can."""
    with suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
