"""Copies help texts and settings into the documentation, between its marks; ``make docs`` runs it.

A mark is ``<!-- generated: help check -->`` or ``<!-- generated: settings -->``, and ends at ``<!-- end -->``.
"""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from graphcheck.cli import main
from graphcheck.settings import described

DOCS = Path(__file__).parent
FILES = (DOCS / "cli.md", DOCS / "settings.md")
WIDTH = 80
_MARK = re.compile(r"(<!-- generated: (?P<what>[^>]+?) -->\n).*?(<!-- end -->)", re.DOTALL)


def updated(text: str) -> str:
    """Return ``text`` with everything between its marks generated anew."""
    return _MARK.sub(lambda mark: mark[1] + generated(mark["what"]) + mark[3], text)


def generated(what: str) -> str:
    """Return what belongs at a mark: ``settings``, or ``help`` and a command."""
    if what == "settings":
        return settings_table()
    words = what.split()
    if words[0] != "help":
        raise ValueError(f"nothing is known of the mark {what!r}")
    return help_text(*words[1:])


def help_text(*command: str) -> str:
    """Return what ``graphcheck COMMAND --help`` prints, in a fence."""
    result = CliRunner().invoke(main, [*command, "--help"], prog_name="graphcheck", terminal_width=WIDTH)
    return f"```text\n{result.output.rstrip()}\n```\n"


def settings_table() -> str:
    """Return every setting as a row."""
    rows = [("setting", "default", "unit", "why", "source"), ("---",) * 5]
    rows += [(f"`{s.name}`", f"`{s.default}`", s.unit, s.why, s.source) for s in described()]
    return "".join(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |\n" for row in rows)


if __name__ == "__main__":
    for file in FILES:
        file.write_text(updated(file.read_text(encoding="utf-8")), encoding="utf-8")
