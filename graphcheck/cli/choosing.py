"""Which source a command reads when it is not told: the environment's, this folder, or the last one."""

from __future__ import annotations

import os
from collections.abc import Sequence
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

map_option = click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="COLUMN=NAME",
    help="What a column of tables is called there, e.g. paper=pub_id; several times. Goes before mapping.toml.",
)

background_option = click.option(
    "--background",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Papers of another bibliography, in any format, as evidence only; several times.",
)

keep_going_option = click.option(
    "--keep-going", is_flag=True, help="Leave bad files out, and say so, instead of stopping."
)


def choose_source(
    given: Path | None, source_format: str = "auto", columns: Sequence[str] = (), *, quiet: bool = False
) -> Place:
    """Return ``given``, else ``GRAPHCHECK_SOURCE``, else this folder if it is a checkout, else the last one read.

    ``columns``: as they were typed, ``COLUMN=NAME``. A choice that nobody made in this command is said on stderr.

    Raises:
        UsageError: there is none of them; or ``columns`` are no such pairs, or one stands there twice.
    """
    from graphcheck.sources import Format, Place, is_checkout, last

    said, called = Format(source_format), _mapping(columns)
    if given is not None:
        return Place(given, said, called)
    named = os.environ.get("GRAPHCHECK_SOURCE")
    if named:
        return _said(Place(Path(named), said, called), "GRAPHCHECK_SOURCE", quiet)
    here = Path.cwd()
    if is_checkout(here):
        return _said(Place(here, said, called), "this folder", quiet)
    before = last.recall()
    if before is not None:
        kept = Place(before.path, before.source_format if said is Format.AUTO else said, called or before.columns)
        return _said(kept, "the last one that was read", quiet)
    raise UsageError("no source is named; name a checkout's folder, set GRAPHCHECK_SOURCE, or work in a checkout")


def _mapping(columns: Sequence[str]) -> dict[str, str]:
    called: dict[str, str] = {}
    for pair in columns:
        column, equals, name = (part.strip() for part in pair.partition("="))
        if not (column and equals and name):
            raise UsageError(f"--map {one_line(pair, 100)}: is no pair; write COLUMN=NAME, e.g. paper=pub_id")
        if column in called:
            raise UsageError(f"--map {one_line(pair, 100)}: {one_line(column, 100)} is {called[column]} already")
        called[column] = name
    return called


def _said(place: Place, why: str, quiet: bool) -> Place:
    if not quiet:
        click.echo(one_line(f"source: {place.path} ({why})"), err=True)
    return place
