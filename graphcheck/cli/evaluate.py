"""``graphcheck evaluate``: how right and how quiet the checker is on a source."""

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
from graphcheck.cli.following import following, tell_skipped, telling

EXAMPLE = """\b
Example:
  graphcheck evaluate path/to/acl-anthology --compare before.json
"""


@click.command(short_help="Measure how right and how quiet the checker is on a source.", epilog=EXAMPLE)
@click.argument("source", required=False, type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to show it."
)
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write there, not to the screen."
)
@click.option(
    "--compare",
    "before",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OLD.json",
    help="Also say what is better or worse than there, and on which pages.",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0, max=2**31),
    default=0,
    show_default=True,
    help="What is planted and resampled depends on it.",
)
@click.option(
    "--folds",
    type=click.IntRange(min=0, max=20),
    help="Models to train, each without the names that it judges; 0: the package's own. Default: 5 where the source "
    "has pages enough to learn from, else 0.",
)
@keep_going_option
@format_option
@map_option
@background_option
@click.option("--quiet", is_flag=True, help="Say nothing but the answer and errors.")
def evaluate(
    source: Path | None,
    form: str,
    output: Path | None,
    before: Path | None,
    seed: int,
    folds: int | None,
    keep_going: bool,
    source_format: str,
    columns: tuple[str, ...],
    background: tuple[Path, ...],
    quiet: bool,
) -> None:
    """Measure how right and how quiet the checker is on the identities that SOURCE holds.

    Identities (ids, ORCIDs, OpenReview ids) are hidden, papers are planted on wrong pages, and what the checker says
    is held against the truth, beside two rules that need no model. SOURCE is as in report. With --format json and
    --compare the comparison goes to stderr.
    """
    from graphcheck.evaluate.compare import compare
    from graphcheck.evaluate.result import as_json, from_json
    from graphcheck.evaluate.result import evaluate as evaluated
    from graphcheck.evaluate.text import as_text, compared
    from graphcheck.settings import Settings
    from graphcheck.sources import last, read

    old = None if before is None else from_json(before)  # a wrong file is told before a minute of work, not after
    chosen = choose_source(source, source_format, columns, quiet=quiet)
    progress = following(quiet=quiet)
    read_source = read(
        chosen.path,
        keep_going=keep_going,
        progress=progress,
        source_format=chosen.source_format,
        columns=chosen.columns,
        background=background,
    )
    last.remember(chosen)
    tell_skipped(read_source, telling(quiet=quiet))
    result = evaluated(read_source, Settings(), seed=seed, folds=folds, progress=progress)
    changes = "" if old is None else compared(compare(old, result))
    answer = as_json(result) if form == "json" else as_text(result)
    if form == "text" and changes:
        answer += f"\n{changes}"
    elif changes:
        click.echo(changes, nl=False, err=True)
    _show(answer, output)


def _show(answer: str, output: Path | None) -> None:
    if output is None:
        click.echo(answer, nl=False)
        return
    from graphcheck.report.folder import write_file

    with write_file(output) as file:
        file.write(answer.encode())
