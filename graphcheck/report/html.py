"""Results → web pages that need nothing but themselves: no script, no request, everything escaped.

The pages carry a content security policy that allows their own style sheet (by its SHA-256) and pictures that are
in the page, and nothing else; so even a hole in the escaping would run nothing and call nobody.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import zip_longest
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from graphcheck.model import Evidence, Link, Page
from graphcheck.report.facts import PaperFacts
from graphcheck.report.links import paper_url, person_url
from graphcheck.report.shown import percent, rounded_parts, shown, signed

_LINKS = {Link.EXPLICIT: "explicit id", Link.ORCID: "ORCID", Link.OPENREVIEW: "OpenReview id", Link.INFERRED: "name"}
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Sum:
    """Evidence as shown: (part, rounded weight) pairs that sum to ``total``, log-odds for "this person's"."""

    parts: tuple[tuple[Evidence, float], ...]
    total: float


def check_page_html(pages: Sequence[Page], pictures: Sequence[str], titles: Mapping[str, PaperFacts]) -> str:
    """Return one page on all persons of a name: who they are, their groups, what is flagged and why.

    ``pictures`` are SVG texts, one a page in the same order, "" or none at all where there is no picture.
    ``titles`` maps paper ids to what is known of them; a paper without an entry is shown by its id.
    """
    unknown = PaperFacts("", 0, "")
    return _render(
        "check.html.j2",
        people=[
            (page, _as_source(picture), {judged.paper: judged for judged in page.authorships})
            for page, picture in zip_longest(pages, pictures[: len(pages)], fillvalue="")
            if isinstance(page, Page)
        ],
        about=lambda paper: titles.get(paper, unknown),
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
    style = files("graphcheck.report").joinpath("static", "report.css").read_text(encoding="utf-8")
    environment.globals.update(style=Markup(style), policy=_policy(style))  # noqa: S704 (our own file)
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


def _policy(style: str) -> str:
    """Return the content security policy of a page whose only style sheet is ``style``."""
    digest = b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"


def _summed(evidence: Sequence[Evidence]) -> _Sum:
    weights, total = rounded_parts([part.weight for part in evidence])
    return _Sum(tuple(zip(evidence, weights, strict=True)), total)


def _as_source(picture: str) -> str:
    """Return an SVG as the source of an ``img``: there it can't run anything, whatever it holds."""
    if not picture:
        return ""
    return "data:image/svg+xml;base64," + b64encode(picture.encode("utf-8", errors="replace")).decode("ascii")
