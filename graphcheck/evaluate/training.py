"""Labelled pages → the numbers of the model (``graphcheck/model.json``).

Six logistic regressions, each additive and each fed by the one before: whether two papers are one person's, each
feature by a table over its quantiles; whether two groups are; whether an authorship is the person's, from its best
pairs with the page's core; what its standing on the page adds to that; whether a page is one person's; and whose a
paper is that is not. The fourth and fifth are in ``training_judged.py``, with the calibration. For pairs and
authorships classes weigh the same, so that the sums are log-likelihood ratios and the prior stays apart; then they are
calibrated on whole pages. The later ones learn from pairs as weights read them that have not seen the page: a model
knows the pages that it was learned from too well, and would teach the next one to trust it more than it may.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphcheck import suggest
from graphcheck.communities import Bools, find_groups, joined_outright
from graphcheck.connections import rest_of
from graphcheck.evaluate.assigning import fit_assignment
from graphcheck.evaluate.examples import PARTS, Examples, Measured, right_papers
from graphcheck.evaluate.logistic import DIGITS, balanced, heights, knots, logistic, rounded, steps, weights_of
from graphcheck.evaluate.training_judged import (
    DOUBT,
    MIXED_PAPERS,
    SHRINKAGE,
    calibrated,
    fit_doubt,
    fit_standing,
)
from graphcheck.evidence import KIND_OF, institutions
from graphcheck.graph import Floats
from graphcheck.linking import FEATURES, merges_of_pages
from graphcheck.score import coherence, prior, supported
from graphcheck.settings import Settings
from graphcheck.standing import STANDING, TABLES
from graphcheck.weighing import Model, Table, model_of

SHRINKAGE_PAIR = 3.0  # on each step of a table, in units of one pair's weight
PURE = 0.7  # share of a group's labelled papers that are one person's, from which it teaches
JOINED_WRONGLY = 3.0  # weight of two people's groups, where two groups of one person weigh 1
_AUTHORSHIP = ("mean", "mean_by_size", "best", "size", "coherence", "coherence_by_size")
_KINDS = tuple(dict.fromkeys(KIND_OF.values()))
_Joining = tuple[tuple[float, ...], bool, float]  # values, whether one person's, weight
_Read = tuple[Floats, dict[str, Floats]]  # log-odds of each pair, whole and by kind, shape (q,)


def train(examples: Examples, settings: Settings) -> Model:
    """Return the model learned from ``examples``."""
    measured = [Measured(pages, settings) for pages in (examples.known, *examples.planted)]
    numbers: dict[str, Any] = {
        "linking": dict.fromkeys((*FEATURES, "constant"), 0.0),
        "authorship": dict.fromkeys((*_AUTHORSHIP, "constant"), 0.0),
        "standing": dict.fromkeys(STANDING, 0.0),
        "standing_tables": {name: {"values": [0.0, 1.0], "weights": [0.0, 0.0]} for name in TABLES},
        "doubt": dict.fromkeys((*DOUBT, "constant"), 0.0),
        "assignment": dict.fromkeys((*suggest.FEATURES, "nobody"), 0.0),
    }
    by_part = [_fit_pairs(measured, without=part) for part in range(PARTS)]

    def models() -> list[Model]:
        return [model_of({**numbers, **tables}) for tables in by_part]

    read = _read_by_others(measured, models())
    numbers["linking"] = _fit_linking(measured, read, settings)
    authorship = _fit_authorships(measured, read, numbers["linking"], settings)
    numbers["authorship"] = authorship
    evidence, standing = fit_standing(examples, models(), settings)
    numbers |= {"authorship": {name: evidence * value for name, value in authorship.items()}, **standing}
    numbers |= calibrated(numbers, examples.whole, models(), settings)
    numbers["doubt"] = fit_doubt(examples.known, models(), settings)
    numbers |= _fit_pairs(measured)
    numbers["assignment"] = fit_assignment(examples.asked, model_of(numbers))
    return model_of(numbers)


def as_numbers(model: Model) -> dict[str, Any]:
    """Return what ``model.json`` holds."""
    return {
        "features": _written(model.features),
        "pair": model.pair,
        "linking": dict(model.linking),
        "authorship": {name: getattr(model, name) for name in (*_AUTHORSHIP, "constant")},
        "standing": dict(model.standing),
        "standing_tables": _written(model.standing_tables),
        "doubt": dict(model.doubt),
        "assignment": dict(model.assignment),
    }


def _written(tables: Mapping[str, Table]) -> dict[str, dict[str, list[float]]]:
    return {name: {"values": list(values), "weights": list(weights)} for name, (values, weights) in tables.items()}


def _fit_pairs(measured: list[Measured], without: int | None = None) -> dict[str, Any]:
    """Return tables of features and the constant, learned from pairs of all parts but one."""
    chosen = [m.different | m.same if index == 0 else m.different for index, m in enumerate(measured)]
    if without is not None:
        chosen = [c & (m.pair_part != without) for m, c in zip(measured, chosen, strict=True)]
    names = list(measured[0].features)
    columns = {n: np.concatenate([m.features[n][c] for m, c in zip(measured, chosen, strict=True)]) for n in names}
    same = np.concatenate([m.same[c] for m, c in zip(measured, chosen, strict=True)])
    weight = balanced(same, np.concatenate([m.pair_weight(c) for m, c in zip(measured, chosen, strict=True)]))
    points = {name: knots(values) for name, values in columns.items()}
    climbed = np.column_stack([steps(columns[name], points[name]) for name in names])
    coefficients, constant = logistic(climbed, same, weight, SHRINKAGE_PAIR)
    features, begin = {}, 0
    for name in names:
        end = begin + len(points[name]) - 1
        features[name] = {"values": rounded(points[name]), "weights": rounded(heights(coefficients[begin:end]))}
        begin = end
    return _silent_where_nothing_is_known({"features": features, "pair": round(constant, DIGITS)})


def _silent_where_nothing_is_known(numbers: dict[str, Any]) -> dict[str, Any]:
    """Move what a missing institution weighs into the constant, so that all other weights are relative to it.

    The log-odds of each pair stay what they are; but a pair of which no institution is known has no such evidence.
    """
    missing, inferred = (numbers["features"][name] for name in (institutions.MISSING, institutions.INFERRED))
    weight = missing["weights"][-1] + inferred["weights"][0]
    inferred["weights"] = rounded(np.array(inferred["weights"]) - weight)
    return {**numbers, "pair": round(numbers["pair"] + weight, DIGITS)}


def _read_by_others(measured: list[Measured], models: list[Model]) -> list[_Read]:
    """Return what pairs read as to the model that was learned without their part, for each of ``measured``."""
    found: list[_Read] = []
    for m in measured:
        together, by_kind = np.zeros(len(m.pairs.one)), {kind: np.zeros(len(m.pairs.one)) for kind in _KINDS}
        for part, model in enumerate(models):
            here = m.pair_part == part
            for kind, values in model.pair_parts({name: column[here] for name, column in m.features.items()}).items():
                by_kind[kind][here] = values
            together[here] = model.pair + sum(values[here] for values in by_kind.values())
        found.append((together, by_kind))
    return found


def _fit_linking(measured: list[Measured], read: list[_Read], settings: Settings) -> dict[str, float]:
    """Return the weights of what says that two groups are one person's."""
    found: list[_Joining] = []
    rounds = len(measured) - 1
    for index, (m, (together, _)) in enumerate(zip(measured, read, strict=True)):
        found += _merges(m, together, rounds if index else None, settings)
    values, same, weight = (np.array(column) for column in zip(*found, strict=True))
    weight = np.where(same, weight, JOINED_WRONGLY * weight)
    return weights_of(FEATURES, values, same, weight, SHRINKAGE)


