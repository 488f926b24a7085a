"""Style sheets and scripts that stand in the pages themselves, and the policy that allows them and nothing else.

A page opened from a file has no origin that a policy could name, so each style sheet and script is allowed by its
SHA-256; even a hole in the escaping would run nothing and call nobody.
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
from markupsafe import Markup


@cache
def static(name: str) -> Markup:
    """Return a style sheet or script of ours as it stands in pages, without comments, indents and needless spaces."""
    text = files("graphcheck.report").joinpath("static", name).read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/|^\s*//[^\n]*$", "", text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"\n\s*", "\n", text).strip()
    return Markup(_squeezed(text) if name.endswith(".css") else text)  # noqa: S704 (our own file)


def _squeezed(sheet: str) -> str:
    """Return a style sheet without the spaces that mean nothing; what is in quotes stays as it is."""
    parts = re.split(r'("[^"]*")', sheet)
    free = re.compile(r"(?<=[:;,{}])\s+|\s+(?=[{}])|;(?=\s*})")
    return "".join(part if part.startswith('"') else free.sub("", part) for part in parts)


@cache
def policy(styles: tuple[str, ...], scripts: tuple[str, ...] = ()) -> str:
    """Return the content security policy of a page with these style sheets and scripts, and no others."""
    allowed = [f"style-src {_digests(styles)}"] + ([f"script-src {_digests(scripts)}"] if scripts else [])
    return "; ".join(["default-src 'none'", *allowed, "base-uri 'none'", "form-action 'none'"])


def _digests(texts: Sequence[str]) -> str:
    digests = (b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii") for text in texts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)


def data_block(value: Any) -> Markup:
    """Return ``value`` as JSON that can stand in a ``script`` element: nothing in it can end the element."""
    text = orjson.dumps(value).decode("utf-8")
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(text)  # noqa: S704 (what could end the element is spelt out)
