"""Can two names be one person's? What is asked before an id is put on a paper that prints another name."""

from __future__ import annotations

from graphcheck.corrections.registry import text
from graphcheck.names import slug
from graphcheck.sources.anthology_people import Name

SHORTEST = 4  # letters of a family name that is looked for across the words of the other name


def alike(one: Name, other: Name) -> bool:
    """Tell whether two names can be one person's: a family name, or a whole word of it, is in both.

    Script, diacritics, digits, the order of the parts and where one word ends don't count ("Al-Salman", "AlSalman").
    Initials don't suffice; where the family name is nothing else ("Angel S"), a given name in both does, with a word
    that begins so.
    """
    return _holds(one, other) or _holds(other, one)


def _holds(one: Name, other: Name) -> bool:
    """Whether the whole of one name holds the family name of the other one."""
    whole, family = _words(text(one)), _words(other.last)
    if all(len(word) == 1 for word in family):
        shared = {word for word in _words(text(other)) if len(word) > 1}.intersection(whole)
        return bool(shared) and any(word.startswith(tuple(family)) for word in set(whole) - shared)
    if any(len(word) > 1 for word in set(whole) & set(family)):
        return True
    # Words that one of them writes as one: whole ones, or "Wei Chen" would be in "Chengwei Chenoweth".
    return "".join(family) in _written_as_one(whole) or not _written_as_one(family).isdisjoint(whole)


def _written_as_one(words: list[str]) -> set[str]:
    """Return what two words or more that follow each other are together, where that is long enough to tell."""
    runs = ("".join(words[start:end]) for start in range(len(words)) for end in range(start + 2, len(words) + 1))
    return {run for run in runs if len(run) >= SHORTEST}


def _words(name: str) -> list[str]:
    return [word.strip("0123456789") for word in slug(name).split("-") if word.strip("0123456789")]
