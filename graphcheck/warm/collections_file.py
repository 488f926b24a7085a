"""Collections ↔ what their files held when they were last parsed, so that only files that changed are parsed again.

GRAPHCHECK_STATE/parsed/<of which source>/collections, index.json
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

import orjson

from graphcheck.errors import Problem
from graphcheck.sources.anthology_people import Name
from graphcheck.sources.anthology_xml import Collection, Mention, Paper, Volume, read_collection
from graphcheck.state import state_folder
from graphcheck.warm.folders import fresh, sweep
from graphcheck.warm.signature import FRESH, program

MOST = 3  # sources of which this is kept; each takes 96 MB where it is as large as the ACL Anthology
_INDEX, _CONTENT = "index.json", "collections"
_DIGEST = 16  # bytes
_NOT_THERE = (OSError, EOFError, ValueError, TypeError, LookupError, AttributeError, OverflowError, MemoryError)


class Collections:
    """Reads files as ``read_collection`` does; of those that are as they were it tells what they held.

    A context manager. What was read in the block is kept for the next one where it ends without an error; where that
    can't be written, what was kept before stays. Where nothing is read, nothing happens.
    """

    def __init__(self, source: str) -> None:
        """Take the place of a source; ``source``: as ``Shelf.name``."""
        self._folder = state_folder() / "parsed" / source
        self._program = program()
        self._stack = ExitStack()
        self._opened = False
        self._old: BinaryIO | None = None
        self._known: dict[str, list[Any]] = {}
        self._new: BinaryIO | None = None
        self._told: dict[str, list[Any]] = {}
        self._end = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(*_NOT_THERE):
            self._stack.__exit__(kind, error, trace)

    def __call__(self, path: Path) -> Collection:
        """Return what a file holds.

        Raises:
            BadInputError: as ``read_collection``.
        """
        self._open()
        looks = _looks(path)
        content = self._content(path, looks)
        if content is not None:
            with suppress(*_NOT_THERE):
                collection = _decoded(content)
                self._take(path, looks, content)
                return collection
        collection = read_collection(path)
        if looks and time.time_ns() - max(looks[1:]) >= FRESH:
            self._take(path, looks, orjson.dumps(collection, default=tuple))
        return collection

    def _open(self) -> None:
        if self._opened:
            return
        self._opened = True
        with suppress(OSError):
            self._new = self._stack.enter_context(self._taking_its_place())
        with suppress(*_NOT_THERE):
            index = orjson.loads((self._folder / _INDEX).read_bytes())
            if index["program"] == self._program:
                # Opened last, so closed first: some systems replace no file that is open.
                self._old = self._stack.enter_context((self._folder / _CONTENT).open("rb"))
                self._known = dict(index["files"])

    def _content(self, path: Path, looks: Sequence[int]) -> bytes | None:
        """Return what was kept of a file, None where that is nothing, damaged, or of another time."""
        try:
            *before, begin, end, digest = self._known[_key(path)]
            if self._old is None or before != looks:
                return None
            self._old.seek(begin)
            content = self._old.read(end - begin)
            return content if _digest(content) == digest else None
        except _NOT_THERE:
            return None

    def _take(self, path: Path, looks: Sequence[int], content: bytes) -> None:
        if self._new is None:
            return
        try:
            self._new.write(content)
        except OSError:
            self._new = None
            return
        begin, self._end = self._end, self._end + len(content)
        self._told[_key(path)] = [*looks, begin, self._end, _digest(content)]

    @contextmanager
    def _taking_its_place(self) -> Iterator[BinaryIO]:
        with fresh(self._folder) as folder:
            with (folder / _CONTENT).open("wb", buffering=1 << 20) as file:
                yield file
            if self._new is None:
                raise OSError("it could not be written")  # so that what was kept before stays
            (folder / _INDEX).write_bytes(orjson.dumps({"program": self._program, "files": self._told}))
        sweep(self._folder.parent, MOST)


def _key(path: Path) -> str:
    """Return a path as text that JSON can hold, whatever it is made of; no other path has the same."""
    return os.fsencode(path).decode("latin-1")


def _looks(path: Path) -> list[int]:
    """Return size, and when it was changed, as files and as entries are; [] where it can't be looked at."""
    try:
        state = path.stat()
    except OSError:
        return []
    return [state.st_size, state.st_mtime_ns, state.st_ctime_ns]


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=_DIGEST).hexdigest()


def _decoded(content: bytes) -> Collection:
    name, volumes, faults = orjson.loads(content)
    return Collection(name, list(map(_volume, volumes)), list(map(Problem.of, faults)))


def _volume(told: Sequence[Any]) -> Volume:
    *facts, editors, papers = told
    return Volume._make([*facts, list(map(_mention, editors)), list(map(_paper, papers))])


def _paper(told: Sequence[Any]) -> Paper:
    *facts, authors, editors, doi = told
    return Paper._make([*facts, list(map(_mention, authors)), list(map(_mention, editors)), doi])


def _mention(told: Sequence[Any]) -> Mention:
    *facts, variants, line = told
    return Mention._make([*facts, tuple(map(Name._make, variants)), line])