def _merges(m: Measured, together: Floats, rounds: int | None, settings: Settings) -> Iterator[_Joining]:
    """Yield every merge of two groups that are known, down to one group a page; of planted ``rounds`` only theirs.

    Planting puts a stray on every page, however rare the name. So that the model doesn't learn to part rare names, all
    rounds of it together weigh as many strays as such a page holds: papers times the share of wrong ones under names as
    common. A real merge weighs 1.
    """
    graph = m.pages.graph
    _, joined = joined_outright(graph, m.batch, settings)
    papers = np.bincount(m.batch.row_page, minlength=len(m.pages.people))
    strays = papers / (1 + np.exp(prior(graph.expected[m.pages.people], settings)))
    label = np.where(m.moved, "planted", m.label.astype(str))
    for begin, merges in merges_of_pages(graph, m.batch, m.pairs, together, joined, lambda values: values[0], settings):
        weight = float(strays[m.batch.row_page[begin]]) / rounds if rounds else 1.0
        for merge in merges:
            one, two = (_owner(label[begin + group]) for group in (merge.one, merge.two))
            if one and two and (rounds is None or "planted" in (one, two)):
                yield merge.values, one == two, weight


def _owner(label: NDArray[np.str_]) -> str:
    """Return whose a group is, "" where that is not clear."""
    names, counts = np.unique(label[label != ""], return_counts=True)
    return str(names[counts.argmax()]) if len(names) and counts.max() >= PURE * counts.sum() else ""


def _fit_authorships(
    measured: list[Measured], read: list[_Read], linking: Mapping[str, float], settings: Settings
) -> dict[str, float]:
    found = [
        _authorships(m, *pairs, linking, settings, planted=index > 0)
        for index, (m, pairs) in enumerate(zip(measured, read, strict=True))
    ]
    values, right, weight = (np.concatenate(column) for column in zip(*found, strict=True))
    return weights_of(_AUTHORSHIP, values, right, balanced(right, weight), SHRINKAGE)


def _authorships(
    m: Measured,
    together: Floats,
    by_kind: dict[str, Floats],
    linking: Mapping[str, float],
    settings: Settings,
    *,
    planted: bool,
) -> tuple[NDArray[np.float64], Bools, Floats]:
    """Return features (n, 6), whether right, and weights of the authorships that can be learned from."""
    nobody = np.zeros(len(m.pages.graph.person), dtype=bool)
    groups = find_groups(m.pages.graph, m.batch, m.pairs, together, nobody, linking, settings)
    rest = rest_of(m.batch, groups)
    support = supported(m.batch, m.pairs, together, by_kind, rest)
    size, coherent = rest.log_size, coherence(m.batch, support)
    best = sum(support.best.values(), start=np.zeros(len(m.label)))
    values = np.column_stack((support.total, support.total * size, best, size, coherent, coherent * size))
    right = right_papers(m.batch.row_page, m.label, m.moved)
    learned = np.isfinite(right) & support.compared & ~groups.mute
    if planted:
        learned &= m.moved
    return values[learned], right[learned] == 1, np.where(m.mixed, MIXED_PAPERS, 1.0)[learned]


def describe(model: Model) -> Mapping[str, float]:
    """Return how much each feature can move a pair: the span of its table, in log-odds."""
    return {name: max(weights) - min(weights) for name, (_, weights) in model.features.items()}
