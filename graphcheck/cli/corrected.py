"""A correction, shown as whoever asked for it wants it, or made."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphcheck.errors import UsageError, one_line

if TYPE_CHECKING:
    from graphcheck.corrections.correction import Correction, Corrector
    from graphcheck.corrections.mentions import Mentions
    from graphcheck.corrections.selection import Selection

_ISSUES = ("issue", "url")


def finished(source: Path) -> bool:
    """Finish what a killed run began in the source, and say so; False where there is nothing of the kind.

    The run may have named the checkout, and this one its data folder, or the other way round.
    """
    from graphcheck.corrections.applying import finish

    names = (source, source / "data", source.absolute().parent)
    undo = next((made for name in names if (made := finish(name)) is not None), None)
    if undo is None:
        return False
    click.echo("A run that was killed had changed some of its files; the others are changed now, too.", err=True)
    click.echo("If you want another correction, run it again.", err=True)
    click.echo(one_line(undo, limit=4096))
    return True


def apply(corrector: Corrector, correction: Correction, *, force: bool, quiet: bool) -> None:
    """Change the source, and say how that is undone."""
    from graphcheck.corrections.applying import apply_changes
    from graphcheck.corrections.telling import told

    undo = apply_changes(corrector.root, correction.changes, force=force)
    if not quiet:
        _say(list(told(correction, corrector.mentions)))
    click.echo(one_line(undo, limit=4096))


def show(
    corrector: Corrector,
    selection: Selection,
    suffixes: Mapping[int, str],
    form: str,
    *,
    proposed: bool,
    issue: int | None,
    output: Path | None,
    force: bool,
    quiet: bool,
) -> None:
    """Print a correction, or write it to ``output``; what the data can't say is left to the issue.

    ``proposed``: by graphcheck's findings, so papers that can't be moved don't keep the others.
    """
    from graphcheck.corrections.change import NoPatchError
    from graphcheck.corrections.telling import told

    try:
        correct = corrector.correct_what_can_be if proposed else corrector.correct
        correction = correct(selection, suffixes, force=force)
        lines = list(told(correction, corrector.mentions))
    except NoPatchError as error:
        if form not in ("all", *_ISSUES):
            raise
        correction, lines = None, [f"There is no patch for this, but an issue can ask for it: {error}"]
    if form == "all":
        answer = "".join(f"{line}\n" for line in lines).encode()
        for part in ("issue", "commands", "patch") if correction else ("issue",):
            answer += f"\n── {part} ──\n".encode() + _part(corrector, selection, correction, part, issue)
    else:
        answer = _part(corrector, selection, correction, form, issue)
        if not quiet:
            _say(lines)
    if output is not None:
        _write(output, answer)
    elif form == "patch" and not sys.stdout.isatty():
        click.echo(answer, nl=False)  # as bytes: files keep theirs
    else:
        click.echo(_harmless(answer.decode("utf-8", errors="replace")), nl=False)


def show_changes(mentions: Mentions, selection: Selection, form: str, *, output: Path | None) -> None:
    """Print what asks the maintainers of a bibliography for a correction, or write it to ``output``: text or table."""
    from graphcheck.corrections.changes_table import changes_csv

    table = changes_csv(selection, mentions).encode()  # which also finds what makes no sense
    if form == "changes":
        answer = table
    elif form == "issue":
        answer = _issue(selection, form)
    else:
        answer = "── issue ──\n".encode() + _issue(selection, "issue") + "\n── changes ──\n".encode() + table
    if output is not None:
        _write(output, answer)
    else:
        click.echo(_harmless(answer.decode("utf-8", errors="replace").replace("\r\n", "\n")), nl=False)


def _part(
    corrector: Corrector, selection: Selection, correction: Correction | None, form: str, issue: int | None
) -> bytes:
    if correction is None or form in _ISSUES:
        return _issue(selection, form)
    if form == "patch":
        from graphcheck.corrections.diff import unified_diff
        from graphcheck.sources.revision import checkout_of

        return unified_diff(correction.changes, checkout_of(corrector.root)[1])
    from graphcheck.corrections.commands import commands_of

    lines = commands_of(correction.plan, corrector.mentions, corrector.people, issue=issue)
    return "".join(f"{line}\n" for line in lines).encode()


def _issue(selection: Selection, form: str) -> bytes:
    from graphcheck.corrections.issue import LONGEST_URL, issue_of, issue_url

    made = issue_of(selection)
    if form == "issue":
        return f"{made.title}\n\n{made.body}".encode()
    address = issue_url(made)
    if address is None:
        raise UsageError(
            f"the issue's address would be longer than {LONGEST_URL:,} characters; use --as issue, and paste it"
        )
    return f"{address}\n".encode()


def _say(lines: list[str]) -> None:
    for line in lines:
        click.echo(_harmless(line), err=True)


def _write(output: Path, answer: bytes) -> None:
    from graphcheck.report.folder import write_file

    with write_file(output) as file:
        file.write(answer)


def _harmless(text: str) -> str:
    """Return lines without what a terminal might act on; joiners that some scripts need are kept."""
    return "".join(c if c.isprintable() or c in "\n\u200c\u200d\u2060\u3000\u00a0" else " " for c in text)
