"""Columns that are looked up row by row, without pandas: texts end to end, and which rows a text stands in.

They may lie in a file that is mapped into memory: then only what is looked at is read.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, overload

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pandas as pd

Rows = NDArray[np.int64]


class Texts(Sequence[str]):
    """A column of n texts: ``content``, shape (bytes,), holds them in UTF-8; text i begins at byte ``starts[i]``.

    ``starts``: shape (n + 1,).
    """

    def __init__(self, starts: Rows, content: NDArray[np.uint8]) -> None:
        self.starts, self.content = starts, content
        # Python's own numbers come from a memoryview several times faster than from an array.
        self._starts, self._content = starts.data, content.data

    @classmethod
    def of(cls, texts: Sequence[str]) -> Texts:
        """Return a column of ``texts``."""
        encoded = [text.encode() for text in texts]
        starts = np.zeros(len(encoded) + 1, dtype=np.int64)
        np.cumsum([len(text) for text in encoded], out=starts[1:])
        return cls(starts, np.frombuffer(b"".join(encoded), dtype=np.uint8))

    @classmethod
    def joined(cls, parts: Sequence[Texts]) -> Texts:
        """Return the texts of several columns as one."""
        starts, contents = zip(*(part.parts() for part in parts), strict=True)
        begins = np.cumsum([0, *map(len, contents)])
        moved = [own[:-1] + begin for own, begin in zip(starts, begins, strict=False)]
        return cls(np.concatenate([*moved, begins[-1:]]), np.concatenate(contents))

    @classmethod
    def of_series(cls, series: pd.Series[Any]) -> Texts:
        """Return the column of a table; nothing is copied where pandas holds it in the same way."""
        import pyarrow as pa  # only here: whoever takes the columns from a file needs neither it nor pandas

        found = pa.array(series, type=pa.large_string())
        if isinstance(found, pa.ChunkedArray):
            found = found.combine_chunks()
        _, starts, content = found.buffers()
        if not len(found) or content is None:
            return cls.of([""] * len(found))
        places = np.frombuffer(starts, dtype=np.int64)[found.offset : found.offset + len(found) + 1]
        return cls(places, np.frombuffer(content, dtype=np.uint8))

    def __len__(self) -> int:
        """Return n."""
        return len(self._starts) - 1

    @overload
    def __getitem__(self, row: int) -> str: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[str]: ...
    def __getitem__(self, row: int | slice) -> str | Sequence[str]:
        """Return the text of a row, or those of several."""
        if isinstance(row, slice):
            return [self[one] for one in range(*row.indices(len(self)))]
        if row < 0:  # too large a row has no start, which is an IndexError, too
            raise IndexError(row)
        starts = self._starts
        return str(self._content[starts[row] : starts[row + 1]], "utf-8")

    def __iter__(self) -> Iterator[str]:
        """Yield the texts."""
        content, begin = self._content, self._starts[0]
        for end in self._starts[1:]:
            yield str(content[begin:end], "utf-8")
            begin = end

    def parts(self) -> tuple[Rows, NDArray[np.uint8]]:
        """Return ``starts``, which begin at 0, and ``content`` without anything else around it."""
        begin, end = int(self.starts[0]), int(self.starts[-1])
        return self.starts - begin, self.content[begin:end]

    def containing(self, part: str) -> list[int]:
        """Return the rows whose texts hold ``part`` anywhere; "" is in all of them."""
        if not part:
            return list(range(len(self)))
        word, content = part.encode(), self.content.tobytes()
        places = []
        place = content.find(word, int(self.starts[0]))
        while place >= 0:
            places.append(place)
            place = content.find(word, place + 1)
        begin = np.array(places, dtype=np.int64)
        rows = np.searchsorted(self.starts, begin, side="right") - 1
        inside = rows < len(self)
        inside[inside] = begin[inside] + len(word) <= self.starts[rows[inside] + 1]
        return list(dict.fromkeys(rows[inside].tolist()))

    def beyond_ascii(self) -> list[int]:
        """Return the rows whose texts hold any letter that is not of ASCII."""
        rows = np.searchsorted(self.starts, np.flatnonzero(self.content & 0x80), side="right") - 1
        return list(dict.fromkeys(rows[(rows >= 0) & (rows < len(self))].tolist()))


class Index(Mapping[str, Rows]):
    """Texts → the rows where they stand, ascending, as columns that can be kept.

    ``words``: w distinct texts, sorted. ``starts``: shape (w + 1,); the rows of word i are ``rows[starts[i] :
    starts[i + 1]]``.
    """

    def __init__(self, words: Texts, starts: Rows, rows: Rows) -> None:
        self.words, self.starts, self.rows = words, starts, rows

    @classmethod
    def of(cls, texts: Iterable[str]) -> Index:
        """Return the rows where each of ``texts`` stands."""
        number: dict[str, int] = {}
        code = np.array([number.setdefault(text, len(number)) for text in texts], dtype=np.int64)
        words = sorted(number)
        place = np.empty(len(words), dtype=np.int64)
        place[[number[word] for word in words]] = np.arange(len(words))
        placed = place[code]
        starts = np.zeros(len(words) + 1, dtype=np.int64)
        np.cumsum(np.bincount(placed, minlength=len(words)), out=starts[1:])
        return cls(Texts.of(words), starts, np.argsort(placed, kind="stable"))

    def __getitem__(self, word: str) -> Rows:
        """Return the rows of a text."""
        place = bisect_left(self.words, word)
        if place == len(self.words) or self.words[place] != word:
            raise KeyError(word)
        return self.rows[self.starts[place] : self.starts[place + 1]]

    def __iter__(self) -> Iterator[str]:
        """Yield the texts, sorted."""
        return iter(self.words)

    def __len__(self) -> int:
        """Return how many different texts there are."""
        return len(self.words)


def column_of(what: str, values: Sequence[Any] | NDArray[Any], kind: str) -> Texts | NDArray[Any]:
    """Return ``values`` as a column that can't be written to; ``kind``: "str", or numpy's name of a type.

    Texts, and an array of that type, are that column already.

    Raises:
        ValueError: a value is of another kind, or too large; ``what`` says whose.
    """
    try:
        if kind == "str":
            return values if isinstance(values, Texts) else Texts.of(values)  # type: ignore[arg-type]
        given = np.asarray(values)
        with np.errstate(invalid="ignore"):
            column = given.astype(kind, copy=False)
        if np.array_equal(column, given):
            column.flags.writeable = False
            return column
    except (AttributeError, TypeError, ValueError, OverflowError) as error:
        raise ValueError(f"{what} holds something that is no {kind}: {error}") from error
    raise ValueError(f"{what} holds a number that is no {kind}")
