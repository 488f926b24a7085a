"""Evidence → bars that begin where the one before ended; the last one is the sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graphcheck.model import Evidence
from graphcheck.report.shown import rounded_parts

WIDTH = 200


@dataclass(frozen=True, slots=True)
class Bar:
    """A piece of evidence: its rounded weight in log-odds, and where its bar is: from x, w wide."""

    evidence: Evidence
    weight: float
    x: float
    w: float


@dataclass(frozen=True, slots=True)
class Waterfall:
    """Bars whose weights sum to ``total``; ``zero`` is where "as likely as not" is."""

    bars: tuple[Bar, ...]
    total: float
    zero: float
    x: float
    w: float


def waterfall(evidence: Sequence[Evidence]) -> Waterfall:
    """Return the bars of an authorship's evidence, drawn to a scale that all of them share."""
    weights, total = rounded_parts([part.weight for part in evidence])
    ends = [0.0]
    for weight in weights:
        ends.append(ends[-1] + weight)
    low, high = min(*ends, 0.0), max(*ends, 0.0)
    scale = WIDTH / (high - low) if high > low else 0.0

    def across(value: float) -> float:
        return round((value - low) * scale, 1) + 0.0  # no "-0.0"

    bars = [
        Bar(part, weight, across(min(begin, end)), round(across(max(begin, end)) - across(min(begin, end)), 1))
        for part, weight, begin, end in zip(evidence, weights, ends, ends[1:], strict=False)
    ]
    x = across(min(0.0, total))
    return Waterfall(tuple(bars), total, across(0.0), x, round(across(max(0.0, total)) - x, 1))
