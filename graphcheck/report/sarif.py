"""Findings as SARIF 2.1.0 (OASIS, 2020), so that code hosts show them at the author's line of the XML.

What is resolved is left out: a code host closes what a new upload doesn't hold any more, and would open what is told
as ``absent``.
"""

from __future__ import annotations

import re
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
_LONGEST = 1000  # characters of a message
_LONGEST_PERSON = 200  # characters of an id
# In a message of SARIF brackets make links, and braces stand for arguments (section 3.11).
_SPECIAL = re.compile(r"[\\\[\]]|[{}]")

Place = Callable[[Finding], tuple[str, int] | None]


def sarif(findings: Sequence[Finding], version: str, place: Place) -> dict[str, Any]:
    """Return the log of one run; ``findings`` come with the surest first.

    ``place`` returns the file that a finding is about, relative to the checkout, and the 1-based line in it, or None.
    Where there are more than ``MOST``, dismissed ones go first, then the least sure ones.
    """
    codes = list(CATALOGUE.values())
    kept = sorted(findings, key=lambda finding: finding.state is State.DISMISSED)[:MOST]
    left = len(findings) - len(kept)
    text = f"the {len(kept):,} surest of {len(findings):,} findings are told; findings.json holds all of them"
    told = [{"level": "note", "message": {"text": text}}] if left else []
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {"name": "graphcheck", "version": version, "rules": [_rule(code) for code in codes]}
                },
                "automationDetails": {"id": "graphcheck/"},
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
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": "warning" if finding.score >= WARNING else "note",
        "message": {"text": _message(finding)},
        "partialFingerprints": {"graphcheckFinding/v1": finding.id},
        "baselineState": _BASELINE[finding.state],
        "rank": round(100 * finding.score, 2),
        "properties": {"score": finding.score, "state": finding.state.value, "person": finding.person},
    }
    if (where := place(finding)) is not None:
        file, line = where
        artifact = {"uri": quote(file)}
        result["locations"] = [{"physicalLocation": {"artifactLocation": artifact, "region": {"startLine": line}}}]
    if finding.state is State.DISMISSED:
        result["suppressions"] = [{"kind": "external", "justification": shown(finding.note, _LONGEST)}]
    return result


def _message(finding: Finding) -> str:
    address = person_url(finding.person[:_LONGEST_PERSON]) if finding.person else ""
    person = f", {address}" if address else ""
    text = f"{shown(finding.text, _LONGEST)} ({percent(finding.score)}{person})"
    return _SPECIAL.sub(lambda found: found[0] * 2 if found[0] in "{}" else f"\\{found[0]}", text)
