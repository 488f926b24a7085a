"""Groups that nothing joins outright are joined where their papers, pair by pair, read as one person's.

Agglomerative: the two groups of a page that are most likely one person's are joined, until no two are more likely one
person's than two people's. How likely is a logistic model's answer, which the sizes of the groups and the commonness
of the name enter: a large group has a good pair for many a stranger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import isfinite, log

import numpy as np
from numpy.typing import NDArray

from graphcheck.graph import Floats, Graph, Ints
from graphcheck.neighbourhood import Neighbourhoods
from graphcheck.pairs import Pairs
from graphcheck.settings import Settings

BEST = 5  # pairs of each paper whose mean counts
FARTHEST = -6.0  # log-odds from which groups that are farther apart are no farther


@dataclass(frozen=True, slots=True)
class Merge:
    """Two groups of a page that may be joined: positions on the page, shapes (papers of each,), and their link.

    ``values``: what :data:`FEATURES` names.
    """

    one: Ints
    two: Ints
    values: tuple[float, ...]


# link: over the smaller group's papers, the mean of their five best pairs' mean; commonness: ln E of the name;
# larger: ln(papers) of the larger group.
FEATURES = ("link", "commonness", "larger")


def link_groups(
    graph: Graph,
    batch: Neighbourhoods,
    pairs: Pairs,
    together: Floats,
    number: Ints,
    linking: Mapping[str, float],
    settings: Settings,
) -> Ints:
    """Return new group numbers, shape (n,); ``number``, shape (n,), are those that are joined outright.

    ``together``: shape (q,), log-odds of each pair. ``linking``: weight of each of :data:`FEATURES` and a
    ``constant``, log-odds that two groups are one person's.
    """
    linked = number.copy()

    def worth(values: tuple[float, ...]) -> float:
        return linking["constant"] + sum(linking[name] * value for name, value in zip(FEATURES, values, strict=True))

    for begin, merges in merges_of_pages(graph, batch, pairs, together, number, worth, settings):
        for merge in merges:
            if worth(merge.values) < 0:
                break
            linked[begin + merge.two] = linked[begin + merge.one[0]]
    return linked


def merges_of_pages(
    graph: Graph,
    batch: Neighbourhoods,
    pairs: Pairs,
    together: Floats,
    number: Ints,
    worth: Callable[[tuple[float, ...]], float],
    settings: Settings,
) -> Iterator[tuple[int, Iterator[Merge]]]:
    """Yield for each page of several groups where it begins in the batch, and its merges, the likeliest first."""
    commonness = np.clip(np.log(graph.expected[batch.people]), settings.link_rarest, settings.link_commonest)
    for page in _pages_of_several(batch, pairs, together, number, settings):
        yield page.begin, _merges(page.odds, page.members, float(commonness[page.which]), worth)


def links_to_core(
    batch: Neighbourhoods, pairs: Pairs, together: Floats, label: Ints, mute: NDArray[np.bool_], settings: Settings
) -> Floats:
    """Return for each page, shape (b,), the mean link of the groups outside the core with it, −6 to 0.

    0 where there is none, or none whose papers were compared. ``label``, ``mute``: shape (n,), as in
    ``communities.Groups``.
    """
    found = np.zeros(len(batch.people))
    for page in _pages_of_several(batch, pairs, together, np.where(mute, 0, label), settings):
        core = page.members[0][~mute[page.begin + page.members[0]]]
        links = [_link(page.odds, *sorted((core, group), key=len)) for group in page.members[1:]]
        compared = [link for link in links if np.isfinite(link)]
        if compared:
            found[page.which] = np.clip(np.mean(compared), FARTHEST, 0)
    return found


@dataclass(frozen=True, slots=True)
class _Page:
    """A page of n papers in several groups: which of the batch, its first row, log-odds (n, n), rows of each group."""

    which: int
    begin: int
    odds: Floats
    members: list[Ints]


def _pages_of_several(
    batch: Neighbourhoods, pairs: Pairs, together: Floats, number: Ints, settings: Settings
) -> Iterator[_Page]:
    starts = np.searchsorted(batch.row_page, np.arange(len(batch.people) + 1))
    first_pair = np.searchsorted(pairs.one, starts).tolist()
    filled = np.flatnonzero(np.diff(starts))
    lowest, highest = (at.reduceat(number, starts[filled]) for at in (np.minimum, np.maximum))
    for which in filled[lowest < highest].tolist():
        begin, end = int(starts[which]), int(starts[which + 1])
        members = _members(number[begin:end])
        if len(members) <= settings.link_most:
            chosen = slice(first_pair[which], first_pair[which + 1])
            odds = _square(pairs.one[chosen] - begin, pairs.two[chosen] - begin, together[chosen], end - begin)
            yield _Page(which, begin, odds, members)


def _members(number: Ints) -> list[Ints]:
    """Return the rows of each group, by the groups' numbers."""
    order = np.argsort(number, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(number[order])) + 1)


def _square(one: Ints, two: Ints, values: Floats, size: int) -> Floats:
    """Return the log-odds as a square matrix; pairs that are not compared, as on large pages, are −∞."""
    odds = np.full((size, size), -np.inf)
    odds[one, two] = odds[two, one] = values
    return odds


def _merges(
    odds: Floats, groups: list[Ints], commonness: float, worth: Callable[[tuple[float, ...]], float]
) -> Iterator[Merge]:
    """Join the groups one by one; groups whose papers were not compared stay apart."""
    alive = dict(enumerate(groups))
    found: dict[tuple[int, int], tuple[float, Merge]] = {}

    def compare(a: int, b: int) -> None:
        merge = _merge(odds, alive[a], alive[b], commonness)
        if isfinite(merge.values[0]):
            found[a, b] = worth(merge.values), merge

    for a, b in combinations(alive, 2):
        compare(a, b)
    while found:
        (a, b), (_, best) = max(found.items(), key=lambda item: (item[1][0], -item[0][0], -item[0][1]))
        yield best
        alive[a] = np.concatenate((alive[a], alive.pop(b)))
        for pair in [pair for pair in found if a in pair or b in pair]:
            del found[pair]
        for other in alive:
            if other != a:
                compare(min(a, other), max(a, other))


def _merge(odds: Floats, one: Ints, two: Ints, commonness: float) -> Merge:
    smaller, larger = (one, two) if len(one) <= len(two) else (two, one)
    return Merge(one, two, (_link(odds, smaller, larger), commonness, log(len(larger))))


def _link(odds: Floats, smaller: Ints, larger: Ints) -> float:
    """Return the mean, over the smaller group's papers, of the mean of their best pairs with the larger one's."""
    if len(larger) == 1:  # most groups are single papers, and there are many pairs of them
        return float(odds[smaller[0], larger[0]])
    best = odds[smaller[:, None], larger]
    if len(larger) > BEST:
        best = -np.partition(-best, BEST - 1, axis=1)[:, :BEST]
    compared = np.isfinite(best)
    number = compared.sum(axis=1)
    if not number.all():
        return -np.inf
    return float((np.where(compared, best, 0).sum(axis=1) / number).sum() / len(smaller))
