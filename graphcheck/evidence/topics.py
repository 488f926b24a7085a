"""Evidence of a page: how near a paper is in topic to the one of the page that is nearest.

Not asked of pairs: two papers of one group of authors are often of one topic, and two of one person often are not.
What tells is whether a paper finds anything of its kind on the page at all, the core's or not.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graphcheck.graph import Floats, Graph, Ints
from graphcheck.neighbourhood import Neighbourhoods

KIND = "topics"
Floats32 = NDArray[np.float32]
AT_ONCE = 1 << 22  # cosines that are in memory together, 32 MB


def measure(graph: Graph, batch: Neighbourhoods) -> Floats:
    """Return the cosine of each paper's topics with those of the nearest other paper of its page, shape (n,), 0 to 1.

    NaN where nothing is known of its topics, or of those of all others.
    """
    found = np.full(len(batch.rows), np.nan)
    topics, length = _topics(graph, batch.rows)
    known = np.flatnonzero(length > 0)
    papers = np.bincount(batch.row_page[known], minlength=len(batch.people))
    begin = np.cumsum(papers) - papers
    for size in np.unique(papers[papers > 1]).tolist():  # pages of one size at once
        pages = known[begin[papers == size][:, None] + np.arange(size)]
        for some in np.array_split(pages, np.arange(0, len(pages), max(AT_ONCE // size**2, 1))[1:]):
            _fill(found, topics, length, some)
    return found


def _fill(found: Floats, topics: Floats32, length: Floats, pages: Ints) -> None:
    """Fill in the cosine with the nearest for rows of some pages, shape (pages, papers); large pages part by part."""
    number, size = pages.shape
    step = max(AT_ONCE // (number * size), 1)
    for first in range(0, size, step):
        rows = pages[:, first : first + step]
        # Products of whole numbers up to 100, which these floats hold exactly: they sum to the same in any order.
        products = topics[rows] @ topics[pages].transpose(0, 2, 1)
        cosine = products / (length[rows][:, :, None] * length[pages][:, None])
        place = np.arange(rows.shape[1])
        cosine[:, place, first + place] = -1.0
        found[rows] = cosine.max(axis=2)


def nearest(graph: Graph, batch: Neighbourhoods, row: int, others: Ints) -> int:
    """Return which of the rows ``others`` is nearest in topic to ``row``, the first of several."""
    topics, length = _topics(graph, batch.rows[np.append(others, row)])
    known = np.flatnonzero(length[:-1] > 0)
    return int(others[known[np.argmax(topics[known] @ topics[-1] / (length[known] * length[-1]))]])


def _topics(graph: Graph, rows: Ints) -> tuple[Floats32, Floats]:
    """Return the topics of rows of the graph, shape (rows, topics), and their lengths, shape (rows,)."""
    topics = graph.topics[graph.paper[rows]].astype(np.float32)
    return topics, np.sqrt(np.einsum("ij,ij->i", topics, topics).astype(np.float64))
