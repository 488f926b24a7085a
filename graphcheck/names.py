"""Names: slugs, folding, and how common a name is."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from slugify import slugify

# The Anthology's own replacements before slugifying: apostrophes in names part syllables.
_SLUG_REPLACEMENTS = (("ʼ", "-"), ("’", "-"))


def printed(first: str, last: str) -> str:
    """Return the name as it stands on a paper: "First Last", or the last name alone."""
    return f"{first} {last}" if first else last


@lru_cache(maxsize=262_144)
def slug(name: str) -> str:
    """Return the Anthology's slug of a printed name, e.g. ``"José García"`` → ``"jose-garcia"``."""
    return slugify(name, replacements=_SLUG_REPLACEMENTS)


@lru_cache(maxsize=262_144)
def fold(name: str) -> str:
    """Return the name for comparing: lower case, no diacritics, only letters, digits and single spaces.

    Unlike a slug it keeps the script: 刘 stays 刘.
    """
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    kept = (c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))
    return " ".join("".join(kept).split())
