"""Which source a command reads when it is not told: the environment's, this folder, or the last one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphcheck.errors import UsageError, one_line

if TYPE_CHECKING:
    from graphcheck.sources import Place

# As in ``graphcheck.sources.Format``, which the help must not import: a test holds them together.
FORMATS = ("auto", "anthology", "dblp", "openalex", "tables")

format_option = click.option(
    "--source-format",
    type=click.Choice(FORMATS),
    default="auto",
    show_default=True,
    envvar="GRAPHCHECK_SOURCE_FORMAT",
    help="What the source is; auto looks at what is there.",
)

keep_going_option = click.option(
    "--keep-going", is_flag=True, help="Leave bad files out, and say so, instead of stopping."
)


def choose_source(given: Path | None, source_format: str = "auto", *, quiet: bool = False) -> Place:
    """Return ``given``, else ``GRAPHCHECK_SOURCE``, else this folder if it is a checkout, else the last one read.

    A choice that nobody made in this command is said on stderr.

    Raises:
        UsageError: there is none of them.
    """
    from graphcheck.sources import Format, Place, is_checkout, last

    said = Format(source_format)
    if given is not None:
        return Place(given, said)
    named = os.environ.get("GRAPHCHECK_SOURCE")
    if named:
        return _said(Place(Path(named), said), "GRAPHCHECK_SOURCE", quiet)
    here = Path.cwd()
    if is_checkout(here):
        return _said(Place(here, said), "this folder", quiet)
    before = last.recall()
    if before is not None:
        kept = before if said is Format.AUTO else Place(before.path, said)
        return _said(kept, "the last one that was read", quiet)
    raise UsageError("no source is named; name a checkout's folder, set GRAPHCHECK_SOURCE, or work in a checkout")


def _said(place: Place, why: str, quiet: bool) -> Place:
    if not quiet:
        click.echo(one_line(f"source: {place.path} ({why})"), err=True)
    return place
