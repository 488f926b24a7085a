"""A night in Markdown, short enough for a job's summary or a chat: what is new, what is gone, what was left out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from graphcheck.model import Finding, State
from graphcheck.report.links import paper_url, person_url
from graphcheck.report.shown import percent, shown
from graphcheck.wording import listing, number

MOST = 10  # findings told one by one: more are the report's matter
MOST_BYTES = 16_000  # as long as a message in a chat may be (Mattermost: 16,383); a job's summary takes a megabyte
_LONGEST = {"text": 300, "note": 200, "name": 80, "source": 200}  # characters
_LONGEST_LINK = 300  # characters of an address; what is longer than that is nobody's, and is not linked
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}  # chats that know no Markdown know these
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&$]")
# Mentions, addresses, :names: of emoji and numbers of issues come alive even where they are escaped: hosts look for
# them in what is rendered. A space of no width takes them apart, and is not seen.
_ALIVE = re.compile(r"(?<=[@:#])(?=\S)|(?<=www)(?=\.)", re.IGNORECASE)
_APART = "\u200b"


def summary_markdown(findings: Sequence[Finding], resolved: Sequence[Finding], summary: Mapping[str, Any]) -> str:
    """Return ``summary.md``, at most ``MOST_BYTES`` of UTF-8.

    ``findings`` come in the order in which they are told, ``summary`` as in the JSON. Where ``MOST`` findings of each
    kind take too much room, fewer are told.
    """
    texts = (_summary(findings, resolved, summary, most) for most in range(MOST, -1, -1))
    return next(text for text in texts if len(text.encode("utf-8", errors="replace")) <= MOST_BYTES)


def _summary(findings: Sequence[Finding], resolved: Sequence[Finding], summary: Mapping[str, Any], most: int) -> str:
    fresh = [finding for finding in findings if finding.state in (State.NEW, State.RELAPSED)]
    lines = [f"# graphcheck: {number(len(fresh), 'new finding')}", "", _source(summary), ""]
    if beside := summary.get("backgrounds", ()):
        lines += [f"Beside it, as evidence only: {listing([_beside(one) for one in beside])}.", ""]
    lines += _table(findings, resolved, summary)
    lines += _listed("New", [_item(finding) for finding in _some(fresh, most)], len(fresh))
    lines += _listed("Resolved", [_gone(finding) for finding in resolved[:most]], len(resolved))
    for kind, title in (("ended", "Decisions that ended"), ("idle", "Decisions that do nothing")):
        told = summary.get("decisions", {}).get(kind, [])
        lines += _listed(title, [f"- {_plain(line, 'text')}" for line in told[:most]], len(told))
    if summary["skipped"]:
        lines += ["", f"Files were left out, for {number(len(summary['skipped']), 'problem')}: see `summary.json`."]
    if summary["faults"]:
        lines += ["", f"{number(len(summary['faults']), 'fault')} in the data: see `summary.json`."]
    return "\n".join(lines) + "\n"


def _some(findings: Sequence[Finding], most: int) -> list[Finding]:
    """Return the surest finding of each code, then the second of each, and so on, in the order in which they came."""
    rank: dict[str, int] = {}
    ranked = []
    for place, finding in sorted(enumerate(findings), key=lambda item: (-item[1].score, item[0])):
        rank[finding.code] = rank.get(finding.code, -1) + 1
        ranked.append((rank[finding.code], finding.code, place))
    return [findings[place] for place in sorted(place for _, _, place in sorted(ranked)[:most])]


def _listed(title: str, items: Sequence[str], total: int) -> list[str]:
    """Return a heading, ``items`` and how many of ``total`` are not among them; nothing where there are none."""
    if not total:
        return []
    rest = [f"- … and {total - len(items):,} more in the report"] if total > len(items) else []
    return ["", f"## {title}", "", *items, *rest]


def _source(summary: Mapping[str, Any]) -> str:
    revision = f", revision {_plain(str(summary['revision'])[:12], 'name')}" if summary["revision"] else ""
    seconds = sum(stage["seconds"] for stage in summary["timings"].values())
    scope = summary.get("scope")
    about = f" About {number(scope['papers'], 'paper')} of them." if scope else ""
    return (
        f"{_plain(str(summary['source']), 'source')}{revision}: {summary['papers']:,} papers, "
        f"{summary['people']:,} people, {summary['authorships']:,} authorships, in {seconds:.0f} s.{about}"
    )


def _beside(background: Mapping[str, Any]) -> str:
    where = _plain(str(background["source"]), "source")
    return f"{where} ({number(background['papers'], 'paper')})" if background["papers"] else f"{where} (left out)"


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
    where = _page(finding)
    if finding.paper is not None:
        paper = _link(finding.paper, paper_url(finding.paper))
        where = f"{paper} on the page of {where}" if finding.person else paper
    note = f" ({finding.state.value}: {_plain(finding.note, 'note')})" if finding.note else ""
    return f"- **{finding.code}** {percent(finding.score)}: {where}. {_plain(finding.text, 'text')}{note}"


def _page(finding: Finding) -> str:
    """Return whose page it is about; the file where it is about nobody's."""
    if not finding.person:
        return _plain(finding.file or "the source", "name")
    return _link(finding.person_name or finding.person, person_url(finding.person))


def _gone(finding: Finding) -> str:
    where = _page(finding)
    paper = "" if finding.paper is None else f", {_plain(finding.paper, 'name')}"
    return f"- **{finding.code}** {where}{paper}: {_plain(finding.note, 'note')}"


def _link(text: str, address: str) -> str:
    label = _plain(text, "name")
    return f"[{label}]({address})" if label and 0 < len(address) <= _LONGEST_LINK else label


def _plain(text: str, what: str) -> str:
    """Return a text of somebody's on one line, in which nothing is mark-up; ``what`` says how long it may be."""
    apart = _ALIVE.sub(_APART, shown(text, _LONGEST[what]))
    return _MARKUP.sub(lambda found: _ENTITIES.get(found[0], f"\\{found[0]}"), apart)
