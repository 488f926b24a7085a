"""``graphcheck report``: everybody in a source, judged and written to a folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from graphcheck.cli.choosing import (
    background_option,
    choose_source,
    format_option,
    keep_going_option,
    map_option,
)
from graphcheck.cli.decided import choose_decisions, decisions_option
from graphcheck.cli.engines import choose_cluster, engine_options
from graphcheck.cli.failing import FailingCommand, codes_of, fail_option, fresh
from graphcheck.cli.following import following, telling
from graphcheck.cli.starting import start_lightly
from graphcheck.errors import EXIT_FINDINGS, EXIT_FINE, one_line
from graphcheck.wording import number


@click.command(
    cls=FailingCommand,
    short_help="Judge everybody in a source and write a report.",
    epilog="\b\nExample:\n  graphcheck report path/to/acl-anthology --out report",
)
@click.argument("source", required=False, type=click.Path(path_type=Path))
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Folder to write the report to."
)
@click.option("--scores", is_flag=True, help="Also write scores.jsonl and pages.jsonl: what is thought of everybody.")
@click.option("--parquet", is_flag=True, help="Also write the findings, and with --scores all scores, as Parquet.")
@click.option(
    "--only",
    multiple=True,
    metavar="PATH",
    help="Report only on a collection, volume, paper or file of papers; several times, or parted by commas.",
)
@click.option(
    "--since",
    default="",
    metavar="REV|DATE",
    help="Report only on papers that came or changed since; needs a checkout.",
)
@fail_option
@decisions_option
@keep_going_option
@format_option
@map_option
@background_option
@engine_options
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
def report(
    source: Path | None,
    out: Path,
    scores: bool,
    parquet: bool,
    only: tuple[str, ...],
    since: str,
    fail_on: tuple[str, ...],
    decisions_file: Path | None,
    keep_going: bool,
    source_format: str,
    columns: tuple[str, ...],
    background: tuple[Path, ...],
    engine: str,
    master: str | None,
    shared_folder: Path | None,
    quiet: bool,
) -> int:
    """Judge everybody in SOURCE and write findings, tables and pages to a folder.

    SOURCE is a checkout of the Anthology or its data folder, or a file or folder of dblp's XML, OpenAlex's works or
    tables of authorships. Without it: GRAPHCHECK_SOURCE, else this folder if it
    is a checkout, else the source that was last read. The graph for graphcheck query is kept, too. The report that
    is in DIR tells what is new since then. --only and --since narrow what is reported, not what is read.
    """
    start_lightly()
    from graphcheck import pipeline
    from graphcheck.settings import Settings
    from graphcheck.sources import last

    failing = codes_of(fail_on)
    cluster = choose_cluster(engine, master, shared_folder)
    chosen = choose_source(source, source_format, columns, quiet=quiet)
    decisions = choose_decisions(decisions_file, quiet=quiet)
    summary = pipeline.report(
        chosen.path,
        out,
        scores=scores,
        parquet=parquet,
        keep_going=keep_going,
        settings=Settings(),
        progress=following(quiet=quiet),
        say=telling(quiet=quiet),
        decisions=decisions,
        only=only,
        since=since,
        source_format=chosen.source_format,
        columns=chosen.columns,
        background=background,
        cluster=cluster,
    )
    last.remember(chosen)
    if not quiet:
        click.echo("\n".join(_closing(summary, out)))
        for line in (*summary["decisions"]["ended"], *summary["decisions"]["idle"]):
            click.echo(one_line(line, limit=600), err=True)
    return EXIT_FINDINGS if failing is not None and fresh(summary, failing) else EXIT_FINE


def _closing(summary: Mapping[str, Any], out: Path) -> list[str]:
    from graphcheck.findings.catalogue import CATALOGUE

    counts = summary["counts"]
    lines = [f"{code} {CATALOGUE[code].name}: {counts[code]:,}" for code in sorted(counts)]
    states = summary["states"].values()
    told = {state: sum(of_code[state] for of_code in states) for state in ("new", "relapsed", "dismissed", "resolved")}
    lines.append("of these " + ", ".join(f"{told[state]:,} {state}" for state in ("new", "relapsed", "dismissed")))
    if told["resolved"]:
        lines.append(f"gone since the last report: {told['resolved']:,}")
    if summary["scope"]:
        lines.append(f"reported on {summary['scope']['papers']:,} of {summary['papers']:,} papers")
    lines += [_beside(background) for background in summary.get("backgrounds", ())]
    skipped = len(summary["skipped"])
    if skipped:
        lines.append(f"files left out, for {skipped:,} {'problem' if skipped == 1 else 'problems'}: see summary.json")
    return [*lines, one_line(f"look at {out / 'index.html'}", limit=4096)]


def _beside(background: Mapping[str, Any]) -> str:
    where = f"background {background['source']}"
    if not background["papers"]:
        return one_line(f"{where}: left out: {background['skipped'][0]}", limit=600)
    papers, people = number(background["papers"], "paper"), background["people"]
    repeated = f", {background['repeated']:,} of them in the source or another one" if background["repeated"] else ""
    return one_line(f"{where}: {papers}{repeated}; {people:,} people of the source are in it", limit=600)
