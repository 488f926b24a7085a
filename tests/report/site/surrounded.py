"""Pages with what surrounds them, and a summary with runs, invented."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from graphcheck.claims import Claim
from graphcheck.model import Evidence, Finding, Group, JudgedAuthorship, Link, Page, Suggestion
from graphcheck.report.facts import PaperFacts
from graphcheck.report.fixing import FixingView
from graphcheck.report.site.check import Checked, check_html
from graphcheck.report.site.network import Network, Node, Tie
from graphcheck.report.site.surroundings import Places, Surroundings
from tests.report.factories import EVIDENCE, authorship, calm, finding, page, run

SUMMARY: dict[str, Any] = {
    **run(),
    "tool": "graphcheck",
    "version": "1.2.3",
    "format_version": 2,
    "judged": 600,
    "abstained": 40,
    "flagged": 2,
    "counts": {"GC101": 1, "GC102": 1},
}
RUNS = [
    {"date": "2026-07-01", "revision": "a", "counts": {"GC101": 10, "GC102": 2}, "new": 12, "resolved": 0},
    {"date": "2026-07-02", "revision": "b", "counts": {"GC101": 5, "GC102": 1}, "new": 1, "resolved": 7},
]
ABSTRACT = "We parse what rivers say, and measure how much of it is true. " * 20  # as long as abstracts are


def surroundings(one: Page, text: str = "", claims: int = 0) -> Surroundings:
    """Return papers and co-authors for ``one``, and what may be missing; with ``text`` every text of them is that."""
    papers = {
        paper: PaperFacts(
            text or f"On the parsing of rivers, part {paper}",
            one.years[0] + at % (one.years[1] - one.years[0] + 1),
            text or "ACL",
            tuple(text or f"Author {number} Longname" for number in range(6)),
            text or ABSTRACT,
        )
        for at, paper in enumerate(dict.fromkeys(paper for group in one.groups for paper in group.papers))
    }
    labels = [group.label for group in one.groups]
    return Surroundings(
        papers=papers,
        network=network(labels, text),
        places={label: Places(((text or "Tsinghua University", 3),), ((text or "AMD", 2),)) for label in labels},
        topics=dict.fromkeys(labels, (text or "rivers", "parsing")),
        claims=tuple(claim(number, text) for number in range(claims)),
    )


def claim(number: int, text: str = "") -> Claim:
    """Return a paper that may be missing, every second one on a page of initials."""
    return Claim(
        paper=text or f"2019.venue-main.{number}",
        title=text or f"On rivers that were missed, part {number}",
        year=2019,
        position=1,
        name=text or "Ji Liu",
        page=text or ("ji-liu/unverified", "j-liu/unverified")[number % 2],
        link=Link.INFERRED,
        probability=0.9 - number / 1000,
        text=text or "co-authors in common: Emad Barsoum and 3 more",
    )


def check_page(
    people: Sequence[Page],
    views: Sequence[FixingView] = (),
    facts: Mapping[str, PaperFacts] | None = None,
    text: str = "",
) -> str:
    """Return the page that check writes of ``people``, with their dialogs where there are ``views``."""
    checked = []
    for at, one in enumerate(people):
        around = surroundings(one)
        around = replace(around, papers={**around.papers, **(facts or {})})
        checked.append(Checked(one, around, findings_of(one), views[at] if views else None))
    return check_html(checked)


def network(labels: list[str], text: str = "", size: int = 12) -> Network:
    """Return co-authors in all groups, the last group's on flagged paper 0 only, each tied to the next."""
    nodes = [
        Node(
            id=text or f"person-{at}",
            name=text or f"Person Number{at}",
            papers=1 + at % 5,
            group=labels[at % len(labels)],
            flagged=(0,) if labels[at % len(labels)] == labels[-1] else (),
            stray=labels[at % len(labels)] == labels[-1],
        )
        for at in range(size)
    ]
    step = len(labels)
    ties = [Tie(at, at + step, 1.0 + at, at % 12) for at in range(size - step)]
    return Network(tuple(nodes), tuple(ties), {labels[0]: 7}, size + 7)


def large_page(papers: int, flagged: int, groups: int = 4) -> Page:
    """Return a page of ``papers`` papers in ``groups`` groups, the last ``flagged`` of them flagged."""
    ids = [f"2020.venue-main.{number}" for number in range(papers)]
    label = [chr(65 + at * groups // papers) for at in range(papers)]
    judged: list[JudgedAuthorship] = [
        authorship(paper, group=label[at], evidence=_evidence(), suggestions=_suggestions(), score=0.9)
        if at >= papers - flagged
        else calm(paper, group=label[at])
        for at, paper in enumerate(ids)
    ]
    made = page().groups[0]
    members: dict[str, list[str]] = {}
    for paper, letter in zip(ids, label, strict=True):
        members.setdefault(letter, []).append(paper)
    return page(
        papers=papers,
        years=(2005, 2025),
        groups=tuple(
            Group(letter, tuple(mine), letter == "A", (2005, 2025), made.venues, made.coauthors)
            for letter, mine in members.items()
        ),
        authorships=tuple(judged),
    )


def findings_of(one: Page) -> list[Finding]:
    """Return a finding for each flagged paper of ``one``."""
    return [
        finding(id=f"f{at}", person=one.person, person_name=one.name, paper=a.paper, papers=(a.paper,), score=a.score)
        for at, a in enumerate(one.authorships)
        if a.flagged
    ]


def _evidence() -> tuple[Evidence, ...]:
    kinds = ("coauthors", "walks", "institutions", "years", "roles", "page")
    text = "None of its 6 co-authors (Johannes Grünauer-Pohl, Liesbeth Oudekerk and 4 more) is on papers of the core."
    return (EVIDENCE[0], *(Evidence(kind, -0.417 * at, text) for at, kind in enumerate(kinds)))


def _suggestions() -> tuple[Suggestion, ...]:
    return tuple(Suggestion(f"ji-liu-{at}", 0.3, "co-authors in common: Emad Barsoum and 3 more") for at in range(3))
