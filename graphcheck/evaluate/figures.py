"""An experiment → figures: each measure for each system, with its interval."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from graphcheck.communities import Bools
from graphcheck.evaluate.calibration import Scored, brier, expected_error
from graphcheck.evaluate.clicks import clicks
from graphcheck.evaluate.experiment import GRAPHCHECK, PLAIN_RULE, Experiment, System
from graphcheck.evaluate.judged import NOBODY, SILENT, Judged, Main, main_people
from graphcheck.evaluate.measures import (
    Weights,
    auc,
    average_precision,
    b_cubed,
    found_at,
    interval,
    page_auc,
    ratio,
    resampled,
)
from graphcheck.evaluate.strays import KINDS
from graphcheck.graph import Floats, Ints

COMMON = 0.01  # E from which a name is common
VERY_COMMON = 0.1  # E from which most pages that look clean hold papers of others, too
CLEAR = 0.6  # share of the labelled papers from which a page has a clear main person
CALIBRATED_ON = 3  # labelled papers from which a page counts for calibration, whosever they are
SHARES = {"0.5": 0.005, "1": 0.01, "2": 0.02}  # false alarms on right papers
QUIET = 0.05  # clean pages of common names that alarm


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value with its 95% interval; all NaN where it could not be measured."""

    value: float
    low: float
    high: float


Found = Iterator[tuple[str, Floats]]  # key of the measure, values of shape (times,)


class Measurer:
    """Measures the systems of one experiment on the same resamples."""

    def __init__(self, found: Experiment, seed: int) -> None:
        self.found = found
        real = found.systems[0].real
        self.names = sorted({*real.ids.tolist(), *found.suggestions.name.tolist()})
        self.index = {name: number for number, name in enumerate(self.names)}
        stratum = np.full(len(self.names), 2)
        stratum[self.places(real.ids)] = found.mixed
        self.weights: Weights = resampled(stratum, seed)

    def places(self, names: np.ndarray) -> Ints:
        """Return the columns of the weights of pages, shape as ``names``."""
        return np.array([self.index[name] for name in names], dtype=np.int64)

    def figures(self, system: System) -> dict[str, Figure]:
        """Return what one system reaches, by the key of the measure."""
        parts = [self._planted(system), self._default(system), self._pages(system), self._groups(system)]
        parts += [self._real(system), self._clicks(system)]
        if system.name == GRAPHCHECK:
            parts += [self._suggestions(), self._calibration(system)]
        return {key: _figure(values) for part in parts for key, values in part}

    def _planted(self, system: System) -> Found:
        planted = system.planted
        page = self.places(planted.ids)[planted.page]
        is_core = main_people(planted).is_core
        common = planted.expected[planted.page] >= COMMON
        wrong = planted.planted > 0
        # Where the core is somebody else everything is inverted: these pages are counted apart.
        known = (planted.known | wrong) & is_core[planted.page]
        for name, kept in (("common", known & common), ("all", known)):
            for key, share in SHARES.items():
                found = found_at(self.weights, page[kept], planted.score[kept], wrong[kept], share)
                yield f"planted.{name}.found_at_{key}", found
        expected = planted.expected[planted.page]
        for name, band in (("rarer", expected < VERY_COMMON), ("commoner", expected >= VERY_COMMON)):
            kept = known & common & band
            found = found_at(self.weights, page[kept], planted.score[kept], wrong[kept], SHARES["1"])
            yield f"planted.{name}.found_at_1", found
        for number, kind in enumerate(KINDS, start=1):
            kept = known & common & (~wrong | (planted.planted == number))
            found = found_at(self.weights, page[kept], planted.score[kept], wrong[kept], SHARES["1"])
            yield f"planted.{kind.replace(' ', '_')}.found_at_1", found
        yield "planted.not_core", ratio(self.weights, self.places(planted.ids), (~is_core).astype(float))

    def _default(self, system: System) -> Found:
        planted, real = system.planted, system.real
        yield "default.planted_found", self._mean(planted, planted.planted > 0, planted.flagged)
        right = real.known & ~self.found.mixed[real.page]
        chosen = {"all": right, "common": right & (real.expected[real.page] >= COMMON)}
        for name, kept in {**chosen, "trusted": right & self.found.trusted[real.page]}.items():
            yield f"default.false_alarms.{name}", self._mean(real, kept, real.flagged)
            if name != "common":
                yield f"outside.{name}", self._mean(real, kept, ~real.core)
        core = main_people(real).core[real.page]
        kept = _comparable(real, core) & real.flagged
        yield "default.precision", self._mean(real, kept, real.label != core)

    def _pages(self, system: System) -> Found:
        real, mixed = system.real, self.found.mixed
        page = self.places(real.ids)
        common = real.expected >= COMMON
        top = np.full(len(page), SILENT)
        np.maximum.at(top, real.page[real.flagged], real.score[real.flagged])
        for name, kept in (("all", mixed | ~mixed), ("trusted", self.found.trusted)):
            both = kept & common
            yield f"doubt.{name}.auc", auc(self.weights, page[kept], real.doubt[kept], mixed[kept])
            yield f"doubt.{name}.auc_common", auc(self.weights, page[both], real.doubt[both], mixed[both])
            heard = kept & (mixed | common)
            for what, alarm in (("doubt", real.doubt), ("doubt_or_flag", np.maximum(real.doubt, top))):
                found = found_at(self.weights, page[heard], alarm[heard], mixed[heard], QUIET)
                yield f"noticed.{name}.{what}", found

    def _groups(self, system: System) -> Found:
        real = system.real
        page = self.places(real.ids)
        rows = real.rows_of()
        values = np.array([b_cubed(real.group[r], real.label[r]) if len(r) else (np.nan,) * 3 for r in rows])
        mixed = self.found.mixed
        for name, kept in (("all", mixed), ("trusted", mixed & self.found.trusted)):
            for number, part in enumerate(("precision", "recall", "f1")):
                yield f"groups.{name}.{part}", ratio(self.weights, page[kept], values[kept, number])

    def _real(self, system: System) -> Found:
        real = system.real
        main = main_people(real)
        clear = self.found.mixed & (main.share >= CLEAR)
        yield from self._ranking("real", real, clear, main)
        yield from self._ranking("planted", system.planted, system.planted.papers > 0, main_people(system.planted))
        page = self.places(real.ids)
        yield "real.not_core", ratio(self.weights, page[clear], (~main.is_core[clear]).astype(float))
        quiet = ~self.found.mixed & (real.expected >= COMMON) & main.is_core
        for name, pages in (("all", clear & main.is_core), ("trusted", clear & main.is_core & self.found.trusted)):
            kept = real.known & (pages | quiet)[real.page]
            wrong = (real.label != main.label[real.page])[kept]
            for key, share in SHARES.items():
                found = found_at(self.weights, page[real.page[kept]], real.score[kept], wrong, share)
                yield f"real.{name}.found_at_{key}", found

    def _ranking(self, name: str, judged: Judged, pages: Bools, main: Main) -> Found:
        """As in KDD Cup 2024 WhoIsWho-IND: one AUC and AP a page, weighted by its wrong papers."""
        found: list[tuple[int, int, float, float]] = []
        labelled = judged.known | (judged.planted > 0)
        for number in np.flatnonzero(pages):
            rows = np.flatnonzero(labelled & (judged.page == number))
            wrong = (judged.planted[rows] > 0) | (judged.label[rows] != main.label[number])
            if wrong.any() and not wrong.all():
                score = judged.score[rows]
                place = self.index[judged.ids[number]]
                found.append((place, int(wrong.sum()), page_auc(score, wrong), average_precision(score, wrong)))
        page = np.array([place for place, _, _, _ in found], dtype=np.int64)
        wrong_papers = np.array([number for _, number, _, _ in found], dtype=np.float64)
        for measure, position in (("auc", 2), ("map", 3)):
            values = np.array([one[position] for one in found]) * wrong_papers
            yield f"ranking.{name}.{measure}", ratio(self.weights, page, values, wrong_papers)

    def _clicks(self, system: System) -> Found:
        page, number, papers = corrections(system, self.found.mixed)
        page = self.places(system.real.ids)[page]
        one = (number <= 1).astype(float)
        yield "clicks.one", ratio(self.weights, page, one)
        several = papers > 1
        yield "clicks.one.several", ratio(self.weights, page[several], one[several])
        yield "clicks.mean", ratio(self.weights, page, number.astype(float))

    def _suggestions(self) -> Found:
        found = self.found.suggestions
        page = self.places(found.name)
        yield "suggestion.first", ratio(self.weights, page, found.first.astype(float))
        yield "suggestion.flagged_and_first", ratio(self.weights, page, found.flagged.astype(float))

    def _calibration(self, system: System) -> Found:
        found = scored(system.real, self.places(system.real.ids))
        yield "calibration.error", expected_error(self.weights, found)
        yield "calibration.brier", brier(self.weights, found)

    def _mean(self, judged: Judged, kept: Bools, values: Bools) -> Floats:
        page = self.places(judged.ids)[judged.page[kept]]
        return ratio(self.weights, page, values[kept].astype(float))


