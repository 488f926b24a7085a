"""What both measurements look at: pages whose answer is known, with what is known hidden from the checker."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from graphcheck.bibliography import load
from graphcheck.communities import Groups, find_groups
from graphcheck.evaluate.identities import hidden, identities
from graphcheck.evaluate.planting import plant
from graphcheck.graph import Graph, build_graph
from graphcheck.neighbourhood import Neighbourhoods, neighbourhoods
from graphcheck.settings import Settings


@dataclass(frozen=True)
class Measured:
    """Labelled pages, grouped. ``rows``: a row each authorship with page, label (""=unknown), moved, clean."""

    graph: Graph
    batch: Neighbourhoods
    groups: Groups
    rows: pd.DataFrame


def measured(path: str, settings: Settings, seed: int | None = None) -> Measured:
    """Read ``path``, hide identities, plant errors on every other clean page (with a seed), and group."""
    tables = load(path).source.tables
    labels = identities(tables)
    tables = hidden(tables, labels)
    bearers = pd.DataFrame({"person": tables.authorships["person"], "label": labels})
    bearers = bearers[bearers["label"] != ""].groupby("person")["label"].agg(["nunique", "size"])
    clean = bearers.index[(bearers["nunique"] == 1) & (bearers["size"] >= 3)].to_numpy(np.int64)
    mixed = bearers.index[bearers["nunique"] > 1].to_numpy(np.int64)
    moved = np.zeros(len(labels), dtype=bool)
    if seed is not None:
        ids = tables.people["id"].to_numpy(dtype=object)
        tables, moved = plant(tables, np.random.default_rng(seed).permutation(clean)[::2], seed)
        # Pages that lost their only paper are gone, so rows of people have changed.
        row = {person: position for position, person in enumerate(tables.people["id"])}
        clean, mixed = (np.array([row[i] for i in ids[people] if i in row]) for people in (clean, mixed))
    graph = build_graph(tables)
    people = np.sort(np.concatenate((clean, mixed)))
    batch = neighbourhoods(graph, people, settings)
    groups = find_groups(graph, batch, np.zeros(len(graph.person), dtype=bool), settings)
    record = graph.record[batch.rows]
    page = people[batch.row_page]
    rows = pd.DataFrame(
        {
            "page": page,
            "expected": graph.expected[page],
            "clean": np.isin(page, clean),
            "label": labels[record],
            "moved": moved[record],
            "group": groups.label,
            "mute": groups.mute,
        }
    )
    return Measured(graph, batch, groups, rows)
