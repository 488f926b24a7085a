"""Where the weights of the score come from: ``python -m benchmarks.measure_weights SOURCE``.

Fits log-odds for "this person's" on pages whose answer is known: right papers of pages of one identity and of the
core's identity against planted papers and papers of other identities; the two classes weigh the same, so that the
sum is a log-likelihood ratio and the prior stays apart. Prints the prior's table, the weights, and what they give.
"""

from __future__ import annotations

import sys

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.measured_pages import Measured, measured
from graphcheck.evidence import affiliations, coauthors
from graphcheck.evidence.rest import rest_of
from graphcheck.score import prior
from graphcheck.settings import Settings

NAMES = (
    "strangers", "strangers_each", "shared_any", "shared_more", "ties_more", "institution_same", "institution_other",
)  # fmt: skip


def features(found: Measured, settings: Settings) -> NDArray[np.float64]:
    """Return the values that each weight multiplies, shape (n, 7), signs as in the evidence."""
    rest = rest_of(found.batch, found.groups)
    met = coauthors.connections(found.graph, found.batch, rest)
    stated = affiliations.compare(found.graph, found.batch, rest)
    unshared = (met.shared == 0) & (met.coauthors > 0)
    columns = (
        -1.0 * unshared,
        -1.0 * unshared * np.minimum(met.coauthors, settings.strangers_counted),
        met.shared > 0,
        np.log1p(met.shared),
        np.log1p(met.ties) * unshared,
        stated.chance <= settings.institution_chance,
        -1.0 * (stated.comparable & ~np.isfinite(stated.chance)),
    )
    return np.column_stack(columns).astype(np.float64)


def wrong(rows: pd.DataFrame) -> pd.Series:
    """Return 1 for papers that are not the core's person's, 0 for those that are, NaN where nobody knows."""
    known = rows[(rows["label"] != "") & ~rows["moved"] & ~rows["mute"] & (rows["group"] == 0)]
    main = known.groupby("page")["label"].agg(lambda labels: str(labels.mode().iat[0]))
    core = rows["page"].map(main)
    differs = (rows["label"] != core).astype(float)
    return differs.where((rows["label"] != "") & core.notna() & ~rows["mute"]).where(~rows["moved"], 1.0)


def fit(values: NDArray[np.float64], is_wrong: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the weights of a logistic model without intercept, classes balanced, with a trace of shrinkage."""
    balance = np.where(is_wrong, 0.5 / is_wrong.mean(), 0.5 / (1 - is_wrong.mean()))
    sign = np.where(is_wrong, 1, -1)

    def loss(weights: NDArray[np.float64]) -> float:
        return float((balance * np.logaddexp(0, sign * (values @ weights))).sum() + 1e-3 * weights @ weights)

    weights: NDArray[np.float64] = minimize(loss, np.zeros(values.shape[1])).x
    return weights


def main(path: str) -> None:
    """Fit and print."""
    settings = Settings()
    found = measured(path, settings, seed=1)
    answer = wrong(found.rows)
    judged = answer.notna().to_numpy()
    rows = found.rows[judged].assign(wrong=answer[judged] == 1)
    print("prior: share of wrong papers by E, planted ones aside")
    real = rows[~rows["moved"]]
    print(real.groupby(pd.cut(real["expected"], [0, 0.003, 0.01, 0.03, 0.3, np.inf]))["wrong"].agg(["mean", "size"]))
    values = features(found, settings)[judged]
    weights = fit(values, rows["wrong"].to_numpy())
    print("weights:", {name: round(float(weight), 2) for name, weight in zip(NAMES, weights, strict=True)})
    log_odds = prior(rows["expected"].to_numpy(), settings) + values @ weights
    flagged = pd.Series(1 / (1 + np.exp(log_odds)) >= settings.flag_threshold, rows.index)
    for what, chosen in (
        ("right papers of clean pages", rows["clean"] & ~rows["wrong"]),
        ("planted papers", rows["moved"]),
        ("wrong papers of mixed pages", ~rows["clean"] & rows["wrong"]),
        ("right papers of mixed pages", ~rows["clean"] & ~rows["wrong"]),
    ):
        print(f"flagged: {flagged[chosen].mean():.4f} of {chosen.sum():,} {what}")


if __name__ == "__main__":
    main(sys.argv[1])
