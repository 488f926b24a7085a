"""What the dialog "Fixing paper assignments" shows of one page, and what its script works on.

The papers are in the page as a list that can be read without a script; the script gets what it needs besides as a
block of JSON. What is ticked at first are the flagged papers, and those whose id is another person's, in sets by whom
they most likely belong to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2s
from typing import Any

from markupsafe import Markup

from graphcheck.corrections.proposed import (
    MOVING,
    by_paper,
    merging,
    moving,
    proposed_sets,
    reason_to_merge,
    suggested,
)
from graphcheck.findings.stated import stating
from graphcheck.model import Finding, JudgedAuthorship, Page
from graphcheck.report.facts import PaperFacts
from graphcheck.report.inline import data_block
from graphcheck.report.links import site_data
from graphcheck.report.namesakes import Namesake
from graphcheck.report.shown import shown

SCRIPTS = ("fixing_text.js", "fixing_parts.js", "fixing_memory.js", "fixing.js")  # in this order
STYLES = ("fixing.css",)
MOST_AUTHORS = 12  # of a paper that are named
# A page of a hundred papers takes 300 KB at most, pictures and judgements too. Measured on people of the Anthology with
# 95 to 105 papers: dialog and scripts 120 KB without abstracts, the rest of the page 80 KB and 5 KB a flagged paper.
ABSTRACTS = 40_000  # bytes
PER_FLAGGED = 1_500  # bytes less for each flagged paper, whose abstract stands elsewhere on the page, too
LEAST_ABSTRACTS = 5_000  # bytes
LISTED = 12_000  # characters of the ids that namesakes' papers have
_UNFOLDED = 25  # papers of a group that are shown without a click, flagged or not
_REASON = 400  # characters


@dataclass(frozen=True, slots=True)
class FixingPaper:
    """A paper of the page; ``before`` and ``after`` are the authors around ``signed``, the person as printed.

    ``ticked``: it is taken for somebody else's at first; ``chance`` (0 to 1), that it is, where that is told, else
    None. ``abstract`` is "" where there is none, or no room for it.
    """

    judged: JudgedAuthorship
    facts: PaperFacts
    before: tuple[str, ...]
    signed: str
    after: tuple[str, ...]
    more: int
    abstract: str
    ticked: bool
    chance: float | None


@dataclass(frozen=True, slots=True)
class FixingGroup:
    """Papers that hold together, and whether they are shown without a click."""

    label: str
    core: bool
    years: tuple[int, int]
    papers: tuple[FixingPaper, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class FixingView:
    """The dialog of one page; groups with ticked papers first.

    ``key`` is unlike that of any other person, and fit for the ids of elements; ``ticked`` counts papers; ``merge`` is
    the id of whom the whole page may be (GC103), "" for nobody.
    """

    page: Page
    key: str
    groups: tuple[FixingGroup, ...]
    ticked: int
    merge: str
    data: Markup


def fixing_view(
    page: Page,
    papers: Mapping[str, PaperFacts],
    findings: Sequence[Finding],
    *,
    namesakes: Sequence[Namesake] = (),
    revision: str = "",
) -> FixingView:
    """Return what the dialog of ``page`` shows.

    ``papers`` holds the facts of the page's papers; one without is shown by its id. ``findings`` are those that concern
    the person: a paper whose finding was dismissed is not ticked. ``namesakes`` can be searched, besides those whom the
    page suggests; ``revision`` is the source's, "" for none: what a reader ticks is kept for this person and revision.
    """
    found = moving(findings, page.person)
    judged = by_paper(page)
    first = _ticked(page, findings, found)
    ticked = set(first)
    room = max(ABSTRACTS - PER_FLAGGED * len(first), LEAST_ABSTRACTS)
    abstracts = _abstracts([*first, *_outside_first(page)], papers, room)
    groups = tuple(
        FixingGroup(
            group.label,
            group.core,
            group.years,
            tuple(
                _paper(judged[paper], papers.get(paper), found.get(paper), paper in ticked, paper in abstracts)
                for paper in group.papers
                if paper in judged
            ),
            len(group.papers) <= _UNFOLDED or not ticked.isdisjoint(group.papers),
        )
        for group in sorted(page.groups, key=lambda group: ticked.isdisjoint(group.papers))
    )
    merge = next(iter(merging(findings, page.person)), None)
    data = data_block(_data(page, found, first, merge, namesakes, revision))
    return FixingView(page, _key(page), groups, len(first), merge.person if merge else "", data)


def _ticked(page: Page, findings: Sequence[Finding], found: Mapping[str, Finding]) -> list[str]:
    """Return the papers that are taken for somebody else's; ``found``: what is claimed, by ``moving``."""
    told = {one.paper for one in findings if one.code in MOVING}  # those not found were dismissed, or are the person's
    judged = by_paper(page)
    return [paper for paper, one in judged.items() if paper in found or (one.flagged and paper not in told)]


