"""Findings as SARIF 2.1.0 (OASIS, 2020), so that code hosts show them at the author's line of the XML.

What is resolved is left out: a code host closes what a new upload doesn't hold any more, and would open what is told
as ``absent``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote

from graphcheck.findings.catalogue import CATALOGUE, Code
from graphcheck.model import Finding, State
from graphcheck.report.links import person_url
from graphcheck.report.shown import percent, shown

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST = 5000  # results that GitHub shows of one run; the surest are kept, and the log says that there are more
WARNING = 0.5  # score from which a result is a warning, below it is a note
_BASELINE = {State.NEW: "new", State.RELAPSED: "new", State.KNOWN: "unchanged", State.DISMISSED: "unchanged"}

Place = Callable[[str, int | None], tuple[str, int]]


def sarif(findings: Sequence[Finding], version: str, place: Place) -> dict[str, Any]:
    """Return the log of one run; ``findings`` come with the surest first.

    ``place`` returns the file of a paper, relative to the checkout, and the 1-based line of the author at a position,
    or of the paper where that is None.
    """
    codes = list(CATALOGUE.values())
    kept = findings[:MOST]
    left = len(findings) - len(kept)
    told = [{"level": "note", "message": {"text": f"{left:,} less sure findings are left out"}}] if left else []
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {"name": "graphcheck", "version": version, "rules": [_rule(code) for code in codes]}
                },
                "columnKind": "unicodeCodePoints",
                "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": told}],
                "results": [_result(finding, [code.code for code in codes], place) for finding in kept],
            }
        ],
    }


def _rule(code: Code) -> dict[str, Any]:
    page = code.page()
    return {
        "id": code.code,
        "name": "".join(word.capitalize() for word in code.name.split("-")),
        "shortDescription": {"text": code.summary},
        "fullDescription": {"text": code.summary},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": "warning"},
        "properties": {"tags": ["bibliography", "identity"]},
    }


def _result(finding: Finding, codes: Sequence[str], place: Place) -> dict[str, Any]:
    paper = finding.paper if finding.paper is not None else next(iter(finding.papers), None)
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": "warning" if finding.score >= WARNING else "note",
        "message": {"text": f"{shown(finding.text, 1000)} ({percent(finding.score)}, {person_url(finding.person)})"},
        "partialFingerprints": {"graphcheckFinding/v1": finding.id},
        "baselineState": _BASELINE[finding.state],
        "rank": round(100 * finding.score, 2),
        "properties": {"score": finding.score, "state": finding.state.value, "person": finding.person},
    }
    if paper is not None:
        file, line = place(paper, finding.position)
        result["locations"] = [
            {"physicalLocation": {"artifactLocation": {"uri": quote(file)}, "region": {"startLine": line}}}
        ]
    if finding.state is State.DISMISSED:
        result["suppressions"] = [{"kind": "external", "justification": shown(finding.note, 1000)}]
    return result
