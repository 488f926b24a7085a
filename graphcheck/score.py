"""Prior + evidence → the score of each authorship, for a batch of pages.

All parts are log-odds for "this paper is this person's"; the score is the probability of the contrary,
1 / (1 + exp(sum of the parts)), so that the parts shown sum exactly to it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graphcheck.communities import Bools, Groups, find_groups
from graphcheck.connections import Connections, Rest, connect, rest_of
from graphcheck.evidence import measure
from graphcheck.graph import Floats, Graph, Ints
from graphcheck.linking import BEST
from graphcheck.neighbourhood import Neighbourhoods, neighbourhoods
from graphcheck.pairs import Pairs, pairs_of
from graphcheck.settings import Settings
from graphcheck.standing import TABLES, Standing, standing
from graphcheck.weighing import Model

APART = -1.0  # log-odds that a paper is not the person's, from where it does not simply belong
LEAST_FOREIGN = -6.0  # log-odds: no group outside the core reads less foreign than no group at all


@dataclass(frozen=True, slots=True)
class Scores:
    """A batch of pages, judged; n authorship rows, b pages, q pairs of rows.

    ``together``: shape (q,), log-odds that the two of a pair are one person's.
    ``parts``: kind of evidence → shape (n,), log-odds. ``score``: shape (n,), NaN for an abstention.
    ``flagged``: shape (n,). ``held_back``: reason → shape (n,), which are not flagged for it, whatever their scores
    are: ``confirmed`` as the person's own, ``undecided`` who of the page the person is, ``either`` of two papers may be
    the stray, ``joined`` to the core, ``page``: only the page and the name speak against it. ``doubt``: shape (b,), NaN
    where no paper could be judged.
    """

    batch: Neighbourhoods
    groups: Groups
    rest: Rest
    connections: Connections
    pairs: Pairs
    together: Floats
    standing: Standing
    parts: dict[str, Floats]
    score: Floats
    flagged: Bools
    held_back: dict[str, Bools]
    doubt: Floats


def prior(expected: Floats, settings: Settings) -> Floats:
    """Return the log-odds that a paper found on a page is the person's, given only E (any shape)."""
    points, shares = np.array(settings.prior).T
    log_odds: Floats = np.interp(np.log(expected), np.log(points), np.log((1 - shares) / shares))
    return log_odds


def judge(
    graph: Graph,
    people: Ints,
    identified: Bools,
    catch_all: Bools,
    settings: Settings,
    model: Model,
    confirmed: Bools | None = None,
) -> Scores:
    """Judge every authorship of ``people`` (rows in people, shape (b,)).

    ``identified``: shape (rows of the graph,), authorships linked by an identifier. ``catch_all``: shape (people
    of the graph,), pages that are said to hold several people and so have no core that single papers stray from.
    ``confirmed``: shape (rows of the graph,), authorships that somebody confirmed as the person's own.
    """
    batch = neighbourhoods(graph, people, settings)
    own = np.zeros(len(batch.rows), dtype=bool) if confirmed is None else confirmed[batch.rows]
    ties = own & ~catch_all[people][batch.row_page] if own.any() else None
    pairs = pairs_of(graph, batch, settings)
    by_kind = model.pair_parts(measure(graph, batch, pairs))
    together = model.pair + sum(by_kind.values(), start=np.zeros(len(pairs.one)))
    groups = find_groups(graph, batch, pairs, together, identified, model.linking, settings, ties)
    rest = rest_of(batch, groups)
    found = connect(graph, batch, rest)
    support = supported(batch, pairs, together, by_kind, rest)
    stands = standing(graph, batch, groups, pairs, together)
    mean_weight = model.mean + model.mean_by_size * rest.log_size
    parts = {
        "prior": prior(graph.expected[people], settings)[batch.row_page],
        "identifiers": np.where(identified[batch.rows], settings.explicit_link, 0.0),
        "decision": np.where(own, settings.confirmed_paper, 0.0),
        **{kind: mean_weight * support.mean[kind] + model.best * support.best[kind] for kind in by_kind},
        "company": model.standing["core_outside"] * stands.core_outside,
        **{kind: model.standing_weight(kind, getattr(stands, kind)) for kind in TABLES},
        "page": sum(page_terms(batch, rest, support, stands, model).values(), start=np.zeros(len(batch.rows))),
    }
    silent = ~support.compared | ((found.coauthors == 0) & ~found.comparable & ~own)
    # The order in which parts are shown is the order in which they are added, so that the sum is the same sum.
    score = np.where(silent, np.nan, 1 / (1 + np.exp(sum(parts.values()))))
    shown = sum((parts[kind] for kind in by_kind), start=np.zeros(len(batch.rows)))
    held_back = _held_back(batch, groups, rest, own, shown, catch_all[people])
    flagged = (score >= settings.flag_threshold) & ~np.any(list(held_back.values()), axis=0)
    doubt = _doubt(batch, groups, score, graph.expected[people], model)
    return Scores(batch, groups, rest, found, pairs, together, stands, parts, score, flagged, held_back, doubt)


