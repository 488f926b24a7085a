"""How many clicks it takes to select one person's papers on a page.

One click ticks or unticks a paper, or a whole group: a click on a group ticks all of it, and unticks all of it
where all is ticked. A maintainer begins with nothing ticked or with the flagged papers, whichever is nearer.
Papers that nobody has labelled may be ticked or not.
"""

from __future__ import annotations

import numpy as np

from graphcheck.communities import Bools
from graphcheck.graph import Ints


def clicks(wanted: Bools, flagged: Bools, group: Ints, *, whole_groups: bool = True) -> int:
    """Return the least number of clicks from nothing, or from ``flagged``, to exactly ``wanted``, shapes (n,).

    Without ``whole_groups`` only papers can be ticked.
    """
    nothing = np.zeros(len(wanted), dtype=bool)
    return min(_clicks(wanted, start, group, whole_groups) for start in (nothing, flagged))


def _clicks(wanted: Bools, ticked: Bools, group: Ints, whole_groups: bool) -> int:
    if not whole_groups:
        return int((wanted ^ ticked).sum())
    # Groups share no paper, so that each is brought right on its own.
    return sum(_in_group(wanted[group == label], ticked[group == label]) for label in np.unique(group))


def _in_group(wanted: Bools, ticked: Bools) -> int:
    """Return the clicks on one group: paper by paper, or after all of it was ticked, or unticked again."""
    by_paper = int((wanted ^ ticked).sum())
    to_nothing = 1 if ticked.all() else 2
    to_all = 0 if ticked.all() else 1
    return min(by_paper, to_all + int((~wanted).sum()), to_nothing + int(wanted.sum()))
