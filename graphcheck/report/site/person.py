"""What is told of one person, everything that a maintainer needs to decide, and the person's page in a report."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphcheck.corrections.proposed import MOVING
from graphcheck.findings import STRAY
from graphcheck.model import Finding, Group, JudgedAuthorship, Page
from graphcheck.report.claims_list import ClaimList, claim_lists
from graphcheck.report.facts import PaperFacts
from graphcheck.report.fixing import SCRIPTS, STYLES, FixingView
from graphcheck.report.links import person_page
from graphcheck.report.site.drawing import WIDTH as NETWORK_WIDTH
from graphcheck.report.site.drawing import Drawing, draw_network, looks
from graphcheck.report.site.engine import render
from graphcheck.report.site.network import flagged_papers
from graphcheck.report.site.surroundings import Surroundings
from graphcheck.report.site.timeline import LEFT, RIGHT, Timeline, draw_timeline
from graphcheck.report.site.timeline import WIDTH as TIMELINE_WIDTH

# What is told in full grows with the page; from here on papers are told in a line each, so that pages stay small.
FULL = 24_000  # characters of flagged papers told in full
_AROUND = 3_300  # characters of mark-up around the texts of one of them
ROWS = 200  # papers that groups list
GROUPS = 40  # groups that are told one by one
CLAIMS = 40  # papers that may be missing, told one by one


@dataclass(frozen=True, slots=True)
class Flagged:
    """A flagged paper: its number, judgement, facts, finding (None where it is not reported), told in full or not."""

    number: int
    judged: JudgedAuthorship
    facts: PaperFacts
    finding: Finding | None
    full: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A group and how many of its papers are listed."""

    group: Group
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What ``person_parts.html.j2`` tells of one person.

    ``prefix``: what the ids of the person's elements begin with. ``number``: flagged papers → their numbers; ``look``:
    groups → how they look. ``about``: findings about the page as a whole; ``nightly``: whether states of findings are
    known, which only a report knows. ``further``: groups that are only counted. ``near``: person id → an address in
    what is written, "" where there is none. ``missing``: papers that may be missing here, by where they are filed, and
    ``unlisted``: how many more there are. ``view``: what the dialog for corrections shows, if there is one.
    """

    page: Page
    around: Surroundings
    prefix: str
    about: Sequence[Finding]
    flagged: Sequence[Flagged]
    number: Mapping[str, int]
    judged: Mapping[str, JudgedAuthorship]
    listed: Sequence[Listed]
    further: Sequence[Group]
    look: Mapping[str, int]
    network: Drawing
    timeline: Timeline
    near: Callable[[str], str]
    nightly: bool
    missing: Sequence[ClaimList]
    unlisted: int
    view: FixingView | None
    network_width: int = NETWORK_WIDTH
    timeline_size: tuple[int, int, int] = (TIMELINE_WIDTH, LEFT, RIGHT)


def person_html(
    page: Page,
    around: Surroundings,
    findings: Sequence[Finding],
    pages: Collection[str],
    view: FixingView | None = None,
) -> str:
    """Return the page of a person in a report.

    ``findings`` are those that concern the person; ``pages`` the ids of all people who have one in the report.
    ``view`` is what the dialog for corrections shows (see ``fixing.html.j2``); without one there is no dialog.
    """
    near = near_pages(page, [claim.page for claim in around.claims], findings, pages)
    one = told(page, around, findings, near=near.__getitem__, view=view, nightly=True)
    return render("person.html.j2", scripts=scripts_of([one]), styles=styles_of([one]), one=one)


def near_pages(
    page: Page, claimed: Iterable[str], findings: Iterable[Finding], pages: Collection[str]
) -> dict[str, str]:
    """Return for each of the others whom a person's page names where their page is beside it, "" where there is none.

    ``claimed``: the ids of those on whose pages the person may have papers; ``pages``: of all people who have one in
    the report.
    """
    named = {suggestion.person for judged in page.authorships for suggestion in judged.suggestions}
    named.update(claimed)
    named.update(person for finding in findings for person in finding.concerned)
    return {person: person_page(person).rsplit("/", 1)[1] if person in pages else "" for person in sorted(named)}


def scripts_of(people: Sequence[Told]) -> list[str]:
    """Return the scripts of a page on ``people``."""
    return ["person.js", *(SCRIPTS if any(one.view for one in people) else ())]


def styles_of(people: Sequence[Told]) -> list[str]:
    """Return the style sheets of a page on ``people``."""
    return ["person.css", *(STYLES if any(one.view for one in people) else ())]


def told(
    page: Page,
    around: Surroundings,
    findings: Sequence[Finding],
    *,
    near: Callable[[str], str],
    view: FixingView | None = None,
    prefix: str = "",
    nightly: bool = False,
    whole: bool = False,
) -> Told:
    """Return what is told of a person; ``whole``: all of it in full, however long that gets."""
    papers = flagged_papers(page)
    look = looks(page)
    groups = len(page.groups) if whole else GROUPS
    claims = around.claims if whole else around.claims[:CLAIMS]
    return Told(
        page=page,
        around=around,
        prefix=prefix,
        about=[finding for finding in findings if finding.code != STRAY],
        flagged=_flagged(page, around, findings, papers, whole),
        number={paper: at for at, paper in enumerate(papers)},
        judged={judged.paper: judged for judged in page.authorships},
        listed=[Listed(group, group.papers) for group in page.groups] if whole else _listed(page.groups[:groups]),
        further=page.groups[groups:],
        look=look,
        network=draw_network(around.network, look),
        timeline=draw_timeline(page, around.papers, papers),
        near=near,
        nightly=nightly,
        missing=list(claim_lists(page.person, claims)),
        unlisted=len(around.claims) - len(claims),
        view=view,
    )


def _flagged(
    page: Page, around: Surroundings, findings: Sequence[Finding], papers: Sequence[str], whole: bool
) -> list[Flagged]:
    judged = {a.paper: a for a in page.authorships if a.flagged}
    found = {finding.paper: finding for finding in findings if finding.code in MOVING}
    numbered: list[Flagged] = []
    room = FULL
    for number, paper in enumerate(papers):
        facts = around.papers[paper]
        room -= _size(judged[paper], facts)
        numbered.append(Flagged(number, judged[paper], facts, found.get(paper), whole or number == 0 or room >= 0))
    return numbered


def _size(judged: JudgedAuthorship, facts: PaperFacts) -> int:
    texts = (facts.abstract, facts.title, *facts.authors, *(part.text for part in judged.evidence))
    return _AROUND + sum(len(text.encode("utf-8", errors="replace")) for text in texts)


def _listed(groups: Sequence[Group]) -> list[Listed]:
    """Share the rows among groups: small ones are listed whole, large ones up to the same length."""
    room, left, most = ROWS, len(groups), {}
    for group in sorted(groups, key=lambda group: len(group.papers)):
        most[group.label] = min(len(group.papers), max(room // left, 1))
        room, left = room - most[group.label], left - 1
    return [Listed(group, group.papers[: most[group.label]]) for group in groups]
