import numpy as np

from graphcheck.linking import _agglomerate, _link


def square(*pairs: tuple[int, int, float], size: int) -> np.ndarray:
    odds = np.full((size, size), -np.inf)
    for one, two, value in pairs:
        odds[one, two] = odds[two, one] = value
    return odds


def test_a_link_is_the_mean_over_the_smaller_side_of_its_best_pairs_less_the_size_of_the_larger() -> None:
    odds = square((0, 1, 2.0), (0, 2, 4.0), size=3)
    assert _link(odds, np.array([0]), np.array([1, 2]), 0.0) == 3.0
    assert _link(odds, np.array([1, 2]), np.array([0]), 0.5) == 3.0 - 0.5 * np.log(2)


def test_only_the_five_best_pairs_count() -> None:
    odds = square(*((0, other, float(other)) for other in range(1, 8)), size=8)
    assert _link(odds, np.array([0]), np.arange(1, 8), 0.0) == np.mean([3, 4, 5, 6, 7])


def test_pairs_that_were_not_compared_link_nothing() -> None:
    odds = square((0, 1, 2.0), size=3)
    assert _link(odds, np.array([0]), np.array([2]), 0.0) == -np.inf
    assert _link(odds, np.array([0]), np.array([1, 2]), 0.0) == 2.0


def test_groups_join_best_first_until_the_bar() -> None:
    odds = square((0, 1, 5.0), (0, 2, 1.0), (1, 2, 1.0), (0, 3, -3.0), (1, 3, -3.0), (2, 3, -3.0), size=4)
    singles = [np.array([row]) for row in range(4)]
    found = _agglomerate(odds, singles, 0.5, 0.0)
    assert sorted(sorted(group.tolist()) for group in found) == [[0, 1, 2], [3]]
    assert len(_agglomerate(odds, singles, 2.0, 0.0)) == 3
