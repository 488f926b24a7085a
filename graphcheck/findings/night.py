"""One run among others: takes findings page by page, and tells at the end what has become of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import orjson

from graphcheck import __version__
from graphcheck.bibliography import Bibliography
from graphcheck.decisions import Dismissal
from graphcheck.errors import GraphcheckError
from graphcheck.findings.catalogue import CATALOGUE
from graphcheck.findings.gone import Reasons, changed_settings
from graphcheck.findings.history import History
from graphcheck.findings.states import Night, Tonight, tell
from graphcheck.model import Finding, Page
from graphcheck.scope import Scope

# From so many people on, a history most of whose people are unknown is taken for that of another bibliography.
FOREIGN_FROM = 10


class Watch:
    """Follows a run. ``scope`` is None where everything is reported.

    Raises:
        GraphcheckError: ``history`` is plainly that of another bibliography.
    """

    def __init__(self, bibliography: Bibliography, history: History, scope: Scope | None) -> None:
        self._bibliography = bibliography
        self._history = history
        self._scope = scope
        self._known = {entry.finding.person for entry in history.open.values() if entry.finding.person}
        self._seen: dict[str, Page] = {}
        self._found: list[Finding] = []
        self._known_rows = {row for person, row in bibliography.person_rows.items() if person in self._known}
        there = len(self._known_rows)
        if len(self._known) >= FOREIGN_FROM and 2 * there < len(self._known):
            raise GraphcheckError(
                f"the history is of another bibliography: only {there} of its {len(self._known)} people with findings "
                "are in this source; name another folder, or remove the history to begin anew"
            )

    def knows(self, row: int) -> bool:
        """Tell whether the runs before told something of the person, a row in people."""
        return row in self._known_rows

    def narrowed(self, page: Page | None, findings: Sequence[Finding]) -> list[Finding]:
        """Take one page and what was found on it, or what is about no page; return what is reported."""
        if page is not None and page.person in self._known:
            self._seen[page.person] = page
        reported = [f for f in findings if self._scope is None or self._scope.holds(f, page)]
        self._found += reported
        return reported

    def night(self, day: str) -> Night:
        """Return what has become of the findings; ``day`` is an ISO day."""
        settings: dict[str, Any] = orjson.loads(orjson.dumps(asdict(self._bibliography.settings)))
        before = self._history
        another = before.version if before.version != __version__ else ""
        changed, last = changed_settings(before.settings, settings), before.runs[-1].date if before.runs else ""
        reasons = Reasons(self._bibliography, self._seen, changed, another, last)
        tonight = Tonight(
            day=day,
            revision=self._bibliography.source.revision,
            version=__version__,
            settings=self._bibliography.settings,
            settings_told=settings,
            decisions=self._bibliography.decisions,
            authors=self._bibliography.authors_digest,
            looked_at=self._looked_at,
            why_gone=reasons.why_gone,
            whole=self._scope is None,
        )
        return tell(self._found, before, tonight)

    def _looked_at(self, finding: Finding) -> bool:
        source = self._bibliography.source
        unknown = bool(finding.person) and finding.person not in self._bibliography.person_rows
        papers = (*finding.papers, *([finding.paper] if finding.paper is not None else ()))
        lost = unknown or any(paper not in self._bibliography.paper_facts for paper in papers)
        left_out = {source.placed(problem.file) for problem in source.skipped}
        if (lost and left_out) or finding.file in left_out:
            return False  # it may be in a file that was left out
        return self._scope is None or self._scope.holds(finding, self._seen.get(finding.person))


def told_of(bibliography: Bibliography, night: Night, *, whole: bool) -> dict[str, Any]:
    """Return what ``summary.json`` says of the decisions: how many hold, and lines on those that don't.

    ``whole``: the run reports on everything, so a finding that is not there does not exist.
    """
    decisions, confirmed = bibliography.decisions, bibliography.page_maker.confirmed
    where = decisions.where
    about = "the confirmation of {0.paper} as {0.person}'s {1}: {2}".format
    ended = [f"{where(entry)}: {about(entry, 'has ended', reason)}" for entry, reason in confirmed.ended]
    idle = [f"{where(entry)}: {about(entry, 'does nothing', reason)}" for entry, reason in confirmed.idle]
    for entry in decisions.distinctions:
        unknown = [person for person in entry.persons if person not in bibliography.person_rows]
        idle += [f"{where(entry)}: there is no person {person} in the source" for person in unknown]
    for dismissal in decisions.dismissals:
        if not any(dismissal.is_of(finding) for finding in night.findings):
            why = _why_idle(dismissal, bibliography, whole)
            idle += [f"{where(dismissal)}: the dismissal does nothing: {why}"] if why else []
    return {
        "file": decisions.file,
        "confirmed": len(confirmed.rows),
        "ended": [*night.ended, *ended],
        "idle": idle,
    }


def _why_idle(entry: Dismissal, bibliography: Bibliography, whole: bool) -> str:
    """Say why a dismissal dismisses nothing, "" where that can't be told."""
    if entry.code and entry.code not in CATALOGUE:
        return f"there is no finding {entry.code}; graphcheck explain lists those there are"
    if entry.person and entry.person not in bibliography.person_rows:
        return f"there is no person {entry.person} in the source"
    if entry.paper is not None and entry.paper not in bibliography.paper_facts:
        return f"there is no paper {entry.paper} in the source"
    return "there is no such finding; the entry can be removed" if whole else ""
