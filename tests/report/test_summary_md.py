"""The night in Markdown."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from graphcheck.model import State
from graphcheck.report.summary_md import MOST, summary_markdown
from tests.report.factories import finding

SUMMARY: dict[str, Any] = {
    "source": "a*b",
    "revision": "0123456789abcdef",
    "papers": 1234,
    "people": 5,
    "authorships": 6,
    "counts": {"GC101": 1, "GC102": 0},
    "timings": {"reading": {"seconds": 1.4}, "judging": {"seconds": 2.2}},
    "skipped": [],
    "faults": ["x"],
    "scope": None,
}


def test_what_is_new_and_what_is_gone() -> None:
    fresh = [replace(finding(), id=str(number)) for number in range(MOST + 3)]
    known = replace(finding(), state=State.KNOWN)
    gone = replace(finding(), state=State.RESOLVED, note="the paper is on another page")
    told = summary_markdown([*fresh, known], [gone], SUMMARY)
    assert told.startswith("# graphcheck: 13 new findings\n")
    assert "| GC101 | 13 | 1 | 1 | 0 | 0 |\n" in told
    assert told.count("\n- **") == MOST + 1
    assert "… and 3 more in the report" in told
    assert "the paper is on another page" in told
    assert "1,234 papers" in told
    assert "in 4 s" in told
    assert "1 faults that were read past" in told


def test_a_quiet_night_is_short() -> None:
    told = summary_markdown([replace(finding(), state=State.KNOWN)], [], {**SUMMARY, "faults": []})
    assert told.startswith("# graphcheck: 0 new findings\n")
    assert "##" not in told


def test_nothing_in_a_name_is_mark_up() -> None:
    hostile = "<script>[x](https://e.org) `y` | @team #1 **b** \u202e :bell:\n# h"
    told = summary_markdown([replace(finding(), person_name=hostile, text=hostile, note=hostile)], [], SUMMARY)
    for sign in (
        "<script",
        "[x]",
        "`y`",
        " | @",
        "@team",
        " #1",
        "**b**",
        "\u202e",
        ":bell:",
        "\n# h",
        "https://e.org",
    ):
        assert sign not in told
