"""Pictures: the same bytes for the same graph, and names that stay names."""

from __future__ import annotations

import logging
import sys
import warnings
from io import BytesIO
from pathlib import Path
from subprocess import run
from typing import Any, Literal

import matplotlib as mpl
import networkx as nx
import pytest
from lxml import etree
from PIL import Image

from graphcheck.errors import GraphcheckError
from graphcheck.report.labels import LONGEST_NAME
from graphcheck.report.picture import draw
from tests.report.factories import HOSTILE

SVG = "{http://www.w3.org/2000/svg}"


def network(sizes: tuple[int, ...] = (8, 5, 3, 1), stray: int = 2) -> nx.Graph[str]:
    """Return groups A, B, … of such sizes, each a chain; the group with number ``stray`` is."""
    graph: nx.Graph[str] = nx.Graph(groups={"A": 12, "B": 4, "C": 1})
    for number, size in enumerate(sizes):
        group = chr(ord("A") + number)
        for i in range(size):
            node = f"{group}{i:03}"
            graph.add_node(
                node, name=f"Given {node}", group=group, core=number == 0, stray=number == stray, papers=size - i
            )
            if i:
                kind = "page" if i % 3 == 0 else "outside"
                graph.add_edge(f"{group}{i - 1:03}", node, weight=0.5 * i, kind=kind)
    return graph


def drawn(graph: nx.Graph[Any], title: str = "Ji Liu", form: Literal["svg", "png"] = "svg") -> bytes:
    file = BytesIO()
    draw(graph, title=title, file=file, format=form)
    return file.getvalue()


def texts(svg: bytes) -> list[str]:
    root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False))
    return ["".join(element.itertext()) for element in root.iter(f"{SVG}text")]


def test_picture_names_people_groups_and_title() -> None:
    found = texts(drawn(network()))
    assert "Ji Liu" in found
    assert {"group A: 12 papers", "group B: 4 papers", "group C: 1 paper", "group D: 1 co-author"} <= set(found)
    assert {"Given A000", "Given B000", "Given C000", "Given D000"} <= set(found)
    assert {"17 co-authors", "on flagged papers only", "wrote together elsewhere", "only on this page's papers"} <= set(
        found
    )


def test_legend_tells_only_what_is_there() -> None:
    found = texts(drawn(network((2,), stray=9)))
    assert "on flagged papers only" not in found
    assert "only on this page's papers" not in found
    assert len(found) == len(set(found))


def test_all_stray_co_authors_are_named_first() -> None:
    graph = network((60, 10), stray=1)
    assert {f"Given B{i:03}" for i in range(10)} <= set(texts(drawn(graph)))


def test_many_groups_are_told_of_in_one_line() -> None:
    found = texts(drawn(network((1,) * 14)))
    assert "and 4 more groups" in found
    assert sum(text.startswith("group ") for text in found) == 10


@pytest.mark.parametrize("graph", [nx.Graph(), network((1,)), network((1, 1)), network((250, 40, 10))])
@pytest.mark.parametrize("form", ["svg", "png"])
def test_graphs_of_every_size_are_drawn(graph: nx.Graph[str], form: Literal["svg", "png"]) -> None:
    found = drawn(graph, form=form)
    if form == "svg":
        assert texts(found)
    else:
        assert Image.open(BytesIO(found)).size[0] >= 1600


def test_nobody_is_said() -> None:
    assert "no co-authors" in texts(drawn(nx.Graph()))


def test_attributes_may_lack() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edge("ann", "bo")
    assert {"ann", "bo", "in no group"} <= set(texts(drawn(graph)))


@pytest.mark.parametrize("form", ["svg", "png"])
def test_same_graph_gives_same_bytes(form: Literal["svg", "png"]) -> None:
    graph = network((30, 5, 2))
    other: nx.Graph[str] = nx.Graph(groups=graph.graph["groups"])
    other.add_nodes_from(reversed(list(graph.nodes(data=True))))
    other.add_edges_from((b, a, data) for a, b, data in reversed(list(graph.edges(data=True))))
    assert drawn(graph, form=form) == drawn(other, form=form)


def hostile() -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    for i, text in enumerate(HOSTILE):
        graph.add_node(text, name=text, group=text, papers=i, stray=i % 2 == 0)
        graph.add_edge(text, HOSTILE[0], weight=float(i), kind="page")
    return graph


def test_hostile_names_stay_plain_text() -> None:
    svg = drawn(hostile(), title=HOSTILE[0])
    root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False))
    tags = {etree.QName(element).localname for element in root.iter(etree.Element)}
    assert not tags & {"script", "foreignObject", "a", "image", "animate", "set", "iframe", "img", "h1"}
    assert not [name for element in root.iter(etree.Element) for name in element.attrib if name.startswith("on")]
    found = texts(svg)
    assert HOSTILE[0] in found  # as text
    assert any(text.startswith("$\\frac{1}{0}$") for text in found)  # not as mathematics
    assert "gnorw yaw eht" in found
    assert all(len(text) <= LONGEST_NAME for text in found if text.startswith("A"))
    assert not set(svg.decode()) & set("\x00\x07\x1b‮")
    assert drawn(hostile(), form="png")


def test_a_users_matplotlib_settings_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = drawn(hostile())
    for key, value in {"text.usetex": True, "svg.fonttype": "path", "font.size": 30, "axes.facecolor": "red"}.items():
        monkeypatch.setitem(mpl.rcParams, key, value)
    assert drawn(hostile()) == plain
    assert mpl.rcParams["font.size"] == 30


def test_missing_glyphs_are_not_spoken_of(capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_node("a", name="ᠮᠣᠩᠭᠣᠯ 𒀀𒁀 刘吉")
    with warnings.catch_warnings(record=True) as warned, caplog.at_level(logging.DEBUG):
        warnings.simplefilter("always")
        drawn(graph, form="png")
    assert not warned
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert capfd.readouterr() == ("", "")


def test_path_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    draw(network(), title="Ji Liu", file=tmp_path / "out.svg", format="svg")
    assert (tmp_path / "out.svg").read_bytes() == drawn(network())
    with pytest.raises(GraphcheckError, match="is a folder"):
        draw(network(), title="Ji Liu", file=tmp_path, format="svg")
    assert [p.name for p in tmp_path.iterdir()] == ["out.svg"]


def test_matplotlib_waits_until_it_is_needed() -> None:
    code = "import sys, graphcheck.report.picture; sys.exit('matplotlib' in sys.modules)"
    assert run([sys.executable, "-c", code], check=False).returncode == 0
