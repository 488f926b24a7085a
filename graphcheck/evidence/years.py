"""Evidence of a pair of papers: the years between them."""

from __future__ import annotations

import numpy as np

from graphcheck.graph import Floats, Graph
from graphcheck.neighbourhood import Neighbourhoods
from graphcheck.pairs import Pairs

KIND = "years"
FEATURES = ("gap",)


def measure(graph: Graph, batch: Neighbourhoods, pairs: Pairs) -> dict[str, Floats]:
    """Return ``gap``, shape (q,): years between the two papers."""
    year = graph.year[batch.rows].astype(np.float64)
    return {"gap": np.abs(year[pairs.one] - year[pairs.two])}
