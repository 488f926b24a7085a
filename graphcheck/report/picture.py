"""One person's co-author network → a picture, SVG or PNG.

The picture speaks to those who see no colours, too: groups differ in the shape of their dots, stray co-authors in
their outline. Names come from outside: they are drawn as plain text, cut short, never read as mathematics.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

from graphcheck.report.folder import write_file
from graphcheck.report.labels import INK, STRAY, draw_labels, name_of
from graphcheck.report.layout import Position, positions
from graphcheck.report.shown import shown

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_GROUPS_IN_LEGEND = 10
# Okabe and Ito's colours, told apart by nearly everybody; yellow left out, since it is too pale on white.
# Source: https://jfly.uni-koeln.de/color/
_COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#8C6D31", "#7A5195")
_SHAPES = ("o", "s", "^", "D", "v", "P", "X", "p", "h")  # 7 × 9 pairs before one comes again
_NO_GROUP = ("#9AA3AD", "o")
_EDGE = "#7B8794"
# Fonts for scripts that matplotlib's own does not hold, used where the system has them.
_FONTS = (
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Source Han Sans SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei",
    "Droid Sans Fallback", "PingFang SC", "Hiragino Sans", "Microsoft YaHei", "Noto Sans Devanagari",
    "Noto Sans Bengali", "Noto Sans Ethiopic", "Noto Sans Thai", "Arial Unicode MS",
)  # fmt: skip

Format = Literal["svg", "png"]


def draw(graph: nx.Graph[Any], *, title: str, file: Path | BinaryIO, format: Format) -> None:  # noqa: A002
    """Draw the co-author network of a person, who is not in it.

    Node attributes: ``name``; ``group``, the label of the group of papers, "" for none; ``papers``, how many of
    the person's papers they share; ``stray``, on flagged papers only. Edge attributes: ``weight``; ``kind``,
    "outside" (they wrote together on papers that aren't the person's) or "page". All may lack. The graph's own
    attribute ``groups`` maps labels to numbers of papers for the legend; without it co-authors are counted.

    The same graph gives the same bytes. A path is written whole or not at all.

    Raises:
        GraphcheckError: the file can't be written.
    """
    if isinstance(file, Path):
        with write_file(file) as opened:
            draw(graph, title=title, file=opened, format=format)
        return
    with _quiet(), _style():
        figure = _figure(graph, title)
        metadata = {"Title": shown(title), "Date": None, "Creator": None} if format == "svg" else {"Software": None}
        figure.savefig(file, format=format, dpi=150, metadata=metadata)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep matplotlib's remarks (missing glyphs, its font cache) from users, who can't do anything about them."""
    log = logging.getLogger("matplotlib")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        log.setLevel(level)


@contextmanager
def _style() -> Iterator[None]:
    """Draw by our settings alone: a user's matplotlibrc might have names run through TeX."""
    from matplotlib import font_manager, style

    there = {font.name for font in font_manager.fontManager.ttflist}
    ours = {
        "font.family": ["sans-serif"],
        "font.sans-serif": ["DejaVu Sans", *(name for name in _FONTS if name in there)],
        "svg.fonttype": "none",  # text stays text: readers' own fonts, search, and right-to-left names right
        "svg.hashsalt": "graphcheck",
        "text.usetex": False,
        "text.parse_math": False,
    }
    with style.context(["default", ours]):
        yield


def _figure(graph: nx.Graph[Any], title: str) -> Figure:
    from matplotlib.figure import Figure

    nodes = graph.number_of_nodes()
    many = nodes > 80
    figure = Figure(figsize=(13, 8.5) if many else (11, 7), facecolor="white")
    axes = figure.add_axes((0.02, 0.02, 0.75, 0.89))
    axes.set_axis_off()
    figure.text(
        0.03, 0.95, name_of(title, 90), fontsize=15, fontweight="bold", color=INK, va="center", parse_math=False
    )
    if not graph.number_of_nodes():
        axes.text(0.5, 0.5, "no co-authors", fontsize=13, color=_EDGE, ha="center", transform=axes.transAxes)
        return figure
    spots = positions(graph)
    _frame(axes, spots)
    _draw_edges(axes, graph, spots)
    groups = _groups(graph)
    sizes = {node: _area(data.get("papers", 1), nodes) for node, data in graph.nodes(data=True)}
    _draw_nodes(axes, graph, spots, groups, sizes)
    draw_labels(axes, graph, spots, sizes)
    _draw_legend(figure, graph, groups)
    return figure


def _frame(axes: Axes, spots: Mapping[Hashable, Position]) -> None:
    """Show all of ``spots`` with equal scales, and never so near that a few dots fill the picture."""
    xs, ys = [x for x, _ in spots.values()], [y for _, y in spots.values()]
    box = axes.get_position()
    figure = axes.get_figure(root=True)
    assert figure is not None  # noqa: S101 (for the type checker: it was made with one)
    ratio = box.width * figure.get_figwidth() / (box.height * figure.get_figheight())
    half = max(max(ys) - min(ys), (max(xs) - min(xs) + 1.5) / ratio, 5.0) / 2 + 0.6
    middle_x, middle_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    axes.set_xlim(middle_x - half * ratio, middle_x + half * ratio)
    axes.set_ylim(middle_y - half, middle_y + half)


