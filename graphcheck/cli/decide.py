"""``graphcheck decide``: what was decided goes into a file that people read, edit and keep in git."""

from __future__ import annotations

import datetime
import getpass
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphcheck.cli.decided import FILE, decisions_option, named_file
from graphcheck.errors import UsageError, one_line

if TYPE_CHECKING:
    from graphcheck.decisions import Decision
    from graphcheck.findings.history import Open

EXAMPLE = """\b
Examples:
  graphcheck decide dismiss 9c01f2ab44de --why "a visit to Oosterwijk"
  graphcheck decide confirm yan-li 2022.icol-main.7 --why "she told us so"
  graphcheck decide distinct yan-li yan-li-oosterwijk --why "two ORCIDs"
"""

_report_option = click.option(
    "--report",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="The report that holds the finding. Default: report in this folder if there is one.",
)


def _signed(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of every decision."""
    for option in (
        click.option("--quiet", is_flag=True, help="Say nothing but errors."),
        decisions_option,
        click.option("--who", help="Who decided. Default: the user's name on this machine."),
        click.option("--why", required=True, help="The reason, for whoever reads it next year."),
    ):
        command = option(command)
    return command


@click.group(short_help="Dismiss a finding, confirm a paper, keep people distinct.", epilog=EXAMPLE)
def decide() -> None:
    """Write down what was decided, so that it stays decided.

    An entry is added to the end of the file of decisions, decisions.toml in this folder unless another one is named;
    what stands there already stays as it is. report, check and load go by it from then on.
    """


@decide.command()
@click.argument("finding", nargs=-1, required=True, metavar="FINDING | CODE PERSON [PAPER]")
@_report_option
@_signed
def dismiss(finding: tuple[str, ...], folder: Path | None, **signed: Any) -> None:
    """Dismiss a finding: it stays in the report, as dismissed, and is not told as new again.

    FINDING is its id; or say which by code, person and, where it is about one, paper. What it rests on is noted with
    it: once that has changed materially, the dismissal ends, and the report says so.
    """
    from graphcheck.decisions import Dismissal, looked_at

    about = _about(finding)
    told = _told(folder)
    entry = next((entry for entry in told.values() if _is(entry, about)), None)
    if entry is None and ("finding" in about or told):
        where = f"{folder or 'report'}: the report holds no finding {' '.join(finding)}"
        raise UsageError(one_line(f"{where}; look it up in findings.csv, or name its folder with --report", limit=600))
    evidence: dict[str, Any] = {}
    if entry is not None:
        found = entry.finding
        about = {"finding": found.id, "code": found.code, "person": found.person, "paper": found.paper}
        evidence = {"score": round(found.score, 4), "papers": len(found.papers), "authors": entry.authors}
        evidence["about"] = looked_at(found)
    _add([Dismissal(**about, **evidence, **_signature(signed))], signed)


@decide.command()
@click.argument("person")
@click.argument("papers", nargs=-1, required=True, metavar="PAPER...")
@_report_option
@_signed
def confirm(person: str, papers: tuple[str, ...], folder: Path | None, **signed: Any) -> None:
    """Confirm papers as the person's own: they are no longer flagged, and count as evidence for others of the page.

    PERSON and PAPER are ids.
    """
    from graphcheck.decisions import Confirmation

    told = _told(folder)
    authors = {(e.finding.person, e.finding.paper): e.authors for e in told.values()}
    signature = _signature(signed)
    _add(
        [
            Confirmation(person=person, paper=paper, authors=authors.get((person, paper), ""), **signature)
            for paper in dict.fromkeys(papers)
        ],
        signed,
    )


@decide.command()
@click.argument("persons", nargs=-1, required=True, metavar="PERSON PERSON...")
@_signed
def distinct(persons: tuple[str, ...], **signed: Any) -> None:
    """Keep people distinct: none of them is suggested for a paper of another one.

    PERSON is an id; name two or more.
    """
    from graphcheck.decisions import Distinction

    if len(set(persons)) < 2:
        raise UsageError("one person is nobody to keep distinct; name two or more ids")
    _add([Distinction(persons=tuple(dict.fromkeys(persons)), **_signature(signed))], signed)


def _about(words: Sequence[str]) -> dict[str, Any]:
    from graphcheck.findings.catalogue import find

    if len(words) == 1:
        return {"finding": words[0]}
    if len(words) > 3:
        raise UsageError("a finding is named by its id, or by code, person and paper; put --why in quotes")
    return {"code": find(words[0]).code, "person": words[1], "paper": words[2] if len(words) == 3 else None}


def _is(entry: Open, about: dict[str, Any]) -> bool:
    if "finding" in about:
        return bool(entry.finding.id == about["finding"])
    return all(getattr(entry.finding, name) == value for name, value in about.items())


def _told(folder: Path | None) -> dict[str, Open]:
    """Return the findings of the report, by id; none where there is no report and none was named."""
    from graphcheck.findings.history import HISTORY, read_history

    place = (folder or Path("report")) / HISTORY
    history = read_history(place)
    if history is None and folder is not None:
        raise UsageError(
            one_line(f"{place}: is not there; name the folder of a report that graphcheck wrote", limit=600)
        )
    return {} if history is None else dict(history.open)


def _signature(signed: dict[str, Any]) -> dict[str, Any]:
    why, who = str(signed["why"]).strip(), str(signed["who"] or "").strip()
    if not why:
        raise UsageError("--why is empty; say it for whoever reads it next year")
    try:
        who = who or getpass.getuser()
    except (OSError, KeyError) as error:
        raise UsageError("nobody knows who decides this; say --who") from error
    return {"who": who, "when": datetime.datetime.now().astimezone().date().isoformat(), "why": why}


def _add(decisions: Sequence[Decision], signed: dict[str, Any]) -> None:
    from graphcheck.decisions.reading import MOST_BYTES
    from graphcheck.decisions.writing import added
    from graphcheck.report.folder import write_file
    from graphcheck.report.staging import held
    from graphcheck.sources.files import decode, read_bytes, shown

    place = named_file(signed["decisions_file"]) or Path(FILE)
    with held(place.resolve().parent):  # two who decide at once must both be heard
        before = read_bytes(place, MOST_BYTES) if place.exists() else b""
        text = decode(before, place)
        after = added(text, decisions, shown(place))
        mark = before[: len(before) - len(text.encode())]  # a byte order mark, if there is one, stays
        with write_file(place) as file:
            file.write(mark + after.encode())
    if not signed["quiet"]:
        many = "entry" if len(decisions) == 1 else "entries"
        click.echo(one_line(f"{place}: {len(decisions)} {many} added; the next report goes by it", limit=600))
