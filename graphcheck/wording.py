"""How lists and numbers read in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

SHOWN = 4  # names or papers in a sentence before "and 3 more"


def listing(items: Sequence[str], shown: int = SHOWN) -> str:
    """Return "a", "a and b", "a, b and c", "a, b, c, d and 3 more"."""
    if len(items) > shown + 1:
        return f"{', '.join(items[:shown])} and {len(items) - shown} more"
    return " and ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


def number(count: int, noun: str) -> str:
    """Return "1 paper", "3 papers"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