def _outside_first(page: Page) -> list[str]:
    staying = page.staying
    return [paper for group in sorted(page.groups, key=lambda group: group == staying) for paper in group.papers]


def _abstracts(order: Sequence[str], papers: Mapping[str, PaperFacts], room: int) -> set[str]:
    """Return the papers whose abstracts there is ``room`` for, bytes."""
    fitting: set[str] = set()
    for paper in dict.fromkeys(order):
        room -= len(papers[paper].abstract.encode("utf-8", errors="replace")) if paper in papers else 0
        if room < 0:
            break
        fitting.add(paper)
    return fitting


def _paper(
    judged: JudgedAuthorship, facts: PaperFacts | None, finding: Finding | None, ticked: bool, with_abstract: bool
) -> FixingPaper:
    known = facts or PaperFacts("", 0, "")
    at = judged.position
    signed = known.authors[at] if at < len(known.authors) else judged.name
    before = known.authors[:at][-MOST_AUTHORS // 2 :]
    after = known.authors[at + 1 :][: MOST_AUTHORS - len(before)]
    more = max(len(known.authors) - len(before) - len(after) - 1, 0)
    abstract = known.abstract if with_abstract else ""
    chance = judged.score if judged.flagged else finding.score if finding else None
    return FixingPaper(judged, known, before, signed, after, more, abstract, ticked, chance)


def _key(page: Page) -> str:
    return blake2s(page.person.encode("utf-8", errors="replace"), digest_size=5).hexdigest()


def _kept_as(page: Page, revision: str) -> str:
    """Return under which name a browser keeps what was ticked; without a revision the papers stand for it."""
    papers = "\n".join(sorted(judged.paper for judged in page.authorships))
    state = revision or blake2s(papers.encode("utf-8", errors="replace"), digest_size=8).hexdigest()
    return f"graphcheck fixing {page.person} {state}"


def _data(
    page: Page,
    found: Mapping[str, Finding],
    ticked: Sequence[str],
    merge: Finding | None,
    namesakes: Sequence[Namesake],
    revision: str,
) -> dict[str, Any]:
    judged = by_paper(page)
    data = {
        "person": page.person,
        "name": page.name,
        "orcid": page.orcid or "",
        "stating": list(stating(page)),
        "revision": revision,
        "key": _kept_as(page, revision),
        "site": site_data(page.person),
        "papers": [
            _paper_data(judged[paper], found.get(paper))
            for group in page.groups
            for paper in group.papers
            if paper in judged
        ],
        "people": _people(page, found, merge, namesakes),
        "start": [{"person": person, "papers": list(papers)} for person, papers in proposed_sets(page, ticked, found)],
        "merge": {"person": merge.person, "why": reason_to_merge(merge)} if merge else None,
    }
    return _encodable(data)  # type: ignore[no-any-return]


def _paper_data(judged: JudgedAuthorship, finding: Finding | None) -> dict[str, Any]:
    return {
        "id": judged.paper,
        "name": judged.name,
        "reason": shown(finding.text, _REASON) if finding else "",
        "suggested": [[s.person, s.probability, shown(s.text, _REASON)] for s in suggested(judged, finding)],
    }


def _people(
    page: Page, found: Mapping[str, Finding], merge: Finding | None, namesakes: Sequence[Namesake]
) -> list[dict[str, Any]]:
    """Return whom papers can be given to: people who are suggested, namesakes, and whose the whole page may be."""
    room, people = LISTED, []
    for one in namesakes:
        has = one.has if one.has is not None and sum(map(len, one.has)) <= room else None
        room -= sum(map(len, has)) if has is not None else 0
        people.append({"id": one.person, "name": one.name, "verified": one.verified, "papers": one.papers, "has": has})
    known = {one.person for one in namesakes}
    likely = dict.fromkeys(s.person for one in page.authorships for s in suggested(one, found.get(one.paper)))
    plain = {"name": "", "verified": None, "papers": None, "has": None}
    people += [{"id": person, **plain} for person in likely if person not in known]
    if merge and merge.person not in known.union(likely):
        people.append({"id": merge.person, **plain, "name": merge.person_name, "verified": merge.verified})
    return people


def _encodable(value: Any) -> Any:
    """Return ``value`` with "?" for halves of surrogate pairs, which no file can hold."""
    if isinstance(value, str):
        return value.encode("utf-8", errors="replace").decode("utf-8")
    if isinstance(value, dict):
        return {key: _encodable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_encodable(one) for one in value]
    return value
