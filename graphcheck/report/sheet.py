"""Lines for a terminal: wrapped, cut to its width, and safe to print.

What is printed comes from files that anybody may have written: only printable characters get through (no control
characters, no bidirectional overrides).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from graphcheck.errors import one_line

INDENT = "  "
_TITLE = 8  # columns at least, on however narrow a terminal
_LONG = 100_000  # texts are wrapped, not cut


class Sheet:
    """Lines of at most ``width`` columns, where words allow it."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._lines: list[str] = []

    def gap(self) -> None:
        """Add an empty line."""
        self._lines.append("")

    def say(self, text: str, depth: int = 0, hang: int = 0, label: str = "") -> None:
        """Add ``text`` after ``label``, ``depth`` indents in, wrapped; further lines ``hang`` columns more.

        ``label`` is ours, not untrusted, and keeps its spaces.
        """
        indent = INDENT * depth
        line, begun = indent + label, False
        for word in one_line(text, _LONG).split(" "):
            if begun and cells(line) + 1 + cells(word) > self.width:
                self._lines.append(line)
                line, begun = indent + " " * hang, False
            line += f" {word}" if begun else word
            begun = True
        self._lines.append(line)

    def row(self, columns: Sequence[tuple[str, int]], last: str) -> None:
        """Add one line: columns of a least width each, then ``last`` cut to what is left."""
        line = "".join(pad(_printable(text), size) + INDENT for text, size in columns)
        self._lines.append((line + cut(one_line(last, _LONG), max(self.width - cells(line), _TITLE))).rstrip())

    def text(self) -> str:
        """Return all lines, each with its end."""
        return "".join(f"{line}\n" for line in self._lines)


def _printable(text: str) -> str:
    """Return ``text`` without control characters; unlike ``one_line`` it keeps the spaces of a column."""
    return "".join(c if c.isprintable() else " " for c in text)


def cells(text: str) -> int:
    """Return how many columns of a terminal ``text`` takes; East Asian letters take two, marks none."""
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
