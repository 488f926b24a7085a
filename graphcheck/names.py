"""Names: slugs, folding, and how common a name is."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from slugify import slugify

# The Anthology's own replacements before slugifying: apostrophes in names part syllables.
_SLUG_REPLACEMENTS = (("ʼ", "-"), ("’", "-"))


def printed(first: str, last: str) -> str:
    """Return the name as it stands on a paper: "First Last", or the last name alone."""
    return f"{first} {last}" if first else last


@lru_cache(maxsize=262_144)
def slug(name: str) -> str:
    """Return the Anthology's slug of a printed name, e.g. ``"José García"`` → ``"jose-garcia"``."""
    if name.isascii() and name.replace(" ", "").isalpha():
        return "-".join(name.lower().split())  # what slugify gives for most names, twenty times faster
    return slugify(name, replacements=_SLUG_REPLACEMENTS)


@lru_cache(maxsize=262_144)
def fold(name: str) -> str:
    """Return the name for comparing: lower case, no diacritics, only letters, digits and single spaces.

    Unlike a slug it keeps the script: 刘 stays 刘.
    """
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    kept = (c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))
    return " ".join("".join(kept).split())


def commonness(first: Sequence[str], last: Sequence[str]) -> NDArray[np.float64]:
    """Return E for each person: how many people would bear the name by chance.

    E = (people with the last name) × (people with the given name) / people, names folded, one entry a person.
    A given name counts by its first word; one that is only an initial counts everybody whose given name begins
    with that letter, since it can be any of them. Without a given name E counts the last name alone.

    Source: the number expected if given and last names were independent; the share of wrong papers by E is in
    ``Settings.prior``.

    Parameters
    ----------
        first: n given names as printed, "" where there is none.
        last: n last names as printed.

    Returns
    -------
        An array of shape (n,), people, ≥ 1/n.
    """
    given = pd.Series([given_key(name) for name in first], dtype="str")
    family = pd.Series([fold(name) for name in last], dtype="str")
    by_given = given.map(given.value_counts()).to_numpy(np.float64)
    by_letter = given.str[:1].map(given.str[:1].value_counts()).to_numpy(np.float64)
    bearers = np.where(given.str.len().to_numpy() == 1, by_letter, by_given)
    bearers[given.to_numpy() == ""] = len(given)
    by_family = family.map(family.value_counts()).to_numpy(np.float64)
    expected: NDArray[np.float64] = by_family * bearers / max(len(given), 1)
    return expected


def given_key(first: str) -> str:
    """Return the first word of a given name, folded, hyphens closed: "Kai-Fu" → "kaifu", "J." → "j"."""
    words = first.split()
    return fold(words[0]).replace(" ", "") if words else ""
