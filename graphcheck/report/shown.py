"""How values look to readers: texts without traps, probabilities as percent, parts that sum."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence

# Explicit embeddings and overrides turn the text after them around; a name never needs them.
_TURNING = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_CENTS = 100


def shown(text: str, limit: int = 300) -> str:
    """Return ``text`` on one line of at most ``limit`` characters, without control or turning characters.

    Unlike ``errors.one_line``, which serves terminals, it keeps the invisible joiners that some scripts need.
    """
    if text.isprintable():  # as most are: it holds none of these, no white space but " ", and a look at each takes long
        folded = text if "  " not in text and text == text.strip() else " ".join(text.split())
    else:
        cut = text[: limit * 4].translate(_TURNING)
        kept = "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in cut)
        folded = " ".join(kept.split())
    shortened = len(folded) > limit or len(text) > limit * 4
    return folded[: limit - 1].rstrip() + "…" if shortened else folded


def percent(probability: float) -> str:
    """Return a probability in [0, 1] as percent, never rounded to certainty: "97%", "> 99%", "< 1%"."""
    if probability > 0.99:
        return "> 99%"
    if probability < 0.01:
        return "< 1%"
    return f"{probability:.0%}"


def rounded_parts(weights: Sequence[float]) -> tuple[tuple[float, ...], float]:
    """Return ``weights`` rounded to hundredths so that they sum exactly to the total, and the total.

    The largest remainders are rounded up, the others down, so each part is less than .01 off.
    """
    total = round(math.fsum(weights) * _CENTS)
    floors = [math.floor(weight * _CENTS) for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (floors[i] - weights[i] * _CENTS, i))
    for i in by_remainder[: total - sum(floors)]:
        floors[i] += 1
    return tuple(cents / _CENTS for cents in floors), total / _CENTS


def signed(weight: float) -> str:
    """Return a weight with its sign and two decimals, a true minus for the eye: "+0.40", "−1.90", "0.00"."""
    if round(weight * _CENTS) == 0:
        return "0.00"
    return f"{weight:+.2f}".replace("-", "−")