def _held_back(
    batch: Neighbourhoods, groups: Groups, rest: Rest, own: Bools, shown: Floats, catch_all: Bools
) -> dict[str, Bools]:
    """Return reason → which rows are no strays for it, whatever their scores are; each of shape (n,).

    ``own``: rows that were confirmed; ``shown``: what the evidence of the papers themselves sums to; ``catch_all``:
    shape (b,).
    """
    return {
        "confirmed": own,
        "undecided": (groups.toss_up | catch_all)[batch.row_page],
        # Of two papers that do not fit each other, nothing but an identifier says which is the stray.
        "either": (rest.size < 2) & ~groups.by_identity[batch.row_page],
        # No paper is a stray that was joined to the core; one with nothing to join by is only shown with it.
        "joined": (groups.label == 0) & ~groups.mute,
        # Foreign, not poor: the paper itself must speak against it, not its page and how common the name is alone.
        "page": shown >= 0,
    }


@dataclass(frozen=True, slots=True)
class Support:
    """What each of n rows gets from its pairs with the rest of its page, ``model.pair`` apart.

    ``mean``, ``best``: kind → shape (n,), log-odds, of the (at most five) best pairs and of the best.
    ``total``: shape (n,), sum of ``mean`` over kinds. ``compared``: shape (n,), whether there is any pair.
    """

    mean: dict[str, Floats]
    best: dict[str, Floats]
    total: Floats
    compared: Bools


def supported(batch: Neighbourhoods, pairs: Pairs, together: Floats, by_kind: dict[str, Floats], rest: Rest) -> Support:
    """Take for each row its best pairs with its rest."""
    rows = len(batch.rows)
    row, pair = best_pairs(pairs, together, rest)
    first = np.diff(row, prepend=-1) > 0
    number = np.bincount(row, minlength=rows)
    chosen = {kind: values[pair].astype(np.float64) for kind, values in by_kind.items()}
    mean = {kind: _summed(row, values, rows) / np.maximum(number, 1) for kind, values in chosen.items()}
    best = {kind: _summed(row[first], values[first], rows) for kind, values in chosen.items()}
    return Support(mean, best, sum(mean.values(), start=np.zeros(rows)), number > 0)


def best_pairs(pairs: Pairs, together: Floats, rest: Rest) -> tuple[Ints, Ints]:
    """Return rows and the (at most five) best pairs of each with its rest, the best first; shapes (p,)."""
    row = np.concatenate((pairs.one, pairs.two))
    other = np.concatenate((pairs.two, pairs.one))
    pair = np.tile(np.arange(len(pairs.one)), 2)
    counted = rest.in_core[other] | rest.whole_page[row]
    row, pair = row[counted], pair[counted]
    order = np.lexsort((-together[pair], row))
    row, pair = row[order], pair[order]
    kept = np.arange(len(row)) - np.searchsorted(row, row) < BEST
    return row[kept], pair[kept]


