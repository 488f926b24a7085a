"""Where papers and their authors stand in the source's files."""

from __future__ import annotations

import numpy as np

from graphcheck.tables import Tables


class Lines:
    """Looks up file and line of papers and of authorships."""

    def __init__(self, tables: Tables) -> None:
        self._row = {paper: row for row, paper in enumerate(tables.papers["id"].tolist())}
        self._files: list[str] = tables.papers["file"].tolist()
        self._lines: list[int] = tables.papers["line"].tolist()
        self._authors: list[int] = tables.authorships["line"].tolist()
        papers = tables.authorships["paper"].to_numpy()
        self._begin: list[int] = np.searchsorted(papers, np.arange(len(self._files) + 1)).tolist()

    def of(self, paper: str, position: int | None) -> tuple[str, int]:
        """Return a paper's file, relative to the source's root, and the 1-based line of its author at ``position``.

        Without a position, or where it has no such author, the line is that of the paper.
        """
        row = self._row[paper]
        author = None if position is None else self._begin[row] + position
        if author is None or author >= self._begin[row + 1]:
            return self._files[row], self._lines[row]
        return self._files[row], self._authors[author]
