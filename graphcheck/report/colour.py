"""Colours on a terminal: a few meanings, each with its escape sequence; what is not coloured stays as it is."""

from __future__ import annotations

# Select Graphic Rendition (ECMA-48); the sixteen basic colours, which every terminal's theme makes readable.
STYLES = {
    "title": "1",
    "alarm": "31",
    "strong alarm": "1;31",
    "calm": "32",
    "soft": "2",
}


def painted(text: str, style: str) -> str:
    """Return ``text`` in a style of :data:`STYLES`, "" for none; ``text`` must be safe to print already."""
    return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if style and text.strip() else text
