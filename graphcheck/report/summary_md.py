"""A night in Markdown, short enough for a job's summary or a chat: what is new, what is gone, what was left out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from graphcheck.model import Finding, State
from graphcheck.report.links import paper_url, person_url
from graphcheck.report.shown import percent, shown

MOST = 10  # findings told one by one: more are the report's matter
_TEXT = 300  # characters of a finding's text
# Whatever Markdown or a chat could take for mark-up, a mention, a link or a reference to an issue.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|~@&$:])")


def summary_markdown(findings: Sequence[Finding], resolved: Sequence[Finding], summary: Mapping[str, Any]) -> str:
    """Return ``summary.md``; ``findings`` come in the order in which they are told, ``summary`` as in the JSON."""
    fresh = [finding for finding in findings if finding.state in (State.NEW, State.RELAPSED)]
    lines = [f"# graphcheck: {_new(len(fresh))}", "", _source(summary), "", *_table(findings, resolved, summary)]
    if fresh:
        lines += ["", "## New", "", *(_item(finding) for finding in fresh[:MOST])]
        lines += [f"- … and {len(fresh) - MOST:,} more in the report"] if len(fresh) > MOST else []
    if resolved:
        lines += ["", "## Resolved", "", *(_gone(finding) for finding in resolved[:MOST])]
        lines += [f"- … and {len(resolved) - MOST:,} more in the report"] if len(resolved) > MOST else []
    for name, what in (("skipped", "problems in files that were left out"), ("faults", "faults that were read past")):
        if summary[name]:
            lines += ["", f"{len(summary[name]):,} {what}: see `summary.json`."]
    return "\n".join(lines) + "\n"


def _new(number: int) -> str:
    return f"{number:,} new finding{'' if number == 1 else 's'}"


def _source(summary: Mapping[str, Any]) -> str:
    revision = f", revision {_plain(str(summary['revision'])[:12])}" if summary["revision"] else ""
    seconds = sum(stage["seconds"] for stage in summary["timings"].values())
    scope = summary.get("scope")
    about = f" About {scope['papers']:,} papers of them." if scope else ""
    return (
        f"{_plain(str(summary['source']))}{revision}: {summary['papers']:,} papers, {summary['people']:,} people, "
        f"{summary['authorships']:,} authorships, in {seconds:.0f} s.{about}"
    )


def _table(findings: Sequence[Finding], resolved: Sequence[Finding], summary: Mapping[str, Any]) -> list[str]:
    told = [*findings, *resolved]
    rows = [
        [code, *(f"{sum(f.code == code and f.state == state for f in told):,}" for state in State)]
        for code in summary["counts"]
    ]
    head = ["code", *(state.value for state in State)]
    return [_row(head), _row(["---", *["---:"] * len(State)]), *map(_row, rows)]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _item(finding: Finding) -> str:
    where = f"[{_plain(finding.person_name, 120)}]({person_url(finding.person)})"
    if finding.paper is not None:
        where = f"[{_plain(finding.paper, 80)}]({paper_url(finding.paper)}) on the page of {where}"
    note = f" _{_plain(finding.note)}_" if finding.note else ""
    return f"- **{finding.code}** {percent(finding.score)}: {where}. {_plain(finding.text)}{note}"


def _gone(finding: Finding) -> str:
    where = f"[{_plain(finding.person_name, 120)}]({person_url(finding.person)})"
    paper = "" if finding.paper is None else f", {_plain(finding.paper, 80)}"
    return f"- **{finding.code}** {where}{paper}: {_plain(finding.note)}"


def _plain(text: str, limit: int = _TEXT) -> str:
    """Return a text of somebody's on one line, in which nothing is mark-up."""
    return _MARKUP.sub(lambda found: f"&#{ord(found[0])};", shown(text, limit))
