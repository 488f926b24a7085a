"""Papers of other bibliographies beside a source: checked before anything is read, and each paper once.

A paper is the same in two bibliographies where both give it the same id or DOI, else where title and authors' last
names are the same and the years are at most one apart: a preprint is often of the year before. The source's copy
counts, else that of the background that was named first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphcheck.background import shared_id
from graphcheck.errors import BadInputError, GraphcheckError, Problem, SourceNotFoundError, UsageError
from graphcheck.names import fold
from graphcheck.sources.files import is_there, shown
from graphcheck.sources.formats import Format, read_files
from graphcheck.sources.source import Background, Source
from graphcheck.tables import Tables

YEARS_APART = 1  # between the copies of a paper in two bibliographies: a preprint's year and the proceedings'
_NOT_IN_WORDS = re.compile(r"[\W_]+")
_EXPECTED = "--background names a file or folder of papers, in any format that is read"


def check_places(root: Path, source_format: Format, backgrounds: Sequence[Path], *, keep_going: bool) -> None:
    """Look at the places of backgrounds, before a minute of reading.

    Raises:
        UsageError: one is the source itself, or stands there twice.
        SourceNotFoundError: there is nothing at one of them, and ``keep_going`` was not asked for.
    """
    if not backgrounds:
        return
    own = _files(root, source_format)
    seen: dict[frozenset[Path], Path] = {}
    for place in backgrounds:
        if not is_there(place):
            if keep_going:
                continue
            raise SourceNotFoundError(f"{shown(place)} does not exist; {_EXPECTED}")
        files = _files(place, Format.AUTO)
        if files and files <= own:
            what = "the source itself" if files == own else "a part of the source"
            raise UsageError(f"--background {shown(place)}: is {what}; name other papers")
        if files and files in seen:
            raise UsageError(f"--background {shown(place)}: stands there twice, first as {shown(seen[files])}")
        seen[files] = place


def _files(root: Path, source_format: Format) -> frozenset[Path]:
    """Return what reading would look at; nothing where that can't be told, which the reader says better."""
    try:
        return frozenset(path.resolve() for path in read_files(root, source_format))
    except (GraphcheckError, OSError):
        return frozenset()


def left_out(place: Path, error: GraphcheckError) -> Background:
    """Return what is told of a background that can't be read."""
    problems = error.problems if isinstance(error, BadInputError) else (Problem("", 0, str(error)),)
    if not is_there(place):
        problems = (Problem(shown(place), 0, "does not exist", _EXPECTED),)
    return Background(place, skipped=tuple(problems))


def stand_beside(source: Source, found: Sequence[Source | Background]) -> Source:
    """Return ``source`` with the papers of ``found`` beside it; a ``Background`` in there is one that was left out."""
    met = _Met()
    met.new(source.tables)
    tables: list[Tables] = []
    told: list[Background] = []
    for one in found:
        if isinstance(one, Background):
            told.append(one)
            continue
        new = met.new(one.tables)
        tables.append(_evidence(one.tables, new))
        told.append(
            Background(
                one.root,
                revision=one.revision,
                digest=_digest(one.tables),
                papers=len(new),
                repeated=int((~new).sum()),
                skipped=one.skipped,
            )
        )
    return replace(source, tables=replace(source.tables, background=tuple(tables)), backgrounds=tuple(told))


class _Met:
    """The papers that were met so far, by what names them."""

    def __init__(self) -> None:
        self._named: set[str] = set()  # ids and DOIs
        self._titled: dict[tuple[str, frozenset[str]], set[int]] = {}  # years by title and last names

    def new(self, tables: Tables) -> NDArray[np.bool_]:
        """Take papers, and return which of them had not been met before, shape (papers,)."""
        papers = tables.papers
        authors = _last_names(tables)
        columns = (papers[name].tolist() for name in ("id", "doi", "title", "year"))
        rows = zip(*columns, authors, strict=True)
        return np.array([self._is_new(*row) for row in rows], dtype=bool)

    def _is_new(self, paper: str, doi: str, title: str, year: int, authors: frozenset[str]) -> bool:
        names = {name for name in (shared_id(paper), doi) if name}
        key = _NOT_IN_WORDS.sub("", unicodedata.normalize("NFKD", title).casefold())
        years = self._titled.setdefault((key, authors), set()) if key and authors else set()
        met = not names.isdisjoint(self._named) or any(abs(year - other) <= YEARS_APART for other in years)
        self._named |= names
        years.add(year)
        return not met


def _last_names(tables: Tables) -> list[frozenset[str]]:
    """Return for each paper the last words of its authors' last names: formats part names in different places."""
    found: list[set[str]] = [set() for _ in range(len(tables.papers))]
    authorships = tables.authorships
    for paper, last in zip(authorships["paper"].tolist(), authorships["last"].tolist(), strict=True):
        found[paper].update(fold(last).split()[-1:])
    return [frozenset(one) for one in found]


def _evidence(tables: Tables, new: NDArray[np.bool_]) -> Tables:
    """Return what of a background's tables is evidence: authorships on new papers, and no texts."""
    papers = tables.papers.assign(title="", abstract="").astype(tables.papers.dtypes.to_dict())
    authorships = tables.authorships
    kept = authorships[new[authorships["paper"].to_numpy()]].reset_index(drop=True)
    return replace(tables, papers=papers, authorships=kept, editorships=tables.editorships.iloc[:0])


def _digest(tables: Tables) -> str:
    """Return a digest of what a background tells, whatever file it was read from."""
    digest = sha256()
    for table, columns in (
        (tables.papers, ["id", "doi", "title", "year"]),
        (tables.people, ["id", "name", "orcid", "verified"]),
        (tables.authorships, ["paper", "person", "name", "affiliation"]),
    ):
        digest.update(pd.util.hash_pandas_object(table[columns], index=False).to_numpy().tobytes())
    return digest.hexdigest()[:16]
