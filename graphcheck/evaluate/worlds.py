"""The bibliography as it is with identities hidden, and as it would be with planted errors."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import numpy as np

from graphcheck.evaluate.identities import Strings, hidden, labelled_alone
from graphcheck.evaluate.strays import plant_strays
from graphcheck.evaluate.examples import Pages
from graphcheck.graph import Ints, build_graph
from graphcheck.tables import Tables

CLEAN_LABELS = 3  # labelled papers from which a page of one identity counts as clean
PLANTED_SHARE = 2 / 3  # of the clean pages, the rest stays as it is


def labelled(tables: Tables, labels: Strings) -> tuple[list[str], list[str]]:
    """Return the ids of pages with several identities, and of clean ones, sorted."""
    ids = tables.people["id"].to_numpy(dtype=object)
    person = tables.authorships["person"].to_numpy()
    bearers: dict[str, list[str]] = {}
    for page, label in zip(ids[person], labels, strict=True):
        if label:
            bearers.setdefault(page, []).append(label)
    mixed = sorted(page for page, found in bearers.items() if len(set(found)) > 1)
    clean = sorted(page for page, found in bearers.items() if len(set(found)) == 1 and len(found) >= CLEAN_LABELS)
    return mixed, clean


def worlds(tables: Tables, labels: Strings, seeds: Sequence[int]) -> list[Pages]:
    """Return pages to learn from: real ones first, then for each seed clean ones with planted errors.

    They hold labelled papers alone, and planted ones.
    """
    concealed = hidden(tables, labels)
    mixed, clean = labelled(concealed, labels)
    known = labelled_alone(concealed, labels, [*mixed, *clean])
    found = [_pages(known, labels, np.zeros(len(labels), dtype=bool), [*mixed, *clean])]
    for seed in seeds:
        chosen = np.random.default_rng(seed).permutation(clean)[: int(len(clean) * PLANTED_SHARE)].tolist()
        planted = plant_strays(known, labels, _rows(known, chosen), seed)
        found.append(_pages(planted.tables, labels, planted.kind > 0, chosen))
    return found


def fold_of(page: str, folds: int = 5) -> int:
    """Return the fold of a name: the same in every run, and no name in two."""
    return crc32(page.encode()) % folds


def _rows(tables: Tables, pages: list[str]) -> Ints:
    row = {page: position for position, page in enumerate(tables.people["id"])}
    return np.array(sorted(row[page] for page in pages if page in row), dtype=np.int64)


def _pages(tables: Tables, labels: Strings, moved: np.ndarray, pages: list[str]) -> Pages:
    graph = build_graph(tables)
    people = _rows(tables, pages)
    ids = tables.people["id"].to_numpy(dtype=object)[people]
    return Pages(graph, people, ids, labels[graph.record], moved[graph.record])
