"""Nodes have places that depend on the graph alone, and connected parts lie apart."""

from __future__ import annotations

import math
import random

import networkx as nx
import pytest

from graphcheck.report.layout import positions


def islands(*sizes: int) -> nx.Graph[str]:
    return nx.relabel_nodes(nx.disjoint_union_all([nx.path_graph(size) for size in sizes]), str)


def test_nobody_and_one() -> None:
    assert positions(nx.Graph()) == {}
    assert positions(islands(1)) == {"0": (0.0, 0.0)}


@pytest.mark.parametrize("sizes", [(2, 1), (5, 5), (40, 10, 3, 2, 1, 1, 1), (1,) * 60, (2,) * 30])
def test_discs_of_parts_do_not_overlap(sizes: tuple[int, ...]) -> None:
    graph = islands(*sizes)
    spots = positions(graph)
    discs = []
    for part in nx.connected_components(graph):
        xs, ys = zip(*(spots[node] for node in part), strict=True)
        middle = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
        discs.append((middle, max(math.dist(middle, spots[node]) for node in part)))
    for i, (middle, radius) in enumerate(discs):
        for other, reach in discs[:i]:
            assert math.dist(middle, other) > radius + reach + 0.5


def test_order_of_nodes_and_edges_does_not_matter() -> None:
    graph = nx.relabel_nodes(nx.gnm_random_graph(40, 60, seed=3), str)
    nx.set_edge_attributes(graph, {edge: 1.0 + len(edge[0]) for edge in graph.edges}, "weight")
    chance = random.Random(5)
    nodes, edges = list(graph.nodes), [(b, a, data) for a, b, data in graph.edges(data=True)]
    chance.shuffle(nodes)
    chance.shuffle(edges)
    other: nx.Graph[str] = nx.Graph()
    other.add_nodes_from(nodes)
    other.add_edges_from(edges)
    assert positions(graph) == positions(other)


def test_nodes_do_not_lie_on_each_other() -> None:
    spots = list(positions(nx.relabel_nodes(nx.complete_graph(30), str)).values())
    assert min(math.dist(a, b) for i, a in enumerate(spots) for b in spots[:i]) > 0.3
