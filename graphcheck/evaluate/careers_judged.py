"""Careers of rare names → figures: how often the moves of an ordinary career are called somebody else's papers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from graphcheck.communities import Bools
from graphcheck.evaluate.examples import Pages, right_papers
from graphcheck.evaluate.folds import Models
from graphcheck.evaluate.judged import SILENT
from graphcheck.evaluate.measures import COMMON, SHARES, VERY_COMMON, found_at, ratio, resampled
from graphcheck.graph import Floats, Ints
from graphcheck.settings import Settings
from graphcheck.weighing import Model


@dataclass(frozen=True)
class Careers:
    """Papers on pages of rare names that were judged as if the names were common; n papers, all shapes (n,).

    ``page``: which page; ``expected``: E, as it was taken to be; ``wrong``: whether it is somebody else's; ``score``
    (SILENT for an abstention), ``flagged``: what is thought of it.
    """

    page: Ints
    expected: Floats
    wrong: Bools
    score: Floats
    flagged: Bools


def judge_careers(pages: Pages, models: Models, settings: Settings) -> Careers:
    """Judge ``pages``, each by the model for its name."""
    fold = np.array([models.fold(name) for name in pages.ids], dtype=np.int64)
    parts = [_judged(pages, fold == number, model, settings) for number, model in enumerate(models.models)]
    return Careers(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _judged(pages: Pages, chosen: Bools, model: Model, settings: Settings) -> tuple[Ints, Floats, Bools, Floats, Bools]:
    """Return what ``Careers`` holds, of the pages for which ``chosen`` holds."""
    some = pages.only(chosen)
    scores = some.judged(model, settings)
    rows, page = scores.batch.rows, scores.batch.row_page
    wrong = right_papers(page, pages.label[rows], pages.moved[rows]) == 0
    score = np.where(np.isnan(scores.score), SILENT, scores.score)
    return np.flatnonzero(chosen)[page], pages.graph.expected[some.people][page], wrong, score, scores.flagged


def career_figures(found: Careers, seed: int) -> Iterator[tuple[str, Floats]]:
    """Yield key of the measure and values, of names taken to be common; pages are resampled by themselves."""
    weights = resampled(np.zeros(int(found.page.max(initial=-1)) + 1, dtype=np.int64), seed)
    common = found.expected >= COMMON
    for key, share in SHARES.items():
        values = found_at(weights, found.page[common], found.score[common], found.wrong[common], share)
        yield f"careers.found_at_{key}", values
    very = found.expected >= VERY_COMMON
    flagged = found.flagged.astype(np.float64)
    bands = {"all": common, "rarer": common & ~very, "commoner": very}
    for name, band in bands.items():
        right = band & ~found.wrong
        yield f"careers.false_alarms.{name}", ratio(weights, found.page[right], flagged[right])
    wrong = common & found.wrong
    yield "careers.default.found", ratio(weights, found.page[wrong], flagged[wrong])
