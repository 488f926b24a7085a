"""Templates, style sheets and scripts → pages that need nothing but themselves.

Each page holds its style sheets and scripts, and a content security policy that allows these by their SHA-256 and
nothing else; so even a hole in the escaping would run nothing and call nobody.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

import orjson
from jinja2 import Environment
from markupsafe import Markup

from graphcheck.report.html import environment
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
def policy(styles: Sequence[str], scripts: Sequence[str]) -> str:
    """Return the content security policy of a page with these style sheets and scripts, and no others."""
    allowed = [f"style-src {_digests(styles)}"] + ([f"script-src {_digests(scripts)}"] if scripts else [])
    return "; ".join(["default-src 'none'", *allowed, "img-src data:", "base-uri 'none'", "form-action 'none'"])


def _digests(texts: Sequence[str]) -> str:
    digests = (b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii") for text in texts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)


@cache
def static(name: str) -> Markup:
    """Return a style sheet or script of ours as it stands in pages, without comments and indents."""
    text = files("graphcheck.report").joinpath("static", name).read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/|^\s*//[^\n]*$", "", text, flags=re.DOTALL | re.MULTILINE)
    return Markup(re.sub(r"\n\s*", "\n", text).strip())  # noqa: S704 (our own file)


def data_block(value: Any) -> Markup:
    """Return ``value`` as JSON that can stand in a ``script`` element: nothing in it can end the element."""
    text = orjson.dumps(value).decode("utf-8")
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(text)  # noqa: S704 (what could end the element is spelt out)


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
