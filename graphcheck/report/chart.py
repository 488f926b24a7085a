"""Small pictures in characters: papers by year, and evidence as bars that begin where the one before ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

_NONE = "·"
_MANY = "+"  # more papers than a digit can say
_FULL, _LEFT, _RIGHT, _THIN = "█", "▌", "▐", "│"
_ROOM = 2  # columns of a year where there is room
_LABEL = 4  # columns of a year's number


def bins(first: int, last: int, width: int) -> tuple[int, int]:
    """Return (years of a bin, columns of a bin) with which the years from ``first`` to ``last`` fit ``width``."""
    years = last - first + 1
    each = 1
    while -(-years // each) > width:
        each += 1
    return each, _ROOM if -(-years // each) * _ROOM <= width else 1


def axis(first: int, last: int, each: int, columns: int) -> str:
    """Return the years above their columns, as many as can stand there with a space between."""
    line = ""
    for at in range(-(-(last - first + 1) // each)):
        place = at * columns
        if place >= len(line) + bool(line):
            line = line.ljust(place) + str(first + at * each)
    return line


def counts(years: Sequence[int], first: int, last: int, each: int, columns: int) -> list[str]:
    """Return for each bin the number of papers as one digit, "+" for more than nine, and a dot for none."""
    found = Counter((year - first) // each for year in years)
    shown = [found[at] for at in range(-(-(last - first + 1) // each))]
    return [(_NONE if not n else str(n) if n < 10 else _MANY).ljust(columns) for n in shown]


def waterfall(weights: Sequence[float], width: int) -> list[str]:
    """Return a bar of ``width`` columns for each weight, and one for their sum.

    A bar begins where the one before ended; the sum's begins at zero. All share one scale, exact to half a column;
    where nothing is drawn, zero is marked.
    """
    ends = [0.0]
    for weight in weights:
        ends.append(ends[-1] + weight)
    low, high = min(ends), max(ends)
    scale = 2 * width / (high - low) if high > low else 0.0

    def place(value: float) -> int:
        return round((value - low) * scale)

    spans = [*pairwise(ends), (0.0, ends[-1])]
    zero = min(place(0.0) // 2, width - 1)
    return [_bar(place(min(span)), place(max(span)), zero, width) for span in spans]


def _bar(begin: int, end: int, zero: int, width: int) -> str:
    """Return a bar between two places in half columns; one too short to be seen is a thin line."""
    cells = [_THIN if at == zero else " " for at in range(width)]
    if begin == end:
        cells[min(begin // 2, width - 1)] = _THIN
    for at in range(begin // 2, -(-end // 2)):
        left, right = begin <= 2 * at < end, begin <= 2 * at + 1 < end
        cells[at] = _FULL if left and right else _LEFT if left else _RIGHT
    return "".join(cells)
