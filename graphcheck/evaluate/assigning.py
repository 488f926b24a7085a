"""Labelled papers of people who share a name → what the choice among them weighs (``suggest.FEATURES``).

Each labelled paper is taken off its owner's page and asked for: once with the owner among the candidates, once
without, when "nobody we know" is right. How often a flagged paper is nobody's the labels can't tell; both count alike.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from graphcheck.evaluate.examples import Cases
from graphcheck.evaluate.identities import Strings
from graphcheck.evaluate.logistic import DIGITS
from graphcheck.graph import Floats, Ints, build_graph
from graphcheck.names import slug
from graphcheck.settings import Settings
from graphcheck.suggest import FEATURES, Candidates, Choices
from graphcheck.tables import Tables
from graphcheck.weighing import Model

SHRINKAGE = 0.1
MOST = 5  # papers of one person that teach


def cases(tables: Tables, labels: Strings, settings: Settings) -> Cases:
    """Return papers whose owner is known and has others, and whose printed name other people bear, too.

    ``labels``: shape (authorships,), as ``identities`` gives them.
    """
    graph = build_graph(tables)
    ids = tables.people["id"].to_numpy(dtype=object)
    names = tables.authorships["name"].map(slug).to_numpy(dtype=object)[graph.record]
    people = tables.names.groupby("slug")["person"].nunique()
    shared = set(people[people > 1].index)
    known = labels[graph.record] == ids[graph.person]
    known &= np.array([name in shared for name in names], dtype=bool) & (graph.papers_of[graph.person] > 1)
    rows = np.flatnonzero(known)
    order = np.arange(len(rows)) - np.searchsorted(graph.person[rows], graph.person[rows])
    rows = rows[order < MOST]
    return Cases(graph, Candidates(tables, graph, settings), rows, names[rows])


def fit_assignment(asked: Cases, model: Model) -> dict[str, float]:
    """Return the weights of :data:`suggest.FEATURES` and the worth of ``nobody``, learned from ``asked``."""
    choices = asked.candidates.choices(asked.rows, model, own=True)
    owner = asked.graph.person[asked.rows][choices.case] == choices.person
    keys = (*FEATURES, "nobody")
    weights = _conditional_logit(*_asked_twice(choices, owner, len(asked.rows)))
    return {name: round(float(value), DIGITS) for name, value in zip(keys, weights, strict=True)}


def _asked_twice(choices: Choices, owner: NDArray[np.bool_], rows: int) -> tuple[Ints, NDArray[np.float64], Floats]:
    """Return question, values and whether right of each answer, "nobody" as the last ones."""
    kept = ~owner
    case = np.concatenate((choices.case, choices.case[kept] + rows, np.arange(2 * rows)))
    values = np.zeros((len(case), len(FEATURES) + 1))
    values[: len(owner), :-1] = choices.values
    values[len(owner) : len(owner) + kept.sum(), :-1] = choices.values[kept]
    values[-2 * rows :, -1] = 1.0
    right = np.concatenate((owner, np.zeros(kept.sum()), np.zeros(rows), np.ones(rows)))
    right[-2 * rows : -rows] = ~np.isin(np.arange(rows), choices.case[owner])
    return case, values, right.astype(np.float64)


def _conditional_logit(case: Ints, values: NDArray[np.float64], right: Floats) -> Floats:
    number = int(case.max(initial=-1)) + 1

    def loss(weights: Floats) -> tuple[float, Floats]:
        worth = values @ weights
        top = np.full(number, -np.inf)
        np.maximum.at(top, case, worth)
        odds = np.exp(worth - top[case])
        total = np.bincount(case, weights=odds, minlength=number)
        chance = odds / total[case]
        cost = float((np.log(total) + top).sum() - right @ worth + SHRINKAGE / 2 * weights @ weights)
        return cost, values.T @ (chance - right) + SHRINKAGE * weights

    found: Floats = minimize(loss, np.zeros(values.shape[1]), jac=True, method="L-BFGS-B").x
    return found
