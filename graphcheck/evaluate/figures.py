"""An experiment → figures: each measure for each system, with its interval."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from graphcheck.communities import Bools
from graphcheck.evaluate.answers import comparable, corrections, scored
from graphcheck.evaluate.calibration import brier, expected_error
from graphcheck.evaluate.careers_judged import career_figures
from graphcheck.evaluate.examples import CLEAR
from graphcheck.evaluate.experiment import GRAPHCHECK, Experiment, System
from graphcheck.evaluate.judged import SILENT, Judged, Main, main_people
from graphcheck.evaluate.measures import (
    COMMON,
    SHARES,
    VERY_COMMON,
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
from graphcheck.evaluate.planted_ids import Noticed
from graphcheck.evaluate.planted_splits import Parted
from graphcheck.evaluate.strays import KINDS
from graphcheck.graph import Floats, Ints

SMALL = 4  # papers on a page, the planted one included, up to which there is little to compare with
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
        self.seed = seed
        real = found.systems[0].real
        self.names = sorted({*real.ids.tolist(), *found.suggestions.name.tolist()})
        pages = len(self.names)
        # People with swapped ids are drawn by themselves, so that the others' draws don't depend on them.
        self.names += sorted({_of_ids(name) for one in (found.orcids, found.ids) for name in (*one.name, *one.alarms)})
        self.index = {name: number for number, name in enumerate(self.names)}
        stratum = np.where(np.arange(len(self.names)) < pages, 2, 3)
        stratum[self.places(real.ids)] = found.mixed
        self.weights: Weights = resampled(stratum, seed)

    def places(self, names: np.ndarray) -> Ints:
        """Return the columns of the weights of pages, shape as ``names``."""
        return np.array([self.index[name] for name in names], dtype=np.int64)

    def figures(self, system: System) -> dict[str, Figure]:
        """Return what one system reaches, by the key of the measure."""
        parts = [self._planted(system), self._default(system), self._pages(system.real), self._told(system.real)]
        parts += [
            self._groups(system.real),
            self._real(system),
            self._clicks(system),
            self._whole(system.whole, system.planted_whole),
        ]
        if system.name == GRAPHCHECK:
            parts += [self._suggestions(), self._calibration(system)]
            parts += [self._ids("orcids", self.found.orcids), self._ids("ids", self.found.ids)]
            parts += [_splits(self.found.splits, self.seed), career_figures(self.found.careers, self.seed)]
        return {key: _figure(values) for part in parts for key, values in part}

    def _planted(self, system: System) -> Found:
        planted = system.planted
        page = self.places(planted.ids)[planted.page]
        expected = planted.expected[planted.page]
        wrong = planted.planted > 0
        common = expected >= COMMON
        known = planted.known | wrong
        yield from self._planted_found(planted)
        kept = known & common
        for key, share in SHARES.items():
            found = found_at(self.weights, page[kept], planted.evidence[kept], wrong[kept], share)
            yield f"planted.common.evidence_at_{key}", found
        several = planted.papers[planted.page] > SMALL
        bands = {"rarer": expected < VERY_COMMON, "commoner": expected >= VERY_COMMON, "larger": several}
        for name, band in bands.items():
            kept = known & common & band
            found = found_at(self.weights, page[kept], planted.score[kept], wrong[kept], SHARES["1"])
            yield f"planted.{name}.found_at_1", found
        for number, kind in enumerate(KINDS, start=1):
            kept = known & common & (~wrong | (planted.planted == number))
            found = found_at(self.weights, page[kept], planted.score[kept], wrong[kept], SHARES["1"])
            yield f"planted.{kind.replace(' ', '_')}.found_at_1", found
        not_core = ~main_people(planted).is_core
        yield "planted.not_core", ratio(self.weights, self.places(planted.ids), not_core.astype(float))

    def _planted_found(self, planted: Judged, prefix: str = "") -> Found:
        page = self.places(planted.ids)[planted.page]
        wrong = planted.planted > 0
        known = planted.known | wrong
        for name, kept in (("common", known & (planted.expected[planted.page] >= COMMON)), ("all", known)):
            for key, share in SHARES.items():
                found = found_at(self.weights, page[kept], planted.score[kept], wrong[kept], share)
                yield f"{prefix}planted.{name}.found_at_{key}", found

    def _default(self, system: System) -> Found:
        planted = system.planted
        yield "default.planted_found", self._mean(planted, planted.planted > 0, planted.flagged)
        yield from self._right_papers(system.real, "")
        core = main_people(system.whole).core[system.whole.page]
        kept = comparable(system.whole, core) & system.whole.flagged
        yield "default.precision", self._mean(system.whole, kept, system.whole.label != core)

    def _right_papers(self, judged: Judged, prefix: str) -> Found:
        """Measure how many labelled papers of clean pages are flagged, and outside the core."""
        right = judged.known & ~self.found.mixed[judged.page]
        yield f"{prefix}default.false_alarms.all", self._mean(judged, right, judged.flagged)
        common = right & (judged.expected[judged.page] >= COMMON)
        yield f"{prefix}default.false_alarms.common", self._mean(judged, common, judged.flagged)
        yield f"{prefix}outside.all", self._mean(judged, right, ~judged.core)

    def _pages(self, judged: Judged, prefix: str = "") -> Found:
        mixed = self.found.mixed
        page = self.places(judged.ids)
        common = judged.expected >= COMMON
        top = np.full(len(page), SILENT)
        np.maximum.at(top, judged.page[judged.flagged], judged.score[judged.flagged])
        for name, kept in (("all", mixed | ~mixed), ("trusted", self.found.trusted)):
            both = kept & common
            yield f"{prefix}doubt.{name}.auc", auc(self.weights, page[kept], judged.doubt[kept], mixed[kept])
            yield f"{prefix}doubt.{name}.auc_common", auc(self.weights, page[both], judged.doubt[both], mixed[both])
            heard = kept & (mixed | common)
            for what, alarm in (("doubt", judged.doubt), ("doubt_or_flag", np.maximum(judged.doubt, top))):
                found = found_at(self.weights, page[heard], alarm[heard], mixed[heard], QUIET)
                yield f"{prefix}noticed.{name}.{what}", found

    def _told(self, judged: Judged, prefix: str = "") -> Found:
        """Measure which pages of several identities, and of one under a common name, a run with defaults tells of."""
        flagged = np.bincount(judged.page, weights=judged.flagged, minlength=len(judged.ids)) > 0
        for name, kept in (("mixed", self.found.mixed), ("clean", ~self.found.mixed & (judged.expected >= COMMON))):
            page = self.places(judged.ids)[kept]
            for what, told in (("page", judged.mixed), ("any", judged.mixed | flagged)):
                yield f"{prefix}told.{name}.{what}", ratio(self.weights, page, told[kept].astype(float))

    def _groups(self, judged: Judged, prefix: str = "") -> Found:
        page = self.places(judged.ids)
        rows = judged.rows_of()
        values = np.array([b_cubed(judged.group[r], judged.label[r]) if len(r) else (np.nan,) * 3 for r in rows])
        mixed = self.found.mixed
        for name, kept in (("all", mixed), ("trusted", mixed & self.found.trusted)):
            for number, part in enumerate(("precision", "recall", "f1")):
                yield f"{prefix}groups.{name}.{part}", ratio(self.weights, page[kept], values[kept, number])

    def _real(self, system: System) -> Found:
        real = system.real
        main = main_people(real)
        clear = self.found.mixed & (main.share >= CLEAR)
        yield from self._ranking("real", real, clear, main)
        yield from self._ranking("planted", system.planted, system.planted.papers > 0, main_people(system.planted))
        yield "real.not_core", ratio(self.weights, self.places(real.ids)[clear], (~main.is_core[clear]).astype(float))
        for name, kept in (("all", clear), ("trusted", clear & self.found.trusted)):
            yield from self._wrong_found(real, main, kept, f"real.{name}")

    def _wrong_found(self, judged: Judged, main: Main, pages: Bools, key: str) -> Found:
        """Measure the wrong papers of ``pages`` found among right ones, also of clean pages of common names."""
        quiet = ~self.found.mixed & (judged.expected >= COMMON)
        kept = judged.known & (pages | quiet)[judged.page]
        wrong = (judged.label != main.label[judged.page])[kept]
        place = self.places(judged.ids)[judged.page[kept]]
        for name, share in SHARES.items():
            yield f"{key}.found_at_{name}", found_at(self.weights, place, judged.score[kept], wrong, share)

    def _whole(self, whole: Judged, planted: Judged) -> Found:
        """Measure the same with the papers that nobody has labelled on the pages: who the core is may not be known."""
        main = main_people(whole)
        clear = self.found.mixed & (main.share >= CLEAR)
        yield "whole.not_core", ratio(self.weights, self.places(whole.ids)[clear], (~main.is_core[clear]).astype(float))
        yield from self._wrong_found(whole, main, clear, "whole.real")
        yield from self._planted_found(planted, "whole.")
        yield "whole.default.planted_found", self._mean(planted, planted.planted > 0, planted.flagged)
        yield from self._right_papers(whole, "whole.")
        yield from self._pages(whole, "whole.")
        yield from self._told(whole, "whole.")
        yield from self._groups(whole, "whole.")

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
        yield "suggestion.proposed", ratio(self.weights, page, found.proposed.astype(float))
        made = found.proposed
        yield "suggestion.proposed_right", ratio(self.weights, page[made], found.first[made].astype(float))
        yield "suggestion.nobody", ratio(self.weights, page, found.nobody.astype(float))
        yield "suggestion.flagged_and_first", ratio(self.weights, page, found.flagged.astype(float))

    def _ids(self, key: str, noticed: Noticed) -> Found:
        place = np.array([self.index[_of_ids(name)] for name in noticed.name], dtype=np.int64)
        yield f"{key}.found", ratio(self.weights, place, noticed.found.astype(float))
        yield f"{key}.right", ratio(self.weights, place, noticed.right.astype(float))
        # Alarms by name; names without any are among those that are drawn, too.
        names = sorted({*noticed.name.tolist(), *noticed.alarms})
        drawn = np.array([self.index[_of_ids(name)] for name in names], dtype=np.int64)
        alarms = np.array([noticed.alarms[name] for name in names], dtype=float)
        share = len(names) / noticed.links if noticed.links else np.nan
        yield f"{key}.false_alarms", ratio(self.weights, drawn, alarms) * share

    def _calibration(self, system: System) -> Found:
        found = scored(system.whole, self.places(system.whole.ids))
        yield "calibration.error", expected_error(self.weights, found)
        yield "calibration.brier", brier(self.weights, found)

    def _mean(self, judged: Judged, kept: Bools, values: Bools) -> Floats:
        page = self.places(judged.ids)[judged.page[kept]]
        return ratio(self.weights, page, values[kept].astype(float))


def _splits(found: Parted, seed: int) -> Found:
    """Resample the names of split pages, and of people who are told as one and are two."""
    names = sorted({*found.name.tolist(), *found.wrong})
    if not len(found.name):
        return
    index = {name: number for number, name in enumerate(names)}
    weights = resampled(np.zeros(len(names), dtype=np.int64), seed)
    place = np.array([index[name] for name in found.name], dtype=np.int64)
    told, asked = found.told.astype(np.float64), found.asked
    every = np.array(list(index.values()), dtype=np.int64)
    wrong = np.array([found.wrong[name] for name in names], dtype=float)
    right = np.bincount(place, weights=told, minlength=len(names)).astype(np.float64)
    yield "splits.precision", ratio(weights, every, right, right + wrong)
    yield "splits.found", ratio(weights, place, told)
    yield "splits.found_with_coauthors", ratio(weights, place[asked], told[asked])


def _of_ids(name: str) -> str:
    return f"ids of {name}"


def _figure(values: Floats) -> Figure:
    return Figure(float(values[0]), *interval(values[1:]))
