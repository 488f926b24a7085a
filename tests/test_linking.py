from collections.abc import Iterator

import numpy as np
import pytest

from graphcheck.graph import build_graph
from graphcheck.linking import FARTHEST, FEATURES, Merge, _link, _merges, links_to_core
from graphcheck.neighbourhood import neighbourhoods
from graphcheck.pairs import pairs_of
from graphcheck.settings import Settings
from tests.toy import toy_tables


def square(*pairs: tuple[int, int, float], size: int) -> np.ndarray:
    odds = np.full((size, size), -np.inf)
    for one, two, value in pairs:
        odds[one, two] = odds[two, one] = value
    return odds


def by_link(values: tuple[float, ...]) -> float:
    return values[FEATURES.index("link")]


def merged(odds: np.ndarray) -> Iterator[Merge]:
    return _merges(odds, [np.array([row]) for row in range(len(odds))], -1.5, by_link)


def test_a_link_is_the_mean_over_the_smaller_side_of_its_best_pairs() -> None:
    odds = square((0, 1, 2.0), (0, 2, 4.0), size=3)
    assert _link(odds, np.array([0]), np.array([1, 2])) == 3.0


def test_only_the_five_best_pairs_count() -> None:
    odds = square(*((0, other, float(other)) for other in range(1, 8)), size=8)
    assert _link(odds, np.array([0]), np.arange(1, 8)) == np.mean([3, 4, 5, 6, 7])


def test_pairs_that_were_not_compared_link_nothing() -> None:
    odds = square((0, 1, 2.0), size=3)
    assert _link(odds, np.array([0]), np.array([2])) == -np.inf
    assert _link(odds, np.array([0]), np.array([1, 2])) == 2.0
    assert len(list(_merges(square(size=3), [np.array([0]), np.array([1])], 0.0, by_link))) == 0


def test_groups_join_best_first_and_say_what_they_are() -> None:
    odds = square((0, 1, 5.0), (0, 2, 1.0), (1, 2, 2.0), (0, 3, -3.0), (1, 3, -3.0), (2, 3, -3.0), size=4)
    found = list(merged(odds))
    assert [sorted([*merge.one, *merge.two]) for merge in found] == [[0, 1], [0, 1, 2], [0, 1, 2, 3]]
    assert [by_link(merge.values) for merge in found] == [5.0, 1.5, -3.0]
    assert [merge.values[FEATURES.index("commonness")] for merge in found] == [-1.5] * 3
    sizes = [merge.values[FEATURES.index("larger")] for merge in found]
    assert sizes == pytest.approx(np.log([1, 2, 3]))


def between(odds: float, label: list[int], mute: list[bool]) -> float:
    """Return what is said of a page of five papers whose pairs all have the same log-odds."""
    tables = toy_tables({f"p{i}": ["Eve Elm", f"Co Author{chr(97 + i)}"] for i in range(5)})
    graph = build_graph(tables)
    batch = neighbourhoods(graph, np.array([tables.people["id"].tolist().index("eve-elm")]), Settings())
    pairs = pairs_of(graph, batch, Settings())
    together = np.full(len(pairs.one), odds)
    together[(pairs.one == 0) & (pairs.two == 4)] = -5.0
    return float(links_to_core(batch, pairs, together, np.array(label), np.array(mute), Settings())[0])


def test_groups_outside_the_core_are_linked_with_it() -> None:
    nothing = [False] * 5
    assert between(-2.0, [0, 0, 0, 0, 0], nothing) == 0
    assert between(-2.0, [0, 0, 0, 1, 1], nothing) == pytest.approx((-2 - (5 + 2 + 2) / 3) / 2)
    assert between(-2.0, [0, 0, 0, 1, 2], nothing) == pytest.approx((-2 - (5 + 2 + 2) / 3) / 2)
    assert between(2.0, [0, 0, 0, 1, 0], nothing) == 0
    assert between(-50.0, [0, 0, 0, 1, 1], nothing) == FARTHEST


def test_mute_papers_link_nothing() -> None:
    assert between(-2.0, [0, 0, 0, 0, 1], [True, False, False, False, False]) == -2
