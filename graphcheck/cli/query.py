"""``graphcheck query``: ask the graph, by a named query or in Cypher of one's own."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphcheck.cli.completing import queries
from graphcheck.cli.load import neo4j_option
from graphcheck.errors import UsageError, one_line

if TYPE_CHECKING:
    from graphcheck.store.engine import Answer, Engine, Scalar
    from graphcheck.store.queries import Query

EXAMPLE = """\b
Examples:
  graphcheck query
  graphcheck query stray-authorships --param person=ji-liu
  graphcheck query --cypher "MATCH (v:Venue) RETURN v.id, v.name ORDER BY v.id"
"""
_WIDTH = 160  # columns, where no terminal says how wide it is


@click.command(short_help="Ask the graph: named queries, or Cypher of your own.", epilog=EXAMPLE)
@click.argument("name", required=False, shell_complete=queries)
@click.option("--param", "params", multiple=True, metavar="KEY=VALUE", help="A parameter; once for each.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "markdown"]),
    default="table",
    show_default=True,
    help="How to show the answer.",
)
@click.option(
    "--limit", type=click.IntRange(min=0), default=100, show_default=True, help="Rows to show at most; 0: all."
)
@click.option("--file", "file", type=click.Path(path_type=Path), metavar="FILE", help="Run the query in this file.")
@click.option("--cypher", metavar="TEXT", help="Run this query.")
@click.option("--queries", type=click.Path(path_type=Path), metavar="DIR", help="Also know the queries in this folder.")
@click.option("--describe", is_flag=True, help="Say what the query asks, needs and answers, and don't run it.")
@neo4j_option
@click.option("--quiet", is_flag=True, help="Say nothing but the answer and errors.")
def query(
    name: str | None,
    params: tuple[str, ...],
    form: str,
    limit: int,
    file: Path | None,
    cypher: str | None,
    queries: Path | None,
    describe: bool,
    neo4j: str | None,
    quiet: bool,
) -> None:
    """Ask the graph that load, report or check made; without NAME, --file and --cypher, list the named queries.

    Queries only read: the engine refuses anything else.
    """
    if sum(choice is not None for choice in (name, file, cypher)) > 1:
        raise UsageError("a name, --file and --cypher exclude each other; give one of them")
    given = _given(params)
    if name is None and file is None and cypher is None:
        if given or describe or form != "table":
            raise UsageError("no query is named; graphcheck query lists them, --file and --cypher run your own")
        click.echo(_listing(queries), nl=False)
        return
    asked = _asked(name, file, cypher, queries)
    if describe:
        click.echo("\n".join(map(_harmless, _description(asked))))
        return
    values = _values(asked, given)
    with _opened(neo4j) as engine:
        text = asked if isinstance(asked, str) else _for(engine, asked)
        answer = engine.rows(text, values, limit or None)
    click.echo(_shown(answer, form), nl=False)
    if not quiet and form == "table":
        click.echo(_closing(answer), err=True)


def _given(params: tuple[str, ...]) -> dict[str, str]:
    given = {}
    for param in params:
        key, equals, value = param.partition("=")
        if not equals or not key:
            raise UsageError(f"--param {one_line(param, 80)}: is no KEY=VALUE; write e.g. --param person=ji-liu")
        given[key] = value
    return given


def _asked(name: str | None, file: Path | None, cypher: str | None, queries: Path | None) -> Query | str:
    from graphcheck.store.queries import find, from_file

    if name is not None:
        return find(name, queries)
    if file is not None:
        return from_file(file)
    return cypher or ""


def _values(asked: Query | str, given: dict[str, str]) -> dict[str, Scalar]:
    from graphcheck.store.queries import guessed

    return guessed(given) if isinstance(asked, str) else asked.values(given)


def _for(engine: Engine, asked: Query) -> str:
    if engine.dialect not in asked.cypher:
        others = " and ".join(asked.cypher)
        raise UsageError(f"{asked.name} has no file for {engine.dialect}, only for {others}; ask that engine")
    return asked.cypher[engine.dialect]


def _opened(neo4j: str | None) -> Engine:
    if neo4j:
        from graphcheck.store.neo4j import open_neo4j

        return open_neo4j(neo4j)
    from graphcheck.store.embedded import open_embedded
    from graphcheck.store.folder import store_folder

    return open_embedded(store_folder())


def _listing(queries: Path | None) -> str:
    from graphcheck.store.queries import named

    known = named(queries)
    width = max(map(len, known))
    return "".join(f"{one_line(name):{width}}  {one_line(asked.question)}\n" for name, asked in known.items())


def _description(asked: Query | str) -> list[str]:
    if isinstance(asked, str):
        return asked.splitlines()
    lines = [asked.question, "", f"usage: {asked.usage()}"]
    lines += [f"  {p.name}: {p.kind}, e.g. {p.example}; {p.about}" for p in asked.parameters]
    lines += ["", "columns:", *(f"  {column}: {about}" for column, about in asked.columns), "", asked.meaning]
    return lines


def _harmless(line: str) -> str:
    """Return a line of somebody's file as a terminal may get it, with its indentation."""
    return " " * (len(line) - len(line.lstrip(" "))) + one_line(line, 1000)


def _shown(answer: Answer, form: str) -> str:
    from graphcheck.report import answer as shown

    if form == "json":
        return shown.as_json(answer)
    if form == "csv":
        return shown.as_csv(answer)
    if form == "markdown":
        return shown.as_markdown(answer)
    return shown.as_table(answer, shutil.get_terminal_size().columns if sys.stdout.isatty() else _WIDTH)


def _closing(answer: Answer) -> str:
    rows = f"{len(answer.rows):,} {'row' if len(answer.rows) == 1 else 'rows'}"
    return f"the first {rows}; --limit 0 shows all" if answer.more else rows
