"""Judged pages → arrays beside what is known of them: what every figure is counted on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from graphcheck.communities import Bools
from graphcheck.evaluate.identities import Strings
from graphcheck.findings import MIXED
from graphcheck.graph import Floats, Ints
from graphcheck.model import Page
from graphcheck.tables import Tables

SILENT = -1.0  # the score of an abstention, and the doubt of a page that cannot be judged: below all others
NOBODY = -1  # the label of an authorship that nobody has labelled


@dataclass(frozen=True)
class Judged:
    """Some pages of one bibliography and what a checker thinks of them; b pages, n papers on them.

    ``ids``: shape (b,), whose page it is; ``expected``: (b,), E; ``papers``: (b,), how many are on the page;
    ``doubt``: (b,), that it holds several people; ``mixed``: (b,), whether it is told to (GC102).
    ``page``: shape (n,), which of the pages; ``record``: (n,), row in the authorships table; ``label``: (n,), number
    of the identity or NOBODY; ``planted``: (n,), 0 or which kind of planted error it is; ``score``, ``flagged``,
    ``group``, ``core``: (n,), what is thought of it; ``evidence``: (n,), log-odds that it is not the person's, however
    common the name (``folds.evidence_alone``). ``coauthors``, ``year``: (n,), of the paper.
    """

    ids: Strings
    expected: Floats
    papers: Ints
    doubt: Floats
    mixed: Bools
    page: Ints
    record: Ints
    label: Ints
    planted: Ints
    score: Floats
    flagged: Bools
    evidence: Floats
    group: Ints
    core: Bools
    coauthors: Ints
    year: Ints

    @property
    def known(self) -> Bools:
        """Rows that somebody has labelled, planted ones aside."""
        known: Bools = (self.label != NOBODY) & (self.planted == 0)
        return known

    def rows_of(self) -> list[Ints]:
        """Return the labelled rows of each page, planted ones aside."""
        rows = np.flatnonzero(self.known)
        return np.split(rows, np.searchsorted(self.page[rows], np.arange(1, len(self.ids))))


def judged(pages: Iterable[Page], tables: Tables, labels: Strings, planted: Ints) -> Judged:
    """Put ``pages``, made from ``tables``, beside their answers.

    ``labels``, ``planted``: shape (authorships,). Somebody who stands on a paper twice counts once.
    """
    listed = list(pages)
    record_of = _record_of(tables)
    rows = [
        (number, record_of[a.paper, a.position], a)
        for number, page in enumerate(listed)
        for a in {a.paper: a for a in reversed(page.authorships)}.values()
    ]
    rows.sort(key=lambda row: row[:2])
    record = np.array([record for _, record, _ in rows], dtype=np.int64)
    paper = tables.authorships["paper"].to_numpy(np.int64)
    authors = np.bincount(paper, minlength=len(tables.papers))
    groups = {label: number for number, label in enumerate(sorted({a.group for _, _, a in rows}))}
    return Judged(
        ids=np.array([page.person for page in listed], dtype=object),
        expected=np.array([page.name_commonness for page in listed]),
        papers=np.array([page.papers for page in listed], dtype=np.int64),
        doubt=np.array([SILENT if page.doubt is None else page.doubt for page in listed]),
        mixed=np.array([MIXED in page.codes for page in listed], dtype=bool),
        page=np.array([number for number, _, _ in rows], dtype=np.int64),
        record=record,
        label=numbered(labels)[record],
        planted=planted[record],
        score=np.array([SILENT if a.score is None else a.score for _, _, a in rows]),
        flagged=np.array([a.flagged for _, _, a in rows], dtype=bool),
        evidence=np.full(len(rows), np.nan),
        group=np.array([groups[a.group] for _, _, a in rows], dtype=np.int64),
        core=np.array([a.core for _, _, a in rows], dtype=bool),
        coauthors=authors[paper[record]] - 1,
        year=tables.papers["year"].to_numpy(np.int64)[paper[record]],
    )


def numbered(labels: Strings) -> Ints:
    """Return the number of each label, NOBODY for "", shape as given."""
    names, number = np.unique(labels.astype(str), return_inverse=True)
    found: Ints = np.where(names[number] == "", NOBODY, number)
    return found


def _record_of(tables: Tables) -> dict[tuple[str, int], int]:
    ids = tables.papers["id"].tolist()
    authorships = tables.authorships
    places = zip(authorships["paper"].tolist(), authorships["position"].tolist(), strict=True)
    return {(ids[paper], position): record for record, (paper, position) in enumerate(places)}


def joined(parts: Sequence[Judged]) -> Judged:
    """Return the pages of all parts; a page that is in two of them is there twice."""
    starts = np.cumsum([0, *(len(part.ids) for part in parts)])
    moved = [replace(part, page=part.page + start) for part, start in zip(parts, starts, strict=False)]
    return Judged(**{name: np.concatenate([getattr(part, name) for part in moved]) for name in vars(moved[0])})


@dataclass(frozen=True)
class Main:
    """Whose page it is, by its labelled papers; shapes (b,).

    ``label``: the identity of most papers, of equal ones the one with more in the core, then by name, or NOBODY;
    ``share``: its share of the labelled papers; ``core``: the identity of most labelled papers of the core, or NOBODY;
    ``is_core``: whether the core is this person, and at least half of the person's papers are in it.
    """

    label: Ints
    share: Floats
    core: Ints
    is_core: Bools


def main_people(found: Judged) -> Main:
    """Return whose page each one is."""
    pages = len(found.ids)
    label, core = np.full((2, pages), NOBODY)
    share = np.zeros(pages)
    is_core = np.zeros(pages, dtype=bool)
    for number, rows in enumerate(found.rows_of()):
        if len(rows):
            names, code, counts = np.unique(found.label[rows], return_inverse=True, return_counts=True)
            in_core = np.bincount(code, weights=found.core[rows], minlength=len(names))
            best = np.lexsort((names, -in_core, -counts))[0]
            leader = np.lexsort((names, -in_core))[0]
            label[number], share[number] = names[best], counts[best] / len(rows)
            core[number] = names[leader] if in_core.any() else NOBODY
            is_core[number] = best == leader and 2 * in_core[best] >= counts[best]
    return Main(label, share, core, is_core)
