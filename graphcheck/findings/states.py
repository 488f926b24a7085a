"""Findings of this run, the runs before and what was decided → what is new, known, relapsed, dismissed, and gone.

    finding      before                  now
    found        never                   new
    found        open                    known
    found        resolved                relapsed; the note says when it was resolved, and by what
    found        any, and a dismissal    dismissed, or relapsed where the dismissal has ended
    not found    open                    resolved; the note says what made it go

A run that looks at some papers only says nothing about the others: their findings stay as they were told.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graphcheck.decisions import Decisions
from graphcheck.decisions.ending import ended
from graphcheck.findings.history import Gone, History, Open, Run
from graphcheck.model import Finding, State
from graphcheck.settings import Settings

FRESH = frozenset({State.NEW, State.RELAPSED})


@dataclass(frozen=True, slots=True)
class Tonight:
    """What the states are told from, beside the findings.

    ``day`` is the ISO day; ``version`` and ``settings_told`` (as JSON has them) are this run's. ``authors`` returns the
    digest of a paper's authors, "" for no paper. ``looked_at`` tells whether a finding that is not there any more would
    have been reported if it were, and ``why_gone`` what made it go. With ``whole`` the run reports on everything, else
    on some papers only.
    """

    day: str
    revision: str
    version: str
    settings: Settings
    settings_told: Mapping[str, Any]
    decisions: Decisions
    authors: Callable[[str | None], str]
    looked_at: Callable[[Finding], bool]
    why_gone: Callable[[Finding], str]
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Night:
    """What became of the findings: those there are and those that are gone, with their states, and what to keep.

    ``runs`` are the runs before and this one, last; ``ended`` are lines on dismissals that have ended.
    """

    findings: tuple[Finding, ...]
    resolved: tuple[Finding, ...]
    runs: tuple[Run, ...]
    ended: tuple[str, ...]
    history: History

    def states(self, codes: Iterable[str]) -> dict[str, dict[str, int]]:
        """Return code → state → how many, for these codes and all that there are."""
        told = Counter((finding.code, finding.state) for finding in (*self.findings, *self.resolved))
        every = sorted({*codes, *(code for code, _ in told)})
        return {code: {state.value: told[code, state] for state in State} for code in every}

    def fresh(self, codes: Iterable[str] = ()) -> list[Finding]:
        """Return the new and relapsed findings of these codes, of all where none is given."""
        wanted = set(codes)
        return [f for f in self.findings if f.state in FRESH and (not wanted or f.code in wanted)]


def tell(found: Sequence[Finding], before: History, tonight: Tonight) -> Night:
    """Give each of ``found`` its state, find what is gone, and make the history that the next run goes on from."""
    told = {finding.id: _told(finding, before, tonight) for finding in found}
    findings = tuple(entry.finding for entry in told.values())
    missing = [entry for id_, entry in before.open.items() if id_ not in told]
    gone = {entry.finding.id: entry.finding for entry in missing if tonight.looked_at(entry.finding)}
    resolved = tuple(replace(f, state=State.RESOLVED, note=tonight.why_gone(f)) for f in gone.values())
    left = {id_: entry for id_, entry in before.open.items() if id_ not in gone}
    run = Run(
        tonight.day,
        tonight.revision,
        dict(sorted(Counter(one.code for one in findings if one.state != State.DISMISSED).items())),
        sum(finding.state in FRESH for finding in findings),
        len(resolved),
    )
    # A run on some papers says nothing about how many findings there are, so it has no place in the trend.
    kept = (*before.runs, run)[-tonight.settings.history_runs :] if tonight.whole else before.runs
    remembered = {**before.gone, **{f.id: Gone(f.since, tonight.day, f.note) for f in resolved}}
    oldest = _days_before(tonight.day, tonight.settings.history_days)
    judged_by = tonight if tonight.whole or not before.version else before
    history = History(
        judged_by.version,
        tonight.settings_told if judged_by is tonight else before.settings,
        {**left, **{id_: _without_evidence(entry) for id_, entry in told.items()}},
        {id_: entry for id_, entry in remembered.items() if id_ not in told and entry.day >= oldest},
        kept,
    )
    lines = tuple(_ended_line(entry, tonight.decisions) for entry in told.values() if entry.ended)
    return Night(findings, resolved, (*before.runs, run)[-tonight.settings.history_runs :], lines, history)


def _told(finding: Finding, before: History, tonight: Tonight) -> Open:
    old, gone = before.open.get(finding.id), before.gone.get(finding.id)
    since = old.finding.since if old else gone.since if gone else tonight.day
    authors = tonight.authors(finding.paper)
    entry = Open(replace(finding, since=since), authors)
    dismissal = tonight.decisions.dismissal_of(finding)
    if dismissal is None:
        return replace(entry, finding=_undecided(entry.finding, old, gone))
    if old is not None and old.ended == dismissal.key:  # told before; what has ended stays so until somebody decides
        return replace(entry, finding=_with(entry, State.KNOWN, old.finding.note), ended=dismissal.key)
    reason = ended(dismissal, finding, authors, tonight.settings)
    if not reason:
        return replace(entry, finding=_with(entry, State.DISMISSED, f"dismissed {dismissal.signed()}"))
    state = State.RELAPSED if old or gone else State.NEW
    note = f"was dismissed {dismissal.signed()}; that has ended: {reason}"
    return replace(entry, finding=_with(entry, state, note), ended=dismissal.key)


def _undecided(finding: Finding, old: Open | None, gone: Gone | None) -> Finding:
    if old is not None:
        taken_back = old.finding.state is State.DISMISSED
        return replace(finding, state=State.KNOWN, note=_TAKEN_BACK if taken_back else old.finding.note)
    if gone is not None:
        why = f" ({gone.note})" if gone.note else ""
        return replace(finding, state=State.RELAPSED, note=f"was resolved on {gone.day}{why}, and is back")
    return replace(finding, state=State.NEW, note="")


_TAKEN_BACK = "was dismissed; the entry is no longer among the decisions"


def _with(entry: Open, state: State, note: str) -> Finding:
    return replace(entry.finding, state=state, note=note)


def _without_evidence(entry: Open) -> Open:
    return replace(entry, finding=replace(entry.finding, evidence=(), suggestions=(), nobody=None, groups=()))


def _ended_line(entry: Open, decisions: Decisions) -> str:
    dismissal = decisions.dismissal_of(entry.finding)
    where = f"{decisions.where(dismissal)}: " if dismissal else ""
    about = f"{entry.finding.code} {entry.finding.person} {entry.finding.paper or ''}".strip()
    return f"{where}{about} {entry.finding.note}; decide again, or remove the entry"


def _days_before(day: str, days: int) -> str:
    return (datetime.date.fromisoformat(day) - datetime.timedelta(days=days)).isoformat()
