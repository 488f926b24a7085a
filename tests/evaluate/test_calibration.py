"""Reliability, Brier score and expected calibration error by hand."""

from __future__ import annotations

import numpy as np
import pytest

from graphcheck.evaluate.calibration import STRATA, Scored, bands, brier, expected_error, reliability

SCORES = np.array([0.25, 0.25, 0.25, 0.25, 0.6, 0.6])
WRONG = np.array([True, False, False, False, True, True])


def scored(**strata: list[float]) -> Scored:
    values = {name: np.ones(6) for name in STRATA} | {name: np.array(column) for name, column in strata.items()}
    return Scored(np.array([0, 0, 1, 1, 0, 1]), SCORES, WRONG, values)


def test_expected_error_is_the_distance_of_score_and_share_weighted_by_papers() -> None:
    # bin .2 to .3: mean score .25, one of four is wrong; bin .5 to .7: mean score .6, all are wrong
    assert expected_error(np.ones((1, 2)), scored())[0] == pytest.approx(2 / 6 * 0.4)


def test_expected_error_of_a_resample_counts_pages_as_drawn() -> None:
    # page 0 three times: of three scored .25 … one of two is wrong, and one scored .6 is wrong, each thrice
    error = expected_error(np.array([[3.0, 0.0]]), scored())[0]
    assert error == pytest.approx((2 * abs(0.25 - 0.5) + 1 * abs(0.6 - 1)) / 3)


def test_brier_is_the_mean_squared_distance() -> None:
    assert brier(np.ones((1, 2)), scored())[0] == pytest.approx((0.75**2 + 3 * 0.25**2 + 2 * 0.4**2) / 6)


def test_reliability_lists_each_bin_that_has_papers() -> None:
    low, high = reliability(scored())
    assert (low.low, low.papers, low.mean, low.wrong) == pytest.approx((0.2, 4, 0.25, 0.25))
    assert (high.low, high.papers, high.mean, high.wrong) == pytest.approx((0.5, 2, 0.6, 1.0))


def test_a_score_on_an_edge_belongs_to_the_bin_above() -> None:
    one = Scored(np.array([0]), np.array([0.5]), np.array([True]), {name: np.ones(1) for name in STRATA})
    assert [found.low for found in reliability(one)] == [0.5]


def test_bands_take_a_stratum_apart() -> None:
    found = {(band.stratum, band.low): band for band in bands(scored(decade=[1998, 1998, 2005, 2005, 2024, 2024]))}
    assert found["all", None].papers == 6
    decades = {low: band.papers for (stratum, low), band in found.items() if stratum == "decade"}
    assert decades == {0: 2, 2000: 2, 2020: 2}
    assert found["decade", 2020].error == pytest.approx(0.4)
    assert found["decade", 0].error == pytest.approx(0.25)


def test_nothing_scored_has_no_bands() -> None:
    empty = np.zeros(0)
    nothing = Scored(empty.astype(np.int64), empty, empty.astype(bool), dict.fromkeys(STRATA, empty))
    assert bands(nothing) == []
    assert reliability(nothing) == []
    assert np.isnan(expected_error(np.ones((1, 2)), nothing)).all()
