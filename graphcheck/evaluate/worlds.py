"""The bibliography as it is with identities hidden, and as it would be with planted errors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graphcheck.evaluate.assigning import cases
from graphcheck.evaluate.careers import careers
from graphcheck.evaluate.examples import Examples, Pages
from graphcheck.evaluate.identities import Strings, hidden, labelled_alone
from graphcheck.evaluate.strays import plant_strays
from graphcheck.graph import Ints, build_graph
from graphcheck.settings import Settings
from graphcheck.tables import Tables

CLEAN_LABELS = 3  # labelled papers from which a page of one identity counts as clean
TWINS = 3000  # pages of rare names to learn from, as if the names were common
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


def examples(tables: Tables, labels: Strings, seeds: Sequence[int], settings: Settings) -> Examples:
    """Return what a model is learned from; a round of planted errors for each of ``seeds``."""
    concealed = hidden(tables, labels)
    mixed, clean = labelled(concealed, labels)
    known = labelled_alone(concealed, labels, [*mixed, *clean])
    nothing = np.zeros(len(labels), dtype=bool)
    number = int(len(clean) * PLANTED_SHARE)
    chosen = {seed: np.random.default_rng(seed).permutation(clean)[:number].tolist() for seed in seeds}

    def planted(tables: Tables) -> tuple[Pages, ...]:
        strays = [(plant_strays(tables, labels, _rows(tables, pages), seed), pages) for seed, pages in chosen.items()]
        return tuple(_pages(one.tables, labels, one.kind > 0, pages) for one, pages in strays)

    return Examples(
        known=_pages(known, labels, nothing, [*mixed, *clean]),
        planted=planted(known),
        whole=_pages(concealed, labels, nothing, [*mixed, *clean]),
        planted_whole=planted(concealed),
        careers=careers(concealed, labels, TWINS, seed=0),
        asked=cases(tables, labels, settings),
    )


def _rows(tables: Tables, pages: list[str]) -> Ints:
    row = {page: position for position, page in enumerate(tables.people["id"])}
    return np.array(sorted(row[page] for page in pages if page in row), dtype=np.int64)


def _pages(tables: Tables, labels: Strings, moved: np.ndarray, pages: list[str]) -> Pages:
    graph = build_graph(tables)
    people = _rows(tables, pages)
    ids = tables.people["id"].to_numpy(dtype=object)[people]
    return Pages(graph, people, ids, labels[graph.record], moved[graph.record])
