"""Names: slugs, folding, and how common a name is."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from graphcheck.counts import EXACT, steady

UNVERIFIED = "/unverified"  # after a name's slug: the page of all who bear the name and have no id

# The Anthology's own replacements before slugifying: apostrophes in names part syllables.
_SLUG_REPLACEMENTS = (("ʼ", "-"), ("’", "-"))


def printed(first: str, last: str) -> str:
    """Return the name as it stands on a paper: "First Last", or the last name alone."""
    return f"{first} {last}" if first else last


# What stands before a last name and belongs to it, and what may follow it, in names that are one text.
_PARTICLES = frozenset(
    "af al ap ben bin da dal de del della den der des di dos du el i la las le les lo los mac san santa te ten ter van "
    "vom von y zu zum zur".split()
)
_SUFFIXES = frozenset("jr sr ii iii iv".split())


def split_name(name: str) -> tuple[str, str]:
    """Return given and last name of a name that is one text: "Last, First", or "First Last".

    Without a comma the last name is the last word, with the particles in lower case before it and a suffix after it:
    "Ludwig van Beethoven" → ("Ludwig", "van Beethoven"). A guess, as in every bibliography that holds names as one
    text: names with the last name first, or with two last names, come out otherwise than their bearers mean.
    """
    last, comma, first = (part.strip() for part in name.partition(","))
    if comma and fold(first) in _SUFFIXES:
        name, comma = f"{last} {first}", ""
    if comma and last and first:
        return " ".join(first.split()), " ".join(last.split())
    words = name.replace(",", " ").split()
    at = len(words) - 1
    if at > 1 and fold(words[at]) in _SUFFIXES:
        at -= 1
    while at > 0 and words[at - 1] in _PARTICLES:
        at -= 1
    return " ".join(words[:at]), " ".join(words[at:])


@lru_cache(maxsize=262_144)
def slug(name: str) -> str:
    """Return the Anthology's slug of a printed name, e.g. ``"José García"`` → ``"jose-garcia"``."""
    plain = name.replace("-", " ").replace(".", " ")
    if plain.isascii() and plain.replace(" ", "").isalpha():
        return "-".join(plain.lower().split())  # what slugify gives for most names, twenty times faster
    from slugify import slugify  # only here: whoever asks for a common name does without

    return slugify(name, replacements=_SLUG_REPLACEMENTS)


@lru_cache(maxsize=262_144)
def fold(name: str) -> str:
    """Return the name for comparing: lower case, no diacritics, only letters, digits and single spaces.

    Unlike a slug it keeps the script: 刘 stays 刘.
    """
    if name.isascii() and name.isalnum():
        return name.lower()  # as below, for most names, and ten times faster
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    kept = (c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))
    return " ".join("".join(kept).split())


def forget_names() -> None:
    """Let go of what ``slug`` and ``fold`` remember: 70 MB of the Anthology, with the gaps between."""
    slug.cache_clear()
    fold.cache_clear()


def commonness(
    first: Sequence[str], last: Sequence[str], bits: int = EXACT, also: Mapping[int, Sequence[str]] = {}
) -> NDArray[np.float64]:
    """Return E for each person: how many people would bear the name by chance.

    E = (people with the last name) × (people with the given name) / people, names folded, one entry a person.
    A given name of several words counts by the rarest that is not an initial; or by two of them together where these
    are rarer, and each name of the person has both: people who bear both in this order, or both as one word ("Min
    Soo", "Min-Soo"). One that is only an initial counts everybody whose given name begins with that letter, since it
    can be any of them. Who has no given name is counted with the others who have none.

    Source: the number expected if given and last names were independent; the share of wrong papers by E is in
    ``Settings.prior``. For two words together: docs/method.md#names-of-several-words.

    Parameters
    ----------
        first: n given names as printed, "" where there is none.
        last: n last names as printed.
        bits: significant binary digits to which each of the three numbers is rounded (``counts.steady``).
        also: row → further given names of the person; initials alone, and other scripts, say nothing of two words.

    Returns
    -------
        An array of shape (n,), people, ≥ 1/n.
    """
    words = [given_words(name) for name in first]
    bearers_of = Counter(word for one in words for word in set(one))
    both_of = Counter(two for one in words for two in _twos(one))
    by_letter = Counter(one[0][0] for one in words if one)
    nameless = sum(not one for one in words)
    families = [fold(name) for name in last]
    by_family = Counter(families)

    def bearers(row: int, one: list[str]) -> int:
        full = [bearers_of[word] for word in one if len(word) > 1]
        if not full:
            return by_letter[one[0][0]] if one else nameless
        together = _always_together(one, [given_words(name) for name in also.get(row, ())])
        return min(full + [both_of[two] + bearers_of["".join(two)] for two in together])

    of_family = steady([by_family[family] for family in families], bits)
    of_given = steady([bearers(row, one) for row, one in enumerate(words)], bits)
    return of_family * of_given / steady(max(len(words), 1), bits)


def _always_together(one: list[str], others: list[list[str]]) -> set[tuple[str, str]]:
    """Return each two words of a given name that the person's other ones have both.

    Initials alone, and other scripts, say nothing of it.
    """
    found = _twos(one)
    for other in others if found else ():
        if any(len(word) > 1 and word.isascii() for word in other):
            there = _twos(other)
            found = {two for two in found if two in there or "".join(two) in other}
    return found


def _twos(words: list[str]) -> set[tuple[str, str]]:
    """Return each two words of a given name that are not initials, in their order."""
    return set(combinations((word for word in words if len(word) > 1), 2))


def given_words(first: str) -> list[str]:
    """Return the words of a given name, folded, hyphens closed: "Kai-Fu J." → ["kaifu", "j"]."""
    return [word for part in first.split() if (word := fold(part).replace(" ", ""))]


def given_key(first: str) -> str:
    """Return the first word of a given name as :func:`given_words` gives it, "" where there is none."""
    words = given_words(first)
    return words[0] if words else ""
