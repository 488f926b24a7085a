"""Where people and papers are on the Anthology's site, and people in a report."""

from __future__ import annotations

import re
from hashlib import blake2s
from urllib.parse import quote

SITE = "https://aclanthology.org"
PEOPLE = "people"  # the folder of a report that holds the pages of people
# Ids as the Anthology makes them; only these are file names as they are.
_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/unverified)?", re.ASCII)
_LONGEST = 120  # of a file's name without its ending: file systems take 255 bytes
NEW_ISSUE = "https://github.com/acl-org/acl-anthology/issues/new"


def paper_url(paper: str) -> str:
    """Return the address of a paper's page; whatever the id holds, it stays on the site."""
    return f"{SITE}/{quote(paper, safe='', errors='replace')}/"


def person_url(person: str) -> str:
    """Return the address of a person's page, e.g. of ``ji-liu`` or ``ji-liu/unverified``."""
    return f"{SITE}/people/{quote(person, safe='/', errors='replace')}/"


def person_page(person: str) -> str:
    """Return where a person's page is in a report: ``people/ji-liu.html``, ``people/ji-liu--unverified.html``."""
    return f"{PEOPLE}/{person_file(person)}.html"


def person_file(person: str) -> str:
    """Return a file name, without ending, for what is about one person.

    Two ids never share one, on file systems that mix up cases neither: an id that is not as the Anthology makes
    them keeps of itself what a file name may hold, and gets a digest.
    """
    if _PLAIN.fullmatch(person) and len(person) <= _LONGEST:
        return person.replace("/", "--")
    kept = re.sub(r"[^a-z0-9]+", "-", person[:_LONGEST].lower(), flags=re.ASCII).strip("-")[:60]
    digest = blake2s(person.encode("utf-8", errors="surrogatepass"), digest_size=6).hexdigest()
    return f"{kept}--{digest}"
