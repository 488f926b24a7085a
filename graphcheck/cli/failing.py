"""``--fail-on-new``: whether a run ends with 1, for which findings; an option that takes codes or none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import click

from graphcheck.cli.completing import codes

OPTION = "--fail-on-new"
_ANY = "any"
_CODES = re.compile(r"GC\d+(,GC\d+)*,?", re.IGNORECASE)

fail_option = click.option(
    OPTION,
    "fail_on",
    multiple=True,
    shell_complete=codes,
    metavar="[CODE,...]",
    help="Exit with 1 if a finding of these codes is new or has relapsed; of any code where none is named.",
)


class FailingCommand(click.Command):
    """A command whose ``--fail-on-new`` may stand alone or before codes, and never takes another argument for one."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments."""
        return super().parse_args(ctx, list(_joined(args)))


def _joined(args: Iterable[str]) -> Iterable[str]:
    left = list(args)
    while left:
        word = left.pop(0)
        if word == "--":
            yield from (word, *left)
            return
        if word == OPTION:
            codes = []
            while left and _CODES.fullmatch(left[0]):
                codes.append(left.pop(0))
            word = f"{OPTION}={','.join(codes) or _ANY}"
        yield word


def codes_of(given: Iterable[str]) -> list[str] | None:
    """Return the codes that a run fails on, [] for all; None where it was not asked to fail.

    Raises:
        UsageError: there is no such code.
    """
    from graphcheck.findings.catalogue import find

    values = list(given)
    if not values:
        return None
    words = [word.strip() for value in values for word in value.split(",") if word.strip()]
    return [] if _ANY in words else [find(word).code for word in words]


def fresh(summary: Mapping[str, Any], codes: Iterable[str]) -> int:
    """Return how many findings of ``codes``, of all where that is empty, are new or have relapsed."""
    wanted = set(codes) or set(summary["states"])
    told = [states for code, states in summary["states"].items() if code in wanted]
    return sum(states["new"] + states["relapsed"] for states in told)
