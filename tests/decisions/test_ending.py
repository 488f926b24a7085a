"""A dismissal of a page ends when the page is about other papers, however many they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphcheck.decisions import NOTED, Dismissal, looked_at
from graphcheck.decisions.ending import ended
from graphcheck.settings import Settings
from tests.report.factories import finding, page_finding

SEEN = tuple(f"p{number}" for number in range(6))


def dismissed(papers: tuple[str, ...]) -> Dismissal:
    about = looked_at(replace(page_finding(), papers=papers))
    return Dismissal(who="A", when="2026-01-01", why="w", papers=len(papers), about=about)


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (SEEN, ""),
        (SEEN[:2], ""),  # the others went: nothing is new
        ((*SEEN, "q1"), ""),
        ((*SEEN[:3], "q1", "q2"), ""),
        (tuple(f"q{number}" for number in range(6)), "of 6 papers that were looked at, 6 are not among them"),
        ((*SEEN[:2], "q1", "q2"), "of 6 papers that were looked at, 4 are not among them"),
    ],
)
def test_other_papers_end_it(now: tuple[str, ...], said: str) -> None:
    told = ended(dismissed(SEEN), replace(page_finding(), papers=now), "", Settings())
    assert told == (f"it is about others now: {said}" if said else "")


def test_of_many_papers_some_are_noted() -> None:
    many = tuple(f"p{number}" for number in range(100))
    noted = dismissed(many).about.split()
    assert len(noted) == NOTED
    assert ended(dismissed(many), replace(page_finding(), papers=tuple(reversed(many))), "", Settings()) == ""
    assert "16 are not among them" in ended(
        dismissed(many), replace(page_finding(), papers=tuple(f"q{number}" for number in range(100))), "", Settings()
    )


def test_a_finding_about_a_paper_needs_no_note() -> None:
    assert looked_at(finding()) == ""
