"""What needs no model: papers that share no co-author with the rest, and connected components.

Both know two papers of a page as one person's where they share a co-author. The *plain rule* flags papers that share
none with any other paper of the page. *Components* flags whatever is not in the largest component, the smaller the
component the sooner. For both, components are the groups, the largest is the core, and the share of papers outside
it is the page's doubt; they tell papers, not pages.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components

from graphcheck.evaluate.judged import Judged
from graphcheck.graph import Ints
from graphcheck.tables import Tables


def plain_rule(found: Judged, tables: Tables) -> Judged:
    """Return ``found`` as the plain rule judges it."""
    grouped, _, alone = _grouped(found, tables)
    return replace(grouped, score=alone.astype(np.float64), evidence=alone.astype(np.float64), flagged=alone)


def components(found: Judged, tables: Tables) -> Judged:
    """Return ``found`` as connected components judge it."""
    grouped, size, _ = _grouped(found, tables)
    outside = ~grouped.core
    share = size / np.bincount(found.page, minlength=len(found.ids))[found.page]
    score = np.where(outside, 1 - share, 0.0)
    return replace(grouped, score=score, evidence=score, flagged=outside)


def _grouped(found: Judged, tables: Tables) -> tuple[Judged, Ints, np.ndarray]:
    """Return pages with components for groups, the size of each row's component, and rows without shared co-authors."""
    wrote = _coauthors(found, tables)
    shared = wrote[:, np.asarray(wrote.sum(axis=0)).ravel() > 1]
    alone = np.diff(shared.tocsr().indptr) == 0
    _, component = connected_components(shared @ shared.T, directed=False)
    size = np.bincount(component)[component]
    # The core: of the largest components of a page the one whose first paper comes first.
    order = np.lexsort((np.arange(len(component)), -size, found.page))
    first = order[np.searchsorted(found.page[order], np.arange(len(found.ids)))] if len(order) else order
    core = component == component[first][found.page]
    outside = np.bincount(found.page, weights=~core, minlength=len(found.ids)) / np.bincount(found.page)
    pages = replace(found, group=component.astype(np.int64), core=core, doubt=outside, mixed=np.zeros_like(found.mixed))
    return pages, size, alone


def _coauthors(found: Judged, tables: Tables) -> sp.csr_matrix:
    """Return rows × co-authors, these counted once a page; 1 where the co-author is on the row's paper."""
    person = tables.authorships["person"].to_numpy(np.int64)
    paper = tables.authorships["paper"].to_numpy(np.int64)
    members = sp.csr_matrix((np.ones(len(paper)), (paper, person)), shape=(len(tables.papers), len(tables.people)))
    on_paper = members[paper[found.record]].tocoo()
    others = on_paper.col != person[found.record][on_paper.row]
    row, column = on_paper.row[others], on_paper.col[others].astype(np.int64)
    _, column = np.unique(found.page[row] * np.int64(len(tables.people)) + column, return_inverse=True)
    shape = (len(found.page), int(column.max(initial=-1)) + 1)
    return sp.csr_matrix((np.ones(len(row)), (row, column)), shape=shape)
