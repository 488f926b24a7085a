"""The night in Markdown."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import cmarkgfm
import pytest

from graphcheck.model import Finding, State
from graphcheck.report.summary_md import MOST, MOST_BYTES, summary_markdown
from tests.report.factories import HOSTILE, finding, hostile_findings, page_finding

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
    assert "\n1 fault in the data: see `summary.json`.\n" in told


def test_of_each_code_the_surest_are_told() -> None:
    many = [page_finding(id=f"m{n}", person=f"m{n}", person_name=f"M{n}", score=0.9) for n in range(30)]
    strays = [finding(id=f"s{n}", person=f"s{n}", person_name=f"S{n}", score=0.3 + n / 100) for n in range(30)]
    lines = [line for line in summary_markdown([*many, *strays], [], SUMMARY).splitlines() if line.startswith("- **")]
    codes = [line[4:9] for line in lines]
    assert codes == ["GC102"] * (MOST // 2) + ["GC101"] * (MOST // 2)
    assert [f"S{n}" in "".join(lines) for n in (24, 25, 29)] == [False, True, True]


def test_a_quiet_night_is_short() -> None:
    told = summary_markdown([replace(finding(), state=State.KNOWN)], [], {**SUMMARY, "faults": []})
    assert told.startswith("# graphcheck: 0 new findings\n")
    assert "##" not in told


def test_a_decision_that_ended_or_does_nothing_is_told() -> None:
    told = summary_markdown([], [], {**SUMMARY, "decisions": {"ended": ["decisions.toml:3: the *score* rose"]}})
    assert "\n## Decisions that ended\n\n- decisions.toml:\u200b3: the \\*score\\* rose\n" in told
    assert "that do nothing" not in told
    told = summary_markdown([], [], {**SUMMARY, "decisions": {"ended": [], "idle": ["decisions.toml:7: nobody"]}})
    assert "\n## Decisions that do nothing\n\n- decisions.toml:\u200b7: nobody\n" in told


def test_why_a_finding_is_back_is_told() -> None:
    back = replace(finding(), state=State.RELAPSED, note="was resolved on 2025-01-02, and is back")
    told = summary_markdown([back], [], SUMMARY)
    assert "(relapsed: was resolved on 2025-01-02, and is back)" in told


# What hosts and chats make something of, beside what is hostile to HTML and spreadsheets.
MARKUP = (
    "`code` ``` ~~~ **bold** __bold__ ~~gone~~ $x$ \\",
    "[text](https://evil.example) ![picture](https://evil.example/x.png) [ref]: https://evil.example",
    "https://evil.example www.evil.example WWW.evil.example mailto:a@evil.example a@evil.example <https://evil.example>",
    "@maintainers/team #1 owner/repo#1 :bell: &#64;team &lt;b&gt; <!-- --> <@U123> <!channel>",
    "\n# heading\n\n- item\n| a | b |\n|---|---|\n> quote\r\n\u2028```\u2029",
    "\u202eturned\u2066\u200f",
)


@pytest.mark.parametrize("text", [*HOSTILE, *MARKUP], ids=range(len(HOSTILE) + len(MARKUP)))
def test_nothing_in_a_name_or_text_is_mark_up(text: str) -> None:
    """GitHub's own renderer makes the same elements of a hostile finding as of a calm one."""
    calm, hostile = ([replace(one, state=State.RELAPSED) for one in _pair(what)] for what in ("x y", text))
    gone, gone_hostile = ([replace(one, state=State.RESOLVED) for one in _pair(what)] for what in ("x y", text))
    summary = {**SUMMARY, "source": text, "decisions": {"ended": [text]}}
    told = summary_markdown(hostile, gone_hostile, summary)
    plain = {**summary, "source": "x y", "decisions": {"ended": ["x y"]}}
    expected = [tag for tag in _tags(summary_markdown(calm, gone, plain)) if tag != "</a>"]
    assert [tag for tag in _tags(told) if not tag.startswith(("<a ", "</a"))] == [
        tag for tag in expected if not tag.startswith("<a ")
    ]
    links = [tag for tag in _tags(told) if tag.startswith("<a ")]
    assert all(link.startswith('<a href="https://aclanthology.org/') for link in links)
    assert not re.search(r"[@#:](?=\w)(?!//)", _seen(told).replace("https:", ""))
    assert "<" not in told  # chats that know no Markdown know <@name> and <!everybody>
    assert not set("\u202e\u2066\u200f\x00\x1b") & set(told)


def _pair(text: str) -> tuple[Finding, Finding]:
    stray = finding(person=text, person_name=text, paper=text, text=text, note=text)
    return stray, page_finding(person=text, person_name=text, text=text, note=text)


def _html(markdown: str) -> str:
    return str(cmarkgfm.github_flavored_markdown_to_html(markdown))


def _tags(markdown: str) -> list[str]:
    return re.findall(r"<[^>]*>", _html(markdown))


def _seen(markdown: str) -> str:
    return re.sub(r"<[^>]*>", "", _html(markdown))


def test_the_counts_are_a_table() -> None:
    assert _tags(summary_markdown([], [], SUMMARY)).count("<tr>") == 1 + len(SUMMARY["counts"])


@pytest.mark.parametrize("sign", ["A", "@", "&", "刘", "👩"])
def test_it_is_never_longer_than_it_may_be(sign: str) -> None:
    long = [replace(one, id=str(n)) for n, one in enumerate(_pair(sign * 10_000) * MOST)]
    told = summary_markdown(
        long, long, {**SUMMARY, "source": sign * 10_000, "decisions": {"ended": [sign * 10_000] * 99}}
    )
    assert len(told.encode()) <= MOST_BYTES
    listed = len(re.findall(r"^- \*\*", told, re.MULTILINE))
    rest = [int(number) for number in re.findall(r"^- … and (\d+) more", told, re.MULTILINE)]
    assert listed + sum(rest) == 2 * len(long) + 99 - (listed // 2)
    assert listed > 0


def test_a_usual_night_is_told_in_full() -> None:
    fresh = [replace(finding(), id=str(n)) for n in range(MOST)]
    told = summary_markdown(fresh, [replace(one, state=State.RESOLVED, note="why " * 20) for one in fresh], SUMMARY)
    assert told.count("\n- **") == 2 * MOST
    assert hostile_findings()[0].text not in told
