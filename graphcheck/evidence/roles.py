"""Evidence of a pair of papers: where the person stands among the authors, and who stands last."""

from __future__ import annotations

import numpy as np

from graphcheck.graph import Floats, Graph
from graphcheck.neighbourhood import Neighbourhoods
from graphcheck.pairs import Pairs

KIND = "roles"
FEATURES = ("firsts", "lasts", "down", "same_last")


def measure(graph: Graph, batch: Neighbourhoods, pairs: Pairs) -> dict[str, Floats]:
    """Return what is measured of each pair, each of shape (q,).

    ``firsts``, ``lasts``: on how many of the two the person is the first, the last of several authors (0 to 2);
    ``down``: 1 where the person was last on the earlier paper and first on the later one, which careers seldom do;
    ``same_last``: 1 where somebody else is the last author of both.
    """
    others = np.diff(batch.wrote.indptr)
    position = graph.position[batch.rows]
    first = (position == 0) & (others > 0)
    last = (position == others) & (others > 0)
    senior = np.where(last | (others == 0), -1, graph.last_author[batch.rows])
    one, two = pairs.one, pairs.two  # rows of a page are in order of time
    return {
        "firsts": first[one] + first[two].astype(np.float64),
        "lasts": last[one] + last[two].astype(np.float64),
        "down": (last[one] & first[two]).astype(np.float64),
        "same_last": ((senior[one] == senior[two]) & (senior[one] >= 0)).astype(np.float64),
    }
