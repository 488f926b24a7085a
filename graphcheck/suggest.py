"""Whom a flagged paper may belong to: existing people of the name, and "nobody we know", each with a probability.

A candidate bears the same last name and a given name that can be the same (equal first words, or an initial);
catch-all pages are nobody. The paper is compared with the candidate's own papers as it is with those of its page, by
the same evidence and weights; a printed name that is the candidate's own, and an institution that the candidate's id,
comment or degree names, speak for them, too. One logistic choice among the candidates and "nobody we know" makes
probabilities of it (McFadden 1974: a conditional logit).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from graphcheck.bearers import Bearers
from graphcheck.evidence import measure
from graphcheck.graph import Floats, Graph, Ints, entries
from graphcheck.hints import Hints
from graphcheck.model import Suggestion
from graphcheck.names import slug
from graphcheck.neighbourhood import neighbourhoods
from graphcheck.pairs import pairs_with
from graphcheck.settings import Settings
from graphcheck.tables import Tables
from graphcheck.weighing import Model
from graphcheck.wording import listing

# pairs: mean log-odds of the paper's three best pairs with the candidate's papers; best: of the best one; same_name:
# 1 where the printed name is one of the candidate's; hint: 1 where the candidate's id, comment or degree names an
# institution that the author states there, else the share of the co-authors whose home that is; papers: ln(papers of
# the candidate).
FEATURES = ("pairs", "best", "same_name", "hint", "papers")
BEST = 3  # pairs whose mean counts: people have few papers
# Papers of people that are looked at in one go, so that memory does not grow with a bibliography: half a gigabyte for
# comparing identities of the Anthology, all else included. No answer depends on it.
AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Choices:
    """Candidates for some authorship rows of a graph; k candidates in all.

    ``case``: shape (k,), ascending, which of the rows a candidate is for; ``person``: (k,), rows in people;
    ``values``: shape (k, features), what :data:`FEATURES` names.
    """

    case: Ints
    person: Ints
    values: NDArray[np.float64]


class Candidates:
    """Finds the people whom authorships may belong to."""

    def __init__(
        self, tables: Tables, graph: Graph, settings: Settings, distinct: Iterable[Sequence[str]] = ()
    ) -> None:
        """``distinct``: groups of people, ids, none of whom is a candidate for a paper of another."""
        self._graph = graph
        self._tables = tables
        self._settings = settings
        self.hints = Hints(tables, graph)
        self._catch_all = tables.numbers("people", "catch_all")
        self._distinct = _apart(tables, distinct)
        self._bearers = Bearers(tables)

    def suggest(self, rows: Ints, model: Model) -> list[tuple[tuple[Suggestion, ...], float]]:
        """Return for each authorship row of the graph up to three suggestions, best first, and P(nobody we know)."""
        found = self.choices(rows, model)
        answers = []
        for row, (order, chances, nobody) in zip(rows.tolist(), self._chances(found, len(rows), model), strict=True):
            best = [place for place in order if chances[place] >= self._settings.suggestion_least]
            suggestions = (
                self._suggestion(row, found, place, chances[place]) for place in best[: self._settings.suggestions_most]
            )
            answers.append((tuple(suggestions), nobody))
        return answers

    def best(self, rows: Ints, model: Model) -> list[Suggestion | None]:
        """Return for each authorship row of the graph the first suggestion, None where there is none."""
        found = self.choices(rows, model)
        answers = []
        for row, (order, chances, _) in zip(rows.tolist(), self._chances(found, len(rows), model), strict=True):
            likely = order and chances[order[0]] >= self._settings.suggestion_least
            answers.append(self._suggestion(row, found, order[0], chances[order[0]]) if likely else None)
        return answers

    def _chances(self, found: Choices, cases: int, model: Model) -> Iterator[tuple[list[int], dict[int, float], float]]:
        """Yield for each case its places in ``found``, best first, the probability of each, and that it is nobody."""
        # Column by column: a matrix product of one row may differ in its last digit from the same row among others.
        worth = np.zeros(len(found.values))
        for column, name in zip(found.values.T, FEATURES, strict=True):
            worth += model.assignment[name] * column
        begins = np.searchsorted(found.case, np.arange(cases + 1)).tolist()
        for begin, end in pairwise(begins):
            here = np.arange(begin, end)
            chances = _softmax(np.append(worth[here], model.assignment["nobody"]))
            order = here[np.lexsort((found.person[here], -chances[:-1]))].tolist()
            yield order, dict(zip(here.tolist(), chances[:-1].tolist(), strict=True)), float(chances[-1])

    def _suggestion(self, row: int, found: Choices, place: int, chance: float) -> Suggestion:
        person = int(found.person[place])
        reason = self.reason(row, person, found.values[place])
        return Suggestion(self._tables.texts("people", "id")[person], chance, reason)

    def with_namesakes(self, rows: Ints, among: NDArray[np.bool_]) -> Ints:
        """Return those of ``rows`` (of the graph) for which others may be meant; ``among``: as in ``choices``."""
        kept = [row for row in rows.tolist() if any(among[person] for person in self._candidates(row, own=False))]
        return np.array(kept, dtype=np.int64)

    def choices(
        self, rows: Ints, model: Model, *, own: bool = False, among: NDArray[np.bool_] | None = None
    ) -> Choices:
        """Return the candidates for each of ``rows``; with ``own`` the people whose the rows are, too.

        ``among``: shape (people,), who may be a candidate; everybody where it is None.
        """
        pairs = [(case, person) for case, row in enumerate(rows.tolist()) for person in self._candidates(row, own)]
        pairs = pairs if among is None else [(case, person) for case, person in pairs if among[person]]
        case, person = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        if not len(case):
            return Choices(case, person, np.zeros((0, len(FEATURES))))
        mean, best = self.compared(rows[case], person, model)
        same = [self._bears(int(who), int(row)) for who, row in zip(person, rows[case], strict=True)]
        hint = [self.hints.fits(int(who), int(row)) for who, row in zip(person, rows[case], strict=True)]
        papers = np.log(np.maximum(self._graph.papers_of[person] - (self._graph.person[rows[case]] == person), 1))
        return Choices(case, person, np.column_stack((mean, best, same, hint, papers)))

    def compared(self, rows: Ints, people: Ints, model: Model) -> tuple[Floats, Floats]:
        """Return the mean of the best pairs of each row with the person's other papers, and the best; shapes (k,).

        Where nothing can be compared both are 0.
        """
        part = np.cumsum(self._graph.papers_of[people]) // AT_ONCE
        parts = np.split(np.arange(len(people)), np.flatnonzero(np.diff(part)) + 1)
        found = [self._compared(rows[places], people[places], model) for places in parts]
        mean, best = (np.concatenate(values) for values in zip(*found, strict=True))
        return mean, best

    def _compared(self, rows: Ints, people: Ints, model: Model) -> tuple[Floats, Floats]:
        graph = self._graph
        batch = neighbourhoods(graph, people, self._settings, beside=rows)
        place = np.flatnonzero(batch.rows == rows[batch.row_page])
        pairs = pairs_with(graph, batch, place)
        parts = model.pair_parts(measure(graph, batch, pairs))
        together = model.pair + sum(parts.values(), start=np.zeros(len(pairs.one)))
        page = batch.row_page[pairs.one]
        order = np.lexsort((-together, page))
        page, together = page[order], together[order]
        rank = np.arange(len(page)) - np.searchsorted(page, page)
        kept = rank < BEST
        number = np.bincount(page[kept], minlength=len(people))
        mean = np.bincount(page[kept], weights=together[kept], minlength=len(people)) / np.maximum(number, 1)
        best = np.zeros(len(people))
        best[page[rank == 0]] = together[rank == 0]
        return mean, best

    def _candidates(self, row: int, own: bool) -> list[int]:
        person = int(self._graph.person[row])
        there = set(entries(self._graph.on_paper, row)[0].tolist())
        found = []
        for candidate in self._same_name(row):
            papers = int(self._graph.papers_of[candidate]) - (candidate == person)
            if papers > 0 and not self._catch_all[candidate] and candidate not in there:
                found.append(candidate)
        found = [candidate for candidate in found if candidate not in self._distinct.get(person, ())]
        return [candidate for candidate in found if own or candidate != person]

    def _bears(self, person: int, row: int) -> bool:
        slugs = self._tables.texts("names", "slug")
        printed = slug(self._tables.texts("authorships", "name")[int(self._graph.record[row])])
        return any(slugs[name] == printed for name in self._tables.names_of(person))

    def are_distinct(self, one: int, other: int) -> bool:
        """Tell whether somebody decided that two people, rows in people, are different ones."""
        return other in self._distinct.get(one, ())

    def namesakes(self, person: int) -> list[int]:
        """Return the others, rows in people, who bear a name that can be one of this person's."""
        return sorted(self._bearers.namesakes(person) - self._distinct.get(person, set()))

    def _same_name(self, row: int) -> list[int]:
        record = int(self._graph.record[row])
        first, last = self._tables.texts("authorships", "first"), self._tables.texts("authorships", "last")
        return self._bearing(first[record], last[record])

    def _bearing(self, first: str, family: str) -> list[int]:
        return sorted(self._bearers.of(first, family))

    def reason(self, row: int, person: int, values: Floats) -> str:
        """Say what speaks for the candidate: co-authors in common, the institution, the name."""
        graph = self._graph
        others = entries(graph.on_paper, row)[0]
        met = np.intersect1d(entries(graph.together, person)[0], others)
        names = self._tables.texts("people", "name")
        known = [names[who] for who in met[np.argsort(-graph.telling[met], kind="stable")].tolist()]
        reasons = [f"co-authors in common: {listing(known)}"] if known else []
        named = self.hints.named(person, row)
        reasons += [f"“{named}” is named beside the person and on the paper"] if named else []
        same = values[FEATURES.index("same_name")] > 0
        reasons += [] if reasons else ["bears the printed name" if same else "bears a name that it can stand for"]
        return "; ".join(reasons)


def _apart(tables: Tables, distinct: Iterable[Sequence[str]]) -> dict[int, set[int]]:
    """Return for each row in people those who are distinct from it; ids that nobody has are passed over."""
    apart: dict[int, set[int]] = defaultdict(set)
    for group in distinct:
        there = {row for person in group if (row := tables.person_row(person)) is not None}
        for row in there:
            apart[row] |= there - {row}
    return dict(apart)


def _softmax(worth: Floats) -> Floats:
    odds = np.exp(worth - worth.max())
    chances: Floats = odds / odds.sum()
    return chances
