"""A co-author network → where its nodes go: connected parts apart from each other, the same every time.

Each connected part is laid out by itself (Fruchterman–Reingold, networkx's, doi:10.1002/spe.4380211102, seeded)
and is given a disc; discs are put on a spiral from the middle, largest first, each at the first free place.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Position = tuple[float, float]

_SEED = 20_111  # any number does; the same one gives the same picture
_WIDER = 1.25  # pictures are wider than high
_GAP = 0.9  # between discs, in the distance that two neighbours have
_GOLDEN = math.pi * (3 - math.sqrt(5))  # steps by this angle never line up


def positions(graph: nx.Graph[Any]) -> dict[Hashable, Position]:
    """Return (x, y) for each node; neighbouring nodes are about 1 apart.

    The answer depends on nodes, edges and weights only, not on the order in which they were added.
    """
    parts = sorted((sorted(part, key=str) for part in nx.connected_components(graph)), key=_largest_first)
    inside = [_spread(graph, part) for part in parts]
    radii = np.array([max((math.hypot(x, y) for x, y in spots.values()), default=0.0) for spots in inside])
    middles = _pack(radii + _GAP / 2)
    return {
        node: (x + float(middle[0]), y + float(middle[1]))
        for spots, middle in zip(inside, middles, strict=True)
        for node, (x, y) in spots.items()
    }


def _largest_first(part: list[Hashable]) -> tuple[int, str]:
    return -len(part), str(part[0])


def _spread(graph: nx.Graph[Any], part: list[Hashable]) -> Mapping[Hashable, Position]:
    """Return positions of one connected part around (0, 0)."""
    if len(part) == 1:
        return {part[0]: (0.0, 0.0)}
    if len(part) == 2:
        return {part[0]: (-0.5, 0.0), part[1]: (0.5, 0.0)}
    ordered: nx.Graph[Hashable] = nx.Graph()
    ordered.add_nodes_from(part)
    edges = graph.subgraph(part).edges(data=True)
    for one, other, data in sorted(edges, key=lambda edge: sorted((str(edge[0]), str(edge[1])))):
        # Strong ties pull, but not so much that a team becomes one dot.
        ordered.add_edge(one, other, weight=0.5 + math.log1p(max(float(data.get("weight", 1.0)), 0.0)))
    # Each step looks at all pairs: fewer steps for large parts, where nobody sees the last ones.
    steps = min(120, max(30, 24_000 // len(part)))
    ideal = 1.6 / math.sqrt(len(part))
    found = nx.spring_layout(ordered, seed=_SEED, iterations=steps, method="force", k=ideal)
    spots = np.array([found[node] for node in part])
    spots = _apart(spots / ideal, 0.45, steps // 3)
    spots -= (spots.max(axis=0) + spots.min(axis=0)) / 2
    return {node: (float(x), float(y)) for node, (x, y) in zip(part, spots, strict=True)}


def _apart(spots: NDArray[np.float64], least: float, steps: int) -> NDArray[np.float64]:
    """Push nodes that lie on each other to a distance of about ``least``."""
    for _ in range(steps):
        away = spots[:, None, :] - spots[None, :, :]
        distance = np.hypot(away[..., 0], away[..., 1])
        np.fill_diagonal(distance, np.inf)
        overlap = np.clip(least - distance, 0, None)
        if not overlap.any():
            break
        push = away / np.maximum(distance, 1e-9)[..., None] * (overlap / 2)[..., None]
        spots = spots + push.sum(axis=1)
    return spots


def _pack(radii: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return middles, shape (n, 2), of discs that don't overlap; ``radii``, shape (n,), largest first."""
    middles = np.zeros((len(radii), 2))
    steps = np.arange(200 * max(len(radii), 1))
    turns = np.sqrt(steps) * 0.35
    spiral = np.column_stack((np.cos(steps * _GOLDEN) * _WIDER, np.sin(steps * _GOLDEN))) * turns[:, None]
    scale = float(np.sqrt((radii**2).mean())) if len(radii) else 1.0
    spiral *= scale
    begin = 0
    for i in range(1, len(radii)):
        if radii[i] < radii[i - 1]:
            begin = 0  # a smaller one may find room where the larger one did not
        middles[i], begin = _first_free(spiral, begin, middles[:i], radii[:i] + radii[i])
    return middles


def _first_free(
    spiral: NDArray[np.float64], begin: int, middles: NDArray[np.float64], least: NDArray[np.float64]
) -> tuple[NDArray[np.float64], int]:
    for at in range(begin, len(spiral)):
        away = middles - spiral[at]
        if (np.hypot(away[:, 0], away[:, 1]) >= least).all():
            return spiral[at], at
    beyond = np.array([middles[:, 0].max() + least.max(), 0.0])  # never met: the spiral is long enough
    return beyond, len(spiral)
