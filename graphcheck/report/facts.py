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
    papers = tables.papers[tables.papers["id"].isin(wanted)].sort_values("id")
    signed = tables.authorships[tables.authorships["paper"].isin(papers.index)]
    authors: dict[int, list[str]] = {}
    for row, name in zip(signed["paper"].tolist(), signed["name"].tolist(), strict=True):
        authors.setdefault(row, []).append(name)
    acronyms = [*tables.venues["acronym"].tolist(), ""]  # row -1, "no venue", is the last
    columns = (papers[name].tolist() for name in ("id", "title", "year", "venue", "abstract"))
    return {
        paper: PaperFacts(title, year, acronyms[venue], tuple(authors.get(row, ())), abstract)
        for row, paper, title, year, venue, abstract in zip(papers.index.tolist(), *columns, strict=True)
    }
