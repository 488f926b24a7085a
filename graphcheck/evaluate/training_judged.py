"""Judged pages → what is learned last: how papers stand on their pages, true probabilities, a page's doubt.

Each page is judged by a model whose pairs were learned without its name (``PARTS``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphcheck.communities import Bools
from graphcheck.evaluate.examples import Examples, Pages, part_of, right_papers, slices
from graphcheck.evaluate.identities import Strings
from graphcheck.evaluate.logistic import DIGITS, balanced, heights, knots, logistic, rounded, steps, weights_of
from graphcheck.graph import Floats, Ints
from graphcheck.score import Scores, page_features
from graphcheck.settings import Settings
from graphcheck.standing import STANDING, TABLES
from graphcheck.weighing import Model

SHRINKAGE = 0.1  # on each weight, in units of one example's weight
MIXED_PAPERS = 5.0  # weight of a paper of a page of several people
DOUBT = ("top", "apart", "strays", "foreign", "outside", "second", "between", "commonness")
LABELLED = 3  # labelled papers from which a page counts for calibration


def fit_standing(examples: Examples, models: list[Model], settings: Settings) -> tuple[float, dict[str, Any]]:
    """Return what the evidence weighs beside how papers stand on their pages, and what that weighs: no constant.

    Learned from all pages, as they are and with planted errors: on those that hold labelled papers alone nearly every
    paper outside the core is somebody else's, on whole ones whole groups of such papers are the person's, since other
    people's papers are the core. Labelled pages have few of the moves of a long career, so careers of rare names
    are among them. ``models``: for each part one that was learned without it, in which standing weighs nothing. The
    constant comes with the calibration.
    """
    labelled, planted = (examples.known, examples.whole), (*examples.planted, *examples.planted_whole)
    pages = [*((one, MIXED_PAPERS, False) for one in labelled), *((one, MIXED_PAPERS, True) for one in planted)]
    pages.append((examples.careers, 1.0, False))
    found = [
        _standing(part, model, settings, mixed_papers, planted=moved)
        for one, mixed_papers, moved in pages
        for part, model in _by_part(one, models)
    ]
    columns, right, weight = (np.concatenate(column) for column in zip(*found, strict=True))
    weight = balanced(right, weight)
    plain, tabled = columns[:, : -len(TABLES)], columns[:, -len(TABLES) :].T
    points = [_points(column[~np.isnan(column)]) for column in tabled]
    climbed = [_climbed(column, at, weight) for column, at in zip(tabled, points, strict=True)]
    every = np.column_stack((plain, *climbed))
    # More of the page that goes with a paper, or a nearer topic, never speaks against it: tables only climb.
    coefficients, _ = logistic(every, right, weight, SHRINKAGE, rising=every.shape[1] - plain.shape[1])
    evidence, *weights = coefficients[: plain.shape[1]].tolist()
    ends = np.cumsum([plain.shape[1], *(column.shape[1] for column in climbed)])
    tables = {}
    for name, at, steps_of, begin, end in zip(TABLES, points, climbed, ends, ends[1:], strict=False):
        # What is not known weighs nothing, so a table is made to weigh nothing on the average of what it learned from.
        level = np.average(steps_of @ coefficients[begin:end], weights=weight)
        tables[name] = {"values": at, "weights": heights(coefficients[begin:end]) - level}
    return evidence, {"standing": dict(zip(STANDING, weights, strict=True)), "standing_tables": tables}


def _points(known: Floats) -> Floats:
    """Return the points of a table; a source of which nothing is known (papers without titles) has one, too."""
    return knots(known) if len(known) else np.array([0.0, 1.0])


def _climbed(values: Floats, points: Floats, weight: Floats) -> NDArray[np.float64]:
    """Return steps as of :func:`steps`, those of values that are not known (NaN) as the mean of the others."""
    known = ~np.isnan(values)
    climbed = np.zeros((len(values), len(points) - 1))
    if known.any():
        climbed[known] = steps(values[known], points)
        climbed[~known] = np.average(climbed[known], axis=0, weights=weight[known])
    return climbed


def _standing(
    pages: Pages, model: Model, settings: Settings, mixed_papers: float, *, planted: bool
) -> tuple[NDArray[np.float64], Bools, Floats]:
    """Return evidence and standing (n, 1 + STANDING + TABLES), whether right, and weights.

    ``mixed_papers``: weight of a paper of a page of several people, where one of another page weighs 1.
    """
    scores = pages.judged(model, settings)
    rows, page = scores.batch.rows, scores.batch.row_page
    label, moved = pages.label[rows], pages.moved[rows]
    right = right_papers(page, label, moved)
    learned = np.isfinite(right) & np.isfinite(scores.score) & (moved | (not planted))
    columns = [getattr(scores.standing, name) for name in (*STANDING, *TABLES)]
    mixed = np.repeat(_of_several(page, np.where(moved, "", label)), np.unique(page, return_counts=True)[1])
    values = np.column_stack((_evidence(scores), *columns))
    return values[learned], right[learned] == 1, np.where(mixed, mixed_papers, 1.0)[learned]


def _of_several(page: Ints, label: Strings) -> Bools:
    """Return for each page that has rows whether these are of several identities; ``page``, ``label``: shape (n,)."""
    return np.array([len(set(label[begin:end]) - {""}) > 1 for begin, end in slices(page)], dtype=bool)


def _evidence(scores: Scores) -> Floats:
    """Return the log-odds of each row but for what comes before the evidence, shape (n,)."""
    evidence: Floats = (
        sum(scores.parts.values(), start=np.zeros(len(scores.score)))
        - scores.parts["prior"]
        - scores.parts["identifiers"]
    )
    return evidence


def calibrated(numbers: Mapping[str, Any], whole: Pages, models: list[Model], settings: Settings) -> dict[str, Any]:
    """Return the numbers of the model so scaled, and the constant so chosen, that probabilities are true.

    True on the pages as they are, of the identity that most labelled papers of the core are of; ``models``: for each
    part one that was learned without it. How much a name's commonness weighs is not learned here: labelled pages of
    one commonness are few, and the prior counts it on more of them.
    """
    found = [_judged_papers(pages, model, settings) for pages, model in _by_part(whole, models)]
    evidence, before, right = (np.concatenate(column) for column in zip(*found, strict=True))
    # The prior and what identifiers say stay as they are: they are an offset, which has the weight 1.
    (scale,), constant = logistic(evidence[:, None], right, np.ones(len(right)), SHRINKAGE, offset=before)
    scaled = {
        block: {name: round(float(scale) * value, DIGITS) for name, value in numbers[block].items()}
        for block in ("authorship", "standing")
    }
    scaled["authorship"]["constant"] = round(scaled["authorship"]["constant"] + constant, DIGITS)
    return {
        **scaled,
        "standing_tables": {
            name: {"values": rounded(told["values"]), "weights": rounded(scale * told["weights"])}
            for name, told in numbers["standing_tables"].items()
        },
    }


def _judged_papers(pages: Pages, model: Model, settings: Settings) -> tuple[Floats, Floats, Bools]:
    """Return evidence, what comes before it, and whether right, of papers whose answer is known."""
    scores = pages.judged(model, settings)
    label = pages.label[scores.batch.rows]
    core = (scores.groups.label == 0) & (label != "")
    known = np.zeros(len(label), dtype=bool)
    right = known.copy()
    for begin, end in slices(scores.batch.row_page):
        names, counts = np.unique(label[begin:end][core[begin:end]].astype(str), return_counts=True)
        if len(names) and (label[begin:end] != "").sum() >= LABELLED:
            known[begin:end] = label[begin:end] != ""
            right[begin:end] = label[begin:end] == names[counts.argmax()]
    known &= np.isfinite(scores.score)
    before = scores.parts["prior"] + scores.parts["identifiers"]
    return _evidence(scores)[known], before[known], right[known]


def _by_part(pages: Pages, models: list[Model]) -> Iterator[tuple[Pages, Model]]:
    """Yield the pages of each part with the model that was learned without it."""
    parts = np.array([part_of(page) for page in pages.ids], dtype=np.int64)
    for part, model in enumerate(models):
        yield pages.only(parts == part), model


def fit_doubt(known: Pages, models: list[Model], settings: Settings) -> dict[str, float]:
    """Return the weights of a page's doubt, learned from pages of one identity and of several.

    ``models``: for each part one that was learned without it. Classes are not balanced here: pages with labels stand
    for all pages.
    """
    found = [_page_values(pages, model, settings) for pages, model in _by_part(known, models)]
    values, several = (np.concatenate(column) for column in zip(*found, strict=True))
    return weights_of(DOUBT, values, several, np.ones(len(several)), SHRINKAGE)


def _page_values(pages: Pages, model: Model, settings: Settings) -> tuple[NDArray[np.float64], Bools]:
    """Return what doubt is read from, shape (pages, features), and whether the page holds several people."""
    scores = pages.judged(model, settings)
    found = page_features(scores.batch, scores.groups, scores.score, pages.graph.expected[pages.people])
    label = pages.label[scores.batch.rows]
    several = _of_several(scores.batch.row_page, label)
    judged = np.isfinite(scores.doubt)
    return np.column_stack([found[name] for name in DOUBT])[judged], several[judged]
