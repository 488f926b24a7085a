"""How many papers sit on the wrong page, by how common the name is: ``python -m benchmarks.measure_prior SOURCE``.

Prints, for bands of E, the share of labelled papers that are not of the identity that most papers of their page
are of. It is where the setting ``prior`` comes from.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd

from graphcheck.evaluate.identities import identities
from graphcheck.evaluate.worlds import examples
from graphcheck.settings import Settings
from graphcheck.sources import read

BANDS = (0, 0.003, 0.01, 0.03, 0.3, np.inf)


def main(path: str) -> None:
    """Count and print."""
    tables = read(Path(path)).tables
    world = examples(tables, identities(tables), (), Settings()).whole
    rows = world.graph.rows(world.people)
    page = world.graph.person[rows]
    known = pd.DataFrame({"page": page, "label": world.label[rows], "expected": world.graph.expected[page]})
    known = known[known["label"] != ""]
    main_label = known.groupby("page")["label"].transform(lambda labels: str(labels.mode().iat[0]))
    known = known.assign(wrong=known["label"] != main_label, band=pd.cut(known["expected"], BANDS))
    print(known.groupby("band", observed=True)["wrong"].agg(["mean", "size"]).rename(columns={"mean": "wrong"}))


if __name__ == "__main__":
    main(sys.argv[1])
