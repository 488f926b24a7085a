"""Templates, style sheets and scripts → pages that need nothing but themselves: no request, everything escaped.

The pages carry a content security policy that allows their own style sheets and scripts (by their SHA-256, see
``inline.py``) and nothing else; so even a hole in the escaping would run nothing and call nobody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from graphcheck.findings.stated import orcid_note
from graphcheck.model import Link
from graphcheck.report.inline import policy, static
from graphcheck.report.links import paper_url, person_url, site_of
from graphcheck.report.shown import percent, shown, signed
from graphcheck.report.site.states import marked_state, state_of
from graphcheck.report.site.waterfall import waterfall
from graphcheck.report.text import commonness

_STYLES = ("report.css", "site.css")
_LINKS = {Link.EXPLICIT: "explicit id", Link.ORCID: "ORCID", Link.OPENREVIEW: "OpenReview id", Link.INFERRED: "name"}
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", re.ASCII)


def render(template: str, *, scripts: Sequence[str], styles: Sequence[str] = (), **values: Any) -> str:
    """Return a page from ``template``, with these scripts and, besides what all pages share, style sheets in it."""
    sheets = [static(name) for name in (*_STYLES, *styles)]
    codes = [static(name) for name in scripts]
    page = _environment().get_template(template)
    return page.render(values, sheets=sheets, scripts=codes, policy=policy(tuple(sheets), tuple(codes)))


@cache
def _environment() -> Environment:
    """Return what renders the pages: everything escaped, nothing missing passed over."""
    environment = Environment(
        loader=PackageLoader("graphcheck.report"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        shown=shown,
        percent=percent,
        signed=signed,
        number=lambda value: f"{value:,}",
        paper_url=paper_url,
        person_url=person_url,
        site=lambda entry: site_of(entry).name,
        link=lambda link: _LINKS[link],
        is_orcid=lambda text: bool(_ORCID.fullmatch(text)),
        about=lambda value: f"{value:.2g}" if value < 10 else f"{value:,.0f}",
        commonness=commonness,
        orcid_note=orcid_note,
        waterfall=waterfall,
        state_of=state_of,
        marked_state=marked_state,
    )
    return environment
