"""What was concluded of everybody, kept beside what it was concluded from (``grounds``).

GRAPHCHECK_STATE/judged/<of which source>/verdicts.npz, pages
"""

from __future__ import annotations

import zipfile
import zlib
from array import array
from contextlib import ExitStack, suppress
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from graphcheck.columns import Texts
from graphcheck.graph import Ints
from graphcheck.memory import read_again
from graphcheck.state import state_folder
from graphcheck.verdicts import Verdict
from graphcheck.warm.folders import fresh, sweep

MOST = 3  # sources of which verdicts are kept; each takes 32 MB where it is as large as the ACL Anthology
_NUMBERS, _PAGES = "verdicts.npz", "pages"
_OF_PEOPLE = {"groups": np.int64, "doubt": np.float64, "told": np.bool_}
_GROUNDS = {"near": np.uint64, "judged_by": np.uint64}
# What reading a damaged file may end in; beside the plain ones, those of zip's and numpy's readers.
_NOT_THERE = (
    *(OSError, EOFError, ValueError, TypeError, LookupError, RuntimeError, OverflowError, MemoryError),
    *(zipfile.BadZipFile, zlib.error),
)


def place_of(source: str) -> Path:
    """Return the folder of what was concluded of a source; ``source``: as ``Shelf.name``."""
    return state_folder() / "judged" / source


class Kept:
    """Verdicts on n people, as they were kept; nobody where nothing is.

    ``near``, ``judged_by``: shape (n,), as in ``Grounds``, the latter where the page is ``told``. ``groups``,
    ``doubt``, ``told``: shape (n,), as in ``Verdict``. ``score``, ``flagged``, ``label``: of the authorships of all,
    person by person, as in ``verdicts.Columns``; those of person i begin at ``begin[i]``.
    """

    def __init__(self, folder: Path, key: str) -> None:
        """Take what lies in ``folder``, if it was kept under ``key``."""
        found = _read(folder, key) or _nothing()
        self._ids = Texts(found["id_starts"], found["ids"])
        self.near, self.judged_by = found["near"], found["judged_by"]
        self.groups, self.doubt, self.told = (found[name] for name in _OF_PEOPLE)
        self.begin, self.score, self.flagged, self.label = (found[n] for n in ("begin", "score", "flagged", "label"))
        self._page_begin: list[int] = found["page_begin"].tolist()
        self._pages = found["pages"].data

    def places(self, ids: Texts) -> Ints:
        """Return for each of ``ids`` the place of that person here, −1 where there is none; shape (ids,)."""
        place = {person: at for at, person in enumerate(self._ids)}
        return np.array([place.get(person, -1) for person in ids], dtype=np.int64)

    def page(self, place: int) -> memoryview:
        """Return the page of a person as ``pages_file.decoded`` takes it, empty where it is not kept."""
        return self._pages[self._page_begin[place] : self._page_begin[place + 1]]


class Keeping:
    """Keeps verdicts in ``folder`` under ``key``, person by person; a context manager.

    They take the place of what was there when the block ends without an error; where they can't be written, that stays.
    """

    def __init__(self, folder: Path, key: str) -> None:
        self._folder, self._key = folder, key
        self._failed: OSError | None = None
        self._ids: list[str] = []
        self._people: dict[str, list[Any]] = {name: [] for name in (*_GROUNDS, *_OF_PEOPLE)}
        self._begin, self._page_begin = array("q", [0]), array("q", [0])
        self._score, self._flagged, self._label = array("d"), array("b"), array("q")
        self._digest = blake2b()

    def __enter__(self) -> Self:
        self._place: Path | None = None
        with suppress(OSError), ExitStack() as stack:
            place = stack.enter_context(fresh(self._folder))
            self._pages = stack.enter_context((place / _PAGES).open("wb", buffering=1 << 20))
            self._stack, self._place = stack.pop_all(), place
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._place is None:
            return
        if error is not None or self._failed is not None:
            with suppress(OSError):  # what was there stays
                self._stack.__exit__(kind or OSError, error or self._failed, trace)
            return
        with suppress(OSError):
            with self._stack:
                self._pages.flush()
                self._write(self._place)
            sweep(self._folder.parent, MOST)

    def add(self, person: str, near: int, judged_by: int, verdict: Verdict, page: bytes | memoryview) -> None:
        """Take a verdict; ``near``, ``judged_by``: as in ``Grounds``, the latter 0 where nothing is told.

        ``page``: as ``pages_file.encoded`` gives it, ``b""`` for one that nobody asked for.
        """
        if self._place is None:
            return
        columns, rows = verdict.columns, verdict.authorships
        self._ids.append(person)
        of_person = (near, judged_by, *(getattr(verdict, name) for name in _OF_PEOPLE))
        for values, value in zip(self._people.values(), of_person, strict=True):
            values.append(value)
        self._score.extend(columns.score[rows])
        self._flagged.extend(columns.flagged[rows])
        self._label.extend(columns.label[rows])
        self._begin.append(len(self._score))
        self._page_begin.append(self._page_begin[-1] + len(page))
        self._digest.update(page)
        try:
            self._pages.write(page)
        except OSError as error:
            self._failed = error

    def _write(self, folder: Path) -> None:
        starts, content = Texts.of(self._ids).parts()
        types = {**_GROUNDS, **_OF_PEOPLE}
        arrays: dict[str, NDArray[Any]] = {}
        arrays |= {name: np.array(values, dtype=types[name]) for name, values in self._people.items()}
        arrays |= {"ids": content, "id_starts": starts, "begin": np.array(self._begin), "score": np.array(self._score)}
        arrays |= {"flagged": np.array(self._flagged, dtype=bool), "label": np.array(self._label)}
        arrays |= {"page_begin": np.array(self._page_begin), "pages_digest": _as_bytes(self._digest.digest())}
        np.savez(folder / _NUMBERS, allow_pickle=False, key=_as_bytes(self._key.encode()), **arrays)


def _read(folder: Path, key: str) -> dict[str, NDArray[Any]] | None:
    """Return the arrays that ``Keeping`` wrote, with the pages; None where there are none that can be used."""
    try:
        with np.load(folder / _NUMBERS, allow_pickle=False) as file:
            if file["key"].tobytes() != key.encode():
                return None
            found = {name: file[name] for name in {*_nothing(), "pages_digest"} - {"pages"}}
        some = found["page_begin"][-1] > 0
        pages = np.memmap(folder / _PAGES, dtype=np.uint8, mode="r") if some else _as_bytes(b"")
        read_again(pages.base)
        return {**found, "pages": pages} if blake2b(pages.data).digest() == found["pages_digest"].tobytes() else None
    except _NOT_THERE:
        return None


def _nothing() -> dict[str, NDArray[Any]]:
    columns = {**_GROUNDS, **_OF_PEOPLE, "score": np.float64, "flagged": np.bool_, "label": np.int64}
    columns |= {"ids": np.uint8, "pages": np.uint8}
    starts = {name: np.zeros(1, dtype=np.int64) for name in ("id_starts", "begin", "page_begin")}
    return {**{name: np.zeros(0, dtype=kind) for name, kind in columns.items()}, **starts}


def _as_bytes(content: bytes) -> NDArray[np.uint8]:
    return np.frombuffer(content, dtype=np.uint8)
