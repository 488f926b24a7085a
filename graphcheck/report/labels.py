"""Who is named in a picture, and where the name goes.

Sizes are in points, places in the axes' own units; what a text measures is estimated, since measuring it would need
the glyphs of its script.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graphcheck.report.layout import Position
from graphcheck.report.shown import shown

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.axes import Axes

LONGEST_NAME = 40
INK = "#1D2329"
STRAY = "#C1121F"
_LABELS = 28  # more of them are clutter
_ALWAYS = 6  # the leading ones have their names even where these cover dots
Box = tuple[float, float, float, float]  # left, bottom, right, top


def draw_labels(
    axes: Axes, graph: nx.Graph[Any], spots: Mapping[Hashable, Position], sizes: Mapping[Hashable, float]
) -> None:
    """Name the stray and the leading co-authors, where a name covers no dot and no other name.

    The leading ones are named even if that covers dots: a crowded picture would name nobody otherwise.
    """
    dots = [_box(axes, spots[node], sizes[node] ** 0.5, sizes[node] ** 0.5) for node in spots]
    names: list[Box] = []
    always = set(_by_weight(graph)[:_ALWAYS])
    for node in _leading(graph):
        data = graph.nodes[node]
        stray = bool(data.get("stray", False))
        text = name_of(str(data.get("name", node)))
        size = 9.0 if stray else 8.5
        reach = sizes[node] ** 0.5 / 2 + (6 if stray else 2)
        box = _free(axes, spots[node], reach, (_width(text, bold=stray) * size, size * 1.25), dots, names)
        if box is None and node in always:
            box = _free(axes, spots[node], reach, (_width(text, bold=stray) * size, size * 1.25), [], names)
        if box is None:
            continue
        names.append(box)
        axes.text(
            (box[0] + box[2]) / 2,
            (box[1] + box[3]) / 2,
            text,
            fontsize=size,
            fontweight="bold" if stray else "normal",
            color=STRAY if stray else INK,
            ha="center",
            va="center",
            zorder=4,
            parse_math=False,
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.7, "pad": 0.6},
        )


def _free(
    axes: Axes,
    spot: Position,
    reach: float,
    size: tuple[float, float],
    dots: Sequence[Box],
    names: Sequence[Box],
) -> Box | None:
    """Return the first box of ``size`` (points) around ``spot`` that meets neither dots nor names."""
    for dx, dy in _places(reach, *size):
        box = _box(axes, _shifted(axes, spot, dx, dy), *size)
        if _inside(axes, box) and not any(_meet(box, other) for other in (*dots, *names)):
            return box
    return None


def _by_weight(graph: nx.Graph[Any]) -> list[Hashable]:
    """Return the nodes by papers shared, then ties."""

    def weight(node: Hashable) -> tuple[Any, ...]:
        data = graph.nodes[node]
        return -int(data.get("papers", 1)), -graph.degree(node), str(data.get("name", "")), str(node)

    return sorted(graph.nodes, key=weight)


def _leading(graph: nx.Graph[Any]) -> list[Hashable]:
    """Return who is named if there is room: half stray ones, then each group's first, then the rest by weight."""
    ranked = _by_weight(graph)
    stray = [node for node in ranked if graph.nodes[node].get("stray", False)]
    first: dict[str, Hashable] = {}
    for node in ranked:
        first.setdefault(str(graph.nodes[node].get("group", "")), node)
    wanted = [*stray[: _LABELS // 2], *ranked[:_ALWAYS], *first.values(), *ranked]
    return list(dict.fromkeys(wanted))[:_LABELS]


def _places(reach: float, width: float, height: float) -> Iterator[tuple[float, float]]:
    """Yield where a name may go around its dot, as (right, up) in points from the dot's middle."""
    for far in (0.0, 6.0, 14.0):
        side, over = reach + far + width / 2, reach + far + height / 2
        yield from ((0, over), (0, -over), (side, 0), (-side, 0))
        yield from ((side * 0.7, over), (-side * 0.7, over), (side * 0.7, -over), (-side * 0.7, -over))


def _shifted(axes: Axes, spot: Position, dx: float, dy: float) -> Position:
    """Return ``spot`` moved by (dx, dy) points."""
    per_point = _units_per_point(axes)
    return spot[0] + dx * per_point, spot[1] + dy * per_point


def _units_per_point(axes: Axes) -> float:
    figure = axes.get_figure(root=True)
    assert figure is not None  # noqa: S101 (for the type checker: it was made with one)
    low, high = axes.get_ylim()
    return (high - low) / (axes.get_position().height * figure.get_figheight() * 72)


def _box(axes: Axes, middle: Position, width: float, height: float) -> Box:
    """Return left, bottom, right, top of a box around ``middle``; width and height in points."""
    half_width, half_height = (side * _units_per_point(axes) / 2 for side in (width, height))
    return middle[0] - half_width, middle[1] - half_height, middle[0] + half_width, middle[1] + half_height


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _inside(axes: Axes, box: Box) -> bool:
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    return box[0] >= left and box[2] <= right and box[1] >= bottom and box[3] <= top


def _width(text: str, bold: bool) -> float:
    """Return about how wide a text is, in font sizes; measuring it would need its glyphs, which may lack."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return wide * 1.0 + (len(text) - wide) * (0.68 if bold else 0.6)


def name_of(text: str, limit: int = LONGEST_NAME) -> str:
    """Return a name as it is drawn: on one line, cut, "?" for nothing."""
    return shown(text, limit) or "?"
