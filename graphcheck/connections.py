"""Who of a paper's co-authors connects to the rest of the page: what the sentences about an authorship name.

A paper must not vouch for itself. The *rest* of a row is the core group of its page less the row itself; where
nothing of the core is left, it is the whole page less the row. A co-author connects by being on another paper of
the rest, or by having written, on papers that are not this person's, with somebody who is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from graphcheck.communities import Bools, Groups
from graphcheck.graph import Floats, Graph, Ints
from graphcheck.neighbourhood import Neighbourhoods


@dataclass(frozen=True, slots=True)
class Rest:
    """What n rows are judged against.

    ``in_core``: shape (n,). ``whole_page``: shape (n,), rows whose rest is the whole page. ``size``: shape (n,), how
    many papers the rest holds.
    """

    in_core: Bools
    whole_page: Bools
    size: Ints

    @property
    def log_size(self) -> Floats:
        """ln(papers of the rest), shape (n,); 0 where there is none."""
        log: Floats = np.log(np.maximum(self.size, 1))
        return log

    def counts(self, batch: Neighbourhoods, has: sp.csr_matrix) -> sp.csr_matrix:
        """Return on how many papers of each row's rest each column is; ``has`` is CSR (n × f), 0 or 1.

        Only columns that some paper of the page has are filled; on large pages these are many: keep batches small.
        """
        pages, rows = len(batch.people), len(batch.rows)
        member = sp.csr_matrix((np.ones(rows), (batch.row_page, np.arange(rows))), shape=(pages, rows))
        every = (member @ has).tocsr()
        core = (member @ sp.diags(self.in_core.astype(np.float64)) @ has).tocsr()
        base = sp.vstack((core, every), format="csr")[batch.row_page + pages * self.whole_page]
        own = sp.diags((self.in_core | self.whole_page).astype(np.float64)) @ has
        counts = (base - own).tocsr()
        counts.eliminate_zeros()
        return counts


def rest_of(batch: Neighbourhoods, groups: Groups) -> Rest:
    """Return what each row of the batch is judged against."""
    in_core = (groups.label == 0) & ~groups.mute
    core_size = np.bincount(batch.row_page, weights=in_core, minlength=len(batch.people))
    page_size = np.bincount(batch.row_page, minlength=len(batch.people))
    left = core_size[batch.row_page].astype(np.int64) - in_core
    whole = left == 0
    return Rest(in_core, whole, np.where(whole, page_size[batch.row_page] - 1, left))


@dataclass(frozen=True, slots=True)
class Connections:
    """How the co-authors of n rows connect to the rest of their pages.

    ``coauthors``: shape (n,), how many the paper has. ``on_rest``: CSR (n × c), on how many papers of the rest each
    co-author of the page is. ``shared``: shape (n,), how many of the paper's co-authors are. ``tied``: shape (n,),
    whether one of the others wrote elsewhere with somebody who is. ``comparable``: shape (n,), the person states
    institutions on the paper and on the rest.
    """

    coauthors: Ints
    on_rest: sp.csr_matrix
    shared: Floats
    tied: Bools
    comparable: Bools


def connect(graph: Graph, batch: Neighbourhoods, rest: Rest) -> Connections:
    """Find how each row's co-authors connect to the rest of its page."""
    on_rest = rest.counts(batch, batch.wrote)
    known = on_rest.sign()
    shared = batch.wrote.multiply(known)
    size = (len(batch.coauthor), len(batch.coauthor))
    outside = sp.csr_matrix(((batch.outside > 0).astype(np.float64), (batch.left, batch.right)), shape=size)
    # A new co-author is on no other paper of the rest, so what ties them to it was not written on the page.
    reach = (batch.wrote - shared) @ (outside + outside.T)
    away = known - known.multiply(batch.wrote)
    own = graph.institution[batch.rows]
    stated = np.diff(rest.counts(batch, own).indptr) > 0
    return Connections(
        coauthors=np.diff(batch.wrote.indptr).astype(np.int64),
        on_rest=on_rest,
        shared=np.asarray(shared.sum(axis=1)).ravel(),
        tied=np.asarray(reach.multiply(away).sum(axis=1)).ravel() > 0,
        comparable=(np.diff(own.indptr) > 0) & stated,
    )
