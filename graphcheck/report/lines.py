"""Where papers and their authors stand in the source's files."""

from __future__ import annotations

from graphcheck.bibliography import Bibliography
from graphcheck.model import Finding


class Lines:
    """Looks up file and line of what findings are about; files are named as from the root of the checkout."""

    def __init__(self, bibliography: Bibliography) -> None:
        tables = bibliography.source.tables
        self._row, self._person_row = bibliography.paper_rows, bibliography.person_rows
        # Columns as they are, not as lists, which take much memory: few findings are looked up.
        self._files, self._lines = tables.texts("papers", "file"), tables.numbers("papers", "line")
        self._authors, self._writers = (tables.numbers("authorships", column) for column in ("line", "person"))
        self._authors_of = tables.authors_of
        self._placed = bibliography.source.placed

    def of(self, finding: Finding) -> tuple[str, int] | None:
        """Return a file and the 1-based line of an author in it, None where no place in the source is meant.

        A finding that names its place is there; if it names a file alone, the line is the first one.
        A finding about a page is where the first of its papers names the person, or else somebody else whom it
        concerns. Where no author is found on any, the line is that of the first paper.
        """
        if finding.file:
            return finding.file, max(finding.line, 1)
        papers = finding.papers if finding.paper is None else (finding.paper,)
        rows = [self._row[paper] for paper in papers if paper in self._row]
        if not rows:
            return None
        for person in finding.concerned or ("",):
            for row in rows:
                author = self._author(row, person, finding.position)
                if author is not None:
                    return self._placed(self._files[row]), int(self._authors[author])
        return self._placed(self._files[rows[0]]), int(self._lines[rows[0]])

    def _author(self, paper: int, person: str, position: int | None) -> int | None:
        """Return the row of the authorship, in ``authorships``: at ``position`` (0-based), or that of the person."""
        rows = self._authors_of(paper)
        if position is not None:
            return rows[position] if position < len(rows) else None
        wanted = self._person_row.get(person)
        return next((row for row in rows if int(self._writers[row]) == wanted), None)
