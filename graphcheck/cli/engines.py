"""What judges people: this machine alone, or Spark; the options of ``report`` that say so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from graphcheck.errors import UsageError

if TYPE_CHECKING:
    from graphcheck.spark.session import Cluster

F = TypeVar("F", bound=Callable[..., Any])
_HERE = "local[*]"  # all cores of this machine


def engine_options(command: F) -> F:
    """Give a command ``--engine``, ``--master`` and ``--shared-folder``."""
    options = (
        click.option(
            "--engine",
            type=click.Choice(("local", "spark")),
            default="local",
            show_default=True,
            help="What judges people; spark needs graphcheck[spark] and Java.",
        ),
        click.option("--master", metavar="URL", help=f"Where Spark runs: spark://host:7077, yarn; else {_HERE}."),
        click.option(
            "--shared-folder",
            type=click.Path(path_type=Path, file_okay=False, exists=True),
            metavar="DIR",
            help="A folder that all of Spark's machines see under this path; needed where there are several.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def choose_cluster(engine: str, master: str | None, folder: Path | None) -> Cluster | None:
    """Return where Spark is to judge, None where it is not.

    Raises:
        UsageError, GraphcheckError: options of Spark without it, or Spark can't be started (``session.check``).
    """
    if engine != "spark":
        given = [name for name, value in (("--master", master), ("--shared-folder", folder)) if value is not None]
        if given:
            raise UsageError(f"{given[0]} is about Spark; add --engine spark")
        return None
    from graphcheck.spark.session import Cluster, check

    cluster = Cluster(master or _HERE, folder)
    check(cluster)
    return cluster
