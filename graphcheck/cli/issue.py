"""``graphcheck issue``: the author-page issue for a selection that was made in a report's dialog."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(
    short_help="Print the author-page issue for a selection file.",
    epilog="\b\nExample:\n  graphcheck issue selection-ji-liu.json",
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--url", is_flag=True, help="Print the address that opens the issue on GitHub instead.")
def issue(file: Path, url: bool) -> None:
    """Check FILE, a selection file from the dialog of a report, and print the author-page issue that it makes.

    The first line is the issue's title, its text follows: the complete list of papers of each person, as ids and
    links, with ORCID and degree institution where they are known, and why.
    """
    from graphcheck.corrections.issue import LONGEST_URL, issue_of, issue_url
    from graphcheck.corrections.selection import read_selection
    from graphcheck.errors import UsageError

    made = issue_of(read_selection(file))
    if not url:
        click.echo(_harmless(f"{made.title}\n\n{made.body}"), nl=False)
        return
    address = issue_url(made)
    if address is None:
        raise UsageError(
            f"the issue's address would be longer than {LONGEST_URL:,} characters; leave --url out, and paste"
        )
    click.echo(address)


def _harmless(text: str) -> str:
    """Return lines without what a terminal might act on; joiners that some scripts need are kept."""
    return "".join(c if c.isprintable() or c in "\n\u200c\u200d\u2060\u3000\u00a0" else " " for c in text)
