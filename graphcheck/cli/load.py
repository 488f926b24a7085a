"""``graphcheck load``: the graph that ``graphcheck query`` asks, put into the store or onto a Neo4j server."""

from __future__ import annotations

from pathlib import Path

import click

from graphcheck.cli.choosing import (
    background_option,
    choose_source,
    format_option,
    keep_going_option,
    map_option,
)
from graphcheck.cli.decided import choose_decisions, decisions_option
from graphcheck.cli.following import following, tell_skipped, telling
from graphcheck.cli.starting import start_lightly

EXAMPLE = """\b
Example:
  graphcheck load path/to/acl-anthology
"""

neo4j_option = click.option(
    "--neo4j",
    metavar="URI",
    envvar="GRAPHCHECK_NEO4J_URI",
    help="A Neo4j server, e.g. bolt://localhost:7687; user and password are NEO4J_USERNAME and NEO4J_PASSWORD.",
)


@click.command(short_help="Put the graph of a source where graphcheck query finds it.", epilog=EXAMPLE)
@click.argument("source", required=False, type=click.Path(path_type=Path))
@neo4j_option
@decisions_option
@keep_going_option
@format_option
@map_option
@background_option
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
def load(
    source: Path | None,
    neo4j: str | None,
    decisions_file: Path | None,
    keep_going: bool,
    source_format: str,
    columns: tuple[str, ...],
    background: tuple[Path, ...],
    quiet: bool,
) -> None:
    """Judge everybody in SOURCE and put the graph into the store, or onto a Neo4j server.

    SOURCE is as in report. The graph that is there stays as it is until the new one is whole; papers, people and
    findings that are gone from SOURCE are gone from the graph.
    """
    start_lightly()
    from graphcheck import pipeline
    from graphcheck.sources import last

    say = telling(quiet=quiet)
    chosen = choose_source(source, source_format, columns, quiet=quiet)
    read = pipeline.load_graph(
        chosen.path,
        neo4j=neo4j or None,
        keep_going=keep_going,
        progress=following(quiet=quiet),
        say=say,
        decisions=choose_decisions(decisions_file, quiet=quiet),
        source_format=chosen.source_format,
        columns=chosen.columns,
        background=background,
    )
    last.remember(chosen)
    tell_skipped(read, say)
    tables = read.tables
    if not quiet:
        click.echo(
            f"loaded: {len(tables.papers):,} papers, {len(tables.people):,} people, "
            f"{len(tables.authorships):,} authorships; ask with: graphcheck query"
        )
