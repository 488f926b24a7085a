"""Findings → the rows of the start page: one a person, what is surest and costs most first.

What a page costs is its *expected misfiled papers*: the papers that its findings are about, each counted with the
highest score of a finding about it. Papers that only a finding about the page names count for no more than there are
outside the page's largest group: whoever the page is, that many need not move. So a page is one row, however many of
its papers are flagged. Findings that claim no paper to be somebody else's, as a checksum that fails, cost nothing;
those about nobody's page are a row a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from graphcheck.findings import CONFLICT, MIXED, STRAY, WRONG_ID
from graphcheck.identity.conflicts import SEVERAL
from graphcheck.model import Finding, Page, State
from graphcheck.report.links import person_page, person_url
from graphcheck.report.shown import shown

_TEXT = 260  # letters of a finding's sentence; all of it is on the person's page
_BAR = 7  # groups in the small picture of a page
_OTHERS = 5  # further people whom a finding concerns
_MISFILED = (STRAY, MIXED, WRONG_ID)
_MISFILED_KINDS = ((CONFLICT, SEVERAL),)
_GONE = (State.RESOLVED, State.DISMISSED)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a small picture of a page shows: how many papers it has, and of these how many in each group, flagged."""

    papers: int
    groups: tuple[int, ...]
    flagged: int

    @property
    def apart(self) -> int:
        """Papers outside the largest group."""
        return sum(self.groups) - max(self.groups, default=0)


@dataclass(frozen=True, slots=True)
class Row:
    """A person's findings: first those that claim papers to be somebody else's, the surest of them first.

    ``cost``: expected misfiled papers; ``papers``: how many it is about.

    ``person`` is "" where they are about nobody; then ``name`` is the file that they are in.
    """

    person: str
    name: str
    verified: bool
    cost: float
    papers: int
    best: Finding
    findings: tuple[Finding, ...]
    shape: Shape | None


def shape_of(page: Page) -> Shape:
    """Return what the small picture of ``page`` shows."""
    flagged = len({a.paper for a in page.authorships if a.flagged})
    return Shape(page.papers, tuple(len(group.papers) for group in page.groups), flagged)


def rows(findings: Iterable[Finding], shapes: Mapping[str, Shape]) -> list[Row]:
    """Return a row for each person, the highest cost first; what is dismissed or gone costs nothing."""
    by_person: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        by_person.setdefault((finding.person, "" if finding.person else finding.file), []).append(finding)
    made = [_row(person, file, found, shapes.get(person)) for (person, file), found in by_person.items()]
    return sorted(made, key=lambda row: (-row.cost, -row.best.score, row.person, row.name))


def misfiles(finding: Finding) -> bool:
    """Tell whether a finding claims that papers are somebody else's."""
    return finding.code in _MISFILED or (finding.code, finding.kind) in _MISFILED_KINDS


def _row(person: str, file: str, findings: Sequence[Finding], shape: Shape | None) -> Row:
    ordered = sorted(findings, key=lambda f: (f.state in _GONE, not misfiles(f), -f.score, f.code, f.paper or "", f.id))
    chance: dict[str, float] = {}
    flagged: set[str] = set()
    for finding in ordered:
        if finding.state not in _GONE and misfiles(finding):
            flagged.update(finding.papers if finding.paper is not None else ())
            for paper in finding.papers:
                chance[paper] = max(chance.get(paper, 0.0), finding.score)
    best = ordered[0]
    cost = round(_cost(chance, flagged, len(chance) if shape is None else shape.apart), 6)
    name = best.person_name if person else file or "the source"
    return Row(person, name, best.verified, cost, len(chance), best, tuple(ordered), shape)


def _cost(chance: Mapping[str, float], flagged: Set[str], apart: int) -> float:
    one_by_one = sum(chance[paper] for paper in flagged)
    with_the_page = sum(score for paper, score in chance.items() if paper not in flagged)
    return one_by_one + min(with_the_page, max(apart - len(flagged), 0))


def bar_of(shape: Shape | None) -> tuple[int, ...]:
    """Return the sizes of a page's groups for the small picture, the further ones as one."""
    if shape is None:
        return ()
    return shape.groups if len(shape.groups) <= _BAR + 1 else (*shape.groups[:_BAR], sum(shape.groups[_BAR:]))


def as_data(made: Sequence[Row], pages: Iterable[str]) -> list[dict[str, Any]]:
    """Return what the start page's script reads; every text in it is fit to be shown.

    ``pages``: ids of the people who have a page in the report.
    """
    there = set(pages)
    return [
        {
            "id": shown(row.person, 200),
            "name": shown(row.name, 120),
            "verified": row.verified if row.person else None,
            "href": _href(row.person, there) if row.person else "",
            "papers": 0 if row.shape is None else row.shape.papers,
            "apart": row.papers if row.shape is None else row.shape.apart,
            "bar": bar_of(row.shape),
            "groups": 0 if row.shape is None else len(row.shape.groups),
            "flagged": 0 if row.shape is None else row.shape.flagged,
            "findings": [_finding(finding, there) for finding in row.findings],
        }
        for row in made
    ]


def _href(person: str, there: Set[str]) -> str:
    return person_page(person) if person in there else person_url(person)


def _finding(finding: Finding, there: Set[str]) -> dict[str, Any]:
    record: dict[str, Any] = {
        "code": shown(finding.code, 20),
        "state": finding.state.value,
        "score": round(finding.score, 4),
        "year": finding.year,
        "text": shown(finding.text, _TEXT),
    }
    if finding.paper is None:
        record["papers"] = [shown(paper, 200) for paper in finding.papers]
    else:
        record |= {"paper": shown(finding.paper, 200), "title": shown(finding.title, 160)}
    if finding.link is not None:
        record["link"] = finding.link.value
    record |= {key: shown(getattr(finding, key), 200) for key in ("since", "note") if getattr(finding, key)}
    if finding.suggestions:
        best = finding.suggestions[0]
        record["whose"] = [shown(best.person, 200), round(best.probability, 4), _href(best.person, there)]
    if finding.others:
        record["others"] = [[shown(other, 200), _href(other, there)] for other in finding.others[:_OTHERS]]
    if not misfiles(finding):
        record["free"] = True
    return record
