"""How scores come about, and what would change them, as JSON (its keys: ``docs/cli.md``)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graphcheck.report.check_json import harmless
from graphcheck.report.records import authorship_record, to_json
from graphcheck.what_if import WhatIf
from graphcheck.why import Why

VERSION = 1


def why_json(told: Sequence[Why], found: WhatIf | None) -> str:
    """Return the sums of ``told``, and what would be thought of the page, as one JSON object."""
    value: dict[str, Any] = {"version": VERSION, "why": [_why(one) for one in told]}
    if found is not None:
        value["what_if"] = {
            "person": found.before.id,
            "left_out": found.left_out,
            "added": found.added,
            "doubt": [person.page.doubt for person in (found.before, found.after)],
            "groups": [[list(g.papers) for g in person.groups] for person in (found.before, found.after)],
            "changes": [
                [None if judged is None else authorship_record(judged) for judged in pair]
                for pair in found.changes(0.0)
            ],
        }
    return harmless(to_json(value, indent=True).decode("utf-8")) + "\n"


def _why(one: Why) -> dict[str, Any]:
    return {
        **authorship_record(one.judged),
        "core_reason": one.page.core_reason,
        "against": one.against,
        "mean_weight": one.mean_weight,
        "best_weight": one.best_weight,
        "comparisons": [
            {"paper": other.paper, "by_kind": dict(other.by_kind), "total": other.total} for other in one.comparisons
        ],
        "page_terms": dict(one.page_terms),
    }
