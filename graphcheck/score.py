"""Prior + evidence → the score of each authorship, for a batch of pages.

All parts are log-odds for "this paper is this person's"; the score is the probability of the contrary,
1 / (1 + exp(sum of the parts)), so that the parts shown sum exactly to it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graphcheck.communities import Bools, Groups, find_groups
from graphcheck.evidence import affiliations, coauthors
from graphcheck.evidence.affiliations import Stated
from graphcheck.evidence.coauthors import Connections
from graphcheck.evidence.rest import Rest, rest_of
from graphcheck.graph import Floats, Graph, Ints
from graphcheck.neighbourhood import Neighbourhoods, neighbourhoods
from graphcheck.settings import Settings


@dataclass(frozen=True, slots=True)
class Scores:
    """A batch of pages, judged; n authorship rows, b pages.

    ``parts``: kind of evidence → shape (n,), log-odds. ``score``: shape (n,), NaN for an abstention.
    ``flagged``: shape (n,). ``doubt``: shape (b,), NaN where no paper could be judged.
    """

    batch: Neighbourhoods
    groups: Groups
    rest: Rest
    connections: Connections
    stated: Stated
    parts: dict[str, Floats]
    score: Floats
    flagged: Bools
    doubt: Floats


def prior(expected: Floats, settings: Settings) -> Floats:
    """Return the log-odds that a paper found on a page is the person's, given only E (any shape)."""
    points, shares = np.array(settings.prior).T
    log_odds: Floats = np.interp(np.log(expected), np.log(points), np.log((1 - shares) / shares))
    return log_odds


def judge(graph: Graph, people: Ints, identified: Bools, catch_all: Bools, settings: Settings) -> Scores:
    """Judge every authorship of ``people`` (rows in people, shape (b,)).

    ``identified``: shape (rows of the graph,), authorships linked by an identifier. ``catch_all``: shape (people
    of the graph,), pages that are said to hold several people and so have no core that single papers stray from.
    """
    batch = neighbourhoods(graph, people, settings)
    groups = find_groups(graph, batch, identified, settings)
    rest = rest_of(batch, groups)
    found = coauthors.connections(graph, batch, rest)
    stated = affiliations.compare(graph, batch, rest)
    parts = {
        "prior": prior(graph.expected[people], settings)[batch.row_page],
        "identifiers": np.where(identified[batch.rows], settings.explicit_link, 0.0),
        coauthors.KIND: coauthors.weights(found, settings),
        affiliations.KIND: affiliations.weights(stated, settings),
    }
    silent = (rest.size == 0) | ((found.coauthors == 0) & ~stated.comparable)
    # The order in which parts are shown is the order in which they are added, so that the sum is the same sum.
    score = np.where(silent, np.nan, 1 / (1 + np.exp(sum(parts.values()))))
    undecided = groups.toss_up | catch_all[people]
    flagged = (score >= settings.flag_threshold) & ~undecided[batch.row_page]
    doubt = _doubt(batch, groups, score)
    return Scores(batch, groups, rest, found, stated, parts, score, flagged, doubt)


def _doubt(batch: Neighbourhoods, groups: Groups, score: Floats) -> Floats:
    """Return for each page the highest mean score of a group outside the core; 0 where there is none."""
    most = int(groups.label.max(initial=0)) + 1
    key = batch.row_page * most + groups.label
    judged = ~np.isnan(score)
    size = np.bincount(key[judged], minlength=most * len(batch.people))
    total = np.bincount(key[judged], weights=score[judged], minlength=most * len(batch.people))
    mean = np.divide(total, size, out=np.zeros(len(total)), where=size > 0).reshape(len(batch.people), most)
    any_judged = size.reshape(len(batch.people), most).sum(axis=1) > 0
    highest = mean[:, 1:].max(axis=1, initial=0.0)
    doubt: Floats = np.where(any_judged, highest, np.nan)
    return doubt
