"""Each measure on cases that can be checked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from graphcheck.evaluate.measures import (
    auc,
    average_precision,
    b_cubed,
    found_at,
    interval,
    page_auc,
    ratio,
    resampled,
)

ONCE = np.ones((1, 1))


def rows(*values: float) -> tuple[np.ndarray, np.ndarray]:
    """All rows on page 0, with these scores."""
    return np.zeros(len(values), dtype=np.int64), np.array(values)


def test_auc_is_the_share_of_pairs_in_the_right_order() -> None:
    page, score = rows(0.9, 0.4, 0.6, 0.1)
    positive = np.array([True, True, False, False])
    assert auc(ONCE, page, score, positive)[0] == pytest.approx(3 / 4)  # .4 against .6 is the wrong one of four


def test_equal_scores_count_half() -> None:
    page, score = rows(0.5, 0.5, 0.1)
    assert auc(ONCE, page, score, np.array([True, False, False]))[0] == pytest.approx(0.75)


def test_a_page_that_counts_twice_weighs_twice() -> None:
    page, score, positive = np.array([0, 1, 1]), np.array([0.9, 0.5, 0.7]), np.array([True, True, False])
    weights = np.array([[1.0, 1.0], [2.0, 1.0], [0.0, 1.0]])
    assert auc(weights, page, score, positive) == pytest.approx([1 / 2, 2 / 3, 0])


def test_nothing_to_measure_is_nan() -> None:
    nothing = np.zeros(0, dtype=np.int64)
    assert np.isnan(auc(ONCE, nothing, np.zeros(0), np.zeros(0, dtype=bool))).all()
    page, score = rows(0.5, 0.6)
    assert np.isnan(found_at(ONCE, page, score, np.array([True, True]), 0.1)).all()
    assert np.isnan(ratio(ONCE, nothing, np.zeros(0))).all()


def test_found_at_takes_the_score_that_the_share_of_right_rows_reaches() -> None:
    right = np.arange(100) / 1000  # .000 to .099
    wrong = np.array([0.2, 0.0985, 0.0975, 0.0005])
    page, score = rows(*right, *wrong)
    is_wrong = np.arange(104) >= 100
    # one right row in a hundred may alarm: .099; the wrong ones above .098, the next right one, are found
    assert found_at(ONCE, page, score, is_wrong, 0.01)[0] == pytest.approx(2 / 4)
    assert found_at(ONCE, page, score, is_wrong, 0.02)[0] == pytest.approx(3 / 4)
    assert found_at(ONCE, page, score, is_wrong, 0.0)[0] == pytest.approx(1 / 4)


def test_rows_of_one_score_are_taken_in_random_order() -> None:
    page, score = rows(*[1.0] * 10, *[0.0] * 10)
    wrong = np.array([True] * 8 + [False] * 2 + [True] * 2 + [False] * 8)
    # .8 of the wrong rows are found at .2 false alarms: a quarter of the way a quarter of them
    assert found_at(ONCE, page, score, wrong, 0.05)[0] == pytest.approx(0.2)


def test_ratio_pools_papers_and_not_pages() -> None:
    page = np.array([0, 0, 0, 1])
    weights = np.array([[1.0, 1.0], [1.0, 3.0]])
    assert ratio(weights, page, np.array([1.0, 0, 0, 1])) == pytest.approx([2 / 4, 4 / 6])
    weighted = ratio(weights, page, np.array([1.0, 0, 0, 2]), np.array([1.0, 0, 0, 2]))
    assert weighted == pytest.approx([1, 1])


def test_average_precision_of_the_wrong_papers() -> None:
    score = np.array([0.9, 0.8, 0.7, 0.1])
    wrong = np.array([True, False, True, False])
    assert average_precision(score, wrong) == pytest.approx((1 / 1 + 2 / 3) / 2)
    assert page_auc(score, wrong) == pytest.approx(3 / 4)
    assert average_precision(np.zeros(4), wrong) == pytest.approx(1 / 2)  # all scores equal: the share of wrong ones


def test_b_cubed_of_a_known_grouping() -> None:
    # papers 0 to 3 are of A, paper 4 is of B; the groups are {0, 1}, {2, 3, 4}
    precision, recall, f1 = b_cubed(np.array([0, 0, 1, 1, 1]), np.array([7, 7, 7, 7, 8]))
    assert precision == pytest.approx((1 + 1 + 2 / 3 + 2 / 3 + 1 / 3) / 5)
    assert recall == pytest.approx((4 * 2 / 4 + 1) / 5)
    assert f1 == pytest.approx(2 * precision * recall / (precision + recall))


def test_resamples_draw_as_many_pages_of_each_stratum_as_there_are() -> None:
    strata = np.array([0, 0, 0, 1, 1])
    weights = resampled(strata, seed=7, times=200)
    assert weights.shape == (201, 5)
    assert (weights[0] == 1).all()
    assert (weights[:, :3].sum(axis=1) == 3).all()
    assert (weights[:, 3:].sum(axis=1) == 2).all()
    assert (weights[1:] != 1).any()
    assert (resampled(strata, seed=7, times=200) == weights).all()
    assert (resampled(strata, seed=8, times=200) != weights).any()


def test_an_interval_holds_95_of_100_resamples() -> None:
    assert interval(np.array([*range(1001), np.nan])) == pytest.approx((25, 975))
    assert np.isnan(interval(np.array([np.nan]))).all()


def test_an_interval_covers_what_chance_does() -> None:
    generator = np.random.default_rng(1)
    page = np.arange(400)
    weights = resampled(np.zeros(400, dtype=np.int64), seed=1)
    low, high = interval(ratio(weights, page, (generator.random(400) < 0.3).astype(float))[1:])
    # the standard error of a share of .3 in 400 is .023
    assert high - low == pytest.approx(2 * 1.96 * 0.0229, abs=0.012)
    assert low < 0.3 < high
