"""Pairs for the graph: people who wrote together, and people whose names are alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphcheck.graph import Graph, Ints
from graphcheck.store.schema import SOURCE, TARGET


def coauthors(graph: Graph, ids: pd.Series[str]) -> Mapping[str, Any]:
    """Return every pair of people who wrote together, once, from the lesser id to the greater, sorted by both.

    ``ids``: of all people, shape (people,). Columns: the two ids, papers together, first and last year of them.
    """
    paper, person, year = _by_paper(graph)
    rank = np.empty(len(ids), dtype=np.int64)
    by_rank = np.array(sorted(range(len(ids)), key=ids.tolist().__getitem__), dtype=np.int64)
    rank[by_rank] = np.arange(len(ids))
    left, right = _pairs_on_papers(paper)
    one, other = rank[person[left]], rank[person[right]]
    pair = np.minimum(one, other) * len(ids) + np.maximum(one, other)
    order = np.lexsort((year[left], pair))
    pair, years = pair[order], year[left][order]
    begins = np.flatnonzero(np.diff(pair, prepend=-1))
    ends = np.append(begins[1:], len(pair)) - 1 if len(begins) else begins
    lesser, greater = np.divmod(pair[begins], len(ids)) if len(begins) else (begins, begins)
    return {
        SOURCE: ids.take(by_rank[lesser]),
        TARGET: ids.take(by_rank[greater]),
        "papers": ends - begins + 1,
        "first_year": years[begins],
        "last_year": years[ends],
    }


def _by_paper(graph: Graph) -> tuple[Ints, Ints, Ints]:
    order = np.lexsort((graph.person, graph.paper))
    return graph.paper[order], graph.person[order], graph.year[order]


def _pairs_on_papers(paper: Ints) -> tuple[Ints, Ints]:
    """Return the rows of all pairs on one paper; ``paper`` is sorted."""
    found = []
    left = np.arange(len(paper))
    distance = 0
    while len(left):
        distance += 1
        left = left[left + distance < len(paper)]
        left = left[paper[left] == paper[left + distance]]
        found.append((left, left + distance))
    if not found:
        return left, left
    return np.concatenate([pair[0] for pair in found]), np.concatenate([pair[1] for pair in found])


def namesakes(slugs: pd.DataFrame, ids: NDArray[Any]) -> Mapping[str, Any]:
    """Return pairs of people with one name or names alike, once, from the lesser id to the greater, sorted by both.

    ``slugs`` holds a person's row and a slug in each row; ``ids``: shape (people,). Names are alike where the shorter
    has two words and the longer begins with the first and holds the second: "katarzyna-lipiec" stands in
    "katarzyna-lipiec-morawska", "wei-wang" in "wei-y-wang".
    """
    own = slugs[["slug", "person"]].drop_duplicates()
    shorter = _shorter(sorted(set(own["slug"])))
    longer = shorter.merge(own, on="slug")[["shorter", "person"]].rename(columns={"shorter": "slug"})
    pairs = pd.concat([own.merge(own, on="slug").assign(same=True), own.merge(longer, on="slug").assign(same=False)])
    one, other = ids[pairs["person_x"]], ids[pairs["person_y"]]
    found = pd.DataFrame({SOURCE: np.minimum(one, other), TARGET: np.maximum(one, other), "same": pairs["same"]})
    found = found[found[SOURCE] != found[TARGET]]
    once = found.groupby([SOURCE, TARGET], sort=True)["same"].any().reset_index()
    return {str(name): once[name] for name in once}


def _shorter(slugs: Sequence[str]) -> pd.DataFrame:
    """Return each longer name with the names of two words that stand in it."""
    known = set(slugs)
    pairs = []
    for longer in slugs:
        first, *rest = longer.split("-")
        if len(rest) > 1:
            pairs += [(longer, name) for name in sorted({f"{first}-{word}" for word in rest} & known)]
    return pd.DataFrame(pairs, columns=["slug", "shorter"], dtype="str")
