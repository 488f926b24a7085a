"""A network → places of dots, lines and names in a picture; a template makes SVG of it.

Each group gets a corner of its own: besides the ties, a hub that nobody sees holds the co-authors of a group
together, so that a paper whose co-authors are strangers is seen as an island.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import igraph
import numpy as np
from numpy.typing import NDArray

from graphcheck.model import Page
from graphcheck.report.shown import shown
from graphcheck.report.site.network import Network, Node

WIDTH, HEIGHT = 760, 460
LOOKS = 8  # groups that look different; further ones look alike
_STEPS = 200
_MARGIN = 34
_LETTER = 6.9  # width of a letter of a name, on average, at the size that names are drawn in
_LINE = 12  # height of a name
_NAME = 26  # letters of a name
_RING = 4  # from a dot to the ring around it
_BAND = 20  # height of the bands in which boxes that meet are looked for
_REST = 15  # radius of the circle that stands for those who are not drawn

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Dot:
    """A co-author in the picture: middle, radius, the look of the group, and where the name goes, if it is shown."""

    x: int
    y: int
    r: int
    look: int
    node: Node
    label: str
    label_x: int = 0
    label_y: int = 0


@dataclass(frozen=True, slots=True)
class Rest:
    """The co-authors of a group who are not drawn one by one."""

    x: int
    y: int
    look: int
    group: str
    count: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that is in the picture, from ``top`` down ``height``.

    ``lines`` maps a kind ("page", "thin", "middle", "thick") to an SVG path, ``names`` groups to their letters' places.
    """

    top: int
    height: int
    dots: tuple[Dot, ...]
    rests: tuple[Rest, ...]
    lines: Mapping[str, str]
    names: Mapping[str, tuple[int, int]]


def looks(page: Page) -> dict[str, int]:
    """Return how each group of a page looks, by its label: 0, 1, …; the last look is that of all further groups."""
    return {group.label: min(at, LOOKS - 1) for at, group in enumerate(page.groups)}


def draw_network(network: Network, look: Mapping[str, int]) -> Drawing:
    """Return the picture; the same network gives the same one."""
    groups = sorted({node.group for node in network.nodes}, key=lambda label: (look.get(label, LOOKS), label))
    spots = _spots(network, groups)
    radii = [_radius(node.papers) for node in network.nodes]
    hubs = {group: spots[len(network.nodes) + at] for at, group in enumerate(groups)}
    rests = [
        Rest(round(hubs[group][0]), round(hubs[group][1]), look.get(group, LOOKS - 1), group, count)
        for group, count in network.left_out.items()
        if group in hubs
    ]
    reach = [r + _RING if node.stray else r for node, r in zip(network.nodes, radii, strict=True)]
    places = spots.tolist()
    taken = _Taken()
    for (x, y), r in zip(places, reach, strict=False):
        taken.add(_around(x, y, r))
    for rest in rests:
        taken.add(_around(rest.x, rest.y, _REST))
    labels = _labels(network.nodes, places, reach, taken)
    dots = []
    for at, (node, (x, y)) in enumerate(zip(network.nodes, places, strict=False)):
        label_x, label_y = labels.get(at, (0, 0))
        label = shown(node.name, _NAME) if at in labels else ""
        group = look.get(node.group, LOOKS - 1)
        dots.append(Dot(round(x), round(y), radii[at], group, node, label, label_x, label_y))
    top, height = _frame(spots)
    corners = _corners(network.nodes, spots, groups)
    return Drawing(top, height, tuple(dots), tuple(rests), _lines(network, spots), corners)


def _frame(spots: NDArray[np.float64]) -> tuple[int, int]:
    """Return where the picture begins and how high it is: a few dots do not need all of it."""
    if not len(spots):
        return 0, HEIGHT // 3
    top = max(int(spots[:, 1].min()) - 40, 0)
    end = min(int(spots[:, 1].max()) + 45, HEIGHT)
    return top, max(end - top, 160)


@cache
def _radius(papers: int) -> int:
    return round(5 + 1.9 * math.log2(min(papers, 40)))


def _spots(network: Network, groups: Sequence[str]) -> NDArray[np.float64]:
    """Return the middles of nodes, then of the groups' hubs, shape (nodes + groups, 2), within the picture."""
    nodes = len(network.nodes)
    if not nodes:
        return np.zeros((0, 2))
    hub = {group: nodes + at for at, group in enumerate(groups)}
    edges = [(tie.one, tie.other) for tie in network.ties]
    pulls = [0.4 + math.log1p(tie.weight) for tie in network.ties]
    edges += [(at, hub[node.group]) for at, node in enumerate(network.nodes)]
    pulls += [1.2] * nodes
    size = nodes + len(groups)
    graph = igraph.Graph(n=size, edges=edges)
    state = random.getstate()  # igraph draws from Python's own generator, which is the caller's, too
    random.seed(size * 1_000_003 + len(edges))
    try:
        found = graph.layout_fruchterman_reingold(niter=_STEPS, weights=pulls, seed=_begin(network.nodes, groups))
    finally:
        random.setstate(state)
    spots = np.array(found.coords, dtype=np.float64).reshape(size, 2)
    reach = [_radius(node.papers) + (_RING if node.stray else 0) for node in network.nodes]
    return _apart(_within(spots), [*reach, *(_REST if group in network.left_out else 0 for group in groups)])


