"""Pages as parsed, and what they say."""

from __future__ import annotations

from lxml import html


def parsed(text: str) -> html.HtmlElement:
    return html.document_fromstring(text.encode("utf-8", errors="replace"))


def words(element: html.HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split())
