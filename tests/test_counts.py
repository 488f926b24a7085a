import numpy as np
import pytest

from graphcheck.counts import EXACT, steady


def test_small_counts_stay_exact_and_large_ones_are_a_step_apart() -> None:
    assert steady(np.arange(33), 5).tolist() == list(range(33))
    assert steady([33, 34, 35, 36, 63, 64, 65, 66, 100_000], 5).tolist() == [32, 34, 36, 36, 64, 64, 64, 64, 98_304]


def test_no_count_is_further_off_than_half_a_step() -> None:
    counts = np.arange(1, 200_000)
    off = np.abs(steady(counts, 5) / counts - 1)
    assert off.max() <= 1 / 2**5
    assert np.all(np.diff(steady(counts, 5)) >= 0)


def test_few_counts_move_when_one_is_added() -> None:
    counts = np.arange(1000, 10_000)
    moved = steady(counts, 5) != steady(counts + 1, 5)
    assert 0 < moved.mean() < 0.01


@pytest.mark.parametrize("count", [0, 1, 12_345, 104_050])
def test_with_all_bits_nothing_is_rounded(count: int) -> None:
    assert steady(count, EXACT) == count


def test_of_nothing_there_is_nothing() -> None:
    assert steady([], 5).shape == (0,)
