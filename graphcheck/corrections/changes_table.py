"""A selection → a table of changes, a row an authorship: what any bibliography can carry out by its own means.

For checkouts of the Anthology there are patches and commands; dblp, OpenAlex and whoever keeps a table take a letter
and a list.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from graphcheck.corrections.change import EditError
from graphcheck.corrections.mentions import Mentions
from graphcheck.corrections.selection import Selection, Target, TargetKind
from graphcheck.report.links import site_of
from graphcheck.report.records import formula_safe

COLUMNS = ("paper", "position", "name", "person", "belongs_to", "new_name", "new_orcid", "new_institution", "why")


def changes_csv(selection: Selection, mentions: Mentions) -> str:
    """Return the changes as CSV (RFC 4180); ids are without graphcheck's prefix, positions count from 1.

    ``belongs_to`` is an id, "new" or "unknown". Texts that a spreadsheet would take for a formula get a leading
    apostrophe.

    Raises:
        EditError: a paper is not on the page, or somebody would stand twice on it; says which.
    """
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for row in _rows(selection, mentions):
        table.writerow([formula_safe(str(value)) for value in row])
    return text.getvalue()


def _rows(selection: Selection, mentions: Mentions) -> Iterator[tuple[object, ...]]:
    page = mentions.of_person(selection.person)
    if not page:
        raise EditError(f"{selection.person} is author of no paper in this source; look the id up")
    known = set(mentions.person)
    for target in selection.targets:
        _check_target(target, selection, known)
        for paper in target.papers:
            if paper not in page:
                raise EditError(f"{paper} is not a paper of {selection.person} in this source; leave it out")
            if target.person and any(mentions.person[row] == target.person for row in mentions.of_paper(paper)):
                raise EditError(f"{target.person} is an author of {paper} already, and nobody is twice on a paper")
            for row in page[paper]:
                yield (
                    _own(paper),
                    mentions.position[row] + 1,
                    mentions.printed[row],
                    _own(selection.person),
                    _own(target.person) or target.kind.value,
                    target.name if target.kind is TargetKind.NEW else "",
                    target.orcid,
                    target.institution,
                    " ".join(target.why.split()),
                )


def _check_target(target: Target, selection: Selection, known: set[str]) -> None:
    if target.kind is TargetKind.PERSON and target.person not in known:
        raise EditError(f"{target.person} is nobody's id in this source; look it up, or say --to new")
    if target.person == selection.person:
        raise EditError(f"{target.person} is the person whose page this is; name somebody else")


def _own(entry: str) -> str:
    return entry.removeprefix(site_of(entry).prefix)
