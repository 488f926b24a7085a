"""``graphcheck check``: the people of one name, shown as text, JSON, HTML or a picture."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from graphcheck.cli.choosing import (
    background_option,
    choose_source,
    format_option,
    keep_going_option,
    map_option,
)
from graphcheck.cli.decided import choose_decisions, decisions_option
from graphcheck.cli.following import following, tell_skipped, telling
from graphcheck.cli.starting import start_lightly
from graphcheck.errors import UsageError, one_line

if TYPE_CHECKING:
    from graphcheck.bibliography import Bibliography
    from graphcheck.lookup import Match
    from graphcheck.person import Person

EXAMPLE = """\b
Example:
  graphcheck check "Liu, Ji" --source path/to/acl-anthology --picture ji-liu.svg
"""
PICTURES = (".svg", ".png")
PARTIAL = 10  # people whose names only hold NAME; more than that are a question, not an answer
_WIDTH = 100  # columns, where no terminal says how wide it is
_BETWEEN = (60, 160)  # columns that are readable


@click.command(short_help="Show what is thought of the people of one name, and why.", epilog=EXAMPLE)
@click.argument("name")
@click.option("--source", type=click.Path(path_type=Path), help="A checkout, or its data folder.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
    help="How to show it.",
)
@click.option(
    "--picture",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Also draw the co-author network, as .svg or .png; of several people, a file each.",
)
@click.option(
    "--why",
    "asked",
    metavar="PAPER",
    help="Show how the score of one paper of the person comes about, in full.",
)
@click.option(
    "--what-if",
    "changes",
    multiple=True,
    metavar="±PAPER",
    help="Show what would change with a paper left out (-PAPER) or added (+PAPER, +PAPER#AUTHOR).",
)
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write there, not to the screen."
)
@decisions_option
@click.option(
    "--color",
    "colour",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colours in text; auto: on a terminal, unless NO_COLOR is set.",
)
@keep_going_option
@format_option
@map_option
@background_option
@click.option("--quiet", is_flag=True, help="Say nothing but the answer and errors.")
def check(
    name: str,
    source: Path | None,
    form: str,
    picture: Path | None,
    asked: str | None,
    changes: tuple[str, ...],
    output: Path | None,
    decisions_file: Path | None,
    colour: Literal["auto", "always", "never"],
    keep_going: bool,
    source_format: str,
    columns: tuple[str, ...],
    background: tuple[Path, ...],
    quiet: bool,
) -> None:
    """Show what is thought of the people called NAME: groups of papers, what is flagged, and why.

    NAME is a person id (ji-liu, ji-liu/unverified), the address of a person's page, a printed name in any order or
    casing, with or without diacritics, or part of one. Without --source: GRAPHCHECK_SOURCE, else this folder if it is
    a checkout, else the source that was last read. The first check of all also makes the graph for graphcheck query.
    """
    start_lightly()
    import graphcheck
    from graphcheck.lookup import find_people
    from graphcheck.sources import last
    from graphcheck.store.upkeep import keep_up

    if picture is not None and picture.suffix.lower() not in PICTURES:
        raise UsageError(f"--picture {picture}: pictures are .svg or .png; name such a file")
    if form == "html" and (asked is not None or changes):
        raise UsageError("--why and --what-if are shown as text or JSON; leave --format html out")
    chosen = choose_source(source, source_format, columns, quiet=quiet)
    decisions = choose_decisions(decisions_file, quiet=quiet)
    bibliography = graphcheck.load(
        chosen.path,
        keep_going=keep_going,
        progress=following(quiet=quiet),
        decisions=decisions,
        warm=True,
        source_format=chosen.source_format,
        columns=chosen.columns,
        background=background,
    )
    last.remember(chosen)
    tell_skipped(bibliography.source, telling(quiet=quiet))
    match = find_people(bibliography.source.tables, name)
    ids = bibliography.source.tables.texts("people", "id")
    rows = match.people if match.exact else match.people[:PARTIAL]
    # As text only flagged papers are explained; on a long page the others' sentences take longer than all else.
    evidence = form != "text" or asked is not None
    people = [bibliography.person(ids[row], evidence=evidence) for row in rows]
    left_out = _left_out(bibliography, match, name)
    if left_out and form != "text" and not quiet:
        click.echo(left_out, err=True)
    coloured = form == "text" and _coloured(colour, output)
    if asked is not None or changes:
        from graphcheck.cli.asking import answer_of

        answer = answer_of(people, asked, changes, as_json=form == "json", width=_width(), coloured=coloured)
    else:
        answer = _answer(form, bibliography, people, left_out, coloured)
    if output is None:
        click.echo(answer, nl=False, color=coloured)
    else:
        _write(output, answer.encode("utf-8", errors="replace"))
    if picture is not None:
        _draw_all(people, picture, quiet)
    keep_up(bibliography, telling(quiet=quiet), following(quiet=quiet))


def _left_out(bibliography: Bibliography, match: Match, name: str) -> str:
    """Return a line on the people who are not shown, "" where there are none."""
    rest = match.longer if match.exact else match.people[PARTIAL:]
    if not rest:
        return ""
    known = bibliography.source.tables.texts("people", "id")
    ids = ", ".join(known[row] for row in rest[:5])
    more = ", …" if len(rest) > 5 else ""
    who = "person has" if len(rest) == 1 else "people have"
    return one_line(f"{len(rest):,} more {who} “{name}” in a longer name: {ids}{more}; give an id or a whole name")


def _answer(form: str, bibliography: Bibliography, people: list[Person], left_out: str, coloured: bool) -> str:
    if form == "html":
        return _html(bibliography, people)
    from graphcheck.report.facts import paper_facts

    papers = paper_facts(bibliography.source.tables, [person.page for person in people])
    judged = [(person.page, person.findings) for person in people]
    claims = {person.id: person.claims for person in people}
    if form == "json":
        from graphcheck.report.check_json import check_json

        return check_json(bibliography.source, judged, papers, claims)
    from graphcheck.report.text import check_text

    return check_text(judged, papers, _width(), left_out, claims=claims, coloured=coloured)


def _html(bibliography: Bibliography, people: list[Person]) -> str:
    from graphcheck.report.fixing import fixing_view
    from graphcheck.report.site.check import Checked, check_html
    from graphcheck.report.site.surroundings import Library

    library = Library(bibliography)
    checked = []
    for person, around in zip(people, library.around([person.page for person in people]), strict=True):
        namesakes = library.namesakes.of(person.page)
        view = fixing_view(person.page, around.papers, person.findings, namesakes=namesakes, revision=library.revision)
        checked.append(Checked(person.page, around, person.findings, view))
    return check_html(checked)


def _coloured(wanted: Literal["auto", "always", "never"], output: Path | None) -> bool:
    """Tell whether text gets colours; NO_COLOR is a convention of many programs (https://no-color.org)."""
    if wanted != "auto":
        return wanted == "always"
    dumb = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return output is None and not dumb and sys.stdout.isatty()


def _width() -> int:
    if not sys.stdout.isatty():
        return _WIDTH
    return min(max(shutil.get_terminal_size().columns, _BETWEEN[0]), _BETWEEN[1])


def _draw_all(people: list[Person], picture: Path, quiet: bool) -> None:
    for person in people:
        place = picture
        if len(people) > 1:
            # an id is letters, digits and hyphens; only "/unverified" must not become a folder
            place = picture.with_stem(f"{picture.stem}-{person.id.replace('/', '-')}")
        _draw(person, place, "png" if picture.suffix.lower() == ".png" else "svg")
        if not quiet:
            click.echo(one_line(f"picture of {person.id}: {place}", limit=4096), err=True)


def _draw(person: Person, place: Path, form: Literal["svg", "png"]) -> None:
    from graphcheck.report.picture import draw

    network = person.neighbourhood()
    network.graph["groups"] = {group.label: len(group.papers) for group in person.groups}
    draw(network, title=f"{person.name} ({person.id})", file=place, format=form)


def _write(place: Path, content: bytes) -> None:
    from graphcheck.report.folder import write_file

    with write_file(place) as file:
        file.write(content)
