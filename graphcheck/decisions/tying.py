"""Papers that somebody confirmed hold together, and with the core of their page where that is plain.

The same for everybody's page: groups are joined, and whatever shares co-authors with a confirmed paper comes along.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graphcheck.graph import Ints

Bools = NDArray[np.bool_]


def tied(page: Ints, number: Ints, confirmed: Bools) -> Ints:
    """Return group numbers with all groups of a page that hold a confirmed paper made one.

    ``page``, ``number``: shape (n,), the page and the group of each row, groups numbered over all pages.
    ``confirmed``: shape (n,).
    """
    groups = int(number.max(initial=-1)) + 1
    renamed = np.arange(groups)
    lowest = np.full(int(page.max(initial=-1)) + 1, groups)
    np.minimum.at(lowest, page[confirmed], number[confirmed])
    renamed[number[confirmed]] = lowest[page[confirmed]]
    return np.asarray(renamed[number])


def tied_to_core(page: Ints, number: Ints, confirmed: Bools, core: Bools, plain: Bools) -> Ints:
    """Return group numbers with the groups that hold a confirmed paper joined to the core, where that is plain.

    ``core``: shape (n,), rows of the core group; ``plain``: shape (pages,), pages whose core is no toss-up: the person
    is known there, and who confirmed a paper said that it is that person's.
    """
    chosen = np.full(len(plain), -1)
    chosen[page[core]] = number[core]
    joining = confirmed & plain[page] & (chosen[page] >= 0)
    renamed = np.arange(int(number.max(initial=-1)) + 1)
    renamed[number[joining]] = chosen[page[joining]]
    return np.asarray(renamed[number])
