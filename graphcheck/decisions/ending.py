"""When a dismissal has had its time: what it rested on has changed so much that somebody should look again."""

from __future__ import annotations

from graphcheck.decisions import Dismissal
from graphcheck.model import Finding
from graphcheck.settings import Settings
from graphcheck.wording import number


def ended(dismissal: Dismissal, finding: Finding, authors: str, settings: Settings) -> str:
    """Return why ``dismissal`` no longer holds for ``finding``, "" where it does.

    ``authors`` is the digest of the authors of the finding's paper now, "" for a finding about a page. An entry that
    notes no evidence holds until somebody removes it.
    """
    if dismissal.authors and authors and dismissal.authors != authors:
        return f"the authors of {finding.paper} are no longer those that were looked at"
    if dismissal.score is not None and finding.score - dismissal.score > settings.dismissal_rise:
        return f"the score rose from {dismissal.score:.0%} to {finding.score:.0%}"
    if dismissal.papers is not None and len(finding.papers) > dismissal.papers * (1 + settings.dismissal_growth):
        return f"it is about {number(len(finding.papers), 'paper')} now, it was about {dismissal.papers}"
    return _others(dismissal.about.split(), finding)


def _others(seen: list[str], finding: Finding) -> str:
    """Return that most papers that were looked at are others now, "" where they are not, or some just went."""
    gone = [paper for paper in seen if paper not in finding.papers]
    if 2 * len(gone) <= len(seen) or not set(finding.papers).difference(seen):
        return ""
    return (
        f"it is about others now: of {number(len(seen), 'paper')} that were looked at, {len(gone)} are not among them"
    )
