"""ORCIDs: their shape and their checksum."""

from __future__ import annotations

import re

_SHAPE = re.compile(r"(?:https?://orcid\.org/)?([0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X])", re.IGNORECASE)


def normalise(text: str) -> str | None:
    """Return the ORCID as ``0000-0002-1825-0097``, or None where the text has not the shape of one.

    An orcid.org address and a small ``x`` are other ways to write the same; the checksum is not looked at.
    """
    match = _SHAPE.fullmatch(text.strip())
    return match[1].upper() if match else None


def has_valid_checksum(orcid: str) -> bool:
    """Tell whether the last character of a normalised ORCID fits the others (ISO 7064 mod 11-2)."""
    total = 0
    for digit in orcid[:-1].replace("-", ""):
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11] == orcid[-1]
