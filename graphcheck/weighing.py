"""The model: what each feature of a pair weighs, and how pairs make the log-odds of an authorship.

All of it is additive. A feature's weight is read off a table by linear interpolation; a pair's log-odds is the sum
over features. An authorship takes the mean of its best pairs with the rest of the page, and the best one, and a
part that depends on the page alone. The numbers are in ``model.json``, made by ``benchmarks/train_model.py``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from graphcheck.evidence import KIND_OF
from graphcheck.graph import Floats

Table = tuple[tuple[float, ...], tuple[float, ...]]  # values and weights, read off by linear interpolation


@dataclass(frozen=True)
class Model:
    """The weights, in log-odds (natural logarithm) for "one person's".

    ``features``: feature → (values, weights), weight by linear interpolation, level beyond the ends.
    ``pair``: log-odds of a pair before any feature. ``mean``, ``best``: weight of the mean of an authorship's five
    best pairs, and of its best one; ``mean_by_size`` is added to the first for each unit of ln(papers of the rest).
    ``size``, ``coherence``, ``coherence_by_size``, ``constant``: weights of ln(papers of the rest), of the mean of the
    other papers' means, of the product of both, and a constant. ``standing``, ``standing_tables``: weights of how a
    paper stands on its page, and those that are read off tables (``standing.Standing``). ``linking``: weights of what
    says that two groups are one person's (``linking.FEATURES``), and a ``constant``. ``doubt``: weights of what a
    page's doubt is read from (``score.page_features``), and a ``constant``. ``assignment``: weights of what speaks for
    a suggested person (``suggest.FEATURES``), and the worth of ``nobody``.
    """

    features: Mapping[str, Table]
    pair: float
    mean: float
    mean_by_size: float
    best: float
    size: float
    coherence: float
    coherence_by_size: float
    constant: float
    standing: Mapping[str, float]
    standing_tables: Mapping[str, Table]
    linking: Mapping[str, float]
    doubt: Mapping[str, float]
    assignment: Mapping[str, float]

    def pair_parts(self, measured: Mapping[str, Floats]) -> dict[str, Floats]:
        """Return kind of evidence → log-odds of each pair, shape (q,), ``pair`` apart."""
        parts: dict[str, Floats] = {}
        for name, values in measured.items():
            weight = np.interp(values, *self.features[name])
            kind = KIND_OF[name]
            parts[kind] = parts[kind] + weight if kind in parts else weight
        return parts

    def standing_weight(self, name: str, values: Floats) -> Floats:
        """Return the log-odds that a table of ``standing_tables`` gives values, 0 where there is none (NaN)."""
        return np.where(np.isnan(values), 0.0, np.interp(values, *self.standing_tables[name]))


def model_of(numbers: Mapping[str, Any]) -> Model:
    """Return the model that ``numbers``, as in ``model.json``, describe."""
    rest = {name: numbers[name] for name in ("pair", "standing", "linking", "doubt", "assignment")}
    return Model(
        features=_tables(numbers["features"]),
        standing_tables=_tables(numbers["standing_tables"]),
        **rest,
        **numbers["authorship"],
    )


def _tables(numbers: Mapping[str, Any]) -> dict[str, Table]:
    return {name: (tuple(table["values"]), tuple(table["weights"])) for name, table in numbers.items()}


@cache
def default_model() -> Model:
    """Return the model that the package brings."""
    return model_of(json.loads(files("graphcheck").joinpath("model.json").read_text(encoding="utf-8")))
