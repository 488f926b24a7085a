"""What shells offer for words that only graphcheck knows: finding codes, names of queries."""

from __future__ import annotations

import click


def codes(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    """Return the finding codes that begin so."""
    from graphcheck.findings.catalogue import CATALOGUE

    return [code for code in CATALOGUE if code.startswith(begun.upper())]


def queries(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    """Return the names of queries that begin so."""
    from graphcheck.store.queries import named

    return [name for name in named() if name.startswith(begun)]
