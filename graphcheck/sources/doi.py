"""DOIs: what one is, however it is written."""

from __future__ import annotations

import re

_DOI = re.compile(r"(?:(?:https?://)?(?:dx\.)?doi\.org/|doi:\s*)?(10\.[0-9]{4,9}/\S+)", re.IGNORECASE)


def normalise(text: str) -> str:
    """Return the DOI in small letters (case says nothing in DOIs), without an address before it; "" for no DOI."""
    match = _DOI.fullmatch(text.strip())
    return match[1].lower() if match else ""
