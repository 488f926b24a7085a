"""A page of the report on one person: everything that a maintainer needs to decide."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial

from graphcheck.findings import STRAY
from graphcheck.model import Finding, Group, JudgedAuthorship, Page
from graphcheck.report.facts import PaperFacts
from graphcheck.report.fixing import SCRIPTS, STYLES, FixingView
from graphcheck.report.site import drawing, timeline
from graphcheck.report.site.drawing import draw_network, looks
from graphcheck.report.site.engine import render
from graphcheck.report.site.network import flagged_papers
from graphcheck.report.site.surroundings import Surroundings
from graphcheck.report.site.timeline import draw_timeline

# What is told in full grows with the page; from here on papers are told in a line each, so that pages stay small.
FULL = 24_000  # characters of flagged papers told in full
_AROUND = 3_300  # characters of mark-up around the texts of one of them
ROWS = 200  # papers that groups list
GROUPS = 40  # groups that are told one by one


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


def person_html(
    page: Page,
    around: Surroundings,
    findings: Sequence[Finding],
    pages: Collection[str],
    view: FixingView | None = None,
) -> str:
    """Return the page of a person.

    ``findings`` are those that concern the person; ``pages`` the ids of all people who have one in the report.
    ``view`` is what the dialog for corrections shows (see ``fixing.html.j2``); without one there is no dialog.
    """
    papers = flagged_papers(page)
    dialog = view is not None
    return render(
        "person.html.j2",
        scripts=["person.js", *(SCRIPTS if dialog else ())],
        styles=STYLES if dialog else (),
        page=page,
        around=around,
        about=[finding for finding in findings if finding.code != STRAY],
        look=looks(page),
        network=draw_network(around.network, looks(page)),
        network_width=drawing.WIDTH,
        timeline=draw_timeline(page, around.papers, papers),
        timeline_size=(timeline.WIDTH, timeline.LEFT, timeline.RIGHT),
        flagged=_flagged(page, around, findings, papers),
        number={paper: at for at, paper in enumerate(papers)},
        judged={judged.paper: judged for judged in page.authorships},
        listed=_listed(page.groups[:GROUPS]),
        further=page.groups[GROUPS:],
        has_page=partial(_contains, pages),
        view=view,
    )


def _contains(pages: Collection[str], person: str) -> bool:
    return person in pages


def _flagged(page: Page, around: Surroundings, findings: Sequence[Finding], papers: Sequence[str]) -> list[Flagged]:
    judged = {a.paper: a for a in page.authorships if a.flagged}
    found = {finding.paper: finding for finding in findings if finding.code == STRAY}
    told: list[Flagged] = []
    room = FULL
    for number, paper in enumerate(papers):
        facts = around.papers[paper]
        room -= _size(judged[paper], facts)
        told.append(Flagged(number, judged[paper], facts, found.get(paper), number == 0 or room >= 0))
    return told


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
