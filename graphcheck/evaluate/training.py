"""Labelled pages → the numbers of the model (``graphcheck/model.json``).

Two logistic regressions, each additive. The first weighs pairs of papers: same person or not, each feature by a
table over its quantiles. The second weighs an authorship's best pairs against the page's core: the person's or not.
Classes weigh the same, so that the sums are log-likelihood ratios and the prior stays apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from graphcheck.communities import Bools, find_groups
from graphcheck.connections import rest_of
from graphcheck.evaluate.identities import Strings
from graphcheck.evidence import measure
from graphcheck.graph import Floats, Graph, Ints
from graphcheck.neighbourhood import neighbourhoods
from graphcheck.pairs import pairs_of
from graphcheck.score import coherence, judge, page_features, supported
from graphcheck.settings import Settings
from graphcheck.weighing import Model, model_of

QUANTILES = (0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.98)
SHRINKAGE_PAIR = 3.0  # on each step of a table, in units of one pair's weight
SHRINKAGE_PAGE = 0.1


@dataclass(frozen=True)
class Pages:
    """A graph whose answers are known.

    ``people``: shape (b,), rows of the people to look at; ``ids``: shape (b,), their ids; ``label``, ``moved``: shape
    (rows of the graph,), who wrote it ("" = unknown), and whether it was planted there.
    """

    graph: Graph
    people: Ints
    ids: Strings
    label: Strings
    moved: Bools


def train(examples: list[Pages], settings: Settings) -> Model:
    """Return the model learned from ``examples``; the first holds the real pages, the others planted errors."""
    measured = [_Measured(pages, settings) for pages in examples]
    tables = _fit_pairs(measured)
    numbers: dict[str, Any] = {**tables, "authorship": dict.fromkeys(_AUTHORSHIP, 0.0)}
    numbers["doubt"] = dict.fromkeys(_DOUBT, 0.0)
    numbers["authorship"] = _fit_authorships(measured, model_of(numbers), settings)
    numbers["doubt"] = _fit_doubt(examples[0], model_of(numbers), settings)
    return model_of(numbers)


def as_numbers(model: Model) -> dict[str, Any]:
    """Return what ``model.json`` holds."""
    return {
        "features": {
            name: {"values": list(values), "weights": list(weights)}
            for name, (values, weights) in model.features.items()
        },
        "pair": model.pair,
        "authorship": {name: getattr(model, name) for name in _AUTHORSHIP},
        "doubt": dict(model.doubt),
    }


_DOUBT = ("foreign", "outside", "strays", "constant")
_AUTHORSHIP = ("mean", "best", "size", "coherence", "constant")


class _Measured:
    """The pairs of some pages with their features and what is known of them."""

    def __init__(self, pages: Pages, settings: Settings) -> None:
        self.pages = pages
        self.batch = neighbourhoods(pages.graph, pages.people, settings)
        self.pairs = pairs_of(pages.graph, self.batch, settings)
        self.features = measure(pages.graph, self.batch, self.pairs)
        label = pages.label[self.batch.rows]
        self.label, self.moved = label, pages.moved[self.batch.rows]
        one, two = self.pairs.one, self.pairs.two
        known = (label[one] != "") & (label[two] != "")
        strange = self.moved[one] != self.moved[two]
        self.same = known & (label[one] == label[two]) & ~self.moved[one] & ~self.moved[two]
        self.different = known & (strange | ((label[one] != label[two]) & ~self.moved[one] & ~self.moved[two]))
        mixed = np.bincount(self.batch.row_page[one[self.different & ~strange]], minlength=len(pages.people)) > 0
        self.mixed = mixed[self.batch.row_page]

    def pair_weight(self, chosen: Bools) -> Floats:
        """Return the weight of each chosen pair: pages of many pairs count by the root of their number."""
        page = self.batch.row_page[self.pairs.one[chosen]]
        number = np.bincount(page, minlength=len(self.pages.people))
        weight: Floats = 1 / np.sqrt(np.maximum(number[page], 1))
        return np.where(self.mixed[self.pairs.one[chosen]], 1.0, weight)


def _fit_pairs(measured: list[_Measured]) -> dict[str, Any]:
    chosen = [m.different | m.same if index == 0 else m.different for index, m in enumerate(measured)]
    names = list(measured[0].features)
    columns = {n: np.concatenate([m.features[n][c] for m, c in zip(measured, chosen, strict=True)]) for n in names}
    same = np.concatenate([m.same[c] for m, c in zip(measured, chosen, strict=True)])
    weight = _balanced(same, np.concatenate([m.pair_weight(c) for m, c in zip(measured, chosen, strict=True)]))
    knots = {name: _knots(values) for name, values in columns.items()}
    steps = np.column_stack([_steps(columns[name], knots[name]) for name in names])
    coefficients, constant = logistic(steps, same, weight, SHRINKAGE_PAIR)
    features, begin = {}, 0
    for name in names:
        end = begin + len(knots[name]) - 1
        weights = np.concatenate(([0.0], np.cumsum(coefficients[begin:end])))
        features[name] = {"values": _short(knots[name]), "weights": _short(weights)}
        begin = end
    return {"features": features, "pair": round(constant, 4)}


def _fit_authorships(measured: list[_Measured], model: Model, settings: Settings) -> dict[str, float]:
    found = [_authorships(m, model, settings, planted=index > 0) for index, m in enumerate(measured)]
    values = np.concatenate([f[0] for f in found])
    right = np.concatenate([f[1] for f in found])
    weight = _balanced(right, np.concatenate([f[2] for f in found]))
    coefficients, constant = logistic(values, right, weight, SHRINKAGE_PAGE)
    numbers = (*coefficients.tolist(), constant)
    return {name: round(value, 4) for name, value in zip(_AUTHORSHIP, numbers, strict=True)}


def _authorships(
    m: _Measured, model: Model, settings: Settings, *, planted: bool
) -> tuple[NDArray[np.float64], Bools, Floats]:
    """Return features (n, 4), whether right, and weights of the authorships that can be learned from."""
    by_kind = model.pair_parts(m.features)
    together = model.pair + sum(by_kind.values(), start=np.zeros(len(m.pairs.one)))
    nobody = np.zeros(len(m.pages.graph.person), dtype=bool)
    groups = find_groups(m.pages.graph, m.batch, m.pairs, together, nobody, settings)
    rest = rest_of(m.batch, groups)
    support = supported(m.batch, m.pairs, together, by_kind, rest)
    values = np.column_stack(
        (
            support.total,
            sum(support.best.values(), start=np.zeros(len(m.label))),
            np.log(np.maximum(rest.size, 1)),
            coherence(m.batch, support),
        )
    )
    right = right_papers(m.batch.row_page, m.label, m.moved, (groups.label == 0) & ~groups.mute)
    learned = np.isfinite(right) & support.compared & ~groups.mute
    if planted:
        learned &= m.moved
    weight = np.where(m.mixed, 5.0, 1.0)
    return values[learned], right[learned] == 1, weight[learned]


def _fit_doubt(pages: Pages, model: Model, settings: Settings) -> dict[str, float]:
    """Return the weights of a page's doubt, learned from pages of one identity and of several.

    Classes are not balanced here: pages with labels stand for all pages.
    """
    graph = pages.graph
    nobody = np.zeros(len(graph.person), dtype=bool)
    scores = judge(graph, pages.people, nobody, nobody, settings, model)
    found = page_features(scores.batch, scores.groups, scores.score)
    label = pages.label[scores.batch.rows]
    several = np.array([len(set(label[begin:end]) - {""}) > 1 for begin, end in _slices(scores.batch.row_page)])
    judged = np.isfinite(scores.doubt)
    values = np.column_stack([found[name] for name in _DOUBT[:-1]])[judged]
    coefficients, constant = logistic(values, several[judged], np.ones(judged.sum()), SHRINKAGE_PAGE)
    numbers = (*coefficients.tolist(), constant)
    return {name: round(value, 4) for name, value in zip(_DOUBT, numbers, strict=True)}


def right_papers(page: Ints, label: Strings, moved: Bools, in_core: Bools) -> Floats:
    """Return 1 for papers of the core's main identity, 0 for others and moved ones, NaN where nobody knows."""
    right = np.full(len(page), np.nan)
    for begin, end in _slices(page):
        here = slice(begin, end)
        known = (label[here] != "") & ~moved[here]
        names, counts = np.unique(label[here][known & in_core[here]].astype(str), return_counts=True)
        if len(names):
            main = names[np.argmax(counts)]
            right[here] = np.where(moved[here], 0.0, np.where(known, label[here] == main, np.nan))
    return right


