"""Copies help texts and settings into the documentation, between its marks; ``make docs`` runs it.

A mark is ``<!-- generated: help check -->``, ``<!-- generated: schema summary -->`` or
``<!-- generated: settings -->``, and ends at ``<!-- end -->``.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from graphcheck.cli import main
from graphcheck.settings import described
from graphcheck.store import schema
from graphcheck.store.queries import Query, folder, named

DOCS = Path(__file__).parent
FILES = tuple(DOCS / name for name in ("cli.md", "settings.md", "graph.md", "queries.md", "outputs.md", "nightly.md"))
WIDTH = 80
MAN = DOCS / "man"
_MAN = """
import sys
from click_man.core import write_man_pages
from graphcheck import __version__
from graphcheck.cli import main
write_man_pages("graphcheck", main, version=__version__, target_dir=sys.argv[1], date=__version__)
"""
_MARK = re.compile(r"(<!-- generated: (?P<what>[^>]+?) -->\n).*?(<!-- end -->)", re.DOTALL)


def updated(text: str) -> str:
    """Return ``text`` with everything between its marks generated anew."""
    return _MARK.sub(lambda mark: mark[1] + generated(mark["what"]) + mark[3], text)


def generated(what: str) -> str:
    """Return what belongs at a mark.

    It is the name of a table, ``schema`` and its name, ``file`` with its path and language, or ``help`` and a command.
    """
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
    if words[0] == "file":
        return f"```{words[2]}\n{(DOCS / words[1]).read_text(encoding='utf-8').rstrip()}\n```\n"
    if words[0] == "schema":
        return schema_table(words[1])
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


def schema_table(name: str) -> str:
    """Return every key of a JSON Schema as a row; keys of objects in arrays are ``array[].key``."""
    top = json.loads((DOCS / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    rows = [("key", "type", "what it is"), ("---",) * 3]
    met: dict[str, str] = {}
    rows += [(f"`{key}`", kind_of(value), value["description"]) for key, value in keys_of(top, top, "", met)]
    return as_rows(rows)


def keys_of(
    top: Mapping[str, Any], held: Mapping[str, Any], path: str, met: dict[str, str]
) -> Iterator[tuple[str, Any]]:
    """Yield the keys of an object and of what is in it; what ``$defs`` define is told where it is first ``met``."""
    name = held.get("$ref", "").removeprefix("#/$defs/")
    if name and met.setdefault(name, path) != path:
        return
    held = top["$defs"][name] if name else held
    for key, value in held.get("properties", {}).items():
        must = "" if key in held["required"] else "?"
        yield f"{path}{key}{must}", value
        for inside in (value, *value.get("anyOf", ())):
            yield from keys_of(top, inside, f"{path}{key}.", met)
            yield from keys_of(top, inside.get("items", {}), f"{path}{key}[].", met)
            more = inside.get("additionalProperties")
            yield from keys_of(top, more if isinstance(more, dict) else {}, f"{path}{key}.*.", met)


def kind_of(value: Mapping[str, Any]) -> str:
    """Return a schema's type in a few words."""
    if "anyOf" in value:
        return " or ".join(map(kind_of, value["anyOf"]))
    if "const" in value:
        return f"`{json.dumps(value['const'])}`"
    if "enum" in value:
        return ", ".join(f"`{one}`" for one in value["enum"])
    if "$ref" in value:
        return str(value["$ref"].removeprefix("#/$defs/"))
    if value["type"] == "array":
        return f"array of {kind_of(value['items'])}"
    if value.get("maximum") == 1:
        return "number, 0 to 1"
    more = value.get("additionalProperties")
    return f"object of {kind_of(more)}" if isinstance(more, dict) else str(value["type"])


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


def man_pages() -> dict[str, str]:
    """Return the manual pages of graphcheck and its commands, by file name.

    They are made in a process of their own: click-man leaves commands behind that have lost ``-h``.
    """
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-c", _MAN, folder], check=True, cwd=DOCS.parent)
        return {path.name: path.read_text(encoding="utf-8") for path in sorted(Path(folder).iterdir())}


if __name__ == "__main__":
    MAN.mkdir(exist_ok=True)
    for file in MAN.iterdir():
        file.unlink()
    for name, text in man_pages().items():
        (MAN / name).write_text(text, encoding="utf-8")
    for file in FILES:
        file.write_text(updated(file.read_text(encoding="utf-8")), encoding="utf-8")
