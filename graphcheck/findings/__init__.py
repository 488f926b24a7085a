"""Pages → findings: the coded claims that a maintainer is asked to look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graphcheck.findings.making import finding_id
from graphcheck.findings.mixed import advice, holding, papers_apart
from graphcheck.findings.stated import told_of_orcid
from graphcheck.model import Finding, JudgedAuthorship, Link, Page, PaperList

TOLD = 0.2  # log-odds against the person from which a piece of evidence is told in the finding's text
OF_THE_PAGE = ("company", "fit", "venues", "page")  # a venue that no other paper is at is nothing to act on
STRAY = "GC101"
MIXED = "GC102"
SPLIT = "GC103"
CONFLICT = "GC104"
WRONG_ID = "GC105"
DATA_ERROR = "GC106"
NAMES = {
    STRAY: "stray-authorship",
    MIXED: "mixed-page",
    SPLIT: "split-person",
    CONFLICT: "identity-conflict",
    WRONG_ID: "wrong-explicit-id",
    DATA_ERROR: "data-error",
}


def of_page(page: Page, papers: Mapping[str, tuple[str, int]]) -> Iterator[Finding]:
    """Yield the findings about a page, its own first.

    ``papers`` maps paper ids to (title, year).
    """
    if MIXED in page.codes:
        yield _mixed(page)
    for authorship in page.authorships:
        if STRAY in authorship.codes:
            yield _stray(page, authorship, papers)


def _mixed(page: Page) -> Finding:
    return Finding(
        id=finding_id(MIXED, page.person),
        code=MIXED,
        name=NAMES[MIXED],
        person=page.person,
        person_name=page.name,
        verified=page.verified,
        paper=None,
        position=None,
        title="",
        year=page.years[1],
        link=None,
        score=page.doubt or 0.0,
        text=" ".join(filter(None, (holding(page), page.core_reason, page.main_reason, advice(page)))),
        papers=papers_apart(page),
        evidence=(),
        suggestions=(),
        nobody=None,
        groups=tuple(PaperList(g.label, g.papers, g.core, g.label == page.main_group) for g in page.groups),
    )


def _stray(page: Page, authorship: JudgedAuthorship, papers: Mapping[str, tuple[str, int]]) -> Finding:
    title, year = papers[authorship.paper]
    how = {
        Link.INFERRED: "by name alone",
        # Nobody is listed for an unverified page: what it shows as its ORCID is that of papers such as this one.
        Link.ORCID: "by ORCID" if page.verified else "by name",
    }.get(authorship.link, f"by {authorship.link.value} link")
    # What is about the page rather than the paper, or counts hardly at all, is in the evidence but not in the sentence.
    against = " ".join(e.text for e in authorship.evidence if e.weight < -TOLD and e.kind not in OF_THE_PAGE)
    return Finding(
        id=finding_id(STRAY, page.person, authorship.paper, authorship.position),
        code=STRAY,
        name=NAMES[STRAY],
        person=page.person,
        person_name=page.name,
        verified=page.verified,
        paper=authorship.paper,
        position=authorship.position,
        title=title,
        year=year,
        link=authorship.link,
        score=authorship.score or 0.0,
        text=" ".join(filter(None, (f"Filed under {page.name} {how}.", told_of_orcid(page, authorship), against))),
        papers=(authorship.paper,),
        evidence=authorship.evidence,
        suggestions=authorship.suggestions,
        nobody=authorship.nobody,
    )
