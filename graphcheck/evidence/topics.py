"""Evidence of a page: how near a paper is in topic to the one of the page that is nearest.

Not asked of pairs: two papers of one group of authors are often of one topic, and two of one person often are not.
What tells is whether a paper finds anything of its kind on the page at all, the core's or not.
"""

from __future__ import annotations

import numpy as np

from graphcheck.graph import Floats, Graph, Ints
from graphcheck.neighbourhood import Neighbourhoods

KIND = "topics"
NAMED = 3  # papers that a sentence names


def measure(graph: Graph, batch: Neighbourhoods) -> Floats:
    """Return the cosine of each paper's topics with those of the nearest other paper of its page, shape (n,), 0 to 1.

    NaN where nothing is known of its topics, or of those of all others.
    """
    found = np.full(len(batch.rows), np.nan)
    topics = graph.topics[graph.paper[batch.rows]].astype(np.float32)
    length = np.sqrt((topics.astype(np.float64) ** 2).sum(axis=1))
    known = np.flatnonzero(length > 0)
    papers = np.bincount(batch.row_page[known], minlength=len(batch.people))
    begin = np.cumsum(papers) - papers
    for size in np.unique(papers[papers > 1]).tolist():  # pages of one size at once
        rows = known[begin[papers == size][:, None] + np.arange(size)]
        # Products of whole numbers up to 100, which these floats hold exactly: they sum to the same in any order.
        cosine = (topics[rows] @ topics[rows].transpose(0, 2, 1)) / (length[rows][:, :, None] * length[rows][:, None])
        cosine[:, np.arange(size), np.arange(size)] = -1.0
        found[rows] = cosine.max(axis=2)
    return found


def nearest(graph: Graph, batch: Neighbourhoods, row: int, others: Ints) -> Ints:
    """Return those of the rows ``others`` that are nearest in topic to ``row``, the nearest first, at most three."""
    topics = graph.topics[graph.paper[batch.rows[np.append(others, row)]]].astype(np.float32)
    length = np.sqrt(np.einsum("ij,ij->i", topics, topics))
    known = np.flatnonzero(length[:-1] > 0)
    cosine = topics[known] @ topics[-1] / length[known]
    found: Ints = others[known[np.argsort(-cosine, kind="stable")[:NAMED]]]
    return found
