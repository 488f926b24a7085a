"""Which source a command reads when it is not told: the environment's, this folder, or the last one."""

from __future__ import annotations

import os
from pathlib import Path

import click

from graphcheck.errors import UsageError, one_line


def choose_source(given: Path | None, *, quiet: bool = False) -> Path:
    """Return ``given``, else ``GRAPHCHECK_SOURCE``, else this folder if it is a checkout, else the last one read.

    A choice that nobody made in this command is said on stderr.

    Raises:
        UsageError: there is none of them.
    """
    from graphcheck.sources import is_checkout, last

    if given is not None:
        return given
    named = os.environ.get("GRAPHCHECK_SOURCE")
    if named:
        return _said(Path(named), "GRAPHCHECK_SOURCE", quiet)
    here = Path.cwd()
    if is_checkout(here):
        return _said(here, "this folder", quiet)
    before = last.recall()
    if before is not None:
        return _said(before, "the last one that was read", quiet)
    raise UsageError("no source is named; name a checkout's folder, set GRAPHCHECK_SOURCE, or work in a checkout")


def _said(source: Path, why: str, quiet: bool) -> Path:
    if not quiet:
        click.echo(one_line(f"source: {source} ({why})"), err=True)
    return source
