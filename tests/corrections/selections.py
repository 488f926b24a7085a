"""Selections as the dialog writes them, with any part replaced."""

from __future__ import annotations

from typing import Any


def person(*papers: str, **changes: Any) -> dict[str, Any]:
    target = {"kind": "person", "papers": list(papers), "person": "ji-liu-amd", "name": "Ji Liu"}
    return {**target, "has": ["2024.acl-long.1"], "why": "", **changes}


def new(*papers: str, **changes: Any) -> dict[str, Any]:
    target = {"kind": "new", "papers": list(papers), "name": "Ji Liu", "orcid": "0000-0002-1825-0097"}
    return {**target, "institution": "Kestrel Bay University", "why": "", **changes}


def unknown(*papers: str, **changes: Any) -> dict[str, Any]:
    return {"kind": "unknown", "papers": list(papers), "why": "", **changes}


def selection(*targets: dict[str, Any], **changes: Any) -> dict[str, Any]:
    value = {
        "format": "graphcheck-selection",
        "version": 1,
        "person": "ji-liu",
        "name": "Ji Liu",
        "orcid": "0000-0001-5109-3700",
        "revision": "903b3130c0f",
        "keeps": ["2023.x-1.2", "W15-1527"],
        "targets": list(targets) or [person("2025.naacl-long.450")],
    }
    return {**value, **changes}
