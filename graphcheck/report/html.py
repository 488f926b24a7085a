"""Results → web pages that need nothing but themselves: no request, everything escaped.

The pages carry a content security policy that allows their own style sheets and scripts (by their SHA-256) and
pictures that are in the page, and nothing else; so even a hole in the escaping would run nothing and call nobody.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from graphcheck.findings import STRAY
from graphcheck.model import Evidence, Finding, Link, Page
from graphcheck.report.facts import PaperFacts
from graphcheck.report.fixing import SCRIPTS, STYLES, FixingView
from graphcheck.report.inline import policy, static
from graphcheck.report.links import paper_url, person_url
from graphcheck.report.shown import percent, rounded_parts, shown, signed

_LINKS = {Link.EXPLICIT: "explicit id", Link.ORCID: "ORCID", Link.OPENREVIEW: "OpenReview id", Link.INFERRED: "name"}
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Sum:
    """Evidence as shown: (part, rounded weight) pairs that sum to ``total``, log-odds for "this person's"."""

    parts: tuple[tuple[Evidence, float], ...]
    total: float


def check_page_html(
    pages: Sequence[Page],
    pictures: Sequence[str],
    titles: Mapping[str, PaperFacts],
    dialogs: Sequence[FixingView] = (),
    findings: Mapping[str, Sequence[Finding]] = MappingProxyType({}),
) -> str:
    """Return one page on all persons of a name: who they are, their groups, what is flagged and why.

    ``pictures`` are SVG texts, one a page in the same order, "" or none at all where there is no picture.
    ``titles`` maps paper ids to what is known of them; a paper without an entry is shown by its id. ``dialogs`` are
    for correcting them, one a page in the same order, or none at all: then the page has no script. ``findings``: by the
    person's id, those that concern them.
    """
    unknown = PaperFacts("", 0, "")
    sheets = [static(name) for name in STYLES] if dialogs else []
    scripts = [static(name) for name in SCRIPTS] if dialogs else []
    return _render(
        "check.html.j2",
        people=[
            (page, _as_source(picture), {judged.paper: judged for judged in page.authorships}, dialog)
            for page, picture, dialog in zip_longest(pages, pictures[: len(pages)], dialogs[: len(pages)])
            if isinstance(page, Page)
        ],
        about=lambda paper: titles.get(paper, unknown),
        told=lambda person: [finding for finding in findings.get(person, ()) if finding.code != STRAY],
        sheets=sheets,
        scripts=scripts,
        policy=policy((static("report.css"), *sheets), tuple(scripts)),
    )


def _render(template: str, **values: Any) -> str:
    return environment().get_template(template).render(values)


@cache
def environment() -> Environment:
    """Return what renders the pages: everything escaped, nothing missing passed over."""
    environment = Environment(
        loader=PackageLoader("graphcheck.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = static("report.css")
    environment.globals.update(style=style, sheets=(), scripts=(), policy=policy((style,)))
    environment.filters.update(
        shown=shown,
        percent=percent,
        signed=signed,
        number=lambda value: f"{value:,}",
        paper_url=paper_url,
        person_url=person_url,
        link=lambda link: _LINKS[link],
        summed=_summed,
        is_orcid=lambda text: bool(_ORCID.fullmatch(text)),
        about=lambda value: f"{value:.2g}" if value < 10 else f"{value:,.0f}",
    )
    return environment


def _summed(evidence: Sequence[Evidence]) -> _Sum:
    weights, total = rounded_parts([part.weight for part in evidence])
    return _Sum(tuple(zip(evidence, weights, strict=True)), total)


def _as_source(picture: str | None) -> str:
    """Return an SVG as the source of an ``img``: there it can't run anything, whatever it holds."""
    if not picture:
        return ""
    return "data:image/svg+xml;base64," + b64encode(picture.encode("utf-8", errors="replace")).decode("ascii")
