"""Where people and papers are on the Anthology's site."""

from __future__ import annotations

from urllib.parse import quote

SITE = "https://aclanthology.org"
NEW_ISSUE = "https://github.com/acl-org/acl-anthology/issues/new"


def paper_url(paper: str) -> str:
    """Return the address of a paper's page; whatever the id holds, it stays on the site."""
    return f"{SITE}/{quote(paper, safe='', errors='replace')}/"


def person_url(person: str) -> str:
    """Return the address of a person's page, e.g. of ``ji-liu`` or ``ji-liu/unverified``."""
    return f"{SITE}/people/{quote(person, safe='/', errors='replace')}/"
