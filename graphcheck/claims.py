"""Papers that a verified person may lack: on unverified or catch-all pages of the name, and more like this person's.

Each paper is asked whose it is as a flagged one is (``suggest.py``): among all people of the name, and "nobody we
know". What comes out for this person first, and likely enough, can be claimed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphcheck.graph import Graph, Ints
from graphcheck.model import Link, Suggestion
from graphcheck.settings import Settings
from graphcheck.suggest import Candidates
from graphcheck.tables import Tables
from graphcheck.weighing import Model

_STATED = "the paper states this person's ORCID"


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


def nobodys_own(tables: Tables) -> NDArray[np.bool_]:
    """Return for each person, shape (people,), whether the page is nobody's own: unverified, or a catch-all."""
    nobodys: NDArray[np.bool_] = ~tables.numbers("people", "verified") | tables.numbers("people", "catch_all")
    return nobodys


def claims(
    tables: Tables, graph: Graph, candidates: Candidates, model: Model, settings: Settings, people: Sequence[int]
) -> dict[str, tuple[Claim, ...]]:
    """Return what each of ``people``, rows in people, may claim, likeliest first; ids without a claim are left out.

    A page that is nobody's own claims nothing. Each paper is asked about once, however many may claim it.
    """
    verified = tables.numbers("people", "verified")
    nobodys = nobodys_own(tables)
    ids = tables.texts("people", "id")
    owners = {
        ids[person]: {owner for owner in candidates.namesakes(person) if nobodys[owner]}
        for person in people
        if verified[person]
    }
    found: dict[str, list[Claim]] = defaultdict(list)
    rows = _rows(graph, sorted(set().union(*owners.values())))
    stated = tables.texts("authorships", "orcid")
    for row, best in zip(rows.tolist(), candidates.best(rows, model), strict=True):
        if orcid := stated[int(graph.record[row])]:
            namesakes = candidates.namesakes(int(graph.person[row]))
            best = _by_orcid(tables, orcid, [one for one in namesakes if verified[one]], best, settings)
        if best is None or best.probability < settings.claim_threshold:
            continue
        if int(graph.person[row]) in owners.get(best.person, ()):
            found[best.person].append(_claim(tables, graph, row, best))
    return {
        person: tuple(sorted(mine, key=lambda claim: (-claim.probability, claim.paper)))
        for person, mine in found.items()
    }


def _by_orcid(
    tables: Tables, orcid: str, namesakes: Sequence[int], best: Suggestion | None, settings: Settings
) -> Suggestion | None:
    """Return whose a paper is that states ``orcid``: its owner's, else ``best``, unless that person has another one."""
    ids, listed = tables.texts("people", "id"), tables.texts("people", "orcid")
    if owner := next((ids[one] for one in namesakes if listed[one] == orcid), None):
        return Suggestion(owner, settings.shared_id_alike, _STATED)
    row = None if best is None else tables.person_row(best.person)
    return best if row is None or not listed[row] else None


def _rows(graph: Graph, owners: Sequence[int]) -> Ints:
    """Return the rows of the graph that are on the pages of ``owners``."""
    pages = [np.arange(graph.page[owner], graph.page[owner + 1]) for owner in owners]
    rows: Ints = np.concatenate(pages) if pages else np.zeros(0, dtype=np.int64)
    return rows


def _claim(tables: Tables, graph: Graph, row: int, best: Suggestion) -> Claim:
    paper, record = int(graph.paper[row]), int(graph.record[row])
    return Claim(
        paper=tables.texts("papers", "id")[paper],
        title=tables.texts("papers", "title")[paper],
        year=int(tables.numbers("papers", "year")[paper]),
        position=int(tables.numbers("authorships", "position")[record]),
        name=tables.texts("authorships", "name")[record],
        page=tables.texts("people", "id")[int(graph.person[row])],
        link=Link(tables.texts("authorships", "link")[record]),
        probability=best.probability,
        text=best.text,
    )
