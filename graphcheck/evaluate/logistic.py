"""Logistic regression, and tables over quantiles, which make it additive without making it linear."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from graphcheck.communities import Bools
from graphcheck.graph import Floats

QUANTILES = (0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.98)
DIGITS = 4


def logistic(
    values: NDArray[np.float64],
    positive: Bools,
    weight: Floats,
    shrinkage: float,
    offset: Floats | float = 0.0,
    rising: int = 0,
) -> tuple[Floats, float]:
    """Return coefficients and constant of an L2-shrunken logistic regression (the constant is not shrunken).

    ``values``: shape (n, features); ``positive``, ``weight``: shape (n,); ``offset``: log-odds that are given;
    ``rising``: of so many features, the last ones, no coefficient is below 0.
    """
    sign = np.where(positive, -1.0, 1.0)

    def loss(numbers: Floats) -> tuple[float, Floats]:
        odds = sign * (values @ numbers[:-1] + numbers[-1] + offset)
        slope = weight * sign / (1 + np.exp(-odds))
        total = float(weight @ np.logaddexp(0, odds) + shrinkage / 2 * numbers[:-1] @ numbers[:-1])
        return total, np.append(values.T @ slope + shrinkage * numbers[:-1], slope.sum())

    size = values.shape[1]
    bounds = [(None, None)] * (size - rising) + [(0.0, None)] * rising + [(None, None)]
    options = {"maxiter": 500}
    found = minimize(loss, np.zeros(size + 1), jac=True, method="L-BFGS-B", bounds=bounds, options=options).x
    return found[:-1], float(found[-1])


def weights_of(
    names: tuple[str, ...], values: NDArray[np.float64], positive: Bools, weight: Floats, shrinkage: float
) -> dict[str, float]:
    """Return name → weight of each column, and the ``constant``, rounded as they are written."""
    coefficients, constant = logistic(values, positive, weight, shrinkage)
    numbers = zip((*names, "constant"), (*coefficients.tolist(), constant), strict=True)
    return {name: round(value, DIGITS) for name, value in numbers}


def balanced(positive: Bools, weight: Floats) -> Floats:
    """Scale weights so that both classes weigh the same and the mean weight is 1."""
    scaled: Floats = np.where(positive, weight / weight[positive].sum(), weight / weight[~positive].sum())
    return scaled * len(weight) / 2


def knots(values: Floats) -> Floats:
    """Return the points of a table over ``values``: quantiles, each once."""
    found = np.unique(np.quantile(values, QUANTILES))
    return found if len(found) > 1 else np.array([values.min(), values.max() + 1e-6])


def steps(values: Floats, points: Floats) -> NDArray[np.float64]:
    """Return how far each value has climbed each step between two points, 0 to 1, shape (q, points − 1)."""
    climbed: NDArray[np.float64] = np.clip((values[:, None] - points[:-1]) / np.diff(points), 0, 1)
    return climbed


def heights(coefficients: Floats) -> Floats:
    """Return the weights at the points of a table, 0 at the first, from the coefficients of its steps."""
    return np.concatenate(([0.0], np.cumsum(coefficients)))


def rounded(numbers: Floats) -> list[float]:
    """Return numbers as they are written."""
    return [round(float(number), DIGITS) for number in numbers]
