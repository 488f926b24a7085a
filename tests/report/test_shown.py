"""Values as readers see them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphcheck.report.shown import percent, rounded_parts, shown, signed


@given(st.text(), st.integers(1, 50))
def test_shown_text_is_one_line_within_the_limit_without_control_characters(text: str, limit: int) -> None:
    found = shown(text, limit)
    assert len(found) <= limit
    assert not any(c in found for c in "\n\r\t\x00\x1b\x85\u2028‮‪⁦⁩‏")


def test_shown_text_keeps_what_scripts_need() -> None:
    persian = "می‌خواهم"  # a zero width non-joiner
    assert shown(persian) == persian
    assert shown("👩‍🔬 刘吉 Ñandú") == "👩‍🔬 刘吉 Ñandú"


def test_long_text_is_cut_and_says_so() -> None:
    assert shown("A" * 10_000, 20) == "A" * 19 + "…"
    assert shown("‮" * 10_000 + "hidden", 20) == "…"
    assert shown("short", 5) == "short"


@pytest.mark.parametrize(
    ("probability", "expected"),
    [(0.0, "< 1%"), (0.009, "< 1%"), (0.01, "1%"), (0.5, "50%"), (0.974, "97%"), (0.9999, "> 99%"), (1.0, "> 99%")],
)
def test_percent_never_claims_certainty(probability: float, expected: str) -> None:
    assert percent(probability) == expected


@given(st.lists(st.floats(-30, 30), max_size=12))
def test_rounded_parts_sum_to_the_rounded_total(weights: list[float]) -> None:
    parts, total = rounded_parts(weights)
    cents = [round(part * 100) for part in parts]
    assert sum(cents) == round(total * 100)
    assert abs(total - math.fsum(weights)) <= 0.005 + 1e-9
    assert all(abs(part - weight) < 0.01 + 1e-9 for part, weight in zip(parts, weights, strict=True))


def test_weights_have_a_sign() -> None:
    assert [signed(w) for w in (0.4, -1.9, 0.0, -0.001)] == ["+0.40", "−1.90", "0.00", "0.00"]
