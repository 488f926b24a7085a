"""Two pages that are likely one person's: related names, and papers that fit each other as one person's do.

The papers of the page with fewer are held against those of the other one by the same evidence that suggests people
for flagged papers (``suggest``); beside it count the co-authors in common, how the two names are related, and how
common they are. Pairs that carry different ids, stand on one paper together, or were parted by somebody are not asked
about.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from graphcheck.graph import Floats, Graph, entries
from graphcheck.identity.alike import Pair, Related, pairs_alike
from graphcheck.model import Evidence
from graphcheck.settings import Settings
from graphcheck.suggest import Candidates
from graphcheck.tables import Tables
from graphcheck.weighing import Model
from graphcheck.wording import listing

MOST = 8  # papers of the smaller page that are compared, spread over its years
FEATURES = ("pairs", "best", "shared", "share")


@dataclass(frozen=True, slots=True)
class Split:
    """Two pages that are likely one person's.

    ``people``: ids, the one to keep first: who is verified, else who has more papers; ``probability``: that they are
    one person; ``kind``: how the names are related. The weights of ``evidence`` sum to the log-odds.
    """

    people: tuple[str, str]
    probability: float
    kind: str
    evidence: tuple[Evidence, ...]


def splits(
    tables: Tables,
    graph: Graph,
    candidates: Candidates,
    settings: Settings,
    model: Model,
    told: Collection[frozenset[int]] = (),
) -> list[Split]:
    """Return the pages that are likely one person's, the likeliest first.

    ``told``: pairs (rows in people) of which something else is told already.
    """
    pairs = [pair for pair in asked(tables, graph, candidates, settings) if frozenset((pair.one, pair.two)) not in told]
    if not pairs:
        return []
    values = measured(graph, candidates, model, pairs)
    ids, names = (tables.texts("people", column) for column in ("id", "name"))
    verified = tables.numbers("people", "verified")
    found = []
    for pair, row in zip(pairs, values, strict=True):
        evidence = tuple(_evidence(graph, names, pair, row, settings))
        odds = sum(part.weight for part in evidence)
        probability = float(1 / (1 + np.exp(-odds)))
        if probability >= settings.split_least:
            kept, other = sorted((pair.one, pair.two), key=lambda row: not verified[row])
            found.append(Split((ids[kept], ids[other]), probability, pair.related.value, evidence))
    return sorted(found, key=lambda split: (-split.probability, split.people))


def asked(tables: Tables, graph: Graph, candidates: Candidates, settings: Settings) -> list[Pair]:
    """Return the pairs that may be one person: nothing that is stated says that they are two."""
    catch_all, verified = (tables.numbers("people", column).tolist() for column in ("catch_all", "verified"))
    ids = [tables.texts("people", column) for column in ("orcid", "openreview")]

    def parted(pair: Pair) -> bool:
        one, two = pair.one, pair.two
        return (
            catch_all[one]
            or catch_all[two]
            or graph.together[one, two] > 0
            or any(held[one] and held[two] and held[one] != held[two] for held in ids)
            or (verified[one] and verified[two] and pair.related is Related.SAME)  # listed apart on purpose
            or candidates.are_distinct(one, two)
        )

    return [pair for pair in pairs_alike(tables, graph, settings.split_rare_given) if not parted(pair)]


def measured(graph: Graph, candidates: Candidates, model: Model, pairs: Sequence[Pair]) -> Floats:
    """Return what :data:`FEATURES` names of each pair, shape (k, features).

    ``pairs``, ``best``: of the mean and the best pair of each paper of the smaller page with the other one's papers,
    the mean over these papers, log-odds; ``shared``: ln(1 + how telling the co-authors in common are, summed);
    ``share``: of the smaller page's co-authors, how many are in common.
    """
    rows: list[int] = []
    case: list[int] = []
    for at, pair in enumerate(pairs):
        page = np.arange(graph.page[pair.two], graph.page[pair.two + 1])
        chosen = page[np.unique(np.linspace(0, len(page) - 1, min(MOST, len(page))).astype(np.int64))]
        rows += chosen.tolist()
        case += [at] * len(chosen)
    whose = np.array([pairs[at].one for at in case], dtype=np.int64)
    mean, best = candidates.compared(np.array(rows, dtype=np.int64), whose, model)
    papers = np.bincount(case, minlength=len(pairs))
    found = np.zeros((len(pairs), len(FEATURES)))
    for column, values in ((0, mean), (1, best)):
        found[:, column] = np.bincount(case, weights=values, minlength=len(pairs)) / papers
    for at, pair in enumerate(pairs):
        mine, theirs = (entries(graph.together, who)[0] for who in (pair.one, pair.two))
        met = np.intersect1d(mine, theirs)
        found[at, 2:] = np.log1p(graph.telling[met].sum()), len(met) / max(len(theirs), 1)
    return found


def _evidence(graph: Graph, names: Sequence[str], pair: Pair, values: Floats, settings: Settings) -> Iterator[Evidence]:
    """Yield what speaks for one person (weight > 0) and against it."""
    by = dict(zip(FEATURES, values.tolist(), strict=True))
    constant, weights = settings.split_constant, dict(settings.split_weights)
    expected = float(max(graph.expected[pair.one], graph.expected[pair.two]))
    prior = float(np.clip(-settings.split_commonness * np.log(expected), *settings.split_name_range))
    related = dict(settings.split_related)[pair.related.name.lower()]
    both = f"{names[pair.one]} and {names[pair.two]}"
    yield Evidence("name", prior + related, f"{both}: {pair.related.value}; {_borne(expected)}.")
    yield Evidence(
        "papers",
        constant + weights["pairs"] * by["pairs"] + weights["best"] * by["best"],
        "How well the papers of the one fit those of the other, pair by pair, as papers of one person do.",
    )
    mine, theirs = (entries(graph.together, who)[0] for who in (pair.one, pair.two))
    met = np.intersect1d(mine, theirs)
    order = met[np.argsort(-graph.telling[met], kind="stable")].tolist()
    have = "co-author in common" if len(order) == 1 else "co-authors in common"
    yield Evidence(
        "coauthors",
        weights["shared"] * by["shared"] + weights["share"] * by["share"],
        f"They have {len(order)} {have}: {listing([names[who] for who in order])}.",
    )


def _borne(expected: float) -> str:
    if expected < 0.095:
        return "nobody else would bear the commoner of the names by chance"
    return f"about {max(expected, 1):,.0f} more would bear the commoner of the names by chance"
