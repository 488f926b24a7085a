"""One authorship's score, taken apart: the comparisons with other papers that its parts are made of.

Nothing is decided here: the same functions that judge everybody are asked for what they summed up.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from graphcheck.errors import UsageError
from graphcheck.evidence import measure
from graphcheck.model import JudgedAuthorship, Page
from graphcheck.score import Scores, best_pairs, page_terms, supported
from graphcheck.standing import TABLES

if TYPE_CHECKING:
    from graphcheck.person import Person

_HELD_BACK = {  # reasons of score.Scores
    "confirmed": "it was confirmed as this person's own",
    "undecided": "no group of the page is plainly the person, so single papers are not told as strays of it",
    "either": "it is held against one other paper, and nothing says which of the two is the stray",
    "joined": "it was joined to the core, and a stray is none of it",
    "page": "only its page and the name speak against the person: what the paper itself shows does not",
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Another paper of the page, and the log-odds that both are one person's: by kind of evidence, and in all."""

    paper: str
    by_kind: Mapping[str, float]
    total: float


@dataclass(frozen=True, slots=True)
class Why:
    """How the score of an authorship comes about; all weights in log-odds for "this paper is this person's".

    ``comparisons``: the papers that count, the best first. For each kind the part is ``mean_weight`` × (its mean over
    them) + ``best_weight`` × (its value for the first). ``page_terms``: what the part ``page`` is the sum of.
    ``tables``: at which value the other parts are read off their tables (``standing.TABLES``), those aside of which
    nothing is known. ``against``: how many papers it is held against. ``held_back``: why it is not flagged although its
    score is high enough, "" where it is or where it is not.
    The weights of ``judged.evidence`` sum to the score's log-odds.
    """

    page: Page
    judged: JudgedAuthorship
    against: int
    mean_weight: float
    best_weight: float
    comparisons: tuple[Comparison, ...]
    page_terms: Mapping[str, float]
    tables: Mapping[str, float]
    held_back: str


def why(person: Person, paper: str) -> Why:
    """Return how the score of a paper of the person comes about.

    Raises:
        UnknownIdError: there is no such paper.
        UsageError: it is not on the person's page.
    """
    bibliography = person.bibliography
    graph, maker = bibliography.graph, bibliography.page_maker
    wanted = bibliography.paper_row(paper)
    judged = next((a for a in person.page.authorships if a.paper == paper), None)
    if judged is None:
        raise UsageError(f"{paper} is not on the page of {person.id}; name one that is")
    scores = maker.judge(np.array([person.row]))
    batch, rest, model = scores.batch, scores.rest, maker.model
    pairs, together = scores.pairs, scores.together
    by_kind = model.pair_parts(measure(graph, batch, pairs))
    place = int(np.flatnonzero(graph.paper[batch.rows] == wanted)[0])
    row, pair = best_pairs(pairs, together, rest)
    chosen = pair[row == place]
    other = np.where(pairs.one[chosen] == place, pairs.two[chosen], pairs.one[chosen])
    ids = bibliography.source.tables.texts("papers", "id")
    comparisons = tuple(
        Comparison(
            ids[int(graph.paper[batch.rows[there]])],
            {kind: float(values[one]) for kind, values in by_kind.items()},
            float(together[one]),
        )
        for one, there in zip(chosen.tolist(), other.tolist(), strict=True)
    )
    support = supported(batch, pairs, together, by_kind, rest)
    standing = {name: float(getattr(scores.standing, name)[place]) for name in TABLES}
    of_page = page_terms(batch, rest, support, scores.standing, model)
    return Why(
        page=person.page,
        judged=judged,
        against=int(rest.size[place]),
        mean_weight=model.mean + model.mean_by_size * float(rest.log_size[place]),
        best_weight=model.best,
        comparisons=comparisons,
        page_terms={name: float(values[place]) for name, values in of_page.items()},
        tables={name: value for name, value in standing.items() if not math.isnan(value)},
        held_back=_held_back(scores, place, bibliography.settings.flag_threshold),
    )


def _held_back(scores: Scores, place: int, threshold: float) -> str:
    """Say what keeps a row from being flagged that is judged at the threshold or above."""
    if not scores.score[place] >= threshold or scores.flagged[place]:
        return ""
    return _HELD_BACK[next(reason for reason, rows in scores.held_back.items() if rows[place])]