def _summed(row: Ints, values: Floats, rows: int) -> Floats:
    total: Floats = np.bincount(row, weights=values, minlength=rows).astype(np.float64)
    return total


def coherence(batch: Neighbourhoods, support: Support) -> Floats:
    """Return for each row, shape (n,), the mean support of the other papers of the page; 0 without any."""
    counted = support.compared.astype(np.float64)
    total = np.bincount(batch.row_page, weights=support.total * counted, minlength=len(batch.people))
    number = np.bincount(batch.row_page, weights=counted, minlength=len(batch.people))
    others = number[batch.row_page] - counted
    mean: Floats = (total[batch.row_page] - support.total * counted) / np.maximum(others, 1)
    return np.where(others > 0, mean, 0.0)


def page_terms(
    batch: Neighbourhoods, rest: Rest, support: Support, stands: Standing, model: Model
) -> dict[str, Floats]:
    """Return what depends on the page alone, each of shape (n,): many coherent papers make a lone one stand out."""
    coherent = model.coherence + model.coherence_by_size * rest.log_size
    return {
        "size": model.size * rest.log_size,
        "coherence": coherent * coherence(batch, support),
        "core": model.standing["core"] * stands.core,
        "constant": np.full(len(batch.rows), model.constant),
    }


def page_features(batch: Neighbourhoods, groups: Groups, score: Floats, expected: Floats) -> dict[str, Floats]:
    """Return what a page's doubt is read from, each of shape (b,); ``expected``: shape (b,), E.

    Of the log-odds that judged papers are not the person's: ``top``, the highest; ``apart``, the share of papers
    above −1; ``strays``: the share that is expected not to be the person's (not their number, which grows with the
    page: with it long careers were doubted that nothing speaks against). ``foreign``: the highest
    mean log-odds among the groups outside the core, at least −6, and −6 where there is none; ``outside``: the share
    of judged papers outside the core; ``second``: the share of those in the largest group outside it; ``between``:
    mean log-odds that groups outside the core are the core's person (``Groups``); ``commonness``: ln E.
    """
    pages = len(batch.people)
    judged = ~np.isnan(score)
    row_page, label, known = batch.row_page[judged], groups.label[judged], np.clip(score[judged], 1e-12, 1 - 1e-12)
    odds = np.log(known / (1 - known))
    most = int(groups.label.max(initial=0)) + 1
    key = row_page * most + label
    size = np.bincount(key, minlength=most * pages).reshape(pages, most)
    total = np.bincount(key, weights=odds, minlength=most * pages).reshape(pages, most)
    mean = np.where(size > 0, total / np.maximum(size, 1), LEAST_FOREIGN)
    papers = np.maximum(size.sum(axis=1), 1)
    top = np.full(pages, LEAST_FOREIGN)
    np.maximum.at(top, row_page, odds)
    return {
        "top": top,
        "apart": np.bincount(row_page, weights=odds > APART, minlength=pages) / papers,
        "strays": np.bincount(row_page, weights=known, minlength=pages) / papers,
        "foreign": mean[:, 1:].max(axis=1, initial=LEAST_FOREIGN),
        "outside": size[:, 1:].sum(axis=1) / papers,
        "second": size[:, 1:].max(axis=1, initial=0) / papers,
        "between": groups.between,
        "commonness": np.log(expected),
    }


def _doubt(batch: Neighbourhoods, groups: Groups, score: Floats, expected: Floats, model: Model) -> Floats:
    """Return for each page the probability that it holds several people; NaN where nothing could be judged."""
    judged = np.bincount(batch.row_page[~np.isnan(score)], minlength=len(batch.people)) > 0
    features = page_features(batch, groups, score, expected)
    log_odds = model.doubt["constant"] + sum(model.doubt[name] * values for name, values in features.items())
    doubt: Floats = np.where(judged, 1 / (1 + np.exp(-log_odds)), np.nan)
    return doubt
