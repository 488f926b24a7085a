"""What a reader wants to see of a paper besides its id."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graphcheck.model import Page
from graphcheck.tables import Tables


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What is shown of a paper.

    ``venue`` is the acronym, ``abstract`` the text, both "" where there is none; ``authors`` are the names as printed,
    in order.
    """

    title: str
    year: int
    venue: str
    authors: tuple[str, ...] = ()
    abstract: str = ""


def paper_facts(tables: Tables, pages: Iterable[Page]) -> dict[str, PaperFacts]:
    """Return the facts of every paper on ``pages``, by paper id, sorted by id."""
    wanted = {paper for page in pages for group in page.groups for paper in group.papers}
    acronyms = [*tables.texts("venues", "acronym"), ""]  # row -1, "no venue", is the last
    titles, abstracts = tables.texts("papers", "title"), tables.texts("papers", "abstract")
    years, venues = tables.numbers("papers", "year"), tables.numbers("papers", "venue")
    names = tables.texts("authorships", "name")
    found = {}
    for paper in sorted(wanted):
        row = int(tables.papers_by_id[paper][0])
        authors = tuple(names[record] for record in tables.authors_of(row))
        found[paper] = PaperFacts(titles[row], int(years[row]), acronyms[venues[row]], authors, abstracts[row])
    return found
