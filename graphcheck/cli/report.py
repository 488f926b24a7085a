"""``graphcheck report``: everybody in a source, judged and written to a folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from graphcheck.cli.choosing import choose_source
from graphcheck.cli.following import following, telling
from graphcheck.errors import one_line


@click.command(
    short_help="Judge everybody in a source and write a report.",
    epilog="\b\nExample:\n  graphcheck report path/to/acl-anthology --out report",
)
@click.argument("source", required=False, type=click.Path(path_type=Path))
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Folder to write the report to."
)
@click.option("--scores", is_flag=True, help="Also write scores.jsonl and pages.jsonl: what is thought of everybody.")
@click.option("--keep-going", is_flag=True, help="Leave bad files out, and say so, instead of stopping.")
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
def report(source: Path | None, out: Path, scores: bool, keep_going: bool, quiet: bool) -> None:
    """Judge everybody in SOURCE and write findings, tables and pages to a folder.

    SOURCE is a checkout of the Anthology or its data folder. Without it: GRAPHCHECK_SOURCE, else this folder if it
    is a checkout, else the source that was last read. The graph for graphcheck query is kept, too.
    """
    from graphcheck import pipeline
    from graphcheck.settings import Settings
    from graphcheck.sources import last

    chosen = choose_source(source, quiet=quiet)
    summary = pipeline.report(
        chosen,
        out,
        scores=scores,
        keep_going=keep_going,
        settings=Settings(),
        progress=following(quiet=quiet),
        say=telling(quiet=quiet),
    )
    last.remember(chosen)
    if not quiet:
        click.echo("\n".join(_closing(summary, out)))


def _closing(summary: Mapping[str, Any], out: Path) -> list[str]:
    from graphcheck.findings.catalogue import CATALOGUE

    counts = summary["counts"]
    lines = [f"{code} {CATALOGUE[code].name}: {counts[code]:,}" for code in sorted(counts)]
    skipped = len(summary["skipped"])
    if skipped:
        lines.append(f"files left out, for {skipped:,} {'problem' if skipped == 1 else 'problems'}: see summary.json")
    return [*lines, one_line(f"look at {out / 'index.html'}", limit=4096)]