def _figure(values: Floats) -> Figure:
    return Figure(float(values[0]), *interval(values[1:]))


def _comparable(real: Judged, core: Ints) -> Bools:
    """Return labelled rows of pages with enough labelled papers, clean or mixed, and a labelled core."""
    labelled = np.bincount(real.page[real.known], minlength=len(real.ids))
    kept: Bools = real.known & (labelled[real.page] >= CALIBRATED_ON) & (core != NOBODY)
    return kept


def scored(real: Judged, places: Ints) -> Scored:
    """Return the scores whose answer is known: whether the paper is of the identity that the core is of."""
    core = main_people(real).core[real.page]
    kept = _comparable(real, core) & (real.score != SILENT)
    page = real.page[kept]
    strata = {
        "name commonness E": real.expected[page],
        "papers on the page": real.papers[page].astype(float),
        "co-authors": real.coauthors[kept].astype(float),
        "decade": real.year[kept].astype(float),
    }
    return Scored(places[page], real.score[kept], (real.label != core)[kept], strata)


def corrections(system: System, mixed: Bools) -> tuple[Ints, Ints, Ints]:
    """Return page, clicks and labelled papers of each person on a mixed page who is not its main person.

    Shapes (corrections,). On a page of two people selecting either of them parts them.
    """
    real = system.real
    main = main_people(real)
    whole_groups = system.name != PLAIN_RULE  # the rule flags papers and knows no groups
    found: list[tuple[int, int, int]] = []
    for number, rows in enumerate(real.rows_of()):
        if mixed[number]:
            label, flagged, group = real.label[rows], real.flagged[rows], real.group[rows]
            needed = {
                int(who): clicks(label == who, flagged, group, whole_groups=whole_groups) for who in np.unique(label)
            }
            own = needed.pop(int(main.label[number]))
            for who, count in needed.items():
                least = min(count, own) if len(needed) == 1 else count
                found.append((number, least, int((label == who).sum())))
    pages, counts, papers = np.array(found, dtype=np.int64).reshape(-1, 3).T
    return pages, counts, papers
