"""Where papers and their authors stand in the source's files."""

from __future__ import annotations

import numpy as np

from graphcheck.model import Finding
from graphcheck.sources import Source


class Lines:
    """Looks up file and line of what findings are about; files are named as from the root of the checkout."""

    def __init__(self, source: Source) -> None:
        tables = source.tables
        self._row = {paper: row for row, paper in enumerate(tables.papers["id"].tolist())}
        self._files: list[str] = tables.papers["file"].tolist()
        self._lines: list[int] = tables.papers["line"].tolist()
        self._authors: list[int] = tables.authorships["line"].tolist()
        papers = tables.authorships["paper"].to_numpy()  # sorted
        self._begin: list[int] = np.searchsorted(papers, np.arange(len(self._files) + 1)).tolist()
        self._writers: list[int] = tables.authorships["person"].tolist()
        self._person_row = {person: row for row, person in enumerate(tables.people["id"].tolist())}
        self._placed = source.placed

    def of(self, finding: Finding) -> tuple[str, int] | None:
        """Return a file and the 1-based line of an author in it, None where no place in the source is meant.

        A finding that names its place is there; if it names a file alone, the line is the first one.
        A finding about a page is where its first paper names the person. Where the author is not found on the paper,
        the line is that of the paper.
        """
        if finding.file:
            return finding.file, max(finding.line, 1)
        paper = finding.paper if finding.paper is not None else next(iter(finding.papers), None)
        row = None if paper is None else self._row.get(paper)
        if row is None:
            return None
        author = self._author(row, finding)
        return self._placed(self._files[row]), self._lines[row] if author is None else self._authors[author]

    def _author(self, paper: int, finding: Finding) -> int | None:
        """Return the row of the authorship, in ``authorships``."""
        rows = range(self._begin[paper], self._begin[paper + 1])
        if finding.position is not None:
            return rows[finding.position] if finding.position < len(rows) else None
        person = self._person_row.get(finding.person)
        return next((row for row in rows if self._writers[row] == person), None)
