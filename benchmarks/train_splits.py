"""What two pages of one person have in common, beside two colleagues': ``python -m benchmarks.train_splits SOURCE``.

Prints the weights of ``split_constant`` and ``split_weights`` in the settings: a logistic regression on pages that were
split in two (one person), and on pairs of known people who share a co-author and never wrote together (two people),
both classes weighing the same. The same source prints the same.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

import graphcheck
from graphcheck.evaluate.identities import identities
from graphcheck.evaluate.logistic import balanced, weights_of
from graphcheck.evaluate.planted_splits import World
from graphcheck.identity.alike import Pair, Related
from graphcheck.identity.splits import FEATURES, asked, measured
from graphcheck.weighing import default_model

COLLEAGUES = 3000
SEED = 1_000_000  # other splits than those that evaluate makes; the people are the same


def main(path: str) -> None:
    """Train on the source at ``path``."""
    bibliography = graphcheck.load(Path(path))
    tables, settings = bibliography.source.tables, bibliography.settings
    world = World(tables, identities(tables), settings, SEED)
    pairs = asked(world.tables, world.graph, world.candidates, settings)
    one = [pair for pair in pairs if pair.related is Related.SAME and world.is_one(pair.one, pair.two)]
    two = colleagues(world, np.random.default_rng(SEED))
    values = measured(world.graph, world.candidates, default_model(), [*one, *two])
    positive = np.arange(len(values)) < len(one)
    weights = weights_of(FEATURES, values, positive, balanced(positive, np.ones(len(values))), 1.0)
    print(f"{len(one):,} split pages, {len(two):,} pairs of colleagues")
    for name, weight in weights.items():
        print(f"{weight:7.2f}  {name}")


def colleagues(world: World, chance: np.random.Generator) -> list[Pair]:
    """Return pairs of known people who share a co-author and never wrote together."""
    graph = world.graph
    known = np.array([identity != "" for identity in world.identity])
    people = np.flatnonzero(known & (graph.papers_of > 0))
    found: list[Pair] = []
    while len(found) < COLLEAGUES:
        person = int(chance.choice(people))
        met = graph.together[person].indices
        around = graph.together[int(chance.choice(met))].indices if len(met) else met
        around = around[known[around]]
        other = int(chance.choice(around)) if len(around) else person
        if world.is_one(person, other) or graph.together[person, other] > 0:
            continue
        first, second = sorted((person, other), key=lambda who: (-int(graph.papers_of[who]), who))
        found.append(Pair(first, second, Related.SAME))
    return found


if __name__ == "__main__":
    main(sys.argv[1])
