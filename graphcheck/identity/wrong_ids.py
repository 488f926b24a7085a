"""Explicit links that lead to the wrong one of several people of a name.

The paper is compared with the other papers of the person whose id it names, and with those of each verified namesake,
by the same evidence that suggests people for flagged papers (``suggest``). Of unverified pages nobody says that they
are one person's, and a paper that fits such a page may well have company there that is the person's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphcheck.graph import Graph, Ints, entries
from graphcheck.model import Evidence, Link
from graphcheck.names import fold, given_key
from graphcheck.settings import Settings
from graphcheck.suggest import FEATURES, Candidates, Choices
from graphcheck.tables import Tables
from graphcheck.weighing import Model


@dataclass(frozen=True, slots=True)
class WrongId:
    """A row of the graph that names one person by id and fits another one, ``other`` (a row in people), far better.

    ``probability``: that the paper is theirs, of these two people. The weights of ``evidence`` sum to the log-odds of
    the contrary; ``reason`` is what speaks for the other.
    """

    row: int
    other: int
    probability: float
    evidence: tuple[Evidence, ...]
    reason: str
    closest: tuple[float, float]


def wrong_ids(tables: Tables, graph: Graph, candidates: Candidates, settings: Settings, model: Model) -> list[WrongId]:
    """Return the explicit links that are most likely wrong, by row of the graph."""
    verified = tables.numbers("people", "verified")
    rows = candidates.with_namesakes(_asked(tables, graph, verified), verified)
    found = candidates.choices(rows, model, own=True, among=verified)
    weights = _weights(settings, model)
    worth = found.values @ np.array(list(weights.values()))
    vouched = _vouched(tables, graph, rows)
    told = []
    nearest = found.values[:, FEATURES.index("best")]
    own_of, best_of = _compared(graph, rows, found, worth)
    for case, row in enumerate(rows.tolist()):
        own, best = own_of[case], best_of[case]
        if own < 0 or best < 0:
            continue
        if not fits_better(graph, row, found, own, best, settings):
            continue
        weight = settings.wrong_id_weight * (1 + int(vouched[case]))
        odds = weight + float(worth[own] - worth[best])
        probability = float(1 / (1 + np.exp(odds)))
        if probability >= settings.wrong_id_least:
            evidence = _evidence(found, own, best, weight, weights)
            reason = candidates.reason(row, int(found.person[best]), found.values[best])
            closest = (float(nearest[own]), float(nearest[best]))
            told.append(WrongId(row, int(found.person[best]), probability, evidence, reason, closest))
    return told


def fits_better(graph: Graph, row: int, found: Choices, own: int, best: int, settings: Settings) -> bool:
    """Whether the paper's closest pair is with the other person, and it is no stranger there.

    Where it resembles a paper of the person named, only a co-author whom it shares with the other one makes it theirs.
    """
    closest = found.values[:, FEATURES.index("best")]
    if closest[best] < settings.wrong_id_other_least or closest[best] <= closest[own]:
        return False
    if closest[own] > settings.wrong_id_own_most:
        return False
    return bool(closest[own] <= settings.wrong_id_own_alone or _met(graph, row, int(found.person[best])))


def _met(graph: Graph, row: int, person: int) -> bool:
    """Whether somebody on the paper wrote with the person elsewhere."""
    return bool(len(np.intersect1d(entries(graph.on_paper, row)[0], entries(graph.together, person)[0])))


def _asked(tables: Tables, graph: Graph, verified: NDArray[np.bool_]) -> Ints:
    """Return the rows of the graph with explicit links to somebody verified who has other papers.

    Where hardly anybody shares the name nobody need be asked, and nearly all names are such: left are rows with a last
    name and an initial that several verified people bear.
    """
    bearers: dict[tuple[str, str], set[int]] = defaultdict(set)
    first, last = (tables.texts("names", column) for column in ("first", "last"))
    people = tables.numbers("names", "person")
    for person, given, family in zip(people.tolist(), first, last, strict=True):
        if verified[person]:
            bearers[fold(family), given_key(given)[:1]].add(person)
    explicit = np.zeros(tables.size("authorships"), dtype=np.bool_)
    explicit[tables.authorships_by_link.get(Link.EXPLICIT.value, [])] = True
    rows: Ints = np.flatnonzero(explicit[graph.record] & verified[graph.person] & (graph.papers_of[graph.person] > 1))
    firsts, lasts = (tables.texts("authorships", column) for column in ("first", "last"))
    printed = ((fold(lasts[record]), given_key(firsts[record])[:1]) for record in graph.record[rows].tolist())
    kept: Ints = rows[np.array([len(bearers[key]) > 1 for key in printed], dtype=bool)]
    return kept


def _vouched(tables: Tables, graph: Graph, rows: Ints) -> Ints:
    """Return for which of ``rows`` an ORCID on the paper is the person's, too; shape as ``rows``, 0 or 1."""
    stated, own = tables.texts("authorships", "orcid"), tables.texts("people", "orcid")
    both = zip(graph.record[rows].tolist(), graph.person[rows].tolist(), strict=True)
    return np.array([int(stated[record] == own[person] != "") for record, person in both], dtype=np.int64)


def _compared(graph: Graph, rows: Ints, found: Choices, worth: np.ndarray) -> tuple[list[int], list[int]]:
    """Return for each of ``rows`` the choice that is the person named, and the best of the others; −1 for none."""
    own, best = [-1] * len(rows), [-1] * len(rows)
    named = graph.person[rows]
    for at, (case, person) in enumerate(zip(found.case.tolist(), found.person.tolist(), strict=True)):
        if person == named[case]:
            own[case] = at
        elif best[case] < 0 or worth[at] > worth[best[case]]:
            best[case] = at
    return own, best


def _weights(settings: Settings, model: Model) -> dict[str, float]:
    """Return what each of :data:`FEATURES` weighs between two known people, log-odds."""
    share = {"hint": settings.wrong_id_hint}
    return {kind: settings.wrong_id_scale * share.get(kind, 1.0) * model.assignment[kind] for kind in FEATURES}


def _evidence(found: Choices, own: int, best: int, weight: float, weights: Mapping[str, float]) -> tuple[Evidence, ...]:
    """Return what speaks for (weight > 0) the person named, against the other one."""
    differing = {
        kind: weights[kind] * float(mine - theirs)
        for kind, mine, theirs in zip(FEATURES, found.values[own], found.values[best], strict=True)
    }
    named = Evidence("identifiers", weight, "The paper names the person by id.")
    return (named, *(Evidence(kind, value, _SAYS[kind]) for kind, value in differing.items() if value))


_SAYS = {
    "pairs": "Its best pairs with the papers of the one, less those with the papers of the other.",
    "best": "Its best pair with a paper of the one, less that with one of the other.",
    "same_name": "Whose name the printed one is.",
    "hint": "An institution named beside one of the two is on the paper, or is its co-authors'.",
    "papers": "How many papers the two have.",
}
