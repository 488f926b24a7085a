"""Whether a printed probability is true: of papers scored .3, three in ten are wrong.

Measured on pages with identities hidden and nothing planted, so that the share of wrong papers is that of filing by
name alone. A page counts where at least three of its papers are labelled, be they one person's or several people's:
a bar that clean and mixed pages pass alike leaves their proportion as it is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graphcheck.communities import Bools
from graphcheck.evaluate.measures import Weights, ratio
from graphcheck.graph import Floats, Ints

# Most scores are near 0: bins as wide as the rest of the scale would hide what happens there.
EDGES = (0.0, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9)
# name of the stratum → lower edges of its bands
STRATA: dict[str, tuple[float, ...]] = {
    "name commonness E": (0, 0.003, 0.01, 0.03, 0.3),
    "papers on the page": (1, 6, 16, 41),
    "co-authors": (0, 1, 3, 6),
    "decade": (0, 2000, 2010, 2020),
}


@dataclass(frozen=True, slots=True)
class Scored:
    """Authorships with a score and a known answer, n rows; ``strata``: name → value of each row, shape (n,)."""

    page: Ints
    score: Floats
    wrong: Bools
    strata: dict[str, Floats]


@dataclass(frozen=True, slots=True)
class Bin:
    """Scores from ``low`` on, up to the next bin: how many, their mean, and the share that is wrong."""

    low: float
    papers: int
    mean: float
    wrong: float


@dataclass(frozen=True, slots=True)
class Band:
    """One band of a stratum, from ``low`` on; ``low`` is None for everything."""

    stratum: str
    low: float | None
    papers: int
    mean: float
    wrong: float
    brier: float
    error: float


def brier(weights: Weights, scored: Scored) -> Floats:
    """Return the mean squared distance of score and answer."""
    return ratio(weights, scored.page, (scored.score - scored.wrong) ** 2)


def expected_error(weights: Weights, scored: Scored) -> Floats:
    """Return the expected calibration error: the mean over papers of |mean score − share wrong| of their bin."""
    total = weights @ np.bincount(scored.page, minlength=weights.shape[1])
    place = _bin(scored.score)
    error = np.zeros(len(weights))
    for number in np.unique(place):
        here = place == number
        surplus = np.bincount(
            scored.page[here], weights=scored.score[here] - scored.wrong[here], minlength=weights.shape[1]
        )
        error += np.abs(weights @ surplus)
    result: Floats = np.where(total > 0, error / np.where(total > 0, total, 1), np.nan)
    return result


def reliability(scored: Scored) -> list[Bin]:
    """Return the reliability table; bins without papers are left out."""
    place = _bin(scored.score)
    found = []
    for number in np.unique(place):
        here = place == number
        mean, wrong = float(scored.score[here].mean()), float(scored.wrong[here].mean())
        found.append(Bin(EDGES[number], int(here.sum()), mean, wrong))
    return found


def bands(scored: Scored) -> list[Band]:
    """Return calibration overall and in each band of each stratum."""
    found = [_band("all", None, scored)] if len(scored.page) else []
    for stratum, edges in STRATA.items():
        place = np.searchsorted(edges, scored.strata[stratum], side="right") - 1
        found += [_band(stratum, edges[number], _part(scored, place == number)) for number in np.unique(place)]
    return found


def _part(scored: Scored, kept: Bools) -> Scored:
    return Scored(scored.page[kept], scored.score[kept], scored.wrong[kept], {})


def _band(stratum: str, low: float | None, scored: Scored) -> Band:
    once = np.ones((1, int(scored.page.max()) + 1))
    return Band(
        stratum,
        low,
        len(scored.page),
        float(scored.score.mean()),
        float(scored.wrong.mean()),
        float(brier(once, scored)[0]),
        float(expected_error(once, scored)[0]),
    )


def _bin(score: Floats) -> Ints:
    place: Ints = np.searchsorted(EDGES, score, side="right") - 1
    return place
