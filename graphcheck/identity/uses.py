"""Where ids stand: each ORCID and OpenReview id, the authorships that carry it, and the names that it goes by."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from graphcheck.names import fold, given_words
from graphcheck.sources import orcid
from graphcheck.tables import Tables

ORCID, OPENREVIEW = "ORCID", "OpenReview id"
_COLUMNS = {ORCID: "orcid", OPENREVIEW: "openreview"}
_PROFILE = re.compile(r"~(.+?)\d*")  # ~First_Last1
# Of 100, rapidfuzz's ratio of two names without spaces, from where they are one name spelled in two ways:
# "SeyedAbolghasem Mirroshandel" and "Seyed Abolghasem Mirroshandel", "Schölkopf" and "Schoelkopf".
_SPELLING = 90.0


@dataclass(frozen=True, slots=True)
class Ids:
    """Ids of one kind, ``noun``: ORCID or OpenReview id.

    ``uses``: id → rows of authorships that carry it. ``owners``: id → rows of the people whom the people file gives it.
    """

    noun: str
    uses: Mapping[str, Sequence[int]]
    owners: Mapping[str, Sequence[int]]


def ids_of(tables: Tables, noun: str, *, by_file: bool = True) -> Ids:
    """Return where the ids of one kind stand; ORCIDs whose checksum fails are nobody's, and left out.

    ``by_file``: the ORCIDs of verified people are those of the people file. Else a person's may as well have been read
    off the papers, and says nothing beyond them, unless no paper has it.
    """
    column = _COLUMNS[noun]
    uses: defaultdict[str, list[int]] = defaultdict(list)
    for row, value in enumerate(tables.texts("authorships", column)):
        if value and (noun != ORCID or orcid.has_valid_checksum(value)):
            uses[value].append(row)
    owners: defaultdict[str, list[int]] = defaultdict(list)
    if noun == ORCID:
        person = tables.numbers("authorships", "person").data
        given = zip(tables.texts("people", "orcid"), tables.numbers("people", "verified").tolist(), strict=True)
        for row, (value, verified) in enumerate(given):
            if not value or not verified or not orcid.has_valid_checksum(value):
                continue
            if by_file or all(person[use] != row for use in uses.get(value, ())):
                owners[value].append(row)
    return Ids(noun, dict(uses), dict(owners))


def name_in(value: str) -> str:
    """Return the name that an OpenReview id spells, "" where it is no such id."""
    found = _PROFILE.fullmatch(value)
    return found[1].replace("_", " ") if found else ""


@lru_cache(maxsize=65_536)
def alike(one: str, other: str) -> bool:
    """Tell whether two printed names can be one person's.

    They can where they consist of the same words in any order, where one is the other with words left out or
    shortened to initials (one full word at least is in both), or where they are one name spelled in two ways.
    """
    words, others = (given_words(name.replace("-", " ")) for name in (one, other))
    if not words or not others:
        return False
    if fuzz.ratio("".join(words), "".join(others)) >= _SPELLING or sorted(words) == sorted(others):
        return True
    shorter, longer = sorted((words, others), key=len)
    left = list(longer)
    full = 0
    for word in sorted(shorter, key=len, reverse=True):
        found = next((w for w in left if w == word), None)
        full += found is not None and len(word) > 1
        found = found or next((w for w in left if w[0] == word[0] and 1 in (len(w), len(word))), None)
        if found is None:
            return False
        left.remove(found)
    return full > 0 and len(shorter) > 1


def share_family(one: str, other: str) -> bool:
    """Tell whether two printed names end in the same word: a given name can change, too."""
    return fold(one).split()[-1:] == fold(other).split()[-1:]
