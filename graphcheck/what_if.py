"""A page as it would be with papers left out, or others added: what would be thought of it then.

Left out, a paper has lost the person as an author, so that the co-authors' ties count as any tie that was made without
the person. Added, it is filed under the person by its printed name. The rest of the bibliography stays what it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from graphcheck.bibliography import Bibliography
from graphcheck.errors import UsageError
from graphcheck.graph import build_graph
from graphcheck.model import JudgedAuthorship, Link
from graphcheck.names import fold, given_key
from graphcheck.person import Person
from graphcheck.tables import Tables

LEAST = 0.005  # change of a score, a probability, that is worth a line


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A person before and after; ``left_out`` and ``added`` are paper ids."""

    before: Person
    after: Person
    left_out: tuple[str, ...]
    added: tuple[str, ...]

    def changes(self, least: float = LEAST) -> list[tuple[JudgedAuthorship | None, JudgedAuthorship | None]]:
        """Return papers of which something else is thought, before and after, None where they are not on the page.

        ``least``: change of a score, a probability, from which it is one; another group or flag always is, and so is
        an answer where there was none.
        """
        before, after = ({a.paper: a for a in person.page.authorships} for person in (self.before, self.after))
        papers = [*before, *(paper for paper in after if paper not in before)]
        pairs = [(before.get(paper), after.get(paper)) for paper in papers]
        return [(one, two) for one, two in pairs if _changed(one, two, least)]


def _changed(one: JudgedAuthorship | None, two: JudgedAuthorship | None, least: float) -> bool:
    if one is None or two is None:
        return one is not two
    same = (one.flagged, one.core, one.group) == (two.flagged, two.core, two.group)
    if one.score is None or two.score is None:
        return not same or one.score is not two.score
    return not same or abs(one.score - two.score) >= least


def what_if(person: Person, changes: Sequence[str]) -> WhatIf:
    """Return the person as the page would be after ``changes``: ``-PAPER``, ``+PAPER`` or ``+PAPER#AUTHOR``.

    AUTHOR counts from 1; without it the author of the paper is taken whose name can be the person's.

    Raises:
        UsageError: a change can't be read or made; the message says why.
        UnknownIdError: there is no such paper.
    """
    bibliography = person.bibliography
    left_out: list[int] = []
    added: list[int] = []
    for change in dict.fromkeys(changes):
        if change[:1] == "-":
            left_out += _own(person, change[1:])
        elif change[:1] == "+":
            added.append(_others(person, change[1:]))
        else:
            raise UsageError(f"--what-if {change}: begin with - to leave a paper out, or with + to add one")
    tables = _filed(bibliography.source.tables, person.row, left_out, added)
    if not (tables.authorships["person"] == person.row).any():
        raise UsageError(f"--what-if: nothing would be left on the page of {person.id}; leave fewer papers out")
    papers = bibliography.papers["id"]
    paper = bibliography.authorships["paper"].to_numpy(np.int64)
    changed = replace(bibliography.source, tables=tables)
    graph = build_graph(tables, content=bibliography.graph.content, settings=bibliography.settings)
    settings, model, decisions = bibliography.settings, bibliography.model, bibliography.decisions
    after = Bibliography(changed, settings, model, decisions, graph).person(person.id)
    ids = [dict.fromkeys(str(papers.iat[int(paper[record])]) for record in records) for records in (left_out, added)]
    return WhatIf(person, after, tuple(ids[0]), tuple(ids[1]))


def _own(person: Person, paper: str) -> list[int]:
    """Return the records of the person's authorship of a paper; somebody may stand on it twice."""
    found = _records(person.bibliography, paper)
    filed = person.bibliography.authorships["person"].to_numpy(np.int64)
    own = [record for record in found if filed[record] == person.row]
    if not own:
        raise UsageError(f"--what-if -{paper}: the paper is not on the page of {person.id}; name one that is")
    return own


def _others(person: Person, wanted: str) -> int:
    """Return the record of somebody else's authorship that is to be filed under the person."""
    paper, _, author = wanted.partition("#")
    bibliography = person.bibliography
    found = _records(bibliography, paper)
    authorships = bibliography.authorships
    if (authorships["person"].to_numpy(np.int64)[found] == person.row).any():
        raise UsageError(f"--what-if +{wanted}: the paper is on the page of {person.id} already")
    position = authorships["position"].to_numpy(np.int64)
    if author:
        named = [record for record in found if author == str(position[record] + 1)]
        if not named:
            raise UsageError(f"--what-if +{wanted}: the paper has {len(found)} authors; count from 1")
        return named[0]
    likely = namesakes(person, paper)
    if len(likely) != 1:
        many = "no author's name" if not likely else f"{len(likely)} authors' names"
        raise UsageError(f"--what-if +{wanted}: {many} can be {person.name}'s; say which author: +{paper}#1")
    return likely[0]


def namesakes(person: Person, paper: str) -> list[int]:
    """Return the records of a paper's authors whose printed names can be the person's, in order of position.

    Raises:
        UnknownIdError: there is no such paper.
    """
    authorships = person.bibliography.authorships
    names = _names(person.bibliography.source.tables, person.row)
    return [
        record
        for record in _records(person.bibliography, paper)
        if _fits(str(authorships["first"].iat[record]), str(authorships["last"].iat[record]), names)
    ]


def _records(bibliography: Bibliography, paper: str) -> list[int]:
    row = bibliography.paper_row(paper)
    found: list[int] = np.flatnonzero(bibliography.authorships["paper"].to_numpy() == row).tolist()
    return found


def _names(tables: Tables, person: int) -> set[tuple[str, str]]:
    own = tables.names[tables.names["person"] == person]
    return {(fold(last), given_key(first)) for first, last in zip(own["first"], own["last"], strict=True)}


def _fits(first: str, last: str, names: set[tuple[str, str]]) -> bool:
    """Return whether a printed name can be one of ``names``: the same last name, given names that can be the same."""
    given = given_key(first)
    return any(
        fold(last) == family and (given == name or given[:1] == name or given == name[:1]) for family, name in names
    )


def _filed(tables: Tables, person: int, left_out: Sequence[int], added: Sequence[int]) -> Tables:
    authorships = tables.authorships.copy()
    columns = {name: authorships[name].to_numpy(copy=True) for name in ("person", "link", "id", "orcid", "openreview")}
    columns["person"][list(added)] = person
    columns["link"][list(added)] = Link.INFERRED.value
    for name in ("id", "orcid", "openreview"):
        columns[name][list(added)] = ""
    filed = authorships.assign(**columns).astype(tables.authorships.dtypes.to_dict())
    return replace(tables, authorships=filed.drop(index=list(left_out)).reset_index(drop=True))
