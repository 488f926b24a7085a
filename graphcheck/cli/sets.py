"""Options that come in sets, ``--papers A,B --to X --papers C --to new --name …`` → one set after the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from graphcheck.addresses import paper_in, person_in

if TYPE_CHECKING:
    from graphcheck.corrections.asked import Asked

_WHAT = ("papers", "groups", "every", "findings")
_DESCRIBES = ("name", "orcid", "degree", "suffix", "why")
_ORDER = "graphcheck.order"


class CommandWithSets(click.Command):
    """A command that remembers in which order options were given."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments, and keep the names of options in their order."""
        _, _, order = self.make_parser(ctx).parse_args(args=list(args))
        ctx.meta[_ORDER] = [parameter.name for parameter in order]
        return super().parse_args(ctx, args)


def sets(ctx: click.Context, given: dict[str, Sequence[Any]]) -> list[Asked]:
    """Return the sets that were given, in order; ``given`` maps option names to their values, in order.

    What is to be moved and ``to`` belong together in either order; a second ``to``, or papers after both, begin the
    next set. What describes a new person belongs to the set that it stands in.
    """
    from graphcheck.corrections.asked import Asked

    values = {name: iter(found) for name, found in given.items()}
    found: list[dict[str, Any]] = []
    for name in ctx.meta[_ORDER]:
        if name not in values:
            continue
        if not found or _begins(found[-1], name):
            found.append({})
        here = found[-1]
        value = next(values[name])
        if name == "papers":
            here[name] = (*here.get(name, ()), *(paper_in(one.strip()) for one in value.split(",") if one.strip()))
        elif name == "groups":
            here[name] = (*here.get(name, ()), value)
        elif name in here:
            raise click.UsageError(f"--{name} stands twice for one set of papers; say --papers in between.")
        else:
            here[name] = person_in(value) if name == "to" else value
    return [Asked(**one) for one in found]


def _begins(here: dict[str, Any], name: str) -> bool:
    has_what = any(key in here for key in _WHAT)
    if name == "to":
        return "to" in here
    return name in _WHAT and has_what and ("to" in here or any(key in here for key in _DESCRIBES))
