"""How scores come about, and what would change them, as JSON (its keys: ``docs/cli.md``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphcheck.report.check_json import harmless, source_record
from graphcheck.report.facts import PaperFacts
from graphcheck.report.records import authorship_record, to_json
from graphcheck.sources import Source
from graphcheck.standing import TABLES
from graphcheck.what_if import LEAST, WhatIf
from graphcheck.why import Why

VERSION = 1


def why_json(source: Source, told: Sequence[Why], found: WhatIf | None, papers: Mapping[str, PaperFacts]) -> str:
    """Return the sums of ``told``, and what would be thought of the page, as one JSON object.

    ``papers`` holds the facts of every paper on the page, before and after.
    """
    value: dict[str, Any] = {
        "version": VERSION,
        "source": source_record(source),
        "why": [_why(one, papers) for one in told],
    }
    if found is not None:
        value["what_if"] = _what_if(found)
    return harmless(to_json(value, indent=True).decode("utf-8")) + "\n"


def _why(one: Why, papers: Mapping[str, PaperFacts]) -> dict[str, Any]:
    return {
        **authorship_record(one.judged),
        **_facts(papers[one.judged.paper]),
        "core_reason": one.page.core_reason,
        "against": one.against,
        "mean_weight": one.mean_weight,
        "best_weight": one.best_weight,
        "comparisons": [
            {"paper": other.paper, **_facts(papers[other.paper]), "by_kind": dict(other.by_kind), "total": other.total}
            for other in one.comparisons
        ],
        "page_terms": dict(one.page_terms),
        **{name: one.tables.get(name) for name in TABLES},
        "held_back": one.held_back,
    }


def _facts(facts: PaperFacts) -> dict[str, Any]:
    return {"title": facts.title, "year": facts.year}


def _what_if(found: WhatIf) -> dict[str, Any]:
    pages = (found.before.page, found.after.page)
    return {
        "person": found.before.id,
        "left_out": found.left_out,
        "added": found.added,
        "doubt": [page.doubt for page in pages],
        "codes": [page.codes for page in pages],
        "core_reason": [page.core_reason for page in pages],
        "groups": [[list(group.papers) for group in page.groups] for page in pages],
        "least": LEAST,
        "changes": [
            [None if judged is None else authorship_record(judged) for judged in pair] for pair in found.changes()
        ],
    }
