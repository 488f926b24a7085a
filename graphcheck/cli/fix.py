"""``graphcheck fix``: from what was selected to the change that carries it out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphcheck.addresses import person_in
from graphcheck.cli.choosing import background_option, choose_source, format_option, map_option
from graphcheck.cli.decided import choose_decisions, decisions_option
from graphcheck.cli.following import following
from graphcheck.cli.sets import CommandWithSets, sets
from graphcheck.errors import UsageError, one_line

if TYPE_CHECKING:
    from graphcheck.bibliography import Bibliography
    from graphcheck.corrections.asked import Asked
    from graphcheck.corrections.correction import Corrector
    from graphcheck.corrections.selection import Selection
    from graphcheck.sources import Place

EXAMPLE = """\b
Examples:
  graphcheck fix selection-ji-liu.json
  graphcheck fix ji-liu --papers 2024.emnlp-main.1,2025.acl-long.2 --to ji-liu-amd --as patch
  graphcheck fix ji-liu --from-group B --to new --name "Ji Liu" --degree "University of Rochester"
  graphcheck fix ji-b-liu/unverified --all-papers --to ji-liu
  graphcheck fix --from-findings --min-score 0.9 --dry-run --output fixes
"""
IN_SETS = ("papers", "groups", "every", "findings", "to", "name", "orcid", "degree", "suffix", "why")
WHICH = "--papers, --from-group, --all-papers or --from-findings"
FORMS = ("all", "issue", "url", "changes", "commands", "patch", "apply")


@click.command(
    cls=CommandWithSets, short_help="Turn a selection of papers into the change that moves them.", epilog=EXAMPLE
)
@click.argument("what", required=False, metavar="[PERSON | SELECTION.json]")
@click.option("--papers", multiple=True, metavar="ID,ID", help="Papers that are somebody else's.")
@click.option(
    "--from-group", "groups", multiple=True, metavar="LABEL", help="All papers of a group, as check shows it."
)
@click.option(
    "--all-papers",
    "every",
    multiple=True,
    is_flag=True,
    help="All papers of the page: its person has another page, too.",
)
@click.option("--from-findings", "findings", multiple=True, is_flag=True, help="The papers that graphcheck flags.")
@click.option(
    "--to",
    multiple=True,
    metavar="ID|new|unknown",
    help="Whose they are. Default: whom graphcheck suggests, if anybody.",
)
@click.option("--name", multiple=True, help="Name of a new person, as papers print it.")
@click.option("--orcid", multiple=True, help="ORCID of a new person.")
@click.option("--degree", multiple=True, metavar="INSTITUTION", help="Where a new person took the highest degree.")
@click.option(
    "--suffix",
    multiple=True,
    help="What a new person's id has after the name, instead of the institution's short form.",
)
@click.option("--why", multiple=True, help="The reason, for the issue. Default: what graphcheck says of the papers.")
@click.option(
    "--as",
    "form",
    type=click.Choice(FORMS),
    default="all",
    show_default=True,
    help="issue: text for the bibliography's maintainers; url: address that opens it in the Anthology's tracker; "
    "changes: a table, a row an authorship; for checkouts of the Anthology, commands: of the Anthology's "
    "repository; patch: for git apply; apply: change the source; all: show everything, change nothing.",
)
@click.option(
    "--min-score", type=click.FloatRange(0, 1), default=0.0, metavar="S", help="Findings below it propose nothing."
)
@click.option("--issue", type=click.IntRange(1), metavar="N", help="Number of the issue, for the commands.")
@click.option("--dry-run", is_flag=True, help="Change nothing in the source: not to be had with --as apply.")
@click.option(
    "--force",
    is_flag=True,
    help="Make a correction, too, that is most likely wrong; with --as apply, change files that git does not show as "
    "clean.",
)
@click.option("--source", type=click.Path(path_type=Path), help="A checkout, or its data folder.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE|DIR",
    help="Write there, not to the screen; a folder for a batch, by default fixes.",
)
@decisions_option
@format_option
@map_option
@background_option
@click.option("--quiet", is_flag=True, help="Say nothing but the answer and errors.")
@click.pass_context
def fix(ctx: click.Context, /, what: str | None, form: str, quiet: bool, **given: Any) -> None:
    """Turn a selection of papers into the change that moves them to whom they belong.

    What to move is told by a selection file from a report, or by a person's id and options; several sets in one go:
    --papers A,B --to X --papers C --to new --name "…". Each correction is proved before it is shown: the changed
    files are read again, and the named papers, and no others, must have changed person.

    PERSON, --to and --papers take ids, or the addresses of their pages. Without PERSON, --from-findings makes one patch
    for each person with a finding, in a folder, for review.
    """
    chosen = choose_source(given["source"], given["source_format"], given["columns"], quiet=quiet)
    asked = sets(ctx, {name: given[name] for name in IN_SETS})
    what = None if what is None else person_in(what)
    _check(what, form, asked, given)
    if form == "apply":
        from graphcheck.cli.corrected import finished

        if finished(chosen.path):
            return
    bibliography = _read(chosen, given["decisions_file"], given["background"], quiet)
    _check_source(bibliography, what, form)
    from graphcheck.corrections.correction import Corrector

    corrector = Corrector(bibliography)
    if what is None:
        _batch(corrector, given, quiet)
        return
    from graphcheck.cli.corrected import apply, show, show_changes
    from graphcheck.corrections.renewed import renewed, with_papers

    selection, suffixes = _selection(bibliography, what, asked, given["min_score"])
    if _is_file(what):
        selection, differences = renewed(selection, bibliography)
        for line in differences:
            click.echo(one_line(line), err=True)
    else:
        selection = with_papers(selection, bibliography)
    proposed, force = bool(asked) and all(one.findings and not one.to for one in asked), given["force"]
    if form == "changes" or not _is_anthology(bibliography):
        show_changes(corrector.mentions, selection, form, output=given["output"])
    elif form == "apply":
        correct = corrector.correct_what_can_be if proposed else corrector.correct
        apply(corrector, correct(selection, suffixes, force=force), force=force, quiet=quiet)
    else:
        how = {name: given[name] for name in ("issue", "output", "force")}
        show(corrector, selection, suffixes, form, proposed=proposed, quiet=quiet, **how)


def _check(what: str | None, form: str, asked: list[Asked], given: dict[str, Any]) -> None:
    if what is None:
        if [(one.findings, one.papers, one.groups, one.every, one.to) for one in asked] != [(True, (), (), False, "")]:
            raise UsageError(
                "nobody is named; name a person or a selection file, or all sure findings: --from-findings"
            )
        if not given["dry_run"] or form not in ("all", "patch"):
            raise UsageError("patches for everybody are for review only; say --dry-run, and leave --as out")
    elif _is_file(what):
        if asked:
            raise UsageError(f"{what} says what to move; leave --papers, --to and their like out")
    elif not any(map(_names_papers, asked)):
        raise UsageError(
            f"what is to be moved from {what}? Say --papers, --from-group, --all-papers or --from-findings"
        )
    elif not all(map(_names_papers, asked)):
        raise UsageError(f"--to without papers; say {WHICH} before it")
    _check_options(form, asked, given)


def _names_papers(one: Asked) -> bool:
    return bool(one.papers or one.groups or one.every or one.findings)


def _check_source(bibliography: Bibliography, what: str | None, form: str) -> None:
    """Refuse what only a checkout of the Anthology can be given."""
    if _is_anthology(bibliography):
        return
    if what is None:
        raise UsageError("patches for everybody are for checkouts of the Anthology; name a person or a selection file")
    if form not in ("all", "issue", "changes"):
        raise UsageError(f"--as {form} is for checkouts of the Anthology; say --as issue or --as changes")


def _is_anthology(bibliography: Bibliography) -> bool:
    from graphcheck.report.links import ANTHOLOGY, site_of

    return site_of(str(bibliography.people["id"].iat[0])) is ANTHOLOGY


def _check_options(form: str, asked: list[Asked], given: dict[str, Any]) -> None:
    if math.isnan(given["min_score"]):
        raise UsageError("--min-score nan: is no score; give a number from 0 to 1")
    if given["min_score"] and not any(one.findings for one in asked):
        raise UsageError("--min-score is about findings; say --from-findings, or leave it out")
    if given["output"] is not None and form == "apply":
        raise UsageError("--as apply changes the source and writes nothing else; leave --output out")
    if form == "apply" and given["dry_run"]:
        raise UsageError("--dry-run changes nothing and --as apply does; leave one of them out")


def _is_file(what: str) -> bool:
    """Tell whether a selection file is named: ids have no dot and no folder, whatever lies in this one."""
    return what.endswith(".json") or (("." in what or "\\" in what or what.startswith("/")) and Path(what).is_file())


def _read(chosen: Place, decisions_file: Path | None, background: Sequence[Path], quiet: bool) -> Bibliography:
    import graphcheck
    from graphcheck.sources import last

    decisions = choose_decisions(decisions_file, quiet=quiet)
    bibliography = graphcheck.load(
        chosen.path,
        progress=following(quiet=quiet),
        decisions=decisions,
        warm=True,
        source_format=chosen.source_format,
        columns=chosen.columns,
        background=background,
    )
    last.remember(chosen)
    return bibliography


def _selection(
    bibliography: Bibliography, what: str, asked: list[Asked], least: float
) -> tuple[Selection, dict[int, str]]:
    from graphcheck.corrections.asked import selection_of_asked
    from graphcheck.corrections.selection import read_selection

    if _is_file(what):
        return read_selection(Path(what)), {}
    person = bibliography.person(what)
    revision = bibliography.source.revision
    return selection_of_asked(person, asked, revision=revision, least=least)


def _batch(corrector: Corrector, given: dict[str, Any], quiet: bool) -> None:
    from graphcheck.corrections.batch import write_batch

    out = given["output"] or Path("fixes")
    done = write_batch(corrector, out, least=given["min_score"], progress=following(quiet=quiet))
    patches = "1 patch" if done.made == 1 else f"{done.made:,} patches"
    click.echo(one_line(f"{out}: {patches}, {done.failed:,} not possible; see {out / 'README.md'}", limit=600))
