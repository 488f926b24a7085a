"""Papers that a verified person may lack: on unverified or catch-all pages of the name, and more like this person's.

Each paper is asked whose it is as a flagged one is (``suggest.py``): among all people of the name, and "nobody we
know". What comes out for this person first, and likely enough, can be claimed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graphcheck.graph import Graph, Ints, entries
from graphcheck.model import Link
from graphcheck.settings import Settings
from graphcheck.suggest import Candidates
from graphcheck.tables import Tables
from graphcheck.weighing import Model


@dataclass(frozen=True, slots=True)
class Claim:
    """A paper on somebody's page that may be another person's.

    ``page`` is the id of the person whose page it is on, ``link`` why it is there, ``position`` 0-based;
    ``probability`` (0 to 1) that it is the person's who may claim it, ``text`` what speaks for it.
    """

    paper: str
    title: str
    year: int
    position: int
    name: str
    page: str
    link: Link
    probability: float
    text: str


def claims(
    tables: Tables, graph: Graph, candidates: Candidates, model: Model, settings: Settings, person: int
) -> tuple[Claim, ...]:
    """Return what ``person``, a row in people, may claim, likeliest first; nothing for a page that is nobody's own."""
    people = tables.people
    if not bool(people["verified"].iat[person]):
        return ()
    there = set(graph.paper[np.arange(graph.page[person], graph.page[person + 1])].tolist())
    rows = [row for row in _rows(tables, graph, candidates, person) if int(graph.paper[row]) not in there]
    asked = np.array(rows, dtype=np.int64)
    wanted = str(people["id"].iat[person])
    found = []
    for row, (suggestions, _) in zip(rows, candidates.suggest(asked, model), strict=True):
        if suggestions and suggestions[0].person == wanted and suggestions[0].probability >= settings.claim_threshold:
            found.append(_claim(tables, graph, row, suggestions[0].probability, suggestions[0].text))
    return tuple(sorted(found, key=lambda claim: (-claim.probability, claim.paper)))


def _rows(tables: Tables, graph: Graph, candidates: Candidates, person: int) -> Ints:
    """Return the authorship rows of the graph that are on pages without a person of their own, of the same name."""
    owners = [
        owner
        for owner in candidates.namesakes(person)
        if not bool(tables.people["verified"].iat[owner]) or bool(tables.people["catch_all"].iat[owner])
    ]
    pages = [np.arange(graph.page[owner], graph.page[owner + 1]) for owner in owners]
    rows: Ints = np.concatenate(pages) if pages else np.zeros(0, dtype=np.int64)
    # Whoever is on the paper beside the person already is somebody else.
    beside = [person in set(entries(graph.on_paper, row)[0].tolist()) for row in rows.tolist()]
    kept: Ints = rows[~np.array(beside, dtype=bool)]
    return kept


def _claim(tables: Tables, graph: Graph, row: int, probability: float, text: str) -> Claim:
    paper, record = int(graph.paper[row]), int(graph.record[row])
    table = tables.authorships
    return Claim(
        paper=str(tables.papers["id"].iat[paper]),
        title=str(tables.papers["title"].iat[paper]),
        year=int(tables.papers["year"].to_numpy()[paper]),
        position=int(table["position"].to_numpy()[record]),
        name=str(table["name"].iat[record]),
        page=str(tables.people["id"].iat[int(graph.person[row])]),
        link=Link(str(table["link"].iat[record])),
        probability=probability,
        text=text,
    )
