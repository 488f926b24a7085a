"""Pages → the JSON of ``graphcheck check --format json`` (its keys: ``docs/cli.md``)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from graphcheck.claims import Claim
from graphcheck.model import Finding, Group, Page
from graphcheck.report.facts import PaperFacts
from graphcheck.report.records import authorship_record, finding_record, to_json
from graphcheck.sources import Source

VERSION = 1


def check_json(
    source: Source,
    people: Sequence[tuple[Page, Sequence[Finding]]],
    papers: Mapping[str, PaperFacts],
    claims: Mapping[str, Sequence[Claim]] = {},
) -> str:
    """Return ``people`` with all that is thought of them; the same data gives the same text.

    ``claims`` holds by person id what each may claim.

    Whatever the data holds, the text has no character that a terminal would act on.
    """
    value = {
        "version": VERSION,
        "source": source_record(source),
        "people": [_person(page, findings, papers, claims.get(page.person, ())) for page, findings in people],
    }
    return harmless(to_json(value, indent=True).decode("utf-8")) + "\n"


def source_record(source: Source) -> dict[str, Any]:
    """Return what the answer was read from."""
    return {
        "path": str(source.root),
        "revision": source.revision,
        "people_format": source.people_format,
        "skipped": [str(problem) for problem in source.skipped],
    }


def _person(
    page: Page, findings: Sequence[Finding], papers: Mapping[str, PaperFacts], claims: Sequence[Claim]
) -> dict[str, Any]:
    return {
        "person": page.person,
        "name": page.name,
        "verified": page.verified,
        "catch_all": page.catch_all,
        "orcid": page.orcid,
        "openreview": page.openreview,
        "papers": page.papers,
        "years": page.years,
        "links": {link.value: count for link, count in page.links},
        "name_commonness": page.name_commonness,
        "doubt": page.doubt,
        "codes": page.codes,
        "core_reason": page.core_reason,
        "groups": [_group(group, papers) for group in page.groups],
        "authorships": [authorship_record(judged) for judged in page.authorships],
        "findings": [finding_record(finding) for finding in findings],
        "claims": [asdict(claim) for claim in claims],
    }


def _group(group: Group, papers: Mapping[str, PaperFacts]) -> dict[str, Any]:
    return {
        "group": group.label,
        "core": group.core,
        "years": group.years,
        "venues": [{"venue": venue, "papers": count} for venue, count in group.venues],
        "coauthors": [{"person": c.person, "name": c.name, "papers": c.papers} for c in group.coauthors],
        "papers": [
            {"paper": paper, "year": facts.year, "venue": facts.venue, "title": facts.title}
            for paper, facts in ((paper, papers[paper]) for paper in group.papers)
        ],
    }


def harmless(text: str) -> str:
    """Spell what is not printable as JSON's escapes; outside of strings there is none but line ends."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text)
