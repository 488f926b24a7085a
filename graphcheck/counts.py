"""Counts over the whole bibliography, rounded so that a few papers more or less leave nearly all of them as they are.

Scores are told from them. Exact ones would all move a little with every paper, and with them everybody's score in its
last digits: nothing that was concluded before could be kept.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

EXACT = 53  # significant bits: as many as a double holds


def steady(counts: ArrayLike, bits: int) -> NDArray[np.float64]:
    """Return counts (any shape, ≥ 0) rounded to ``bits`` significant binary digits, halves to even ones.

    Up to 2 ** bits they are exact; above, steps are 1 / 2 ** bits to 2 / 2 ** bits of the count.
    """
    share, exponent = np.frexp(np.asarray(counts, dtype=np.float64))
    rounded: Any = np.ldexp(np.rint(np.ldexp(share, bits)), exponent - bits)
    return np.asarray(rounded, dtype=np.float64)
