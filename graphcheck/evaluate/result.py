"""An evaluation as data: what JSON holds, what text is written from, what comparisons read.

Nothing in it depends on the machine or the hour: one source and seed give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from math import isfinite
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from graphcheck import __version__
from graphcheck.communities import Bools
from graphcheck.errors import BadInputError, Problem
from graphcheck.evaluate.answers import corrections, scored
from graphcheck.evaluate.calibration import bands, reliability
from graphcheck.evaluate.catalogue import MEASURES
from graphcheck.evaluate.experiment import GRAPHCHECK, Experiment, System, experiment
from graphcheck.evaluate.figures import Figure, Measurer
from graphcheck.evaluate.judged import NOBODY, SILENT, Judged, main_people
from graphcheck.evaluate.measures import TIMES, b_cubed
from graphcheck.progress import Progress
from graphcheck.settings import Settings
from graphcheck.sources import Source

VERSION = 2
DIGITS = 4
Result = dict[str, Any]


def evaluate(
    source: Source, settings: Settings, *, seed: int = 0, folds: int | None = None, progress: Progress
) -> Result:
    """Measure how right and how quiet the checker is on ``source``; see ``docs/evaluate.md``.

    ``folds``: models trained for this, each on the names of the other folds; 0 for the model that the package
    brings; None for five where the source has pages enough to train on, else 0.

    Raises:
        GraphcheckError: the source has no identities to measure by.
    """
    found = experiment(source, settings, seed=seed, folds=folds, progress=progress)
    measurer = Measurer(found, seed)
    systems = progress.stage("resampling pages", found.systems, len(found.systems))
    figures = {system.name: measurer.figures(system) for system in systems}
    best = found.systems[0]
    known = scored(best.whole, np.arange(len(best.whole.ids)))
    tables = source.tables
    return {
        "version": VERSION,
        "graphcheck": __version__,
        "source": {
            "revision": source.revision,
            "people_format": source.people_format,
            "papers": len(tables.papers),
            "authorships": len(tables.authorships),
        },
        "seed": seed,
        "resamples": TIMES,
        "folds": found.folds,
        "pages": _counts(found),
        "measures": {
            key: {name: _numbers(asdict(figures[name].get(key, _MISSING))) for name in figures} for key in MEASURES
        },
        "reliability": [_numbers(asdict(one)) for one in reliability(known)],
        "calibration": [_numbers(asdict(band)) for band in bands(known)],
        "per_page": _per_page(best, found),
    }


_MISSING = Figure(float("nan"), float("nan"), float("nan"))


def as_json(result: Mapping[str, Any]) -> str:
    """Return ``result`` as JSON; a line a page, so that versions of it can be compared line by line."""
    pages = sorted(result["per_page"].items())
    rest = {key: value for key, value in result.items() if key != "per_page"}
    head = orjson.dumps(rest, option=orjson.OPT_INDENT_2).decode()
    lines = [f"    {_compact(page)}: {_compact(figures)}" for page, figures in pages]
    return head.removesuffix("\n}") + ',\n  "per_page": {\n' + ",\n".join(lines) + "\n  }\n}\n"


def _compact(value: object) -> str:
    return orjson.dumps(value).decode()


def from_json(place: Path) -> Result:
    """Read what :func:`as_json` wrote.

    Raises:
        BadInputError: it is not such a file, or another version of it.
        OSError: it can't be read.
    """
    try:
        found = orjson.loads(place.read_bytes())
    except orjson.JSONDecodeError as error:
        raise _unusable(place, f"is no JSON: {error}") from error
    if not isinstance(found, dict) or found.get("version") != VERSION:
        raise _unusable(place, f"is not the result of an evaluation, version {VERSION}")
    pages, measures = found.get("per_page"), found.get("measures")
    if not isinstance(pages, dict) or not all(map(_has_numbers, pages.values())):
        raise _unusable(place, "has no figures of pages")
    if not isinstance(measures, dict) or not all(map(_is_measured, measures.values())):
        raise _unusable(place, "has no figures")
    return found


def _has_numbers(one: object) -> bool:
    return isinstance(one, dict) and all(number is None or isinstance(number, (int, float)) for number in one.values())


def _is_measured(one: object) -> bool:
    return isinstance(one, dict) and _has_numbers(one.get(GRAPHCHECK))


def _unusable(place: Path, what: str) -> BadInputError:
    hint = "name a file that `graphcheck evaluate --format json` wrote"
    return BadInputError([Problem(str(place), 0, what, hint)])


def _numbers(values: dict[str, Any]) -> dict[str, Any]:
    return {key: _number(value) for key, value in values.items()}


def _number(value: Any) -> Any:
    """Round floats; JSON knows no NaN."""
    if not isinstance(value, float):
        return value
    return round(value, DIGITS) if isfinite(value) else None


def _counts(found: Experiment) -> dict[str, int]:
    planted, real = found.systems[0].planted, found.systems[0].real
    return {
        "mixed": int(found.mixed.sum()),
        "mixed, trusted": int((found.mixed & found.trusted).sum()),
        "clean": int((~found.mixed).sum()),
        "clean, trusted": int((~found.mixed & found.trusted).sum()),
        "labelled": int(real.known.sum()),
        "planted": int((planted.planted > 0).sum()),
        "misfiled": len(found.suggestions.name),
        "swapped ORCIDs": len(found.orcids.name),
        "swapped ids": len(found.ids.name),
        "told beside": found.ids.beside,
        "split pages": len(found.splits.name),
        "pairs of two people": found.splits.two,
        "of these told as one": sum(found.splits.wrong.values()),
    }


def _per_page(system: System, found: Experiment) -> dict[str, dict[str, Any]]:
    """Return what ``compare`` shows: figures of each page by its id."""
    real, planted = system.real, system.planted
    page, needed, _ = corrections(system, found.mixed)
    clicks = np.bincount(page, weights=needed, minlength=len(real.ids))
    main = main_people(real)
    pages: dict[str, dict[str, Any]] = {}
    for number, rows in enumerate(real.rows_of()):
        figures: dict[str, Any] = {"papers": int(real.papers[number]), "labelled": len(rows)}
        figures["doubt"] = None if real.doubt[number] == SILENT else _number(float(real.doubt[number]))
        if found.mixed[number]:
            wrong = real.label[rows] != main.label[number]
            figures["f1"] = _number(b_cubed(real.group[rows], real.label[rows])[2])
            figures["clicks"] = int(clicks[number])
            figures["wrong"] = int(wrong.sum())
            figures["wrong_flagged"] = int(real.flagged[rows][wrong].sum())
        else:
            figures["right_flagged"] = int(real.flagged[rows].sum())
            figures["outside"] = int((~real.core[rows]).sum())
        pages[real.ids[number]] = figures
    for page_id, figures in _whole_per_page(system.whole, found.mixed):
        pages[page_id].update(figures)
    for name, count in _planted_per_page(planted).items():
        pages[name].update(count)
    return pages


def _whole_per_page(whole: Judged, mixed: Bools) -> Iterator[tuple[str, dict[str, int]]]:
    """Yield the id of each page with what a run tells of it, unlabelled papers and all."""
    core = main_people(whole).core
    for number, rows in enumerate(whole.rows_of()):
        flagged = whole.flagged[rows]
        figures = {"told": int(whole.mixed[number])}
        if not mixed[number]:
            figures["whole_right_flagged"] = int(flagged.sum())
        elif core[number] != NOBODY:
            figures["whole_wrong_flagged"] = int((flagged & (whole.label[rows] != core[number])).sum())
        yield whole.ids[number], figures


def _planted_per_page(planted: Judged) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for row in np.flatnonzero(planted.planted > 0).tolist():
        count = found.setdefault(planted.ids[planted.page[row]], {"planted": 0, "planted_flagged": 0})
        count["planted"] += 1
        count["planted_flagged"] += int(planted.flagged[row])
    return found
