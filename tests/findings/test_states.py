"""What becomes of a finding from run to run, with and without decisions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from graphcheck.decisions import Decisions, Dismissal
from graphcheck.findings.history import History
from graphcheck.findings.states import Night, Tonight, tell
from graphcheck.model import Finding, State
from graphcheck.settings import Settings
from tests.report.factories import finding, page_finding

STRAY, MIXED = finding(score=0.5), page_finding()
SIGNED = {"who": "Ada", "when": "2025-09-01", "why": "a visit"}


def night(found: list[Finding], before: History | None = None, day: str = "2025-09-02", **changes: Any) -> Night:
    facts: dict[str, Any] = {
        "day": day,
        "revision": "903b31",
        "version": "0.1.0",
        "settings": Settings(),
        "settings_told": {"flag_threshold": 0.6},
        "decisions": Decisions(),
        "authors": lambda paper: f"authors of {paper}" if paper else "",
        "looked_at": lambda _: True,
        "why_gone": lambda gone: f"why {gone.id} is gone",
    }
    return tell(found, before or History(), Tonight(**{**facts, **changes}))


def dismissed(**changes: Any) -> Decisions:
    entry = Dismissal(finding=STRAY.id, score=STRAY.score, papers=1, authors=f"authors of {STRAY.paper}", **SIGNED)
    return Decisions("decisions.toml", (replace(entry, **changes),))


def only(told: Night) -> Finding:
    (one,) = told.findings
    return one


def test_a_finding_is_new_then_known_then_resolved_then_relapsed() -> None:
    first = night([STRAY], day="2025-09-01")
    assert (only(first).state, only(first).since, only(first).note) == (State.NEW, "2025-09-01", "")
    second = night([STRAY], first.history)
    assert (only(second).state, only(second).since) == (State.KNOWN, "2025-09-01")
    third = night([], second.history, day="2025-09-03")
    (gone,) = third.resolved
    assert (gone.state, gone.since, gone.note) == (State.RESOLVED, "2025-09-01", f"why {STRAY.id} is gone")
    quiet = night([], third.history, day="2025-09-04")
    assert quiet.resolved == ()
    back = only(night([STRAY], quiet.history, day="2025-09-05"))
    assert (back.state, back.since) == (State.RELAPSED, "2025-09-01")
    assert back.note == f"was resolved on 2025-09-03 (why {STRAY.id} is gone), and is back"


def test_a_relapse_is_told_as_such_once_and_keeps_its_note() -> None:
    gone = night([], night([STRAY]).history)
    back = night([STRAY], gone.history)
    after = only(night([STRAY], back.history))
    assert (after.state, after.note) == (State.KNOWN, only(back).note)


def test_a_dismissed_finding_says_by_whom_and_is_not_told_as_new() -> None:
    told = night([STRAY, MIXED], decisions=dismissed())
    assert [f.state for f in told.findings] == [State.DISMISSED, State.NEW]
    assert told.findings[0].note == "dismissed by Ada on 2025-09-01: a visit"
    assert [f.id for f in told.fresh()] == [MIXED.id]
    assert told.fresh(["GC101"]) == []


def test_one_that_was_dismissed_goes_and_comes_back_as_dismissed() -> None:
    first = night([STRAY], decisions=dismissed())
    gone = night([], first.history, decisions=dismissed())
    assert [f.state for f in gone.resolved] == [State.RESOLVED]
    assert only(night([STRAY], gone.history, decisions=dismissed())).state is State.DISMISSED


def test_an_entry_that_is_taken_back_makes_the_finding_known() -> None:
    first = night([STRAY], decisions=dismissed())
    after = only(night([STRAY], first.history))
    assert (after.state, after.note) == (State.KNOWN, "was dismissed; the entry is no longer among the decisions")


RISE = Settings().dismissal_rise


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (replace(STRAY, score=STRAY.score + RISE + 0.01), "the score rose from 50% to 71%"),
        (replace(STRAY, paper="W15-1"), "the authors of W15-1 are no longer those that were looked at"),
        (replace(STRAY, papers=("a", "b")), "it is about 2 papers now, it was about 1"),
    ],
)
def test_a_dismissal_ends_when_its_evidence_has_changed_materially(changed: Finding, reason: str) -> None:
    before = night([STRAY], decisions=dismissed())
    after = night([changed], before.history, decisions=dismissed())
    assert only(after).state is State.RELAPSED
    assert only(after).note == f"was dismissed by Ada on 2025-09-01: a visit; that has ended: {reason}"
    (line,) = after.ended
    assert line.startswith("decisions.toml:0: GC101 ji-liu ")
    assert reason in line
    later = only(night([STRAY], after.history, decisions=dismissed()))  # as it was, but it has ended
    assert (later.state, later.note) == (State.KNOWN, only(after).note)
    again = dismissed(score=changed.score, when="2025-09-03", authors="", papers=None)
    assert only(night([changed], after.history, decisions=again)).state is State.DISMISSED


@pytest.mark.parametrize(
    "changed",
    [replace(STRAY, score=STRAY.score + RISE - 0.01), replace(STRAY, score=0.1), replace(STRAY, text="other")],
)
def test_a_dismissal_holds_through_lesser_changes(changed: Finding) -> None:
    assert only(night([changed], decisions=dismissed())).state is State.DISMISSED


def test_an_entry_without_evidence_holds_whatever_changes() -> None:
    entry = dismissed(score=None, papers=None, authors="")
    assert only(night([replace(STRAY, score=1.0, paper="W15-1")], decisions=entry)).state is State.DISMISSED


def test_a_dismissal_that_had_ended_before_its_finding_was_known_makes_it_new() -> None:
    told = only(night([replace(STRAY, score=0.9)], decisions=dismissed()))
    assert told.state is State.NEW
    assert "that has ended: the score rose" in told.note


def test_what_was_not_looked_at_stays_as_it_was() -> None:
    first = night([STRAY, MIXED], day="2025-09-01")
    part = night([], first.history, looked_at=lambda one: one.id == MIXED.id, whole=False, day="2025-09-02")
    assert [f.id for f in part.resolved] == [MIXED.id]
    assert [run.date for run in part.runs] == ["2025-09-01", "2025-09-02"]
    assert [run.date for run in part.history.runs] == ["2025-09-01"]
    whole = night([STRAY, MIXED], part.history)
    assert [f.state for f in whole.findings] == [State.KNOWN, State.RELAPSED]


def test_runs_and_resolved_findings_are_kept_so_long_and_no_longer() -> None:
    settings = Settings(history_runs=3, history_days=10)
    told = night([STRAY], settings=settings, day="2025-09-01")
    told = night([], told.history, settings=settings, day="2025-09-02")
    for day in (5, 8, 12):
        told = night([], told.history, settings=settings, day=f"2025-09-{day:02}")
        assert STRAY.id in told.history.gone
    told = night([], told.history, settings=settings, day="2025-09-13")
    assert STRAY.id not in told.history.gone
    assert [run.date[-2:] for run in told.runs] == ["08", "12", "13"]
    assert only(night([STRAY], told.history, settings=settings)).state is State.NEW


def test_runs_count_what_there_is_what_is_new_and_what_is_gone() -> None:
    told = night([STRAY], night([MIXED]).history)
    assert told.runs[-1].record() == {
        "date": "2025-09-02",
        "revision": "903b31",
        "counts": {"GC101": 1},
        "new": 1,
        "resolved": 1,
    }
    assert told.states(["GC101", "GC103"]) == {
        "GC101": {"new": 1, "known": 0, "resolved": 0, "relapsed": 0, "dismissed": 0},
        "GC102": {"new": 0, "known": 0, "resolved": 1, "relapsed": 0, "dismissed": 0},
        "GC103": {"new": 0, "known": 0, "resolved": 0, "relapsed": 0, "dismissed": 0},
    }
