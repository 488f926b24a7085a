"""A query's answer → a table for a terminal, CSV, JSON or Markdown."""

from __future__ import annotations

import csv
import io
import json
import math
import re
import textwrap
import unicodedata
from collections.abc import Sequence

from graphcheck.report.records import formula_safe
from graphcheck.store.engine import Answer, Value

_LEAST_WIDTH = 12  # columns that a cell gets before others are made narrower still
_GAP = "  "
# What the graph holds is untrusted, and a terminal obeys these.
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def as_json(answer: Answer) -> str:
    """Return an array with one object a row."""
    rows = [dict(zip(answer.columns, map(_finite, row), strict=True)) for row in answer.rows]
    text = json.dumps(rows, ensure_ascii=False, indent=2)
    return _CONTROL.sub(lambda character: f"\\u{ord(character[0]):04x}", text) + "\n"


def _finite(value: Value) -> Value:
    """Return null for what JSON has no number for."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


def as_csv(answer: Answer) -> str:
    """Return CSV as RFC 4180 has it; texts that a spreadsheet would take for a formula get a leading apostrophe."""
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(answer.columns)
    for row in answer.rows:
        shown = [(value, _CONTROL.sub(" ", _shown(value, exact=True))) for value in row]
        table.writerow([formula_safe(text) if isinstance(value, str | list) else text for value, text in shown])
    return text.getvalue()


def as_markdown(answer: Answer) -> str:
    """Return a Markdown table; what could be mark-up is escaped."""
    rows = [[_escaped(_line(value)) for value in row] for row in answer.rows]
    lines = [[_escaped(column) for column in answer.columns], ["---"] * len(answer.columns), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def as_table(answer: Answer, width: int) -> str:
    """Return columns side by side, at most ``width`` characters wide where that is possible; cells wrap."""
    if not answer.columns:
        return ""
    rows = [[_line(value) for value in row] for row in answer.rows]
    numbers = [all(_is_number(row[place]) for row in answer.rows) for place in range(len(answer.columns))]
    widths = _widths(answer.columns, rows, width)
    lines = [_laid([list(answer.columns)], widths, numbers), [_GAP.join("─" * size for size in widths)]]
    lines += [_laid([row], widths, numbers) for row in rows]
    return "".join(f"{line.rstrip()}\n" for block in lines for line in block)


def _laid(rows: Sequence[Sequence[str]], widths: Sequence[int], numbers: Sequence[bool]) -> list[str]:
    lines = []
    for row in rows:
        wrapped = [_wrapped(cell, size) for cell, size in zip(row, widths, strict=True)]
        for line in range(max(map(len, wrapped))):
            parts = [cell[line] if line < len(cell) else "" for cell in wrapped]
            lines.append(_GAP.join(map(_padded, parts, widths, numbers)))
    return lines


def _wrapped(cell: str, size: int) -> list[str]:
    """Return the lines of a cell; letters that take two columns make them shorter."""
    letters = size * len(cell) // max(_cells(cell), 1)
    return textwrap.wrap(cell, max(letters, 1)) or [""]


def _cells(text: str) -> int:
    """Return how many columns a terminal needs for ``text``; East Asian letters take two, marks none."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _padded(part: str, size: int, right: bool) -> str:
    space = " " * (size - _cells(part))
    return space + part if right else part + space


def _widths(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return each column's width: what its longest cell takes, the widest ones made narrower until all fit."""
    widths = [max(_cells(column), *(_cells(row[place]) for row in rows), 1) for place, column in enumerate(columns)]
    spare = width - len(_GAP) * (len(columns) - 1)
    while sum(widths) > spare and max(widths) > _LEAST_WIDTH:
        widest = widths.index(max(widths))
        below = max([size for size in widths if size < widths[widest]], default=_LEAST_WIDTH)
        tie = widths.count(widths[widest])
        too_much = sum(widths) - spare
        widths[widest] -= max(1, min(widths[widest] - max(below, _LEAST_WIDTH), -(-too_much // tie)))
    return widths


def _line(value: Value) -> str:
    """Return a value on one line without control characters: what the graph holds is untrusted."""
    text = _shown(value, exact=False)
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _shown(value: Value, *, exact: bool) -> str:
    if isinstance(value, list):
        return ", ".join(_shown(part, exact=exact) for part in value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return repr(value) if exact else f"{value:.3f}" if abs(value) < 1 else f"{value:.4g}"
    return str(value)


def _is_number(value: Value) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def _escaped(text: str) -> str:
    for character in "\\`*_{}[]<>#|~$&":
        text = text.replace(character, f"\\{character}")
    return text
