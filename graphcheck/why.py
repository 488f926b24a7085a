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
from graphcheck.score import best_pairs, page_terms, supported

if TYPE_CHECKING:
    from graphcheck.person import Person


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
    them) + ``best_weight`` × (its value for the first). ``page_terms``: what the part ``page`` is the sum of. ``fit``:
    of the papers of the page that it is compared with, the share that reads as one person's with it; ``topics``: cosine
    with the nearest in topic; both None where nothing can be compared. ``against``: how many papers it is held against.
    The weights of ``judged.evidence`` sum to the score's log-odds.
    """

    page: Page
    judged: JudgedAuthorship
    against: int
    mean_weight: float
    best_weight: float
    comparisons: tuple[Comparison, ...]
    page_terms: Mapping[str, float]
    fit: float | None
    topics: float | None


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
    of_page = page_terms(batch, rest, support, scores.standing, model)
    return Why(
        page=person.page,
        judged=judged,
        against=int(rest.size[place]),
        mean_weight=model.mean + model.mean_by_size * float(rest.log_size[place]),
        best_weight=model.best,
        comparisons=comparisons,
        page_terms={name: float(values[place]) for name, values in of_page.items()},
        fit=_known(float(scores.standing.fit[place])),
        topics=_known(float(scores.standing.topics[place])),
    )


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value
