"""Labelled pages with their pairs of papers measured: what the model is learned from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from zlib import crc32

import numpy as np

from graphcheck.communities import Bools
from graphcheck.evaluate.identities import Strings
from graphcheck.evidence import measure
from graphcheck.graph import Floats, Graph, Ints
from graphcheck.neighbourhood import neighbourhoods
from graphcheck.pairs import pairs_of
from graphcheck.score import Scores, judge
from graphcheck.settings import Settings
from graphcheck.suggest import Candidates
from graphcheck.weighing import Model

PARTS = 5  # into which names fall where a model must read pages that it was not learned from
REAL = 10.0  # weight of a pair of a page of several people, where one of another page weighs 1
CLEAR = 0.6  # share of the labelled papers from which a page has a main person


@dataclass(frozen=True)
class Pages:
    """A graph whose answers are known.

    ``people``: shape (b,), rows of the people to look at; ``ids``: shape (b,), their ids; ``label``, ``moved``: shape
    (rows of the graph,), who wrote it ("" = unknown), and whether it was planted there.
    """

    graph: Graph
    people: Ints
    ids: Strings
    label: Strings
    moved: Bools

    def only(self, kept: Bools) -> Pages:
        """Return the pages for which ``kept``, shape (b,), holds."""
        return replace(self, people=self.people[kept], ids=self.ids[kept])

    def judged(self, model: Model, settings: Settings) -> Scores:
        """Judge the pages as if nobody were identified and no page were said to hold several people."""
        nobody, no_page = np.zeros(len(self.graph.person), dtype=bool), np.zeros(len(self.graph.expected), dtype=bool)
        return judge(self.graph, self.people, nobody, no_page, settings, model)


@dataclass(frozen=True)
class Cases:
    """Labelled authorship rows of a graph, identities not hidden; ``name``: shape (rows,), slugs as printed."""

    graph: Graph
    candidates: Candidates
    rows: Ints
    name: Strings


@dataclass(frozen=True)
class Examples:
    """What a model is learned from.

    ``known``: pages that hold labelled papers alone; ``planted``: clean ones of these with planted errors, a round
    each; ``whole``, ``planted_whole``: the same pages with the papers that nobody has labelled; ``careers``: pages of
    rare names as if they were common (``careers.py``); ``asked``: papers to find the owner of.
    """

    known: Pages
    planted: tuple[Pages, ...]
    whole: Pages
    planted_whole: tuple[Pages, ...]
    careers: Pages
    asked: Cases

    def without(self, fold: int, folds: int) -> Examples:
        """Return the examples whose names are not of the fold."""
        known, whole, careers, *planted = (
            pages.only(_not_of(pages.ids, fold, folds))
            for pages in (self.known, self.whole, self.careers, *self.planted, *self.planted_whole)
        )
        rounds = len(self.planted)
        kept = _not_of(self.asked.name, fold, folds)
        asked = replace(self.asked, rows=self.asked.rows[kept], name=self.asked.name[kept])
        return Examples(known, tuple(planted[:rounds]), whole, tuple(planted[rounds:]), careers, asked)


def _not_of(names: Strings, fold: int, folds: int) -> Bools:
    return np.array([fold_of(name, folds) != fold for name in names], dtype=bool)


def fold_of(name: str, folds: int = 5) -> int:
    """Return the fold of a name: the same in every run, and no name in two."""
    return crc32(name.encode()) % folds


def part_of(name: str) -> int:
    """Return which of the PARTS a name falls into.

    Not the remainder that the folds go by: all names of a fold would fall into one part.
    """
    return crc32(b"part" + name.encode()) % PARTS


class Measured:
    """The pairs of some pages with their features and what is known of them.

    ``label``, ``moved``: shape (n,), of the batch's rows. ``same``, ``different``: shape (q,), pairs known to be one
    person's, or two people's. ``mixed``: shape (n,), rows of pages of several people, planted papers aside.
    ``part``: shape (b,), which of the PARTS a page's name falls into.
    """

    def __init__(self, pages: Pages, settings: Settings) -> None:
        self.pages = pages
        self.batch = neighbourhoods(pages.graph, pages.people, settings)
        self.pairs = pairs_of(pages.graph, self.batch, settings)
        self.features = measure(pages.graph, self.batch, self.pairs)
        label = pages.label[self.batch.rows]
        self.label, self.moved = label, pages.moved[self.batch.rows]
        one, two = self.pairs.one, self.pairs.two
        known = (label[one] != "") & (label[two] != "")
        strange = self.moved[one] != self.moved[two]
        self.same = known & (label[one] == label[two]) & ~self.moved[one] & ~self.moved[two]
        self.different = known & (strange | ((label[one] != label[two]) & ~self.moved[one] & ~self.moved[two]))
        mixed = np.bincount(self.batch.row_page[one[self.different & ~strange]], minlength=len(pages.people)) > 0
        self.mixed = mixed[self.batch.row_page]
        self.part = np.array([part_of(page) for page in pages.ids], dtype=np.int64)

    @property
    def pair_part(self) -> Ints:
        """The part of each pair's page, shape (q,)."""
        return self.part[self.batch.row_page[self.pairs.one]]

    def pair_weight(self, chosen: Bools) -> Floats:
        """Return the weight of each chosen pair: pages of many pairs count by the root of their number."""
        page = self.batch.row_page[self.pairs.one[chosen]]
        number = np.bincount(page, minlength=len(self.pages.people))
        weight: Floats = 1 / np.sqrt(np.maximum(number[page], 1))
        return np.where(self.mixed[self.pairs.one[chosen]], REAL * weight, weight)


def right_papers(page: Ints, label: Strings, moved: Bools) -> Floats:
    """Return 1 for papers of their page's main person, 0 for others' and moved ones, shape (n,).

    NaN where nobody knows, and on pages without a clear main person. ``page``, ``label``, ``moved``: shape (n,).
    """
    right = np.full(len(label), np.nan)
    for begin, end in slices(page):
        here = slice(begin, end)
        known = (label[here] != "") & ~moved[here]
        names, counts = np.unique(label[here][known].astype(str), return_counts=True)
        if len(names) and counts.max() >= CLEAR * counts.sum():
            main = label[here] == names[np.argmax(counts)]
            right[here] = np.where(moved[here], 0.0, np.where(known, main, np.nan))
    return right


def slices(page: Ints) -> list[tuple[int, int]]:
    """Return where the rows of each page begin and end; ``page``: shape (n,), sorted."""
    starts = np.flatnonzero(np.diff(page, prepend=-1))
    ends = np.append(starts, len(page))[1:]
    return list(zip(starts.tolist(), ends.tolist(), strict=True))
