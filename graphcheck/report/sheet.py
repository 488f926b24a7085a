"""Lines for a terminal: wrapped, cut to its width, and safe to print.

What is printed comes from files that anybody may have written: only printable characters get through (no control
characters, no bidirectional overrides). Colours are added after that, and only where they are asked for.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from graphcheck.errors import one_line
from graphcheck.report.colour import painted

INDENT = "  "
_TITLE = 8  # columns at least, on however narrow a terminal
_LONG = 100_000  # texts are wrapped, not cut


class Sheet:
    """Lines of at most ``width`` columns, where words allow it; styles (see ``colour.py``) count if ``coloured``."""

    def __init__(self, width: int, *, coloured: bool = False) -> None:
        self.width = width
        self.coloured = coloured
        self._lines: list[str] = []

    def gap(self) -> None:
        """Add an empty line."""
        self._lines.append("")

    def say(
        self, text: str, depth: int = 0, hang: int = 0, label: str = "", *, style: str = "", label_style: str = ""
    ) -> None:
        """Add ``text`` after ``label``, ``depth`` indents in, wrapped; further lines ``hang`` columns more.

        ``label`` is ours, not untrusted, and keeps its spaces.
        """
        indent = INDENT * depth
        before, line = indent + self._in(label, label_style), ""
        used = cells(indent + label)
        for word in one_line(text, _LONG).split(" "):
            if line and used + cells(line) + 1 + cells(word) > self.width:
                self._lines.append(before + self._in(line, style))
                before, line = indent + " " * hang, ""
                used = cells(before)
            line += f" {word}" if line else word
        self._lines.append(before + self._in(line, style))

    def row(self, columns: Sequence[tuple[str, int]], last: str, styles: Sequence[str] = ()) -> None:
        """Add one line: columns of a least width each, then ``last`` cut to what is left; a style each, or none."""
        padded = [pad(_printable(text), size) + INDENT for text, size in columns]
        used = sum(map(cells, padded))
        padded.append(cut(one_line(last, _LONG), max(self.width - used, _TITLE)))
        if not self.coloured:
            self._lines.append("".join(padded).rstrip())
            return
        by_place = [*styles, *[""] * (len(padded) - len(styles))]
        self._lines.append("".join(map(painted, padded, by_place)))

    def _in(self, text: str, style: str) -> str:
        return painted(text, style) if self.coloured else text

    def text(self) -> str:
        """Return all lines, each with its end."""
        return "".join(f"{line}\n" for line in self._lines)


def _printable(text: str) -> str:
    """Return ``text`` without control characters; unlike ``one_line`` it keeps the spaces of a column."""
    return text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)


def cells(text: str) -> int:
    """Return how many columns of a terminal ``text`` takes; East Asian letters take two, marks none."""
    if text.isascii():
        return len(text)  # as below, for most texts, and many times faster
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def cut(text: str, width: int) -> str:
    """Return ``text`` in at most ``width`` columns, with an ellipsis where something is left out."""
    if cells(text) <= width:
        return text
    kept, used = "", 1
    for c in text:
        used += cells(c)
        if used > width:
            break
        kept += c
    return f"{kept.rstrip()}…"


def pad(text: str, width: int) -> str:
    """Return ``text`` with spaces up to ``width`` columns."""
    return text + " " * max(width - cells(text), 0)
