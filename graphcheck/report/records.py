"""What was concluded → the records of the output contract: JSON objects and table rows.

The keys and their order are read by other tools; ``FORMAT_VERSION`` changes when they do.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, is_dataclass
from typing import Any

import orjson

from graphcheck.model import Finding, JudgedAuthorship, Page
from graphcheck.report.links import paper_url, person_url

FORMAT_VERSION = 2
COLUMNS = (
    "id",
    "code",
    "name",
    "score",
    "state",
    "since",
    "note",
    "person",
    "person_name",
    "verified",
    "person_url",
    "paper",
    "position",
    "title",
    "year",
    "paper_url",
    "link",
    "text",
    "evidence",
    "papers",
    "suggested",
    "kind",
    "others",
    "file",
    "line",
)
# Spreadsheets take a cell that begins like this for a formula, and some of them run it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

_OPTIONS = orjson.OPT_SERIALIZE_NUMPY  # a numpy number is written as the number it is


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by score, highest first; equal ones by code, person, paper and place on it."""
    return sorted(findings, key=_order)


def _order(finding: Finding) -> tuple[Any, ...]:
    position = -1 if finding.position is None else finding.position
    return (-finding.score, finding.code, finding.person, finding.paper or "", position, finding.id)


def authorship_record(judged: JudgedAuthorship) -> dict[str, Any]:
    """Return one line of ``scores.jsonl``.

    ``abstained`` is there only where nothing was said, ``suggestions`` and ``nobody`` where the paper is flagged.
    """
    record = {
        "person": judged.person,
        "paper": judged.paper,
        "position": judged.position,
        "name": judged.name,
        "link": judged.link,
        "score": judged.score,
        "flagged": judged.flagged,
        "group": judged.group,
        "core": judged.core,
        "suggested": [suggestion.person for suggestion in judged.suggestions],
        "codes": judged.codes,
        "evidence": judged.evidence,
    }
    if judged.nobody is not None:
        record |= {"suggestions": judged.suggestions, "nobody": judged.nobody}
    if judged.abstained is not None:
        record["abstained"] = judged.abstained
    return record


def page_record(page: Page) -> dict[str, Any]:
    """Return one line of ``pages.jsonl``."""
    return {
        "person": page.person,
        "name": page.name,
        "verified": page.verified,
        "papers": page.papers,
        "doubt": page.doubt,
        "groups": [{"group": g.label, "papers": g.papers, "core": g.core} for g in page.groups],
        "codes": page.codes,
    }


def finding_record(finding: Finding) -> dict[str, Any]:
    """Return one entry of ``findings.json``: the finding, and where its person and paper are."""
    return {
        "id": finding.id,
        "code": finding.code,
        "name": finding.name,
        "score": finding.score,
        "state": finding.state,
        "since": finding.since,
        "note": finding.note,
        "person": finding.person,
        "person_name": finding.person_name,
        "verified": finding.verified,
        "person_url": person_url(finding.person) if finding.person else "",
        "paper": finding.paper,
        "position": finding.position,
        "title": finding.title,
        "year": finding.year,
        "paper_url": None if finding.paper is None else paper_url(finding.paper) or None,
        "link": finding.link,
        "text": finding.text,
        "evidence": finding.evidence,
        "papers": finding.papers,
        "suggested": [suggestion.person for suggestion in finding.suggestions],
        "suggestions": finding.suggestions,
        "nobody": finding.nobody,
        "kind": finding.kind,
        "others": finding.others,
        "file": finding.file,
        "line": finding.line,
        "groups": finding.groups,
    }


def finding_row(finding: Finding) -> list[str]:
    """Return one row of ``findings.csv``, in the order of ``COLUMNS``.

    Papers and persons are parted by spaces, sentences of evidence by " | ". Texts that a spreadsheet
    would take for a formula get a leading apostrophe.
    """
    record = finding_record(finding)
    record["verified"] = "yes" if finding.verified else "no"
    record["evidence"] = " | ".join(part.text for part in finding.evidence)
    record["papers"] = " ".join(finding.papers)
    record["suggested"] = " ".join(record["suggested"])
    record["others"] = " ".join(finding.others)
    record["line"] = finding.line or None
    return [_cell(record[column]) for column in COLUMNS]


def _cell(value: object) -> str:
    if value is None:
        return ""
    return formula_safe(str(value)) if isinstance(value, str) else str(value)


def formula_safe(text: str) -> str:
    """Return a cell's text with a leading apostrophe where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def to_json(value: Mapping[str, Any], indent: bool = False) -> bytes:
    """Return ``value`` as JSON in UTF-8; half a surrogate pair, which no UTF-8 can hold, becomes "?"."""
    try:
        return orjson.dumps(value, option=_OPTIONS | orjson.OPT_INDENT_2 if indent else _OPTIONS)
    except orjson.JSONEncodeError:
        text = json.dumps(value, ensure_ascii=False, indent=2 if indent else None, default=_plain)
        return text.encode("utf-8", errors="replace")


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")
