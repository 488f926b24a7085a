"""The Markdown that the codes' pages are written in → blocks that a template can escape and draw.

Only what those pages use: ``#`` and ``##`` headings, paragraphs, ``-`` lists, `code`, *stress*, <links>.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SPAN = re.compile(r"`(?P<code>[^`]+)`|\*(?P<stress>[^*]+)\*|<(?P<link>https://[^>\s]+)>")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text; ``kind`` is "text", "code", "stress" or "link"."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """``kind`` is "title", "heading", "paragraph" or "list"; ``lines`` are its items, one but for a list."""

    kind: str
    lines: tuple[tuple[Span, ...], ...]


def blocks(markdown: str) -> tuple[Block, ...]:
    """Return the blocks of a text, in order."""
    return tuple(_block(part) for part in re.split(r"\n\s*\n", markdown.strip()))


def _block(text: str) -> Block:
    if text.startswith("## "):
        return Block("heading", (spans(text[3:]),))
    if text.startswith("# "):
        return Block("title", (spans(text[2:]),))
    if text.startswith("- "):
        return Block("list", tuple(spans(item) for item in re.split(r"\n?^- ", text, flags=re.MULTILINE)[1:]))
    return Block("paragraph", (spans(text),))


def spans(text: str) -> tuple[Span, ...]:
    """Return a line's runs of text, in order."""
    found: list[Span] = []
    end = 0
    for match in _SPAN.finditer(text):
        if match.start() > end:
            found.append(Span("text", text[end : match.start()]))
        kind = str(match.lastgroup)
        found.append(Span(kind, match[kind]))
        end = match.end()
    if end < len(text):
        found.append(Span("text", text[end:]))
    return tuple(found)
