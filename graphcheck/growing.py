"""A table while it is read: rows are packed as they come, so that what was read takes no more than what is kept of it.

A list of texts takes five times what the same texts take end to end (``columns.Texts``), and reading was the most that
a large bibliography needed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphcheck.columns import Texts, column_of
from graphcheck.tables import SCHEMA

AT_ONCE = 50_000  # rows that wait before they are packed: some 30 MB


class Growing:
    """Takes the rows of a table of ``SCHEMA``: a row by ``add``, or many by ``latest`` and ``settle``."""

    def __init__(self, table: str, without: Collection[str] = ()) -> None:
        """``without``: columns that the reader makes by itself."""
        self._table = table
        self._kinds = {column: kind for column, kind in SCHEMA[table].items() if column not in without}
        self.latest: dict[str, list[Any]] = {column: [] for column in self._kinds}
        self._packed: dict[str, list[Texts | NDArray[Any]]] = {column: [] for column in self._kinds}
        self._begins = [0]  # rows where the packed parts begin, and where the latest ones do

    def add(self, row: Mapping[str, Any]) -> None:
        """Take a row, a value for each column.

        Raises:
            ValueError: as in ``settle``.
        """
        for column, value in row.items():
            self.latest[column].append(value)
        self.settle()

    def settle(self) -> None:
        """Pack the latest rows, where they are many.

        Raises:
            ValueError: a value is of another kind than its column.
        """
        if len(next(iter(self.latest.values()))) >= AT_ONCE:
            self._pack()

    def value(self, column: str, row: int) -> Any:
        """Return what stands in a row that was taken."""
        part = bisect_right(self._begins, row) - 1
        place = row - self._begins[part]
        return self.latest[column][place] if part == len(self._begins) - 1 else self._packed[column][part][place]

    def columns(self) -> dict[str, Texts | NDArray[Any]]:
        """Return the columns, as ``tables.build`` takes them; no row can be taken after that.

        Raises:
            ValueError: as in ``settle``.
        """
        self._pack()
        return {column: _end_to_end(self._packed.pop(column)) for column in self._kinds}

    def _pack(self) -> None:
        sizes = {len(values) for values in self.latest.values()}
        if len(sizes) > 1:
            raise ValueError(f"{self._table} has columns of several lengths")
        for column, kind in self._kinds.items():
            self._packed[column].append(column_of(f"{self._table}.{column}", self.latest[column], kind))
            self.latest[column].clear()
        self._begins.append(self._begins[-1] + sizes.pop())


def _end_to_end(parts: list[Any]) -> Texts | NDArray[Any]:
    return Texts.joined(parts) if isinstance(parts[0], Texts) else np.concatenate(parts)
