"""What graphcheck proposes for a page: papers that are somebody else's, in sets by whom they most likely belong to.

The dialog of a report begins with it, and ``fix --from-findings`` carries it out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graphcheck.findings import CONFLICT, MIXED, SPLIT, STRAY, WRONG_ID
from graphcheck.identity.conflicts import ONE_PERSON
from graphcheck.model import Finding, JudgedAuthorship, Page, State, Suggestion

MOST_SETS = 8  # made without being asked; what is left goes into one more
MOVING = (STRAY, WRONG_ID)  # findings that claim a paper to be somebody else's


def by_paper(page: Page) -> dict[str, JudgedAuthorship]:
    """Return a judgement for each paper, the flagged one where the person is on it twice."""
    return {judged.paper: judged for judged in sorted(page.authorships, key=lambda judged: judged.flagged)}


def moving(findings: Sequence[Finding], person: str, least: float = 0.0) -> dict[str, Finding]:
    """Return for each paper of the page of ``person`` the finding that claims it to be somebody else's.

    Those that were dismissed, or are below the score ``least``, claim nothing; nor do findings on other pages that
    concern the person, too, nor strays of a core that is not the main group, if they are in that.
    """
    own = _of_main_group(findings, person)
    return {
        finding.paper: finding
        for finding in findings
        if finding.code in MOVING
        and finding.paper
        and finding.person == person
        and finding.state != State.DISMISSED
        and finding.score >= least
        and not (finding.code == STRAY and finding.paper in own)
    }


def _of_main_group(findings: Sequence[Finding], person: str) -> set[str]:
    """Return the papers of the group that is most likely the person, where that is known and is not the core."""
    mixed = (
        finding
        for finding in findings
        if finding.code == MIXED and finding.person == person and finding.state != State.DISMISSED
    )
    return {paper for one in mixed for group in one.groups if group.main and not group.core for paper in group.papers}


def merging(findings: Sequence[Finding], person: str, least: float = 0.0) -> list[Finding]:
    """Return the findings that claim the whole page of ``person`` to be another page's person's, the surest first.

    Those that were dismissed, or are below the score ``least``, claim nothing.
    """
    claims = [
        finding
        for finding in findings
        if claims_a_page(finding)
        and person in finding.others
        and finding.state != State.DISMISSED
        and finding.score >= least
    ]
    return sorted(claims, key=lambda finding: -finding.score)


def claims_a_page(finding: Finding) -> bool:
    """Whether a finding says that all papers of another page are those of the person on whose page it is."""
    return finding.code == SPLIT or (finding.code == CONFLICT and finding.kind == ONE_PERSON)


def reason_to_merge(claim: Finding) -> str:
    """Return what speaks for two pages being one person's."""
    return " ".join(part.text for part in claim.evidence if part.weight > 0) or claim.text.split(" What follows: ")[0]


def suggested(judged: JudgedAuthorship, finding: Finding | None) -> tuple[Suggestion, ...]:
    """Return whom a paper may belong to, best first: whom a finding of a wrong id names comes before all others."""
    if finding is None or finding.code != WRONG_ID:
        return judged.suggestions
    named = {suggestion.person for suggestion in finding.suggestions}
    return (*finding.suggestions, *(one for one in judged.suggestions if one.person not in named))


def proposed_sets(page: Page, papers: Sequence[str], found: Mapping[str, Finding]) -> list[tuple[str, tuple[str, ...]]]:
    """Return (person, papers) for whom each of ``papers`` most likely belongs to, "" for nobody known.

    Those of people come first, then those of nobody known, a set for each group that holds together, most papers
    first; without papers there is one set of nobody. ``found`` is what ``moving`` returns.
    """
    judged = by_paper(page)
    sets: dict[tuple[str, str], list[str]] = {}
    for paper in papers:
        likely = _likely(judged[paper], found.get(paper))
        sets.setdefault((likely, "" if likely else judged[paper].group), []).append(paper)
    by_size = sorted(sets, key=lambda key: (not key[0], -len(sets[key])))
    rest = [paper for key in by_size[MOST_SETS:] for paper in sets[key]]
    made = [(key[0], tuple(sets[key])) for key in by_size[:MOST_SETS]]
    return [*made, ("", tuple(rest))] if rest or not made else made


def _likely(judged: JudgedAuthorship, finding: Finding | None) -> str:
    best = suggested(judged, finding)[:1]
    # A wrong id is told only where the other person is far likelier than the one named: nobody else is in question.
    sure = finding is not None and finding.code == WRONG_ID
    return best[0].person if best and (sure or best[0].probability > (judged.nobody or 0.0)) else ""