def _begin(nodes: Sequence[Node], groups: Sequence[str]) -> list[list[float]]:
    """Start each group in a direction of its own."""
    direction = {group: 2 * math.pi * at / max(len(groups), 1) for at, group in enumerate(groups)}
    reach = 3.0 + len(groups)
    begun = []
    for at, node in enumerate(nodes):
        turn, spin = direction[node.group], at * 2.399963
        begun.append([reach * math.cos(turn) + math.cos(spin), reach * math.sin(turn) + math.sin(spin)])
    begun += [[reach * math.cos(turn), reach * math.sin(turn)] for turn in direction.values()]
    return begun


def _within(spots: NDArray[np.float64]) -> NDArray[np.float64]:
    """Stretch the layout to the picture, its long side along the picture's."""
    middle = spots - spots.mean(axis=0)
    _, _, axes = np.linalg.svd(middle, full_matrices=False)
    turned = middle @ axes.T if len(axes) == 2 else middle
    low, high = turned.min(axis=0), turned.max(axis=0)
    room = np.array([WIDTH - 2 * _MARGIN - 40, HEIGHT - 2 * _MARGIN])
    scale = room / np.maximum(high - low, 1e-9)
    # A few dots need not fill the picture, and neither direction is stretched much more than the other.
    scale = np.minimum(scale, np.minimum(scale.min() * 1.8, 100.0))
    placed: NDArray[np.float64] = (turned - (low + high) / 2) * scale + np.array([WIDTH / 2, HEIGHT / 2])
    return placed


def _apart(spots: NDArray[np.float64], radii: Sequence[int]) -> NDArray[np.float64]:
    """Push dots that lie on each other apart, and keep them in the picture."""
    reach = np.array(radii, dtype=np.float64)
    least = reach[:, None] + reach[None, :] + 6
    np.fill_diagonal(least, 0)  # no dot lies on itself
    x, y = spots.T.copy()
    for _ in range(15):
        across, down = x[:, None] - x, y[:, None] - y
        # Few are near enough in both directions to touch: distances are taken between these alone.
        one, other = np.nonzero((np.abs(across) < least) & (np.abs(down) < least))
        across, down = across[one, other], down[one, other]
        distance = np.hypot(across, down)
        overlap = np.clip(least[one, other] - distance, 0, None)
        if not overlap.any():
            break
        distance = np.maximum(distance, 1e-6)
        x += np.bincount(one, weights=across / distance * (overlap / 2), minlength=len(x))
        y += np.bincount(one, weights=down / distance * (overlap / 2), minlength=len(y))
        x = np.clip(x, _MARGIN, WIDTH - _MARGIN)
        y = np.clip(y, _MARGIN / 1.5, HEIGHT - _MARGIN / 1.5)
    return np.column_stack((x, y))


def _around(x: float, y: float, r: float) -> Box:
    return x - r, y - r, x + r, y + r


class _Taken:
    """Boxes of the picture where something is, by the bands that they reach into: few lie in the bands of another."""

    def __init__(self) -> None:
        self._bands: defaultdict[int, list[Box]] = defaultdict(list)

    def add(self, box: Box) -> None:
        for band in _bands(box):
            self._bands[band].append(box)

    def meets(self, box: Box) -> bool:
        left, top, right, bottom = box
        return any(
            left < other_right and other_left < right and top < other_bottom and other_top < bottom
            for band in _bands(box)
            for other_left, other_top, other_right, other_bottom in self._bands[band]
        )


def _bands(box: Box) -> range:
    return range(int(box[1] // _BAND), int(box[3] // _BAND) + 1)


def _labels(
    nodes: Sequence[Node], places: Sequence[Sequence[float]], radii: Sequence[int], taken: _Taken
) -> dict[int, tuple[int, int]]:
    """Return where names go (middle of the base line), of those that have room; strays and frequent ones first."""
    order = sorted(range(len(nodes)), key=lambda at: (not nodes[at].stray, -nodes[at].papers, nodes[at].id))
    found: dict[int, tuple[int, int]] = {}
    for at in order:
        half = _LETTER * min(len(nodes[at].name), _NAME) / 2
        (x, y), away = places[at], radii[at] + half + 5
        middle = min(max(x, half + 2), WIDTH - half - 2)
        beside = ((middle, y + radii[at] + 12), (middle, y - radii[at] - 5), (x + away, y + 4), (x - away, y + 4))
        for across, base in beside:
            box = (across - half - 2, base - _LINE + 2, across + half + 2, base + 3)
            if _inside(box) and not taken.meets(box):
                taken.add(box)
                found[at] = (round(across), round(base))
                break
    return found


def _inside(box: Box) -> bool:
    return box[0] >= 2 and box[1] >= 0 and box[2] <= WIDTH - 2 and box[3] <= HEIGHT


def _lines(network: Network, spots: NDArray[np.float64]) -> dict[str, str]:
    """Return an SVG path for each kind of tie: a path for all takes a tenth of what a line each does."""
    parts: dict[str, list[str]] = {}
    places = [f"{x:.0f} {y:.0f}" for x, y in spots.tolist()]
    for tie in network.ties:
        kind = "page" if not tie.outside else "thin" if tie.outside < 3 else "middle" if tie.outside < 10 else "thick"
        parts.setdefault(kind, []).append(f"M{places[tie.one]}L{places[tie.other]}")
    return {kind: "".join(parts[kind]) for kind in ("page", "thin", "middle", "thick") if kind in parts}


def _corners(nodes: Sequence[Node], spots: NDArray[np.float64], groups: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Return where each group's letter stands, faintly: in the middle of its dots."""
    places = {}
    for group in groups:
        mine = [at for at, node in enumerate(nodes) if node.group == group]
        x, y = np.median(spots[mine], axis=0)
        places[group] = (round(float(x)), round(float(y)))
    return places
