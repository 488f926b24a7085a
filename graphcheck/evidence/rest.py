"""What an authorship is judged against: the core of its page without it.

A paper must not vouch for itself. The *rest* of row i is the core group of its page less the row itself; where
nothing of the core is left, it is the whole page less the row.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from graphcheck.communities import Bools, Groups
from graphcheck.graph import Ints
from graphcheck.neighbourhood import Neighbourhoods


@dataclass(frozen=True, slots=True)
class Rest:
    """For n rows of a batch of b pages.

    ``in_core``: shape (n,). ``whole_page``: shape (n,), rows whose rest is the whole page.
    ``size``: shape (n,), how many papers the rest holds.
    """

    in_core: Bools
    whole_page: Bools
    size: Ints

    def counts(self, batch: Neighbourhoods, has: sp.csr_matrix) -> sp.csr_matrix:
        """Return, for each row and each column that the row's page has, how many papers of the rest have it.

        ``has`` is CSR (n × f), 0 or 1; the result has the entries of the row's *page*, which for a row of a large
        page are many: keep batches small.
        """
        pages, rows = len(batch.people), len(batch.rows)
        member = sp.csr_matrix((np.ones(rows), (batch.row_page, np.arange(rows))), shape=(pages, rows))
        every = (member @ has).tocsr()
        core = (member @ sp.diags(self.in_core.astype(np.float64)) @ has).tocsr()
        whole = sp.diags(self.whole_page.astype(np.float64))
        base = core[batch.row_page] - whole @ core[batch.row_page] + whole @ every[batch.row_page]
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
