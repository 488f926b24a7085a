"""Judged pages → what is known of them: scores whose answer is known, and what it takes to correct a mixed page."""

from __future__ import annotations

import numpy as np

from graphcheck.communities import Bools
from graphcheck.evaluate.calibration import Scored
from graphcheck.evaluate.clicks import clicks
from graphcheck.evaluate.experiment import PLAIN_RULE, System
from graphcheck.evaluate.judged import NOBODY, SILENT, Judged, main_people
from graphcheck.graph import Ints

CALIBRATED_ON = 3  # labelled papers from which a page counts for calibration, whosever they are


def comparable(real: Judged, core: Ints) -> Bools:
    """Return labelled rows of pages with enough labelled papers, clean or mixed, and a labelled core."""
    labelled = np.bincount(real.page[real.known], minlength=len(real.ids))
    kept: Bools = real.known & (labelled[real.page] >= CALIBRATED_ON) & (core != NOBODY)
    return kept


def scored(whole: Judged, places: Ints) -> Scored:
    """Return the scores whose answer is known: whether the paper is of the identity that the core is of."""
    core = main_people(whole).core[whole.page]
    kept = comparable(whole, core) & (whole.score != SILENT)
    page = whole.page[kept]
    strata = {
        "name commonness E": whole.expected[page],
        "papers on the page": whole.papers[page].astype(float),
        "co-authors": whole.coauthors[kept].astype(float),
        "decade": whole.year[kept].astype(float),
    }
    return Scored(places[page], whole.score[kept], (whole.label != core)[kept], strata)


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
