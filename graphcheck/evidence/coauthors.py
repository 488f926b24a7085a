"""Evidence of a pair of papers: the co-authors whom they share, and how many others could have been shared."""

from __future__ import annotations

import numpy as np

from graphcheck.graph import Floats, Graph
from graphcheck.neighbourhood import Neighbourhoods
from graphcheck.pairs import Pairs

KIND = "coauthors"
FEATURES = ("shared", "strangers", "smaller_team", "larger_team")


def measure(graph: Graph, batch: Neighbourhoods, pairs: Pairs) -> dict[str, Floats]:
    """Return what is measured of each pair, each of shape (q,).

    ``shared``: co-authors in common, by how telling (``Pairs.shared``); ``strangers``: where none is in common, the
    co-authors with other papers on the paper that has fewer of them, by r, at most 4; ``smaller_team``,
    ``larger_team``: co-authors on the paper with fewer and with more.
    """
    team = np.diff(batch.wrote.indptr).astype(np.float64)
    active = np.where(graph.papers_of[batch.coauthor] > 1, graph.telling[batch.coauthor], 0)
    known = np.asarray(batch.wrote @ active).ravel()
    fewer = np.minimum(np.minimum(known[pairs.one], known[pairs.two]), 4)
    return {
        "shared": pairs.shared,
        "strangers": np.where(pairs.shared > 0, 0, fewer),
        "smaller_team": np.minimum(team[pairs.one], team[pairs.two]),
        "larger_team": np.maximum(team[pairs.one], team[pairs.two]),
    }
