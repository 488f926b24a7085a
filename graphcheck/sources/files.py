"""Files of a source, and what is wrong with them: read with care, collected file by file."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from graphcheck.errors import NOTHING, About, BadInputError, Problem

# A broken file can be wrong in a million places; after so many, one more line says how many are left.
MOST_PROBLEMS_PER_FILE = 20
_MEGABYTE = 1024 * 1024


class Complaints:
    """What is wrong with one file: ``problems`` stop it from being used, ``faults`` can be read past.

    ``where`` is the paper (or volume) that is being read; what is taken down is about it unless it says otherwise.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.where = ""
        self.faults: list[Problem] = []
        self._problems: list[Problem] = []
        self._unlisted: tuple[int, int] = (0, 0)  # how many more, and the line of the first of them

    def problem(self, line: int, what: str, hint: str, kind: str = "", **about: str) -> None:
        """Take down something that stops the file from being used; ``kind`` and ``about`` as in ``About``."""
        if len(self._problems) < MOST_PROBLEMS_PER_FILE:
            self._problems.append(Problem(self.file, line, what, hint, self._about(kind, about)))
        else:
            more, first = self._unlisted
            self._unlisted = (more + 1, first or line)

    def fault(self, line: int, what: str, hint: str, kind: str = "", **about: str) -> None:
        """Take down a mistake in the data that can be read past; ``kind`` and ``about`` as in ``About``."""
        self.faults.append(Problem(self.file, line, what, hint, self._about(kind, about)))

    def _about(self, kind: str, about: dict[str, str]) -> About:
        return About(kind, **{"paper": self.where, **about}) if kind else NOTHING

    @property
    def problems(self) -> list[Problem]:
        """The problems, at most ``MOST_PROBLEMS_PER_FILE`` and a line that says how many more there are."""
        more, first = self._unlisted
        if not more:
            return list(self._problems)
        rest = Problem(self.file, first, f"and {more} more problems in this file", "mend the first ones and try again")
        return [*self._problems, rest]


def is_there(path: Path) -> bool:
    """Tell whether something is at ``path``; what can't be looked at counts, so that reading it says why."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def folder_files(folder: Path, suffix: str) -> list[Path]:
    """Return what a folder holds with that suffix, by name, hidden files left out; nothing where it is missing.

    Raises:
        BadInputError: the folder can't be listed.
    """
    if not is_there(folder):
        return []
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == suffix and path.name[0] != ".")
    except OSError as error:
        raise _unreadable(folder, error) from error


def read_bytes(path: Path, limit: int) -> bytes:
    """Return what is in a file.

    ``limit`` is in bytes, so that a hostile file can't take all memory.

    Raises:
        BadInputError: it is no regular file (a pipe could wait for ever), too large, or can't be read.
    """
    try:
        info = path.stat()
        if not stat.S_ISREG(info.st_mode):
            raise bad_file(path, "is not a file", "remove it or put the file in its place")
        if info.st_size > limit:
            size = f"is {info.st_size / _MEGABYTE:.0f} MB, more than the {limit // _MEGABYTE} MB that are read"
            raise bad_file(path, size, "split it")
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error


def decode(data: bytes, path: Path) -> str:
    """Return a file's bytes as text.

    Raises:
        BadInputError: it is not UTF-8; the problem names the line.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = f"is not UTF-8: byte 0x{data[error.start]:02X} has no meaning there"
        raise BadInputError([Problem(shown(path), line, what, "save the file as UTF-8")]) from error


def bad_file(path: Path, what: str, hint: str, line: int = 0) -> BadInputError:
    """Return the error for one thing that is wrong with a file."""
    return BadInputError([Problem(shown(path), line, what, hint)])


def _unreadable(path: Path, error: OSError) -> BadInputError:
    why = error.strerror or type(error).__name__
    return bad_file(path, f"can't be read: {why}", "check that it is there and that you have the right to read it")


def shown(path: Path) -> str:
    """Return a path as text that can be printed and written, even where its name is not UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")
