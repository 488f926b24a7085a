"""``graphcheck explain``: what a finding code means."""

from __future__ import annotations

import click

from graphcheck.cli.completing import codes


@click.command(short_help="Say what a finding code means.", epilog="\b\nExample:\n  graphcheck explain GC101")
@click.argument("code", required=False, shell_complete=codes)
def explain(code: str | None) -> None:
    """Say what a finding code means, why it matters and when it is wrong; list all codes without CODE."""
    from graphcheck.findings import catalogue

    if code is not None:
        click.echo(catalogue.explain(code).rstrip())
        return
    for known in catalogue.CATALOGUE.values():
        click.echo(f"{known.code}  {known.name}: {known.summary}")
