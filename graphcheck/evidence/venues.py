"""Evidence of a page: whether another paper of it appeared at the venue of this one, and how many papers do.

Not asked of pairs: any two papers of one person mostly appear at two venues. How many of the page's papers appeared
there, and whether they are a conference's, a workshop's or a journal's, tells no more (docs/method.md).
"""

from __future__ import annotations

import numpy as np

from graphcheck.graph import Floats, Graph
from graphcheck.neighbourhood import Neighbourhoods

KIND = "venues"


def measure(graph: Graph, batch: Neighbourhoods) -> Floats:
    """Return −ln(share of all papers that appeared at the venue) where another paper of the page did, else 0.

    Shape (n,); NaN where the venue is not known, or that of no other paper of the page is.
    """
    venue = graph.venue[graph.paper[batch.rows]]
    known = np.flatnonzero(venue >= 0)
    page = batch.row_page[known]
    known = known[np.bincount(page, minlength=len(batch.people))[page] > 1]
    _, place, papers = np.unique(
        batch.row_page[known] * np.int64(len(graph.venue_share)) + venue[known], return_inverse=True, return_counts=True
    )
    found = np.full(len(batch.rows), np.nan)
    found[known] = np.where(papers[place] > 1, -np.log(graph.venue_share[venue[known]]), 0.0)
    return found
