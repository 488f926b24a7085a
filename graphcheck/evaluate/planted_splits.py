"""Pages split in two, to see whether they are told as one person's (GC103), and which pairs of two people are, too.

Every identity that is known has a page of its own here, as if somebody had filed all papers rightly; of some of them a
part of the papers, at random or from one end of the career, is put on a second page of the same name. Names and papers
are all that is left: ids say nothing. Pairs of known people with related names who share a co-author are the
contrary: they must not be told.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from graphcheck.evaluate.identities import Strings, refiled
from graphcheck.graph import Graph, build_graph
from graphcheck.identity.splits import asked, splits
from graphcheck.names import slug
from graphcheck.settings import Settings
from graphcheck.suggest import Candidates
from graphcheck.tables import Tables
from graphcheck.weighing import Model

MOST = 1500  # pages split, a round
LEAST = 3  # papers of a page that is split
SECOND = "~split"


@dataclass(frozen=True)
class Parted:
    """What became of k split pages, and of pairs of two people.

    ``name``, ``asked``, ``told``: shape (k,), slugs of the names; whether the two halves were asked about at all, and
    whether they are told. ``wrong``: slug → pairs of two known people that are told; ``two``: such pairs asked about.
    """

    name: Strings
    asked: np.ndarray
    told: np.ndarray
    wrong: Counter[str]
    two: int


def split_pages(tables: Tables, labels: Strings, settings: Settings, model: Model, seeds: Iterable[int]) -> Parted:
    """Split pages, a round for each seed; ``labels``: shape (authorships,), as ``identities`` gives them."""
    rounds = [_round(World(tables, labels, settings, seed), settings, model) for seed in seeds]
    return Parted(
        np.concatenate([one.name for one in rounds]),
        np.concatenate([one.asked for one in rounds]),
        np.concatenate([one.told for one in rounds]),
        sum((one.wrong for one in rounds), start=Counter()),
        sum(one.two for one in rounds),
    )


class World:
    """A bibliography whose known people have a page each, and of whom some have two.

    ``identity``: who each person is, by row; "" where that is not known.
    """

    def __init__(self, tables: Tables, labels: Strings, settings: Settings, seed: int) -> None:
        page = _filed(tables, labels)
        known = set(labels[labels != ""].tolist())
        self.tables = refiled(tables, _halved(tables, page, known, seed))
        self.graph: Graph = build_graph(self.tables)
        self.candidates = Candidates(self.tables, self.graph, settings)
        self.ids: list[str] = self.tables.people["id"].tolist()
        whole = [person.removesuffix(SECOND) for person in self.ids]
        self.identity = [person if person in known else "" for person in whole]

    def is_one(self, one: int, two: int) -> bool | None:
        """Whether two people, rows, are one; None where that is not known."""
        if not self.identity[one] or not self.identity[two]:
            return None
        return self.identity[one] == self.identity[two]


def _filed(tables: Tables, labels: Strings) -> Strings:
    """Return a page for each authorship: its identity, or the only one on its page, else the page."""
    filed = tables.people["id"].to_numpy(dtype=object)[tables.authorships["person"].to_numpy()]
    catch_all = set(tables.people.loc[tables.people["catch_all"], "id"])
    found: defaultdict[str, set[str]] = defaultdict(set)
    for page, label in zip(filed, labels, strict=True):
        if label:
            found[page].add(label)
    only = {page: min(held) for page, held in found.items() if len(held) == 1 and page not in catch_all}
    own = [label or only.get(at, at) for at, label in zip(filed, labels, strict=True)]
    pages: Strings = np.array(own, dtype=object)
    return pages


def _halved(tables: Tables, page: Strings, known: set[str], seed: int) -> Strings:
    """Return ``page`` with at most half of the papers of some known people on a second page of theirs."""
    chance = np.random.default_rng(seed)
    year = tables.papers["year"].to_numpy()[tables.authorships["paper"].to_numpy()]
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for row, person in enumerate(page):
        if person in known:
            rows[person].append(row)
    parted = page.copy()
    for person in chance.permutation([one for one in sorted(rows) if len(rows[one]) >= LEAST])[:MOST]:
        own = np.array(rows[person])
        size = int(chance.integers(1, len(own) // 2 + 1))
        career = own[np.argsort(year[own], kind="stable")]
        ways = (chance.permutation(own)[:size], career[:size], career[-size:])
        parted[ways[int(chance.integers(len(ways)))]] = f"{person}{SECOND}"
    return parted


def _round(world: World, settings: Settings, model: Model) -> Parted:
    row = {person: at for at, person in enumerate(world.ids)}
    halves = sorted(person for person in world.ids if person.endswith(SECOND))
    pairs = asked(world.tables, world.graph, world.candidates, settings)
    met = {frozenset((pair.one, pair.two)) for pair in pairs}
    found = splits(world.tables, world.graph, world.candidates, settings, model)
    told = [frozenset(row[person] for person in split.people) for split in found]
    parted = [frozenset((row[half], row[half.removesuffix(SECOND)])) for half in halves]
    names = world.tables.people["name"].tolist()
    wrong = Counter(slug(names[min(pair)]) for pair in told if world.is_one(*pair) is False)
    everything = set(told)
    return Parted(
        np.array([slug(names[row[half]]) for half in halves], dtype=object),
        np.array([pair in met for pair in parted]),
        np.array([pair in everything for pair in parted]),
        wrong,
        sum(world.is_one(pair.one, pair.two) is False for pair in pairs),
    )
