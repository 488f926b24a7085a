"""Models that have not seen the names that they judge, and the pages that they make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace

import numpy as np

from graphcheck.bibliography import Bibliography
from graphcheck.evaluate.examples import fold_of
from graphcheck.evaluate.identities import Strings
from graphcheck.evaluate.judged import SILENT, Judged
from graphcheck.evaluate.training import train
from graphcheck.evaluate.worlds import examples
from graphcheck.graph import Floats, Ints
from graphcheck.model import Page
from graphcheck.pages import PageMaker
from graphcheck.progress import Progress
from graphcheck.score import prior
from graphcheck.settings import Settings
from graphcheck.sources import Source
from graphcheck.tables import Tables
from graphcheck.weighing import Model, default_model

# Planted errors to learn from: one round, where the package's own model has three, halves the time and changes no
# figure by more than its interval.
TRAINING_SEEDS = (1,)


@dataclass(frozen=True)
class Models:
    """A model for each fold of names, trained on the other folds; one model is for all names."""

    models: tuple[Model, ...]

    def fold(self, name: str) -> int:
        """Return which of the models judges the page of that name."""
        return fold_of(name, len(self.models))


def cross_validated(tables: Tables, labels: Strings, folds: int, settings: Settings, progress: Progress) -> Models:
    """Train a model for each of ``folds``; with fewer than two return the package's own for all names."""
    if folds < 2:
        return Models((default_model(),))
    known = examples(tables, labels, TRAINING_SEEDS, settings)
    left_out = progress.stage("training on the other folds", range(folds), folds)
    return Models(tuple(train(known.without(fold, folds), settings) for fold in left_out))


def page_maker(source: Source, tables: Tables, settings: Settings) -> PageMaker:
    """Return what judges the pages of ``tables``, which were made from those of ``source``."""
    return Bibliography(replace(source, tables=tables), settings).page_maker


def made_pages(maker: PageMaker, people: Ints, names: Sequence[str], models: Models) -> Iterator[Page]:
    """Yield the pages of ``people`` (rows in people), each judged by the model for its name.

    ``names``: what the folds go by, shape as ``people``.
    """
    fold = np.array([models.fold(name) for name in names], dtype=np.int64)
    for number, model in enumerate(models.models):
        yield from _with_model(maker, model).pages(people[fold == number], evidence=False)


def evidence_alone(found: Judged, settings: Settings) -> Floats:
    """Return the log-odds that each row is not the person's, less what stands for how common the name is, shape (n,).

    Errors are planted one a page, whatever the name; real ones are the more frequent the commoner it is, and the prior
    knows that. An abstention is below all others.
    """
    score = np.clip(found.score, 1e-12, 1 - 1e-12)
    odds = np.log(score / (1 - score)) + prior(found.expected, settings)[found.page]
    return np.where(found.score == SILENT, -np.inf, odds)


def _with_model(maker: PageMaker, model: Model) -> PageMaker:
    """Return ``maker`` with another model; graph and look-up tables are the same."""
    other = copy(maker)
    other.model = model
    return other
