"""Which file of decisions a command reads: the one that is named, the environment's, or this folder's."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphcheck.errors import UsageError, one_line

if TYPE_CHECKING:
    from graphcheck.decisions import Decisions

FILE = "decisions.toml"
VARIABLE = "GRAPHCHECK_DECISIONS"

decisions_option = click.option(
    "--decisions",
    "decisions_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help=f"What was decided (graphcheck decide). Default: {VARIABLE}, else {FILE} in this folder if there is one.",
)


def named_file(given: Path | None) -> Path | None:
    """Return the file that this command or the environment names, None where neither does."""
    return given or (Path(named) if (named := os.environ.get(VARIABLE)) else None)


def choose_decisions(given: Path | None, *, quiet: bool = False) -> Decisions:
    """Return the decisions of ``given``, else of ``GRAPHCHECK_DECISIONS``, else of ``decisions.toml`` in this folder.

    A choice that nobody made in this command is said on stderr.

    Raises:
        UsageError: a file that is named is not there.
        BadInputError: the file is wrong; every reason is listed with its line.
    """
    from graphcheck.decisions import NOTHING_DECIDED

    path = named_file(given)
    if path is None and not Path(FILE).exists():
        return NOTHING_DECIDED
    from graphcheck.decisions.reading import read_decisions

    chosen = path or Path(FILE)
    if not chosen.exists():
        how = "--decisions" if given else VARIABLE
        raise UsageError(one_line(f"{how} {chosen}: there is no such file; graphcheck decide makes one", limit=600))
    if given is None and not quiet:
        click.echo(one_line(f"decisions: {chosen} ({VARIABLE if path else 'this folder'})"), err=True)
    return read_decisions(chosen)
