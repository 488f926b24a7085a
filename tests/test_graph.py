from dataclasses import replace

import numpy as np
import pandas as pd

from graphcheck.counts import EXACT
from graphcheck.graph import build_graph, entries
from graphcheck.settings import Settings
from tests.toy import toy_tables


def test_pages_are_slices_in_order_of_year() -> None:
    tables = toy_tables({"p1": ["Ann Ash", "Bo Birch"], "p2": ["Bo Birch"], "p3": ["Ann Ash", "Bo Birch"]})
    graph = build_graph(tables)
    bo = 1
    page = slice(graph.page[bo], graph.page[bo + 1])
    assert graph.paper[page].tolist() == [0, 1, 2]
    assert graph.papers_of.tolist() == [2, 3]
    assert graph.rows(np.array([1, 0])).tolist() == [2, 3, 4, 0, 1]


def test_papers_together_are_counted_once_a_paper_and_nobody_is_their_own_coauthor() -> None:
    graph = build_graph(toy_tables({"p1": ["Ann Ash", "Bo Birch", "Cy Cedar"], "p2": ["Ann Ash", "Bo Birch"]}))
    assert graph.together.toarray().tolist() == [[0, 2, 1], [2, 0, 1], [1, 1, 0]]


def test_a_person_who_stands_twice_on_a_paper_counts_once() -> None:
    graph = build_graph(toy_tables({"p1": ["Ann Ash", "Ann Ash", "Bo Birch"]}))
    assert graph.papers_of.tolist() == [1, 1]
    assert entries(graph.on_paper, 0)[0].tolist() == [1]


def test_common_names_tell_less() -> None:
    many = {f"p{i}": [f"Wei Li{chr(97 + i)}", "Wei Wang", f"Bo Wang{chr(97 + i)}"] for i in range(5)}
    many["q"] = ["Xenia Zyx", *(f"{first} Wang" for first in ("Bo", "Cy", "Di"))]
    graph = build_graph(toy_tables(many))
    ids = toy_tables(many).people["id"].tolist()
    assert graph.telling[ids.index("wei-wang")] < graph.telling[ids.index("xenia-zyx")] < 1


def test_a_shorter_name_of_a_person_makes_the_longer_one_as_common() -> None:
    tables = toy_tables({"p": ["Emma Ash", "Wei Emma Li", "Wei Oak"]})
    emma = tables.people["id"].tolist().index("wei-emma-li")
    variant = tables.names[tables.names["person"] == emma].assign(first="Wei", printed="Wei Li", slug="wei-li")
    more = replace(tables, names=pd.concat([tables.names, variant], ignore_index=True))
    assert build_graph(tables).expected[emma] == 1 * 1 / 3
    assert build_graph(more).expected[emma] == 1 * 2 / 3


def test_what_is_counted_over_the_whole_bibliography_stays_when_a_paper_comes() -> None:
    many = {f"p{i}": [f"Wei Li{i}", f"Wei Wang{i % 9}", f"Bo Wang{i}"] for i in range(62)}
    stated = {(paper, name): "Alpha University" for paper, names in many.items() for name in names}
    more, more_stated = {**many, "q": ["Wei Zyx"]}, {**stated, ("q", "Wei Zyx"): "Alpha University"}

    def counted(settings: Settings) -> list[tuple[np.ndarray, ...]]:
        told = []
        for papers, said in ((many, stated), (more, more_stated)):
            tables = toy_tables(papers, said)
            graph = build_graph(tables, settings=settings)
            before = [row for row, person in enumerate(tables.people["id"]) if person != "wei-zyx"]
            told.append((graph.expected[before], graph.institution_share))
        return told

    (expected, share), (then, share_then) = counted(Settings())
    assert np.array_equal(expected, then)
    assert np.array_equal(share, share_then)
    (expected, share), (then, share_then) = counted(Settings(count_bits=EXACT))
    assert not np.any(expected == then)


def test_a_person_is_never_more_than_all_who_are_at_an_institution() -> None:
    many = {f"p{i}": [f"Ann{i} Wang"] for i in range(70)}
    graph = build_graph(toy_tables(many, {(paper, name): "Alpha University" for paper, (name,) in many.items()}))
    assert graph.family_at[graph.family[0]].max() == graph.family_size[graph.family[0]] == 72
