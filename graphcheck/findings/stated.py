"""ORCIDs that papers state: of an unverified page it is theirs, and goes where they go."""

from __future__ import annotations

from graphcheck.model import JudgedAuthorship, Page
from graphcheck.wording import listing, number


def stating(page: Page) -> tuple[str, ...]:
    """Return the papers that an unverified page has its ORCID from; a verified person's is the person's own."""
    if page.verified or not page.orcid:
        return ()
    return tuple(dict.fromkeys(judged.paper for judged in page.authorships if judged.orcid == page.orcid))


def orcid_note(page: Page) -> str:
    """Say from where an unverified page has its ORCID, "" where papers state it that are not flagged."""
    papers = stating(page)
    if not papers or not _flagged(page).issuperset(papers):
        return ""
    if len(papers) == 1:
        return f"stated only by {papers[0]}, which is flagged: it goes with that paper"
    return f"stated only by {listing(papers)}, which are flagged: it goes with these papers"


def told_of_orcid(page: Page, judged: JudgedAuthorship) -> str:
    """Say which ORCID a paper states and whose it is, "" where it states none."""
    if not judged.orcid:
        return ""
    states = f"The paper states the ORCID {judged.orcid}"
    if judged.orcid != page.orcid:
        whose = "the person has another one" if page.verified else "other papers of the page another one"
        return f"{states}, and {whose}, {page.orcid}." if page.orcid else f"{states}."
    if page.verified:
        return f"{states}, which is the person's."
    others = [paper for paper in stating(page) if paper != judged.paper]
    if calm := [paper for paper in others if paper not in _flagged(page)]:
        return f"{states}, and so {_do(calm)} of the page that {'is' if len(calm) == 1 else 'are'} not flagged."
    if not others:
        return f"{states}; the page has it from this paper alone, so that it goes along with it."
    return f"{states}; the page has it from flagged papers alone, this one and {listing(others)}: it goes with them."


def _do(papers: list[str]) -> str:
    return f"{'does' if len(papers) == 1 else 'do'} {number(len(papers), 'paper')}"


def _flagged(page: Page) -> set[str]:
    return {judged.paper for judged in page.authorships if judged.flagged}
