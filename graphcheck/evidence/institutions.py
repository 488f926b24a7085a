"""Evidence of a pair of papers: institutions, stated by the person or inferred from the co-authors.

Few papers print affiliations. Where they are missing a co-author's institutions are inferred from what that
co-author states on other papers, the nearer in time the more: weight r / (1 + years between).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import scipy.sparse as sp

from graphcheck.graph import Floats, Graph, Ints, at_few, entries
from graphcheck.neighbourhood import Neighbourhoods
from graphcheck.pairs import Pairs

KIND = "institutions"
INFERRED, MISSING = "inferred", "inferred_none"
FEATURES = ("stated_same", "stated_both", "stated_other", INFERRED, MISSING)
NAMESAKES = 30  # people of a last name who weigh as much as all people do
FLOOR = 1e-3  # keeps the logarithm of "nothing in common" and of institutions that nobody else names finite


def measure(graph: Graph, batch: Neighbourhoods, pairs: Pairs) -> dict[str, Floats]:
    """Return what is measured of each pair, each of shape (q,).

    ``stated_same``: −ln(share of all affiliations) of the rarest institution that the person states on both, else 0;
    ``stated_both``: 1 where something is stated on both; ``stated_other``: the same, and nothing is in common;
    ``inferred``: ln(Σ P₁(g)·P₂(g) / (share(g) + .001)) over institutions g, with P(g) the chance that the paper is
    from g; ``inferred_none``: 1 where one of the papers gives no hint at any institution.
    """
    own = graph.institution[batch.rows]
    states = np.diff(own.indptr) > 0
    common = own[pairs.one].multiply(_weighed(graph, batch, own, lambda base: -np.log(base + 1e-6))[pairs.two]).tocsr()
    same = np.asarray(common.max(axis=1).todense()).ravel() if common.nnz else np.zeros(len(pairs.one))
    both = states[pairs.one] & states[pairs.two]
    chance, weighed = chances(graph, batch, own)
    overlap = np.asarray(chance[pairs.one].multiply(weighed[pairs.two]).sum(axis=1)).ravel()
    hint = np.diff(chance.indptr) > 0
    return {
        "stated_same": same,
        "stated_both": both.astype(np.float64),
        "stated_other": (both & (same == 0)).astype(np.float64),
        INFERRED: np.log(FLOOR + overlap),
        MISSING: (~hint[pairs.one] | ~hint[pairs.two]).astype(np.float64),
    }


def chances(graph: Graph, batch: Neighbourhoods, own: sp.csr_matrix) -> tuple[sp.csr_matrix, sp.csr_matrix]:
    """Return P, CSR (n × g), the chance that each row's paper is from an institution, and P / (share + .001).

    ``own``: CSR (n × g), what the person states on each.
    """
    chance = _chance(graph, batch, own)
    return chance, _weighed(graph, batch, chance, lambda base: 1 / (base + FLOOR))


def year_stated(graph: Graph, row: int, institution: int) -> int:
    """Return the year in which it is stated, by who wrote the paper of a row of the graph, that weighs most there."""
    if institution in entries(graph.institution, row)[0]:
        return int(graph.year[row])
    people = entries(graph.on_paper, row)[0]
    begin, end = (np.searchsorted(graph.said_by, people, side=side) for side in ("left", "right"))
    mention = _ranges(begin, end - begin)
    weight = _near(graph, mention, np.full(len(mention), row)) * np.repeat(graph.telling[people], end - begin)
    begins = graph.said.indptr[mention]
    size = graph.said.indptr[mention + 1] - begins
    named = graph.said.indices[_ranges(begins, size)] == institution
    there = np.repeat(np.arange(len(mention)), size)[named]
    return int(graph.said_in[mention[there[np.argmax(weight[there])]]])


def _weighed(
    graph: Graph, batch: Neighbourhoods, rows: sp.csr_matrix, weight: Callable[[Floats], Floats]
) -> sp.csr_matrix:
    """Return ``rows``, CSR (n × g), each entry times the ``weight`` of its base rate.

    The base rate is how likely somebody else of the person's last name is at the institution: the share among those
    of the last name who state any, drawn towards the share among all where they are few.
    """
    row = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    person = batch.people[batch.row_page[row]]
    family, institution = graph.family[person], rows.indices.astype(np.int64)
    there = at_few(graph.family_at, family, institution) - at_few(graph.states, person, institution)
    size = graph.family_size[family] - (graph.states.indptr[person + 1] > graph.states.indptr[person])
    base = (there + NAMESAKES * graph.institution_share[institution]) / (size + NAMESAKES)
    weighed = rows.copy()
    weighed.data = weighed.data * weight(base)
    return weighed


def _chance(graph: Graph, batch: Neighbourhoods, own: sp.csr_matrix) -> sp.csr_matrix:
    """Return P, CSR (n × g): the chance that each row's paper is from an institution."""
    inferred = _inferred(graph, batch)
    inferred.sort_indices()  # else the order in which institutions are added up would depend on the rest of the batch
    chance = (inferred + 3.0 * own).tocsr()
    chance.data = 1 - np.exp(-0.7 * chance.data)
    return chance


def _inferred(graph: Graph, batch: Neighbourhoods) -> sp.csr_matrix:
    """Return, CSR (n × g), the summed weights with which the row's co-authors state institutions anywhere."""
    begin, end = (np.searchsorted(graph.said_by, batch.coauthor, side=side) for side in ("left", "right"))
    coauthor = batch.wrote.indices
    people = batch.coauthor[coauthor]
    row = np.repeat(np.arange(len(batch.rows)), np.diff(batch.wrote.indptr))
    count = (end - begin)[coauthor]
    mention = _ranges(begin[coauthor], count)
    about = np.repeat(row, count)
    here = batch.rows[about]
    weight = _near(graph, mention, here) * np.repeat(graph.telling[people], count)
    mentions = np.arange(len(mention))
    size = (len(batch.rows), len(mention))
    return (sp.csr_matrix((weight, (about, mentions)), shape=size) @ graph.said[mention]).tocsr()


def _near(graph: Graph, mention: Ints, row: Ints) -> Floats:
    """Return how near statements are to the papers of rows of the graph, all of one shape: most on these themselves."""
    years = np.abs(graph.said_in[mention] - graph.year[row])
    near: Floats = np.where(graph.said_on[mention] == graph.paper[row], 2.0, 1 / (1 + years))
    return near


def _ranges(begin: Ints, count: Ints) -> Ints:
    """Return count[0] numbers from begin[0] on, then count[1] from begin[1] on, and so forth."""
    ranges: Ints = np.repeat(begin - np.cumsum(count) + count, count) + np.arange(count.sum())
    return ranges
