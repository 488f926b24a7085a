"""Pictures in characters: papers where they were, bars that add up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphcheck.report.chart import axis, bins, counts, waterfall

WEIGHTS = st.lists(st.integers(-900, 900).map(lambda n: n / 100), min_size=1, max_size=9)


def test_bars_begin_where_the_one_before_ended() -> None:
    assert waterfall([2.0, -1.0, -2.0], 6) == ["  ████", "  │ ██", "████  ", "██│   "]


def test_no_weight_is_a_thin_line() -> None:
    assert waterfall([0.0, 0.0], 4) == ["│   "] * 3


def test_half_columns_are_drawn() -> None:
    assert waterfall([1.5, 1.0], 4) == ["██▌ ", "│ ▐█", "████"]


@given(WEIGHTS, st.integers(4, 30))
def test_bars_keep_to_their_width_and_have_the_length_of_their_weight(weights: list[float], width: int) -> None:
    bars = waterfall(weights, width)
    assert {len(bar) for bar in bars} == {width}
    ends = [sum(weights[:n]) for n in range(len(weights) + 1)]
    span = max(ends) - min(ends)
    for bar, weight in zip(bars, [*weights, sum(weights)], strict=True):
        halves = 2 * bar.count("█") + bar.count("▌") + bar.count("▐")
        if span:
            assert halves == pytest.approx(abs(weight) / span * 2 * width, abs=1.01)


@given(st.integers(1900, 2030), st.integers(0, 130), st.integers(10, 120), st.data())
def test_every_paper_is_counted_in_its_year(first: int, more: int, width: int, data: st.DataObject) -> None:
    years = data.draw(st.lists(st.integers(first, first + more), max_size=9))
    each, columns = bins(first, first + more, width)
    found = counts(years, first, first + more, each, columns)
    assert sum(map(len, found)) <= width
    assert sum(int(one) for one in found if "·" not in one) == len(years)
    for year in years:
        assert "·" not in found[(year - first) // each]


def test_more_than_nine_are_a_plus() -> None:
    assert counts([2020] * 10 + [2021] * 9, 2020, 2022, 1, 1) == ["+", "9", "·"]


def test_years_stand_above_their_columns() -> None:
    line = axis(2014, 2025, 1, 2)
    for year in (2014, 2017, 2020, 2023):
        assert line[(year - 2014) * 2 :].startswith(str(year))
    assert axis(1990, 2025, 3, 1).startswith("1990 2005 2020")
