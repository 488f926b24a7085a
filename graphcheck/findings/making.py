"""What findings of all codes are made with."""

from __future__ import annotations

from hashlib import blake2s
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphcheck.tables import Tables  # only here: explain needs no tables


def finding_id(*parts: str | int) -> str:
    """Return an id that is the same whenever the finding is about the same thing."""
    return blake2s("\0".join(map(str, parts)).encode("utf-8", "replace"), digest_size=6).hexdigest()


def named(tables: Tables) -> dict[str, tuple[str, bool]]:
    """Return for each person's id the name and whether they are verified."""
    people = tables.people
    facts = zip(people["name"].tolist(), people["verified"].tolist(), strict=True)
    return dict(zip(people["id"].tolist(), facts, strict=True))
