"""Evidence: the paper's co-authors, and who of them connects to the rest of the person's work.

A co-author *connects* by being on another paper of the rest, or by having written, on papers that are not this
person's, with somebody who is. Each counts by how telling the names are, r = 1 / (1 + E).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from graphcheck.evidence.rest import Rest
from graphcheck.graph import Floats, Graph, Ints
from graphcheck.neighbourhood import Neighbourhoods
from graphcheck.settings import Settings

KIND = "coauthors"


@dataclass(frozen=True, slots=True)
class Connections:
    """How the co-authors of n rows connect to the rest.

    ``coauthors``: shape (n,), how many the paper has. ``shared``: shape (n,), sum of r over those who are on
    papers of the rest. ``ties``: shape (n,), sum of the outside ties between the others and co-authors of the
    rest. ``on_rest``: CSR (n × c), on how many papers of the rest each co-author of the page is.
    """

    coauthors: Ints
    shared: Floats
    ties: Floats
    on_rest: sp.csr_matrix


def connections(graph: Graph, batch: Neighbourhoods, rest: Rest) -> Connections:
    """Measure how the co-authors of each row connect to the rest of its page."""
    on_rest = rest.counts(batch, batch.wrote)
    known = on_rest.sign()
    telling = graph.telling[batch.coauthor]
    shared = batch.wrote.multiply(known)
    new = batch.wrote - shared
    # A new co-author is on no other paper of the rest, so what ties them to it was not written on the page.
    size = (len(batch.coauthor), len(batch.coauthor))
    outside = sp.csr_matrix((np.where(batch.outside > 0, batch.weight, 0), (batch.left, batch.right)), shape=size)
    reach = new @ (outside + outside.T)
    away = known - known.multiply(batch.wrote)
    return Connections(
        coauthors=np.asarray(batch.wrote.sum(axis=1)).ravel().astype(np.int64),
        shared=np.asarray(shared @ telling).ravel(),
        ties=np.asarray(reach.multiply(away).sum(axis=1)).ravel(),
        on_rest=on_rest,
    )


def weights(found: Connections, settings: Settings) -> Floats:
    """Return the log-odds, shape (n,), that the co-authors give for "this person's"; 0 without co-authors."""
    strangers = settings.strangers + settings.strangers_each * np.minimum(found.coauthors, settings.strangers_counted)
    known = settings.shared_any + settings.shared_more * np.log1p(found.shared)
    unknown = settings.ties_more * np.log1p(found.ties) - strangers
    weight: Floats = np.where(found.coauthors == 0, 0.0, np.where(found.shared > 0, known, unknown))
    return weight