def _slices(page: Ints) -> list[tuple[int, int]]:
    starts = np.flatnonzero(np.diff(page, prepend=-1))
    return list(zip(starts.tolist(), [*starts[1:].tolist(), len(page)], strict=True))


def _balanced(positive: Bools, weight: Floats) -> Floats:
    """Scale weights so that both classes weigh the same and the mean weight is 1."""
    scaled: Floats = np.where(positive, weight / weight[positive].sum(), weight / weight[~positive].sum())
    return scaled * len(weight) / 2


def _knots(values: Floats) -> Floats:
    found = np.unique(np.quantile(values, QUANTILES))
    return found if len(found) > 1 else np.array([values.min(), values.max() + 1e-6])


def _steps(values: Floats, knots: Floats) -> NDArray[np.float64]:
    """Return how far each value has climbed each step between two knots, 0 to 1, shape (q, knots − 1)."""
    climbed: NDArray[np.float64] = np.clip((values[:, None] - knots[:-1]) / np.diff(knots), 0, 1)
    return climbed


def logistic(values: NDArray[np.float64], positive: Bools, weight: Floats, shrinkage: float) -> tuple[Floats, float]:
    """Return coefficients and constant of an L2-shrunken logistic regression (the constant is not shrunken)."""
    sign = np.where(positive, -1.0, 1.0)

    def loss(numbers: Floats) -> tuple[float, Floats]:
        odds = sign * (values @ numbers[:-1] + numbers[-1])
        slope = weight * sign / (1 + np.exp(-odds))
        total = float(weight @ np.logaddexp(0, odds) + shrinkage / 2 * numbers[:-1] @ numbers[:-1])
        return total, np.append(values.T @ slope + shrinkage * numbers[:-1], slope.sum())

    found = minimize(loss, np.zeros(values.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return found[:-1], float(found[-1])


def _short(numbers: Floats) -> list[float]:
    return [round(float(number), 4) for number in numbers]


def describe(model: Model) -> Mapping[str, float]:
    """Return how much each feature can move a pair: the span of its table, in log-odds."""
    return {name: max(weights) - min(weights) for name, (_, weights) in model.features.items()}
