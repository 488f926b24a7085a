"""Past runs → a small picture of how many findings were open, and how many were new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT = 420, 96
_TOP, _BOTTOM = 8, 6
SHOWN = 60  # runs, the last ones


@dataclass(frozen=True, slots=True)
class Run:
    """One run: its day, and how many findings were open, new and resolved; ``counts`` by code."""

    date: str
    open: int
    new: int
    resolved: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Bar:
    """The new findings of a run in the picture."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Trend:
    """The last runs, oldest first; the line of open findings as an SVG path, a bar a run for the new ones."""

    runs: tuple[Run, ...]
    line: str
    bars: tuple[Bar, ...]
    highest: int


def trend(runs: Sequence[Mapping[str, Any]]) -> Trend | None:
    """Return the picture of ``summary["runs"]``, None where there are fewer than two runs."""
    last = [_run(run) for run in runs[-SHOWN:]]
    if len(last) < 2:
        return None
    highest = max(1, *(run.open for run in last), *(run.new for run in last))
    step = WIDTH / len(last)
    room = HEIGHT - _TOP - _BOTTOM
    heights = [run.open / highest * room for run in last]
    points = [f"{(at + 0.5) * step:.1f} {HEIGHT - _BOTTOM - height:.1f}" for at, height in enumerate(heights)]
    bars = [
        Bar(round((at + 0.2) * step, 1), round(HEIGHT - _BOTTOM - high, 1), round(step * 0.6, 1), round(high, 1))
        for at, high in enumerate(run.new / highest * room for run in last)
    ]
    return Trend(tuple(last), "M" + "L".join(points), tuple(bars), highest)


def _run(run: Mapping[str, Any]) -> Run:
    counts = {str(code): int(count) for code, count in run["counts"].items()}
    return Run(str(run["date"]), sum(counts.values()), int(run["new"]), int(run["resolved"]), counts)
