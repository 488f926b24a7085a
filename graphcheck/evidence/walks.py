"""Evidence of a pair of papers: co-authors of the one who wrote with co-authors of the other, outside the page."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from graphcheck.graph import Floats, Graph, at
from graphcheck.neighbourhood import Neighbourhoods
from graphcheck.pairs import Pairs

KIND = "walks"
FEATURES = ("ties",)


def measure(graph: Graph, batch: Neighbourhoods, pairs: Pairs) -> dict[str, Floats]:
    """Return ``ties``, shape (q,): ln(1 + weight of the ties between the two papers' co-authors).

    Only papers that are not on the page make such ties, so that no paper vouches for itself.
    """
    size = (len(batch.coauthor), len(batch.coauthor))
    outside = np.where(batch.outside > 0, batch.weight, 0)
    ties = sp.csr_matrix((outside, (batch.left, batch.right)), shape=size)
    between = (batch.wrote @ (ties + ties.T) @ batch.wrote.T).tocsr()
    between.sort_indices()
    return {"ties": np.log1p(at(between, pairs.one, pairs.two))}
