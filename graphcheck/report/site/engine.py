"""Templates, style sheets and scripts → pages that need nothing but themselves (see ``inline.py``)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from jinja2 import Environment

from graphcheck.report.html import environment
from graphcheck.report.inline import policy, static
from graphcheck.report.links import person_page
from graphcheck.report.site.waterfall import waterfall
from graphcheck.report.text import commonness

_STYLES = ("report.css", "site.css")


def render(template: str, *, scripts: Sequence[str], styles: Sequence[str] = (), **values: Any) -> str:
    """Return a page from ``template``, with these scripts and, besides the site's own, style sheets in it."""
    sheets = [static(name) for name in (*_STYLES, *styles)]
    codes = [static(name) for name in scripts]
    page = _environment().get_template(template)
    return page.render(values, sheets=sheets, scripts=codes, policy=policy(tuple(sheets), tuple(codes)))


@cache
def _environment() -> Environment:
    own = environment().overlay()
    own.filters = {
        **own.filters,
        "commonness": commonness,
        "waterfall": waterfall,
        "page_file": lambda person: person_page(person).rsplit("/", 1)[1],
    }
    return own
