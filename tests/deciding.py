"""Decisions at random, of the kinds that maintainers take."""

from __future__ import annotations

from random import Random

from graphcheck.bibliography import Bibliography
from graphcheck.decisions import Confirmation, Decisions, Distinction


def decided(bibliography: Bibliography, chance: Random) -> Decisions:
    """Return decisions on some of the people: papers of theirs, and people of the same name or of any."""
    graph, people = bibliography.graph, bibliography.people["id"].tolist()
    papers = bibliography.papers["id"].tolist()
    signed = {"who": chance.choice(("Ada", "Bo")), "when": "2026-07-01", "why": "asked"}
    rows = chance.sample(range(len(graph.person)), 6)
    confirmed = [(people[graph.person[row]], papers[graph.paper[row]]) for row in rows]
    maker = bibliography.page_maker
    flagged = [page.person for page in bibliography.pages() if any(one.suggestions for one in page.authorships)]
    pairs = [chance.sample(people, 2) for _ in range(3)]
    for person in chance.sample(flagged, min(len(flagged), 3)):
        pairs += [(person, people[other]) for other in maker.candidates.namesakes(bibliography.person_rows[person])[:1]]
    return Decisions(
        confirmations=tuple(Confirmation(person=person, paper=paper, **signed) for person, paper in confirmed),
        distinctions=tuple(Distinction(persons=tuple(pair), **signed) for pair in pairs),
    )
