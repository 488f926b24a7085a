"""Who says to be at which institution: on which paper, in which year, how many of one last name."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from graphcheck.background import Beside

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Said(NamedTuple):
    """Who said on which paper of which year that they are at an institution; as in ``Graph``."""

    by: Ints
    on: Ints
    in_year: Ints
    said: sp.csr_matrix


def said_by(
    institution: sp.csr_matrix, rows: tuple[Ints, Ints, Ints], more: sp.csr_matrix, beside: Beside, papers: int
) -> Said:
    """Return the statements on the source's papers (``rows``: person, paper, year) and, after each person's, beside.

    ``institution``, ``more``: CSR (n × g), (b × g), 1 where an affiliation names the institution, on papers of the
    source and ``beside``; papers beside have numbers from ``papers`` on.
    """
    stating, stating_beside = (np.flatnonzero(np.diff(matrix.indptr)) for matrix in (institution, more))
    own = [column[stating] for column in rows]
    theirs = [column[stating_beside] for column in (beside.person, beside.paper + papers, beside.year)]
    by, on, in_year = (np.concatenate(both) for both in zip(own, theirs, strict=True))
    order = np.argsort(by, kind="stable")
    return Said(
        by[order], on[order], in_year[order], beneath(institution[stating], more[stating_beside])[order].tocsr()
    )


def stated_on(institution: sp.csr_matrix, person: Ints, people: int) -> sp.csr_matrix:
    """Return, CSR (m × g), on how many papers each person states each institution."""
    rows = np.arange(len(person))
    counts = (sp.csr_matrix((np.ones(len(person)), (person, rows)), shape=(people, len(person))) @ institution).tocsr()
    counts.sort_indices()
    return counts


def homes_of(on_papers: sp.csr_matrix) -> Ints:
    """Return the institution that each person states most often, shape (m,), −1 where none is stated.

    ``on_papers``: as of ``stated_on``.
    """
    home = np.full(on_papers.shape[0], -1, dtype=np.int64)
    some = np.flatnonzero(np.diff(on_papers.indptr))
    if len(some):
        home[some] = np.asarray(on_papers[some].argmax(axis=1)).ravel()
    return home


def families_at(states: sp.csr_matrix, family: Ints) -> tuple[sp.csr_matrix, Floats]:
    """Return how many people of each last name state each institution, CSR (last names × g), and how many state any.

    ``states``: CSR (m × g), 1 where the person states it; ``family``: shape (m,), numbers of last names.
    """
    families = int(family.max(initial=-1)) + 1
    counts = (indicator(family, np.arange(len(family)), (families, len(family))) @ states).tocsr()
    counts.sort_indices()
    stating = np.bincount(family, weights=np.diff(states.indptr) > 0, minlength=families)
    return counts, stating.astype(np.float64)


def beneath(one: sp.csr_matrix, more: sp.csr_matrix) -> sp.csr_matrix:
    """Return the rows of both, those of ``more`` last."""
    return sp.vstack((one, more), format="csr") if more.shape[0] else one


def indicator(rows: Ints, columns: Ints, shape: tuple[int, int]) -> sp.csr_matrix:
    """Return, CSR of ``shape``, how often each row and column stand together."""
    matrix = sp.csr_matrix((np.ones(len(rows), dtype=np.float64), (rows, columns)), shape=shape)
    matrix.sort_indices()
    return matrix
