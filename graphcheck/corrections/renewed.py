"""A selection that was made some time ago → the same selection of what the source holds now.

Whoever reads an issue relies on its lists: what stays, and what others have already, is looked up, not believed.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from graphcheck.bibliography import Bibliography
from graphcheck.corrections.selection import Selection, Target, TargetKind
from graphcheck.wording import number

MOST_LISTED = 200  # papers that somebody already has; longer pages are linked


def renewed(selection: Selection, bibliography: Bibliography) -> tuple[Selection, list[str]]:
    """Return the selection with names, ORCIDs and lists of papers as they are now, and a sentence on each difference.

    A person or a paper that isn't there any more is left as it is; the plan says so.
    """
    if selection.person not in bibliography.person_rows:
        return selection, []
    people, row = bibliography.people, bibliography.person_rows[selection.person]
    moved = selection.moved
    keeps = tuple(paper for paper in _papers(bibliography, selection.person) if paper not in moved)
    now = replace(
        with_papers(selection, bibliography),
        name=str(people["name"].iat[row]),
        orcid=str(people["orcid"].iat[row]),
        revision=bibliography.source.revision,
        keeps=keeps,
    )
    now = now.leaving_orcid(_stating(bibliography, row))
    return now, list(_differences(selection, now))


def with_papers(selection: Selection, bibliography: Bibliography) -> Selection:
    """Return the selection with the papers that those whom it names have already."""
    return replace(selection, targets=tuple(_target(target, bibliography) for target in selection.targets))


def _target(target: Target, bibliography: Bibliography) -> Target:
    if target.kind is not TargetKind.PERSON or target.person not in bibliography.person_rows:
        return target
    has = tuple(paper for paper in _papers(bibliography, target.person) if paper not in target.papers)
    name = str(bibliography.people["name"].iat[bibliography.person_rows[target.person]])
    return replace(target, name=name, has=has if len(has) <= MOST_LISTED else None)


def _papers(bibliography: Bibliography, person: str) -> list[str]:
    graph, row = bibliography.graph, bibliography.person_rows[person]
    papers = graph.paper[graph.page[row] : graph.page[row + 1]]
    return [str(paper) for paper in bibliography.papers["id"].take(np.asarray(papers)).tolist()]


def _stating(bibliography: Bibliography, row: int) -> list[str]:
    """Return the papers that an unverified page, a row in people, has its ORCID from."""
    tables = bibliography.source.tables
    orcid = tables.texts("people", "orcid")[row]
    if not orcid or tables.numbers("people", "verified").data[row]:
        return []
    stated, papers = tables.texts("authorships", "orcid"), tables.texts("papers", "id")
    people, paper = tables.numbers("authorships", "person"), tables.numbers("authorships", "paper")
    rows = np.flatnonzero(np.asarray(people) == row).tolist()
    return [papers[int(paper[at])] for at in rows if stated[at] == orcid]


def _differences(before: Selection, now: Selection) -> list[str]:
    found = []
    if before.revision and now.revision and before.revision != now.revision:
        found.append(f"The selection was made from revision {before.revision[:12]}; this is {now.revision[:12]}.")
    more, fewer = set(now.keeps) - set(before.keeps), set(before.keeps) - set(now.keeps)
    if more or fewer:
        found.append(
            f"The page of {now.person} is not what the selection was made from: {number(len(more), 'paper')} more "
            f"and {number(len(fewer), 'paper')} fewer that stay; the issue lists what is there now."
        )
    if (before.name, before.orcid) != (now.name, now.orcid):
        found.append(f"Name or ORCID of {now.person} differ from those in the selection; those of the source count.")
    return found
