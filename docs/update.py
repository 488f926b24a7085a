"""Copies help texts and settings into the documentation, between its marks; ``make docs`` runs it.

A mark is ``<!-- generated: help check -->`` or ``<!-- generated: settings -->``, and ends at ``<!-- end -->``.
"""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from graphcheck.cli import main
from graphcheck.settings import described
from graphcheck.store import schema
from graphcheck.store.queries import Query, folder, named

DOCS = Path(__file__).parent
FILES = tuple(DOCS / name for name in ("cli.md", "settings.md", "graph.md", "queries.md"))
WIDTH = 80
_MARK = re.compile(r"(<!-- generated: (?P<what>[^>]+?) -->\n).*?(<!-- end -->)", re.DOTALL)


def updated(text: str) -> str:
    """Return ``text`` with everything between its marks generated anew."""
    return _MARK.sub(lambda mark: mark[1] + generated(mark["what"]) + mark[3], text)


def generated(what: str) -> str:
    """Return what belongs at a mark: ``settings``, ``queries``, a part of the graph, or ``help`` and a command."""
    made = {
        "settings": settings_table,
        "queries": queries_table,
        "graph picture": graph_picture,
        "graph nodes": lambda: "\n".join(map(table_of, schema.NODES)),
        "graph relationships": lambda: "\n".join(map(table_of, schema.RELATIONSHIPS)),
    }
    if what in made:
        return made[what]()
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
    return as_rows(rows)


def graph_picture() -> str:
    """Return labels and types as a picture in Mermaid, which GitHub draws."""
    lines = [f"    {table.source} -- {table.type} --> {table.target}" for table in schema.RELATIONSHIPS]
    joined = {label for table in schema.RELATIONSHIPS for label in (table.source, table.target)}
    alone = [f"    {table.label}" for table in schema.NODES if table.label not in joined]
    return "\n".join(["```mermaid", "graph LR", *lines, *alone, "```", ""])


def table_of(table: schema.NodeTable | schema.RelationshipTable) -> str:
    """Return what a table of the graph is, and its properties as rows."""
    if isinstance(table, schema.NodeTable):
        title = f"**`(:{table.label})`**: {table.about}."
    else:
        title = f"**`(:{table.source})-[:{table.type}]->(:{table.target})`**: {table.about}."
    if not table.properties:
        return f"{title}\n"
    rows = [("property", "type", "what it is"), ("---",) * 3]
    rows += [
        (f"`{p.name}`{' (key)' if p.name == table.key else ''}", f"{p.kind}{'?' if p.optional else ''}", p.about)
        for p in table.properties
    ]
    return f"{title}\n\n{as_rows(rows)}"


def queries_table() -> str:
    """Return every named query as a row."""
    rows = [("query", "question", "parameters"), ("---",) * 3]
    rows += [
        (f"[`{q.name}`]({source(q)})", q.question, ", ".join(f"`{p.name}`" for p in q.parameters))
        for q in named().values()
    ]
    return as_rows(rows)


def source(query: Query) -> str:
    """Return where a query's file is, the embedded engine's where each has its own."""
    plain = f"{query.name}.cypher"
    return f"../queries/{plain if (folder() / plain).exists() else f'{query.name}.ladybug.cypher'}"


def as_rows(rows: list[tuple[str, ...]]) -> str:
    """Return a Markdown table."""
    return "".join(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |\n" for row in rows)


if __name__ == "__main__":
    for file in FILES:
        file.write_text(updated(file.read_text(encoding="utf-8")), encoding="utf-8")
