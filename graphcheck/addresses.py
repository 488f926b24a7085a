"""Addresses of pages on the Anthology, a preview or a copy, with what else browsers put there → ids."""

from __future__ import annotations

import re

_PERSON = re.compile(r"https?://[^/]+/(?:[^?#]*/)?people/(?:[^/?#]/)?([^?#]+?)/?(?:[?#].*)?", re.IGNORECASE)
_PAPER = re.compile(r"https?://[^/]+/(?:[^?#]*/)?([^/?#]+?)(?:\.pdf|\.bib)?/?(?:[?#].*)?", re.IGNORECASE)


def person_in(text: str) -> str:
    """Return the id of the person whose page's address ``text`` is; anything else as it is."""
    found = _PERSON.fullmatch(text.strip())
    return found[1] if found else text


def paper_in(text: str) -> str:
    """Return the id of the paper whose page's or file's address ``text`` is; anything else as it is."""
    found = _PAPER.fullmatch(text.strip())
    return found[1] if found else text
