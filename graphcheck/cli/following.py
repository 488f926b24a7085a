"""Where long work is, as the command line shows it: a bar a stage, a line a stage, or nothing. Always on stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

import click

from graphcheck.errors import one_line
from graphcheck.progress import Progress, Silent

if TYPE_CHECKING:
    from graphcheck.sources import Source

T = TypeVar("T")


class Lines:
    """Says each stage in a line as it begins."""

    def stage(self, name: str, items: Iterable[T], total: int) -> Iterator[T]:
        """Yield ``items``."""
        click.echo(f"{_title(name)} ({total:,})", err=True)
        yield from items


class Bars:
    """Draws a bar for each stage."""

    def stage(self, name: str, items: Iterable[T], total: int) -> Iterator[T]:
        """Yield ``items``."""
        with click.progressbar(items, length=total, label=_title(name), file=sys.stderr) as bar:
            yield from bar


def following(*, quiet: bool) -> Progress:
    """Return what follows a run here: bars on a terminal, lines elsewhere, nothing where it shall be quiet."""
    if quiet:
        return Silent()
    return Bars() if sys.stderr.isatty() else Lines()


def telling(*, quiet: bool) -> Callable[[str], None]:
    """Return what says a line on stderr, or nothing where it shall be quiet."""
    return lambda line: None if quiet else click.echo(one_line(line, limit=600), err=True)


def _title(name: str) -> str:
    return one_line(name[:1].upper() + name[1:])


def tell_skipped(source: Source, say: Callable[[str], None]) -> None:
    """Say which files were left out, a line a problem, and what was read beside the source."""
    for problem in source.skipped:
        say(f"left out: {problem}")
    for beside in source.backgrounds:
        say(beside.told())
        for problem in beside.skipped:
            say(f"left out: {problem}")
