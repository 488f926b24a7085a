"""Findings and summary → ``index.html``: what is new, and every page with a finding, to search and to filter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from graphcheck.findings.catalogue import CATALOGUE
from graphcheck.model import Finding, Link, State
from graphcheck.report.inline import data_block
from graphcheck.report.links import person_page, person_url, site_data
from graphcheck.report.markdown import blocks
from graphcheck.report.site.engine import render
from graphcheck.report.site.rows import Row, Shape, as_data, bar_of, rows
from graphcheck.report.site.trend import HEIGHT, WIDTH, trend

# Findings that the page holds; it stays quick with these. All of them are in findings.csv.
MOST_FINDINGS = 20_000
WITHOUT_SCRIPT = 60  # pages in the table that is there without a script


def index_html(
    findings: Sequence[Finding],
    summary: Mapping[str, Any],
    *,
    resolved: Sequence[Finding] = (),
    shapes: Mapping[str, Shape] | None = None,
    pages: Collection[str] = (),
) -> str:
    """Return the start page.

    ``summary`` is what ``summary.json`` holds; where it lacks ``states`` and ``runs`` there is no history.
    ``resolved``: findings that are gone since the last run. ``shapes``: what the pages with findings look like, by
    person; ``pages``: the people who have a page of their own in the report.
    """
    made = rows([*findings, *resolved], shapes or {})
    held = _held(made)
    return render(
        "index.html.j2",
        scripts=["start.js"] if made else [],
        styles=["start.css"],
        made=made[:WITHOUT_SCRIPT],
        people=len({finding.person for finding in findings if finding.person}),
        total=len(findings),
        told=sum(len(row.findings) for row in held),
        all_told=len(findings) + len(resolved),
        summary=summary,
        states=_states(findings, resolved),
        trend=trend(_drawn(summary)),
        trend_size=(WIDTH, HEIGHT),
        previous=_previous(summary),
        years=sorted({finding.year for finding in (*findings, *resolved) if finding.year}),
        links=[link for link in Link if any(finding.link is link for finding in (*findings, *resolved))],
        catalogue=CATALOGUE,
        codes=[(code, blocks(code.page())) for code in CATALOGUE.values()],
        bar_of=bar_of,
        href=lambda person: person_page(person) if person in pages else person_url(person),
        data=data_block({"site": site_data(held[0].person if held else ""), "people": as_data(held, pages)}),
    )


def _held(made: Sequence[Row]) -> list[Row]:
    """Return the rows that the page holds: as many as have ``MOST_FINDINGS``, the first one always."""
    held: list[Row] = []
    count = 0
    for row in made:
        count += len(row.findings)
        if held and count > MOST_FINDINGS:
            break
        held.append(row)
    return held


def _states(findings: Sequence[Finding], resolved: Sequence[Finding]) -> dict[str, dict[State, int]]:
    """Return how many findings there are by code and state; codes that are known but were not found have zeros."""
    counts = Counter((finding.code, finding.state) for finding in (*findings, *resolved))
    codes = sorted({*CATALOGUE, *(code for code, _ in counts)})
    return {code: {state: counts[code, state] for state in State} for code in codes}


def _previous(summary: Mapping[str, Any]) -> str:
    """Return the day of the run before, "" where this is the first one."""
    runs = summary.get("runs", ())
    return str(runs[-2]["date"]) if len(runs) > 1 else ""


def _drawn(summary: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Return the runs that the trend shows: one on some papers only has too few findings to stand beside the others."""
    runs: Sequence[Mapping[str, Any]] = summary.get("runs", ())
    return runs[:-1] if summary.get("scope") else runs
