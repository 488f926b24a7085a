"""Evidence: the institution that the person states on the paper, against those stated on the rest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graphcheck.communities import Bools
from graphcheck.evidence.rest import Rest
from graphcheck.graph import Floats, Graph
from graphcheck.neighbourhood import Neighbourhoods
from graphcheck.settings import Settings

KIND = "affiliations"


@dataclass(frozen=True, slots=True)
class Stated:
    """What n rows state. ``comparable``: shape (n,), row and rest both name institutions.

    ``chance``: shape (n,), people expected to bear the name and to be at the rarest institution in common; inf
    where nothing is in common.
    """

    comparable: Bools
    chance: Floats


def compare(graph: Graph, batch: Neighbourhoods, rest: Rest) -> Stated:
    """Compare each row's own institutions with those of the rest of its page."""
    own = graph.institution[batch.rows]
    on_rest = rest.counts(batch, own)
    comparable = (np.diff(own.indptr) > 0) & (np.diff(on_rest.indptr) > 0)
    common = own.multiply(on_rest.sign()).tocoo()
    chance = np.full(len(batch.rows), np.inf)
    expected = graph.expected[batch.people[batch.row_page[common.row]]]
    np.minimum.at(chance, common.row, expected * graph.institution_share[common.col])
    return Stated(comparable, chance)


def weights(found: Stated, settings: Settings) -> Floats:
    """Return the log-odds, shape (n,), for "this person's"; 0 where there is nothing to compare."""
    common = np.isfinite(found.chance)
    told = found.chance <= settings.institution_chance
    weight: Floats = np.where(
        ~found.comparable,
        0.0,
        np.where(common & told, settings.institution_same, np.where(common, 0.0, -settings.institution_other)),
    )
    return weight
