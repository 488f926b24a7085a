"""How a paper stands on its page, the core aside: its company, how much of the page goes with it, what it is about.

An authorship is held against the core first. But whether the core is the person is a question, too, and the page holds
more: a paper that nothing of it goes with is a stray whoever the person is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graphcheck.communities import Groups
from graphcheck.evidence import OF_PAGE
from graphcheck.graph import Floats, Graph, Ints
from graphcheck.neighbourhood import Neighbourhoods
from graphcheck.pairs import Pairs

STANDING = ("core_outside", "core")
TABLES = ("fit", *OF_PAGE)


@dataclass(frozen=True, slots=True)
class Standing:
    """What n rows are on their pages; each of shape (n,).

    ``core``: the core's share of the page's papers, those aside that have nothing to compare (``Groups.mute``);
    ``core_outside``: the same outside the core, else 0.
    ``fit``: of the papers of the page that the row is compared with, the core's or not, the share that read as one
    person's with it (log-odds above 0). ``topics``, ``venues``, ``languages``: as in the files of these kinds. These
    four are NaN where nothing can be compared. ``compared``: number of those papers.
    """

    core: Floats
    core_outside: Floats
    fit: Floats
    topics: Floats
    venues: Floats
    languages: Floats
    compared: Ints


def standing(graph: Graph, batch: Neighbourhoods, groups: Groups, pairs: Pairs, together: Floats) -> Standing:
    """Measure how each row of the batch stands; ``together``: shape (q,), log-odds of each of ``pairs``."""
    rows = len(batch.rows)
    outside = groups.label > 0
    papers, in_core = (
        np.bincount(batch.row_page, weights=counted, minlength=len(batch.people))
        for counted in (~groups.mute, ~groups.mute & ~outside)
    )
    core = (in_core / np.maximum(papers, 1))[batch.row_page]
    both = np.concatenate((pairs.one, pairs.two))
    compared = np.bincount(both, minlength=rows)
    going = np.bincount(both[np.tile(together > 0, 2)], minlength=rows)
    return Standing(
        core=core,
        core_outside=np.where(outside, core, 0.0),
        fit=np.where(compared > 0, going / np.maximum(compared, 1), np.nan),
        compared=compared,
        **{name: kind.measure(graph, batch) for name, kind in OF_PAGE.items()},
    )
