from collections.abc import Iterator

import numpy as np
import pytest

from graphcheck.linking import FEATURES, Merge, _link, _merges


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