def _groups(graph: nx.Graph[Any]) -> dict[str, tuple[str, str]]:
    """Return colour and shape of each group label, shorter labels first ("Z" before "AA"), "" last."""
    labels = sorted({str(group) for _, group in graph.nodes(data="group", default="") if group})
    labels.sort(key=len)
    looks = {label: (_COLOURS[i % len(_COLOURS)], _SHAPES[i % len(_SHAPES)]) for i, label in enumerate(labels)}
    return {**looks, "": _NO_GROUP}


def _area(papers: int, nodes: int) -> float:
    """Return the area of a dot, in points²; it grows with the papers shared, but levels off."""
    return float((80 if nodes <= 80 else 35 if nodes <= 400 else 15) * (1 + min(max(int(papers), 1), 40)) ** 0.75)


def _draw_edges(axes: Axes, graph: nx.Graph[Any], spots: Mapping[Hashable, Position]) -> None:
    from matplotlib.collections import LineCollection

    edges = sorted(graph.edges(data=True), key=lambda edge: sorted((str(edge[0]), str(edge[1]))))
    alpha = 0.55 if len(edges) < 400 else 0.25 if len(edges) < 3000 else 0.1
    for kind, look in (("page", (0, (2, 2))), ("outside", "solid")):
        chosen = [edge for edge in edges if (edge[2].get("kind", "outside") == "page") == (kind == "page")]
        lines = [sorted((spots[one], spots[other])) for one, other, _ in chosen]
        widths = [0.6 + min(float(data.get("weight", 1.0)), 8.0) * 0.35 for _, _, data in chosen]
        axes.add_collection(
            LineCollection(lines, linewidths=widths, linestyles=[look], colors=_EDGE, alpha=alpha, zorder=1)
        )


def _draw_nodes(
    axes: Axes,
    graph: nx.Graph[Any],
    spots: Mapping[Hashable, Position],
    groups: Mapping[str, tuple[str, str]],
    sizes: Mapping[Hashable, float],
) -> None:
    for label, (colour, shape) in groups.items():
        for stray in (False, True):
            chosen = [
                node
                for node in sorted(graph.nodes, key=str)
                if str(graph.nodes[node].get("group", "")) == label
                and bool(graph.nodes[node].get("stray", False)) == stray
            ]
            if not chosen:
                continue
            xs, ys = zip(*(spots[node] for node in chosen), strict=True)
            areas = [sizes[node] for node in chosen]
            if stray:  # a ring around the dot, so that the group's colour stays
                rings = [(area**0.5 + 8) ** 2 for area in areas]
                axes.scatter(xs, ys, s=rings, marker="o", facecolors="white", edgecolors=STRAY, linewidths=2, zorder=2)
            axes.scatter(xs, ys, s=areas, marker=shape, c=colour, edgecolors="white", linewidths=0.8, zorder=3)


def _draw_legend(figure: Figure, graph: nx.Graph[Any], groups: Mapping[str, tuple[str, str]]) -> None:
    from matplotlib.lines import Line2D

    def dot(label: str, colour: str, shape: str) -> Line2D:
        return Line2D(
            [], [], linestyle="none", marker=shape, markersize=9, color=colour, markeredgecolor="white", label=label
        )

    members = [str(group) for _, group in graph.nodes(data="group", default="")]
    papers: Mapping[str, int] = graph.graph.get("groups", {})
    named = [label for label in groups if label]
    entries = [dot(_group_text(label, papers, members), *groups[label]) for label in named[:_GROUPS_IN_LEGEND]]
    if len(named) > _GROUPS_IN_LEGEND:
        more = len(named) - _GROUPS_IN_LEGEND
        entries.append(dot(f"and {more} more group{'s' if more != 1 else ''}", "none", "o"))
    if "" in members:
        entries.append(dot("in no group", *_NO_GROUP))
    if any(stray for _, stray in graph.nodes(data="stray", default=False)):
        ring = Line2D([], [], linestyle="none", marker="o", markersize=10, label="on flagged papers only")
        ring.set(markerfacecolor="white", markeredgecolor=STRAY, markeredgewidth=2)
        entries.append(ring)
    kinds = {data.get("kind", "outside") for _, _, data in graph.edges(data=True)}
    if "outside" in kinds:
        entries.append(Line2D([], [], color=_EDGE, linewidth=1.5, label="wrote together elsewhere"))
    if "page" in kinds:
        entries.append(
            Line2D([], [], color=_EDGE, linewidth=1.2, linestyle=(0, (2, 2)), label="only on this page's papers")
        )
    legend = figure.legend(
        handles=entries,
        title=f"{graph.number_of_nodes():,} co-author{'s' if graph.number_of_nodes() != 1 else ''}",
        loc="upper left",
        bbox_to_anchor=(0.775, 0.92),
        frameon=False,
        fontsize=9.5,
        title_fontsize=11,
        alignment="left",
        labelspacing=0.8,
    )
    _as_plain_text([*legend.get_texts(), legend.get_title()])


def _as_plain_text(texts: Sequence[Any]) -> None:
    for text in texts:
        text.set_parse_math(False)


def _group_text(label: str, papers: Mapping[str, int], members: Sequence[str]) -> str:
    name = f"group {name_of(label, 12)}"
    if label in papers:
        count = int(papers[label])
        return f"{name}: {count:,} paper{'s' if count != 1 else ''}"
    count = members.count(label)
    return f"{name}: {count:,} co-author{'s' if count != 1 else ''}"
