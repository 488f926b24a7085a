"""``graphcheck check NAME --why PAPER`` and ``--what-if ±PAPER``: one person, looked at closely."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from graphcheck.errors import UsageError

if TYPE_CHECKING:
    from graphcheck.bibliography import Person
    from graphcheck.what_if import WhatIf
    from graphcheck.why import Why


def answer_of(people: Sequence[Person], paper: str | None, changes: Sequence[str], *, as_json: bool, width: int) -> str:
    """Return what is asked about one of ``people``.

    ``paper``: of which the sum is shown, before the changes and after them; ``changes``: ``-PAPER``, ``+PAPER``.

    Raises:
        UsageError: it is not plain which of the people is meant, or a change cannot be made.
        UnknownIdError: there is no such paper.
    """
    from graphcheck.what_if import what_if

    person = _meant(people, paper, changes)
    found = what_if(person, changes) if changes else None
    told = _why(person, paper, found)
    return _json(told, found) if as_json else _text(person, told, found, width)


def _meant(people: Sequence[Person], paper: str | None, changes: Sequence[str]) -> Person:
    """Return the one person, or the one who has the papers that are named."""
    named = [paper] if paper is not None and f"+{paper}" not in changes else []
    named += [change[1:] for change in changes if change[:1] == "-"]
    for one in named:
        people[0].bibliography.paper_row(one)
    having = [p for p in people if all(one in {a.paper for a in p.page.authorships} for one in named)]
    if len(having) == 1:
        return having[0]
    ids = ", ".join(p.id for p in people[:5])
    if not having:
        whose = f"{named[0]} is {_owners(people[0], named[0])}" if named else "nobody is meant"
        raise UsageError(f"{', '.join(named)}: not on the page of {ids}; {whose}")
    raise UsageError(f"{len(having)} people are meant ({ids}); give the id of one")


def _owners(person: Person, paper: str) -> str:
    bibliography = person.bibliography
    authorships = bibliography.authorships
    rows = authorships.loc[authorships["paper"] == bibliography.paper_row(paper), "person"].tolist()
    return f"by {', '.join(str(bibliography.people['id'].iat[row]) for row in rows[:5])}"


def _why(person: Person, paper: str | None, found: WhatIf | None) -> list[Why]:
    """Return how the paper's score comes about, as the page is and as it would be, where it is on it."""
    from graphcheck.why import why

    pages = [person, *([found.after] if found is not None else [])]
    return [why(p, paper) for p in pages if paper is not None and paper in {a.paper for a in p.page.authorships}]


def _text(person: Person, told: Sequence[Why], found: WhatIf | None, width: int) -> str:
    from graphcheck.report.facts import paper_facts
    from graphcheck.report.why_text import what_if_text, why_text

    pages = [person.page, *([found.after.page] if found is not None else [])]
    papers = paper_facts(person.bibliography.source.tables, pages)
    texts = [why_text(one, papers, width) for one in told]
    if found is not None:
        before = sum(one.page is person.page for one in told)
        texts.insert(before, what_if_text(found, papers, width))
    return "\n".join(texts)


def _json(told: Sequence[Why], found: WhatIf | None) -> str:
    from graphcheck.report.why_json import why_json

    return why_json(told, found)
