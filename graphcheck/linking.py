"""Groups that nothing joins outright are joined where their papers, pair by pair, read as one person's.

Agglomerative: the two groups of a page that are linked best are joined, until no link passes the bar, which rises
with how common the person's name is.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np

from graphcheck.graph import Floats, Graph, Ints
from graphcheck.neighbourhood import Neighbourhoods
from graphcheck.pairs import Pairs
from graphcheck.settings import Settings
from graphcheck.weighing import BEST


def link_groups(
    graph: Graph, batch: Neighbourhoods, pairs: Pairs, together: Floats, number: Ints, settings: Settings
) -> Ints:
    """Return new group numbers, shape (n,); ``number``, shape (n,), are those that are joined outright.

    ``together``: shape (q,), log-odds of each pair.
    """
    linked = number.copy()
    starts = np.searchsorted(batch.row_page, np.arange(len(batch.people) + 1))
    first_pair = np.searchsorted(pairs.one, starts)
    expected = np.clip(np.log(graph.expected[batch.people]), settings.link_rarest, settings.link_commonest)
    bars = settings.link_bar + settings.link_by_commonness * expected
    for page in range(len(batch.people)):
        begin, end = starts[page], starts[page + 1]
        groups = np.unique(number[begin:end])
        if 1 < len(groups) <= settings.link_most:
            chosen = slice(first_pair[page], first_pair[page + 1])
            odds = _square(pairs.one[chosen] - begin, pairs.two[chosen] - begin, together[chosen], int(end - begin))
            members = [np.flatnonzero(number[begin:end] == group) for group in groups]
            for group in _agglomerate(odds, members, float(bars[page]), settings.link_size):
                linked[begin + group] = number[begin + group[0]]
    return linked


def _square(one: Ints, two: Ints, values: Floats, size: int) -> Floats:
    """Return the log-odds as a square matrix; pairs that are not compared, as on large pages, are −∞."""
    odds = np.full((size, size), -np.inf)
    odds[one, two] = odds[two, one] = values
    return odds


def _agglomerate(odds: Floats, groups: list[Ints], bar: float, size_weight: float) -> list[Ints]:
    links = {(a, b): _link(odds, groups[a], groups[b], size_weight) for a, b in combinations(range(len(groups)), 2)}
    alive = dict(enumerate(groups))
    while links:
        (a, b), strongest = max(links.items(), key=lambda item: (item[1], -item[0][0], -item[0][1]))
        if strongest < bar:
            break
        alive[a] = np.concatenate((alive[a], alive.pop(b)))
        links = {pair: value for pair, value in links.items() if not {a, b} & set(pair)}
        for other in alive:
            if other != a:
                pair = (min(a, other), max(a, other))
                links[pair] = _link(odds, alive[pair[0]], alive[pair[1]], size_weight)
    return list(alive.values())


def _link(odds: Floats, one: Ints, two: Ints, size_weight: float) -> float:
    """Return how well two groups are linked: over the smaller one's papers, the mean of their best pairs' mean."""
    smaller, larger = sorted((one, two), key=len)
    best = -np.partition(-odds[np.ix_(smaller, larger)], min(BEST, len(larger)) - 1, axis=1)[:, :BEST]
    compared = np.isfinite(best)
    if not compared.any(axis=1).all():
        return -np.inf
    mean = np.where(compared, best, 0).sum(axis=1) / compared.sum(axis=1)
    return float(mean.mean() - size_weight * np.log(len(larger)))
