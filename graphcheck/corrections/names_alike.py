"""Can two names be one person's? What is asked before an id is put on a paper that prints another name."""

from __future__ import annotations

from graphcheck.corrections.registry import text
from graphcheck.names import slug
from graphcheck.sources.anthology_people import Name


def alike(one: Name, other: Name) -> bool:
    """Tell whether two names can be one person's: a family name, or a whole word of it, is in both.

    Script, diacritics and the order of the parts don't count, initials don't suffice.
    """
    families = [_words(slug(name.last)) for name in (one, other)]
    whole = [_words(slug(text(name))) for name in (one, other)]
    return bool(families[0] & whole[1] or families[1] & whole[0])


def _words(slugged: str) -> set[str]:
    words = set(slugged.split("-"))
    return {word for word in words if len(word) > 1} or words
