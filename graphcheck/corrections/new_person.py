"""The id of somebody new, by the Anthology's rules.

It is the name's slug if that is free, else slug and the degree institution's short form, else slug and the last four
characters of the ORCID.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from graphcheck.corrections.change import EditError
from graphcheck.names import fold, printed, slug
from graphcheck.sources.anthology_people import Name

VERIFIED_ID = re.compile(r"[a-z][-a-z0-9]+")
# Words that many institutions have in their names; what is left of a name without them is what people call it.
_COMMON = frozenset(
    "university universitat universite universita universidad universidade universiteit univ institute institut of "
    "the for and at in de di del der des la le du college school academy".split()
)
_LITTLE = frozenset("of the for and at in de di del der des la le du".split())
_LONGEST_WORD = 16


def new_id(name: Name, institution: str, orcid: str, suffix: str, is_taken: Callable[[str], bool]) -> str:
    """Return a free id for somebody of that name; ``suffix`` is what a maintainer wants after the slug, "" for nothing.

    Raises:
        EditError: no free id comes of what is known.
    """
    own = slug(printed(*name))
    last = orcid[-4:].lower()
    ends = [suffix] if suffix else ["", short_form(institution), last]
    tried = [f"{own}-{end}" if end else own for at, end in enumerate(ends) if end or not at]
    for person in tried:
        if VERIFIED_ID.fullmatch(person) and slug(person) == person and not is_taken(person):
            return person
    hint = "say another --suffix" if suffix else "say --degree or --orcid, of which an id can be made, or --suffix"
    if not VERIFIED_ID.fullmatch(tried[0]) or slug(tried[0]) != tried[0]:
        raise EditError(
            f"“{tried[0]}” is no person id: small letters, digits, hyphens, beginning with a letter; {hint}"
        )
    ids = f"id {tried[0]} is" if len(tried) == 1 else f"ids {' and '.join(tried)} are"
    raise EditError(f"the {ids} taken; {hint}")


def short_form(institution: str) -> str:
    """Return what an id calls an institution, "" for none: "University of Edinburgh" → "edinburgh", … → "cmu".

    An abbreviation in brackets, or that is all there is, is it; else the one word that is not common; else initials.
    """
    if found := re.search(r"\(([A-Z][A-Za-z0-9]{1,7})\)", institution):
        return str(found[1]).lower()
    words = fold(institution.split(",")[0]).split()
    telling = [word for word in words if word not in _COMMON]
    if len(telling) == 1 and len(telling[0]) <= _LONGEST_WORD:
        return _plain(telling[0])
    return _plain("".join(word[0] for word in words if word not in _LITTLE))


def _plain(word: str) -> str:
    return slug(word)


def parted(name: str, known: Sequence[Name]) -> Name:
    """Return first and last name of a printed one: as one of ``known`` has them, else parted before the last word."""
    for one in known:
        if printed(*one) == name:
            return one
    first, _, last = name.rpartition(" ")
    return Name(first, last)
