"""How well groups match people, by setting: ``python -m benchmarks.measure_groups SOURCE``.

Prints for each variation of a setting: B-cubed precision, recall and F1 of the groups on pages that several
identities share (Bagga and Baldwin 1998, doi:10.3115/980451.980859), and the share of right papers outside the
largest group on pages of one identity.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from graphcheck.evaluate.examples import Pages
from graphcheck.evaluate.identities import identities
from graphcheck.evaluate.worlds import examples
from graphcheck.score import judge
from graphcheck.settings import Settings
from graphcheck.sources import read
from graphcheck.weighing import default_model

VARIATIONS: tuple[dict[str, Any], ...] = (
    {},
    {"page_tie": 0.1},
    {"page_tie": 1.0},
    {"share_join": 0.3},
    {"share_join": 0.8},
    {"institution_chance": 0.0},
    {"institution_chance": 0.1},
    {"bridge_least": 0.5},
    {"bridge_per_namesake": 20.0},
    {"bridge_per_namesake": 80.0},
    {"link_most": 1},
)


def b_cubed(rows: pd.DataFrame) -> tuple[float, float, float]:
    """Return mean precision, recall and F1 over pages; ``rows`` has page, group and label."""
    found = []
    for _, page in rows.groupby("page"):
        both = page.groupby(["group", "label"]).size()
        in_group = page.groupby("group").size().reindex(both.index.get_level_values(0)).to_numpy()
        of_label = page.groupby("label").size().reindex(both.index.get_level_values(1)).to_numpy()
        precision = float((both.to_numpy() ** 2 / in_group).sum() / len(page))
        recall = float((both.to_numpy() ** 2 / of_label).sum() / len(page))
        found.append((precision, recall, 2 * precision * recall / (precision + recall)))
    precision, recall, f1 = pd.DataFrame(found).mean()
    return precision, recall, f1


def outside(rows: pd.DataFrame) -> float:
    """Return the share of papers outside the largest group; mute papers aside."""
    spoken = rows[~rows["mute"]]
    largest = spoken.groupby(["page", "group"]).size().groupby("page").max().sum()
    return float(1 - largest / len(spoken))


def rows_of(world: Pages, settings: Settings) -> pd.DataFrame:
    """Return page, label ("" = unknown), group and mute of every authorship of the labelled pages, grouped anew."""
    nobody = np.zeros(len(world.graph.person), dtype=bool)
    scores = judge(world.graph, world.people, nobody, nobody, settings, default_model())
    batch = scores.batch
    return pd.DataFrame(
        {
            "page": batch.row_page,
            "label": world.label[batch.rows],
            "group": scores.groups.label,
            "mute": scores.groups.mute,
        }
    )


def main(path: str) -> None:
    """Measure every variation; the model is the one that the package brings, trained on the same pages."""
    tables = read(Path(path)).tables
    world = examples(tables, identities(tables), (), Settings()).whole
    for variation in VARIATIONS:
        rows = rows_of(world, replace(Settings(), **variation))
        known = rows[rows["label"] != ""]
        clean = known.groupby("page")["label"].transform("nunique") == 1
        precision, recall, f1 = b_cubed(known[~clean])
        print(
            f"{variation or 'defaults'}: B-cubed P {precision:.3f} R {recall:.3f} F1 {f1:.3f}, "
            f"right papers outside {outside(known[clean]):.4f}",
            flush=True,
        )


if __name__ == "__main__":
    main(sys.argv[1])
