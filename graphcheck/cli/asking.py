"""``graphcheck check NAME --why PAPER`` and ``--what-if ±PAPER``: one person, looked at closely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from graphcheck.errors import UsageError

if TYPE_CHECKING:
    from graphcheck.person import Person
    from graphcheck.report.facts import PaperFacts
    from graphcheck.what_if import WhatIf
    from graphcheck.why import Why

MOST = 5  # ids in a message


def answer_of(
    people: Sequence[Person],
    paper: str | None,
    changes: Sequence[str],
    *,
    as_json: bool,
    width: int,
    coloured: bool = False,
) -> str:
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
    return _json(person, told, found) if as_json else _text(person, told, found, width, coloured)


def _meant(people: Sequence[Person], paper: str | None, changes: Sequence[str]) -> Person:
    """Return the one person, or the one who has the papers that are named."""
    added = {change[1:].partition("#")[0] for change in changes if change[:1] == "+"}
    named = [paper] if paper is not None and paper not in added else []
    named += [change[1:] for change in changes if change[:1] == "-"]
    for one in named:
        people[0].bibliography.paper_row(one)
    having = [p for p in people if all(one in {a.paper for a in p.page.authorships} for one in named)]
    if len(having) == 1:
        return having[0]
    ids = _some([p.id for p in people])
    if having:
        raise UsageError(f"{len(having)} people are meant ({_some([p.id for p in having])}); give the id of one")
    for one in named:
        if not any(one in {a.paper for a in p.page.authorships} for p in people):
            raise UsageError(f"{one}: not on the page of {ids}; {_owners(people, one)}")
    raise UsageError(f"{_some(named)}: no one of {ids} has all of these papers; ask about papers of one page")


def _owners(people: Sequence[Person], paper: str) -> str:
    """Say on whose page a paper is that none of ``people`` has: of a namesake, else of whichever authors."""
    from graphcheck.what_if import namesakes

    bibliography = people[0].bibliography
    owner: list[int] = bibliography.authorships["person"].tolist()
    ids = bibliography.people["id"]
    found = {str(ids.iat[owner[record]]): None for person in people for record in namesakes(person, paper)}
    if found:
        return f"it is on that of {_some(list(found))}"
    authors = bibliography.authorships["paper"] == bibliography.paper_row(paper)
    return f"it is by {_some([str(ids.iat[row]) for row in bibliography.authorships.loc[authors, 'person']])}"


def _some(ids: Sequence[str]) -> str:
    return f"{', '.join(ids[:MOST])}{', …' if len(ids) > MOST else ''}"


def _why(person: Person, paper: str | None, found: WhatIf | None) -> list[Why]:
    """Return how the paper's score comes about, as the page is and as it would be, where it is on it."""
    from graphcheck.why import why

    pages = [person, *([found.after] if found is not None else [])]
    return [why(p, paper) for p in pages if paper is not None and paper in {a.paper for a in p.page.authorships}]


def _text(person: Person, told: Sequence[Why], found: WhatIf | None, width: int, coloured: bool) -> str:
    from graphcheck.report.why_text import what_if_text, why_text

    papers = _papers(person, found)
    texts = [why_text(one, papers, width, coloured=coloured) for one in told]
    if found is not None:
        before = sum(one.page is person.page for one in told)
        texts.insert(before, what_if_text(found, papers, width))
    return "\n".join(texts)


def _papers(person: Person, found: WhatIf | None) -> Mapping[str, PaperFacts]:
    from graphcheck.report.facts import paper_facts

    pages = [person.page, *([found.after.page] if found is not None else [])]
    return paper_facts(person.bibliography.source.tables, pages)


def _json(person: Person, told: Sequence[Why], found: WhatIf | None) -> str:
    from graphcheck.report.why_json import why_json

    return why_json(person.bibliography.source, told, found, _papers(person, found))
