import numpy as np

from graphcheck.graph import build_graph, entries
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
