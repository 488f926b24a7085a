"""Careers of people with rare names, judged as if many bore them: who wrote a paper is known without any label.

Labelled pages are few, of people who write now, and of names that somebody saw to be shared. Under a rare name nearly
all papers are one person's, whoever looked, whatever the decade: moves, side projects, gaps and all. So each page of a
common name gets a twin, a page of a rare one with about as many papers in about the same years, which is judged as
if its name were as common; and half of the twins get the papers of one more such person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from graphcheck.communities import Bools
from graphcheck.evaluate.examples import Pages
from graphcheck.evaluate.identities import Strings
from graphcheck.evaluate.strays import moved
from graphcheck.graph import Graph, Ints, build_graph
from graphcheck.tables import Tables

RARE = 0.001  # E up to which nearly all papers of a page are one person's: one in a thousand is not (setting ``prior``)
TWINNED_FROM = 0.003  # E from which a page is given a twin
LEAST = 3  # papers on such a page
PAPERS = (5, 8, 13, 21, 41)  # pages are alike within these bands of papers,
YEARS = 5  # and where the years of their first and last paper are of the same so many
NEAR = 3  # years between two people's papers up to which one page could be taken for one career
OTHERS = 2 / 3  # as many papers as that, of each one of the page's own, the other person has at most


def careers(tables: Tables, labels: Strings, wanted: int, seed: int) -> Pages:
    """Return at most ``wanted`` twins of pages of common names; ``label`` is whose page a paper was on.

    ``tables``: with identities hidden; ``labels``: shape (authorships,): a page of several identities is nobody's twin.
    """
    graph = build_graph(tables)
    generator = np.random.default_rng([seed, 3])
    known = (graph.expected < RARE) & _of_one(graph, labels)
    people, common = _twins(graph, known, wanted, generator)
    source = np.full(len(tables.authorships), -1, dtype=np.int64)
    for person, rows in _others(graph, known, people, generator):
        source[graph.record[rows]] = person
    together = moved(tables, source)
    merged = build_graph(together, content=graph.content)
    ids = tables.people["id"].to_numpy(dtype=object)
    twins = pd.Index(together.people["id"]).get_indexer(pd.Index(ids[people])).astype(np.int64)
    expected = merged.expected.copy()
    expected[twins] = graph.expected[common]
    whose: Strings = ids[tables.authorships["person"].to_numpy()][merged.record]
    nothing = np.zeros(len(whose), dtype=bool)
    return Pages(replace(merged, expected=expected), twins, ids[people], whose, nothing)


def _of_one(graph: Graph, labels: Strings) -> Bools:
    """Return for each person whether no two identities are on the page, shape (people,)."""
    label = labels[graph.record].astype(str)
    found = sorted({(person, name) for person, name in zip(graph.person.tolist(), label, strict=True) if name})
    several = np.bincount([person for person, _ in found], minlength=len(graph.expected)) > 1
    return ~several


def _twins(graph: Graph, known: Bools, wanted: int, generator: np.random.Generator) -> tuple[Ints, Ints]:
    """Return twins and the people of common names whose they are, both shape (k,), k ≤ ``wanted``."""
    enough = graph.papers_of >= LEAST
    alike = _alike(graph)
    waiting: dict[int, list[int]] = defaultdict(list)
    for person in generator.permutation(np.flatnonzero(known & enough)).tolist():
        waiting[alike[person]].append(person)
    common = generator.permutation(np.flatnonzero((graph.expected >= TWINNED_FROM) & enough))
    pairs = [(waiting[alike[one]].pop(), one) for one in common.tolist() if waiting[alike[one]]][:wanted]
    twins, those = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2).T
    return twins, those


def _years(graph: Graph) -> tuple[Ints, Ints]:
    """Return the years of everybody's first and last paper; rows are sorted by year."""
    end = len(graph.year) - 1
    return graph.year[np.minimum(graph.page[:-1], end)], graph.year[np.maximum(graph.page[1:] - 1, 0)]


def _alike(graph: Graph) -> Ints:
    """Return a number for each person, the same for those whose pages are alike."""
    first, last = _years(graph)
    papers = np.searchsorted(PAPERS, graph.papers_of, side="right")
    alike: Ints = (first // YEARS * 1000 + last // YEARS) * 10 + papers
    return alike


def _others(graph: Graph, known: Bools, people: Ints, generator: np.random.Generator) -> Iterator[tuple[int, Ints]]:
    """Yield every second one of ``people`` with the rows of somebody who is known and no twin, of about its years."""
    first, last = _years(graph)
    free = known.copy()
    free[people] = False
    for person in generator.permutation(people)[::2].tolist():
        near = (first <= last[person] + NEAR) & (last >= first[person] - NEAR)
        small = graph.papers_of <= OTHERS * graph.papers_of[person]
        others = np.flatnonzero(free & near & small & (graph.papers_of > 0))
        if len(others):
            other = int(generator.choice(others))
            own = graph.paper[graph.page[person] : graph.page[person + 1]]
            rows = np.arange(graph.page[other], graph.page[other + 1])
            if not np.isin(graph.paper[rows], own).any():
                yield person, rows
                free[other] = False
