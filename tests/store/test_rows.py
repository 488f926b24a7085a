"""The rows of the graph: as many as the source has, each where it belongs, none null, none twice."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest

from graphcheck.bibliography import Bibliography, load
from graphcheck.store import schema
from graphcheck.store.bridges import bridges
from graphcheck.store.rows import Frames, frame
from tests.small import write_checkout
from tests.store.graphs import Embedded, contents, dump, frames_of, loaded

TRUTH = json.loads((Path(__file__).parents[2] / "data/sample/truth.json").read_text(encoding="utf-8"))
TABLES = {table.name: table for table in schema.TABLES}


@pytest.fixture(scope="module")
def sample_frames(sample: Bibliography) -> Frames:
    return frames_of(sample)


def keys(label: str, frames: Frames) -> set[str]:
    (table,) = (table for table in schema.NODES if table.label == label)
    return set(frames[label][table.key])


def check(frames: Frames) -> None:
    """Check what holds for the rows of any source."""
    assert list(frames) == list(TABLES)
    for name, table in TABLES.items():
        rows = frames[name]
        assert list(rows) == [column.name for column in schema.columns(table)]
        needed = [column.name for column in schema.columns(table) if not column.optional]
        assert not rows[needed].isna().any().any()
        if isinstance(table, schema.NodeTable):
            assert rows[table.key].is_unique
            continue
        assert set(rows[schema.SOURCE]) <= keys(table.source, frames)
        assert set(rows[schema.TARGET]) <= keys(table.target, frames)
        assert not rows.duplicated([schema.SOURCE, schema.TARGET, *([table.key] if table.key else [])]).any()


def test_the_sample_has_what_its_truth_says(sample_frames: Frames) -> None:
    counts = TRUTH["counts"]
    assert len(sample_frames["Paper"]) == counts["papers"]
    assert len(sample_frames["AUTHORED"]) == counts["authorships"]
    assert len(sample_frames["Person"]) == counts["pages"]
    assert int(sample_frames["Person"]["verified"].sum()) == counts["verified"]
    assert len(sample_frames["Venue"]) == counts["venues"]
    assert int((sample_frames["Person"]["papers"] >= 5).sum()) == counts["pages_with_five_papers"]
    check(sample_frames)


@pytest.mark.anthology
def test_rows_of_the_whole_anthology(whole: Bibliography, whole_frames: Frames) -> None:
    check(whole_frames)
    assert len(whole_frames["AUTHORED"]) == len(whole.authorships)


def test_rows_come_in_the_same_order_again(sample_frames: Frames) -> None:
    again = frames_of(load(Path(__file__).parents[2] / "data/sample"))
    for name, rows in sample_frames.items():
        pd.testing.assert_frame_equal(rows, again[name])


def test_coauthors_are_those_of_the_papers(sample: Bibliography, sample_frames: Frames) -> None:
    together: dict[tuple[str, str], list[int]] = {}
    ids = sample.people["id"].to_numpy()
    for paper, authors in sample.authorships.groupby("paper")["person"]:
        for pair in combinations(sorted(set(ids[authors])), 2):
            together.setdefault(pair, []).append(int(sample.papers["year"][paper]))
    told = [(*pair, len(years), min(years), max(years)) for pair, years in sorted(together.items())]
    assert list(sample_frames["COAUTHOR"].itertuples(index=False, name=None)) == told


def test_judgements_are_those_of_the_pages(sample: Bibliography, sample_frames: Frames) -> None:
    rows = sample_frames["AUTHORED"].set_index([schema.SOURCE, schema.TARGET, "position"])
    told = [a for page in sample.pages() for a in page.authorships]
    for judged in told:
        row = rows.loc[(judged.person, judged.paper, judged.position)]
        assert (row["flagged"], row["group"], row["core"]) == (judged.flagged, judged.group, judged.core)
        assert (None if pd.isna(row["score"]) else row["score"]) == judged.score
    assert len(told) < len(rows)  # people with one paper are not judged
    assert (rows["group"] == "").sum() == len(rows) - len(told)


def test_names_alike_are_namesakes(sample_frames: Frames) -> None:
    pairs = list(sample_frames["NAMESAKE"].itertuples(index=False, name=None))
    assert ("katarzyna-lipiec", "katarzyna-lipiec-morawska/unverified", False) in pairs
    assert ("jing-wang", "jing-wang-kestrelbay", True) in pairs
    assert ("yu-chen", "yu-chen/unverified", True) in pairs
    assert not [pair for pair in pairs if "wei-chen" in pair]


def test_bridges_are_cut_vertices(sample: Bibliography) -> None:
    """Hold the fast walk against taking out each paper and counting what is left."""
    graph = sample.graph
    found = bridges(graph)
    for person in range(len(graph.page) - 1):
        rows = range(int(graph.page[person]), int(graph.page[person + 1]))
        ties = nx.Graph()
        ties.add_nodes_from(rows)
        for one, other in combinations(rows, 2):
            if set(graph.on_paper[one].indices) & set(graph.on_paper[other].indices):
                ties.add_edge(one, other)
        for row in rows:
            part = nx.node_connected_component(ties, row) - {row}
            left = [len(piece) for piece in nx.connected_components(ties.subgraph(part))]
            assert found[row] == sum(left) - max(left, default=0)
    assert (found > 0).sum() > 10


def test_control_characters_stay_out(tmp_path: Path) -> None:
    papers = [("Tabs\tand\u0085lines\u2028end", (("A\u0096na", "Vale"), ("Ben", "Ruck")))]
    frames = frames_of(load(write_checkout(tmp_path / "checkout", papers)))
    titles = frames["Paper"]["title"]
    assert "Tabs and lines end" in [" ".join(title.split()) for title in titles]
    for rows in (frames["Paper"]["title"], frames["Person"]["name"], frames["AUTHORED"]["name"]):
        assert all(c.isprintable() for text in rows for c in text)


def test_a_source_without_authors_has_rows_too(tmp_path: Path) -> None:
    root = write_checkout(tmp_path / "checkout")
    (root / "data/json/people.json").write_text("{}", encoding="utf-8")
    meta = "<meta><booktitle>Invented</booktitle><year>2024</year></meta>"
    paper = '<paper id="1"><title>Nobody</title></paper>'
    xml = f'<collection id="2024.inv"><volume id="1">{meta}{paper}</volume></collection>'
    (root / "data/xml/2024.inv.xml").write_text(xml, encoding="utf-8")
    frames = frames_of(load(root))
    check(frames)
    assert {name: len(rows) for name, rows in frames.items() if len(rows)} == {"Paper": 1, "Venue": 1, "Load": 1}
    with loaded(Embedded(tmp_path / "graph"), frames) as engine:
        assert dump(engine) == contents(frames)


def test_a_null_where_none_may_be_is_refused() -> None:
    with pytest.raises(ValueError, match=r"Name\.printed holds a null"):
        frame(TABLES["Name"], {"slug": ["a"], "printed": [None]})


def test_columns_of_several_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="Name has columns of several lengths"):
        frame(TABLES["Name"], {"slug": ["a", "b"], "printed": ["A"]})
