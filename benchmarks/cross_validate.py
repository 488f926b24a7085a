"""How right and how quiet the score is: ``python -m benchmarks.cross_validate SOURCE``.

The model is trained on four fifths of the names and judges the rest, whose identities and planted errors it has never
seen; the plain rule (flag a paper that shares no co-author with the rest of its page) stands beside it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import scipy.sparse as sp
from numpy.typing import NDArray

from benchmarks.measure_groups import b_cubed, outside
from graphcheck.evaluate.identities import identities
from graphcheck.evaluate.training import Pages, right_papers, train
from graphcheck.evaluate.worlds import fold_of, worlds
from graphcheck.score import judge
from graphcheck.settings import Settings
from graphcheck.sources import read
from graphcheck.tables import Tables
from graphcheck.weighing import Model

FOLDS = 5
TRAINED_ON, TESTED_ON = (1, 2, 3), (11, 12)  # seeds of planted errors
COMMON = 0.01  # E from which a name counts as common here
CLEAR = 0.6  # share of the labelled papers from which a page of several people has a main person


def judged(world: Pages, model: Model, fold: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the authorships and the pages of one fold with what is known and what the score says."""
    graph = world.graph
    chosen = np.array([fold_of(page, FOLDS) == fold for page in world.ids], dtype=bool)
    people, ids = world.people[chosen], world.ids[chosen]
    nobody = np.zeros(len(graph.person), dtype=bool)
    scores = judge(graph, people, nobody, nobody, Settings(), model)
    batch = scores.batch
    label, moved = world.label[batch.rows], world.moved[batch.rows]
    in_core = (scores.groups.label == 0) & ~scores.groups.mute
    rows = pd.DataFrame(
        {
            "page": ids[batch.row_page],
            "expected": graph.expected[people[batch.row_page]],
            "label": label,
            "moved": moved,
            "right": right_papers(batch.row_page, label, moved, in_core),
            "group": scores.groups.label,
            "mute": scores.groups.mute,
            "score": scores.score,
            "flagged": scores.flagged,
            "alone": _alone(batch.wrote),
        }
    )
    return rows, pd.DataFrame({"page": ids, "expected": graph.expected[people], "doubt": scores.doubt})


def _alone(wrote: sp.csr_matrix) -> NDArray[np.bool_]:
    """Return what the plain rule flags: papers with co-authors none of whom is on another paper of the page."""
    shared = np.asarray(wrote.sum(axis=0)).ravel() > 1
    alone: NDArray[np.bool_] = (np.diff(wrote.indptr) > 0) & ~(np.asarray(wrote @ shared).ravel() > 0)
    return alone


def run(tables: Tables) -> tuple[list[pd.DataFrame], pd.DataFrame]:
    """Return the authorships of the real world and of each planted one, and the pages of the real one."""
    labels = identities(tables)
    tests = worlds(tables, labels, TESTED_ON)
    rows: list[list[pd.DataFrame]] = [[] for _ in tests]
    pages = []
    for fold in range(FOLDS):
        model = train(worlds(tables, labels, TRAINED_ON, fold, FOLDS), Settings())
        for place, world in enumerate(tests):
            found, doubts = judged(world, model, fold)
            rows[place].append(found)
            if place == 0:
                pages.append(doubts)
    return [pd.concat(found, ignore_index=True) for found in rows], pd.concat(pages, ignore_index=True)


def area(positive: pd.Series, value: pd.Series) -> float:
    """Return the area under the ROC curve: how often a positive stands above a negative, ties by half."""
    rank = value.rank()
    number = int(positive.sum())
    return float((rank[positive].sum() - number * (number + 1) / 2) / (number * (len(rank) - number)))


def main(path: str) -> None:
    """Train, judge, print."""
    (real, *planted_worlds), pages = run(read(Path(path)).tables)
    known = real[real["label"] != ""]
    several = known.groupby("page")["label"].nunique() > 1
    mixed = real["page"].map(several).astype(bool)
    right = real[(real["right"] == 1) & ~mixed & real["score"].notna()]
    share = known.groupby("page")["label"].agg(lambda labels: labels.value_counts(normalize=True).iloc[0])
    main_label = known.groupby("page")["label"].agg(lambda labels: str(labels.mode().iat[0]))
    core = known[(known["group"] == 0) & ~known["mute"]]
    core_label = core.groupby("page")["label"].agg(lambda labels: str(labels.mode().iat[0]))
    clear = (share >= CLEAR) & (main_label == core_label.reindex(main_label.index))
    wrong = real[(real["right"] == 0) & mixed & real["score"].notna() & real["page"].map(clear).astype(bool)]
    planted = pd.concat([world[world["moved"]] for world in planted_worlds])
    print(f"{int(several.sum())} pages of several identities, {int((~several).sum())} of one")
    print(f"{len(right):,} right papers, {len(wrong)} wrong ones, {len(planted)} planted ones")
    for alarms in (0.005, 0.01, 0.02):
        limit = right["score"].quantile(1 - alarms)
        common = planted[planted["expected"] >= COMMON]
        limit_common = right.loc[right["expected"] >= COMMON, "score"].quantile(1 - alarms)
        print(
            f"at {alarms:.1%} false alarms: {(wrong['score'] > limit).mean():.3f} of the wrong papers of mixed pages, "
            f"{(planted['score'] > limit).mean():.3f} of planted ones, "
            f"{(common['score'] > limit_common).mean():.3f} under common names"
        )
    print(
        f"at the default: {wrong['flagged'].mean():.3f} wrong, {planted['flagged'].mean():.3f} planted, "
        f"{right['flagged'].mean():.4f} false alarms"
    )
    print(f"plain rule: {wrong['alone'].mean():.3f}, {planted['alone'].mean():.3f}, {right['alone'].mean():.4f}")
    precision, recall, f1 = b_cubed(known[known["page"].map(several)])
    print(f"groups on mixed pages: B-cubed P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")
    print(f"right papers outside the largest group, clean pages: {outside(known[~known['page'].map(several)]):.4f}")
    _doubts(pages[pages["doubt"].notna()], several)


def _doubts(pages: pd.DataFrame, several: pd.Series) -> None:
    mixed = pages["page"].map(several).astype(bool)
    common = pages["expected"] >= COMMON
    limit = pages.loc[common & ~mixed, "doubt"].quantile(0.95)
    print(
        f"page doubt: AUC {area(mixed, pages['doubt']):.3f}, among common names "
        f"{area(mixed[common], pages.loc[common, 'doubt']):.3f}; "
        f"{(pages.loc[common & mixed, 'doubt'] > limit).mean():.3f} noticed while 5% of clean ones alarm"
    )


if __name__ == "__main__":
    main(sys.argv[1])
