"""Where people and papers are on the sites of their bibliographies, and people in a report."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from hashlib import blake2s
from typing import Any
from urllib.parse import quote

PEOPLE = "people"  # the folder of a report that holds the pages of people
# Ids as the Anthology makes them; only these are file names as they are.
_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/unverified)?", re.ASCII)
_LONGEST = 120  # of a file's name without its ending: file systems take 255 bytes


_PID = r"(?!.*/unverified$)(?:[a-z]|[0-9]{2,3})/[A-Za-z0-9-]+"


@dataclass(frozen=True, slots=True)
class Site:
    """Where a bibliography shows its papers and people.

    ``prefix`` is that of its ids. An address is ``paper`` or ``person``, the id without prefix, and ``end``;
    ``slashes``: those of a paper's id stay. Only people whose id fits ``has_page`` have a page; where ``paper`` or
    ``person`` is "", there is none. ``issues``: where a new issue is written, "" where they are not taken so.
    """

    prefix: str
    name: str
    paper: str
    person: str
    end: str = ""
    slashes: bool = True
    has_page: str = ".*"
    issues: str = ""


ANTHOLOGY = Site(
    prefix="",
    name="the Anthology",
    paper="https://aclanthology.org/",
    person="https://aclanthology.org/people/",
    end="/",
    slashes=False,
    issues="https://github.com/acl-org/acl-anthology/issues/new",
)
SITES = (
    # A person of dblp has a page where the record of the person is there, which tells the pid.
    Site("dblp:", "dblp", "https://dblp.org/rec/", "https://dblp.org/pid/", has_page=_PID),
    Site("openalex:", "OpenAlex", "https://openalex.org/", "https://openalex.org/", has_page=r"A[0-9]+"),
    Site("table:", "the table", "", ""),
)


def site_of(entry: str) -> Site:
    """Return the site of a paper or person; an id without a known prefix is the Anthology's."""
    return next((site for site in SITES if entry.startswith(site.prefix)), ANTHOLOGY)


def site_data(entry: str) -> dict[str, Any]:
    """Return the site of a paper or person as scripts take it: they make the same addresses."""
    return asdict(site_of(entry))


def paper_url(paper: str) -> str:
    """Return the address of a paper's page, "" where it has none; whatever the id holds, it stays on the site."""
    site = site_of(paper)
    if not site.paper:
        return ""
    own = quote(paper.removeprefix(site.prefix), safe="/" if site.slashes else "", errors="replace")
    return f"{site.paper}{own}{site.end}"


def person_url(person: str) -> str:
    """Return the address of a person's page, e.g. of ``ji-liu`` or ``ji-liu/unverified``; "" where there is none."""
    site = site_of(person)
    own = person.removeprefix(site.prefix)
    if not site.person or not re.fullmatch(site.has_page, own, re.DOTALL):
        return ""
    return f"{site.person}{quote(own, safe='/', errors='replace')}{site.end}"


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
