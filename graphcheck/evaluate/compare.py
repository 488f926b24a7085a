"""Two evaluations → what got better or worse, by more than chance or not, and on which pages."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphcheck.evaluate.catalogue import MEASURES
from graphcheck.evaluate.experiment import GRAPHCHECK

MOST = 20  # pages shown each way
LEAST = 0.05  # how much a page must change to be shown

# Figure of a page → how much one unit of it is worth, positive where more is better.
_WORTH = {
    "f1": 1.0,
    "clicks": -0.5,
    "wrong_flagged": 1.0,
    "right_flagged": -1.0,
    "outside": -0.5,
    "planted_flagged": 1.0,
    "whole_wrong_flagged": 1.0,
    "whole_right_flagged": -1.0,
}


@dataclass(frozen=True, slots=True)
class Change:
    """A measure that is another one now; ``beyond``: the new value is outside the old one's interval."""

    key: str
    before: float
    now: float
    better: bool
    beyond: bool


@dataclass(frozen=True, slots=True)
class PageChange:
    """A page on which figures changed; ``gain`` > 0 is better; ``figures``: name, before, now."""

    page: str
    gain: float
    figures: tuple[tuple[str, float, float], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Measures in the order of the table; pages that got better and worse, the most changed first.

    ``unlike``: what was not the same for the two ("seed", "source", …), so that a change may come from that. ``gone``,
    ``come``: pages that figures are of in the old one alone, in the new one alone.
    """

    unlike: tuple[str, ...]
    measures: tuple[Change, ...]
    better: tuple[PageChange, ...]
    worse: tuple[PageChange, ...]
    gone: tuple[str, ...]
    come: tuple[str, ...]


def compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> Comparison:
    """Return what changed from ``old`` to ``new``, results of :func:`graphcheck.evaluate.result.evaluate`."""
    before, now = old["per_page"], new["per_page"]
    pages = [_page(name, before[name], now[name]) for name in sorted(before.keys() & now.keys())]
    changed = sorted((page for page in pages if abs(page.gain) >= LEAST), key=lambda page: (-abs(page.gain), page.page))
    unlike = tuple(name for name in ("source", "seed", "folds") if old.get(name) != new.get(name))
    return Comparison(
        unlike,
        tuple(change for key in MEASURES if (change := _change(key, old, new)) is not None),
        tuple(page for page in changed if page.gain > 0)[:MOST],
        tuple(page for page in changed if page.gain < 0)[:MOST],
        gone=tuple(sorted(before.keys() - now.keys())),
        come=tuple(sorted(now.keys() - before.keys())),
    )


def dropped(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """Return the headline measures that are worse now by more than the old one's interval, or have no figure now."""
    headlines = [key for key, measure in MEASURES.items() if measure.headline]
    changes = [change for key in headlines if (change := _change(key, old, new)) is not None]
    lost = [
        Change(key, before, math.nan, better=False, beyond=True)
        for key in headlines
        if (before := _value(key, old)) is not None and _value(key, new) is None
    ]
    return [change for change in changes if change.beyond and not change.better] + lost


def _change(key: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Change | None:
    before = old["measures"].get(key, {}).get(GRAPHCHECK, {})
    value, low, high = (before.get(name) for name in ("value", "low", "high"))
    now = _value(key, new)
    if value is None or now is None or value == now:
        return None
    better = (now > value) == MEASURES[key].rising
    beyond = low is not None and not low <= now <= high
    return Change(key, value, now, better, beyond)


def _value(key: str, result: Mapping[str, Any]) -> float | None:
    value: float | None = result["measures"].get(key, {}).get(GRAPHCHECK, {}).get("value")
    return value


def _page(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> PageChange:
    gain, figures = 0.0, []
    for figure, worth in _figures_of(old, new).items():
        before, now = old.get(figure), new.get(figure)
        if before is not None and now is not None and before != now:
            gain += worth * (now - before)
            figures.append((figure, before, now))
    return PageChange(name, gain, tuple(figures))


def _figures_of(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, float]:
    """Return what counts on a page, and how much: a mixed page should be doubted and told, a clean one should not."""
    mixed = 1.0 if "clicks" in new else -1.0
    worth = {**_WORTH, "doubt": mixed, "told": mixed}
    if old.get("planted") != new.get("planted"):
        del worth["planted_flagged"]
    return worth
