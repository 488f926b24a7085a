"""Figures as functions of how often each page counts, so that one pass gives the figure and its interval.

Pages are resampled, not papers: the papers of a page share their fate. Every function takes ``weights``, shape
(times, pages), how often each page counts in each resample (a row of ones is the figure itself), and returns an
array of shape (times,); NaN where there is nothing to measure. Rows of data say by ``page`` which column is theirs.
"""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from graphcheck.communities import Bools
from graphcheck.graph import Floats, Ints

Weights = NDArray[np.float64]
COMMON = 0.01  # E from which a name is common
VERY_COMMON = 0.1  # E from which most pages that look clean hold papers of others, too
SHARES = {"0.5": 0.005, "1": 0.01, "2": 0.02}  # false alarms on right papers
TIMES = 1000
INTERVAL = (2.5, 97.5)  # percentiles


def resampled(strata: Ints, seed: int, times: int = TIMES) -> Weights:
    """Return a row of ones, then ``times`` rows of how often each page is drawn, with replacement, in its stratum."""
    generator = np.random.default_rng([seed, 4])
    weights = np.ones((times + 1, len(strata)))
    for stratum in np.unique(strata):
        members = np.flatnonzero(strata == stratum)
        chances = np.full(len(members), 1 / len(members))
        weights[1:, members] = generator.multinomial(len(members), chances, size=times)
    return weights


def interval(drawn: Floats) -> tuple[float, float]:
    """Return the 95% interval of the resamples that could be measured; NaN where none could."""
    known = drawn[np.isfinite(drawn)]
    if not len(known):
        return float("nan"), float("nan")
    low, high = np.percentile(known, INTERVAL)
    return float(low), float(high)


def ratio(weights: Weights, page: Ints, above: Floats, below: Floats | None = None) -> Floats:
    """Return Σ above / Σ below over rows; without ``below`` the mean of ``above``."""
    pages = weights.shape[1]
    top = weights @ np.bincount(page, weights=above, minlength=pages)
    bottom = weights @ np.bincount(page, weights=below, minlength=pages)
    return _divided(top, bottom)


def found_at(weights: Weights, page: Ints, score: Floats, wrong: Bools, share: float) -> Floats:
    """Return the share of ``wrong`` rows above the score that ``share`` of the other rows reach.

    Rows of one score are taken in random order (a straight line between the two corners of the ROC curve).
    """
    alarms, found = _roc(weights, page, score, wrong)
    rows = np.arange(len(alarms))
    after = (alarms <= share + 1e-12).sum(axis=1)
    before = after - 1  # where there is nothing to measure all is NaN, and before is the last column
    after = np.minimum(after, alarms.shape[1] - 1)
    width = alarms[rows, after] - alarms[rows, before]
    part = np.where(width > 0, (share - alarms[rows, before]) / np.where(width > 0, width, 1), 0)
    at: Floats = found[rows, before] + part * (found[rows, after] - found[rows, before])
    others = weights @ np.bincount(page[~wrong], minlength=weights.shape[1])
    return np.where(others > 0, at, np.nan)


def auc(weights: Weights, page: Ints, score: Floats, positive: Bools) -> Floats:
    """Return the chance that a positive row scores above another one; equal scores count half."""
    alarms, found = _roc(weights, page, score, positive)
    area: Floats = (np.diff(alarms, axis=1) * (found[:, 1:] + found[:, :-1]) / 2).sum(axis=1)
    return area


def _roc(weights: Weights, page: Ints, score: Floats, positive: Bools) -> tuple[Weights, Weights]:
    """Return the corners of the ROC curve: shares of negatives and positives, shape (times, corners)."""
    if not len(score):
        nothing = np.full((len(weights), 2), np.nan)
        return nothing, nothing
    step = _corners(score, positive)
    shape = (weights.shape[1], int(step.max()) + 1)
    curves = []
    for chosen in (~positive, positive):
        counts = sp.csr_matrix((np.ones(chosen.sum()), (page[chosen], step[chosen])), shape=shape)
        climbed = np.cumsum((counts.T @ weights.T).T, axis=1)
        curves.append(np.column_stack((np.zeros(len(weights)), _divided(climbed, climbed[:, -1:]))))
    return curves[0], curves[1]


def _corners(score: Floats, positive: Bools) -> Ints:
    """Return numbers of rows from the highest score on; levels in a row that hold one class alone are one step."""
    _, level = np.unique(-score, return_inverse=True)
    holds = np.zeros((int(level.max()) + 1, 2), dtype=bool)
    holds[level, positive.astype(np.int64)] = True
    pure = holds.sum(axis=1) == 1
    same = pure[1:] & pure[:-1] & (holds[1:, 0] == holds[:-1, 0])
    step: Ints = np.concatenate(([0], np.cumsum(~same)))
    return step[level]


def _divided(top: Floats, bottom: Floats) -> Floats:
    result: Floats = np.where(bottom > 0, top / np.where(bottom > 0, bottom, 1), np.nan)
    return result


def page_auc(score: Floats, wrong: Bools) -> float:
    """Return the AUC of one page's papers, wrong ones against right ones."""
    return float(auc(np.ones((1, 1)), np.zeros(len(score), dtype=np.int64), score, wrong)[0])


def average_precision(score: Floats, wrong: Bools) -> float:
    """Return the mean, over wrong papers, of the share of wrong ones among those that score at least as high."""
    at_least = score[None, :] >= score[wrong][:, None]
    precision = (at_least & wrong).sum(axis=1) / at_least.sum(axis=1)
    return float(precision.mean()) if len(precision) else float("nan")


def b_cubed(group: Ints, label: Ints) -> tuple[float, float, float]:
    """Return precision, recall and F1 of one page's groups (Bagga and Baldwin 1998, doi:10.3115/980451.980859).

    ``group``, ``label``: shape (n,), one entry a labelled paper.
    """
    together = group[:, None] == group[None, :]
    same = label[:, None] == label[None, :]
    both = (together & same).sum(axis=1)
    precision = float((both / together.sum(axis=1)).mean())
    recall = float((both / same.sum(axis=1)).mean())
    return precision, recall, 2 * precision * recall / (precision + recall)
