import numpy as np

from graphcheck.graph import at
from graphcheck.neighbourhood import neighbourhoods
from graphcheck.pairs import pairs_of
from graphcheck.settings import Settings
from tests.toy import toy


def compared(papers: dict[str, list[str]], settings: Settings) -> set[tuple[int, int]]:
    bibliography = toy(papers)
    batch = neighbourhoods(bibliography.graph, np.array([bibliography.person("eve-elm").row]), settings)
    pairs = pairs_of(bibliography.graph, batch, settings)
    return set(zip(pairs.one.tolist(), pairs.two.tolist(), strict=True))


def test_on_small_pages_all_pairs_are_compared_once() -> None:
    papers = {f"p{i}": ["Eve Elm", f"Ann Ash{chr(97 + i)}"] for i in range(4)}
    assert compared(papers, Settings()) == {(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)}


def test_on_large_pages_neighbours_in_time_and_old_friends_are_compared() -> None:
    papers = {f"p{i}": ["Eve Elm", f"Ann Ash{chr(97 + i)}"] for i in range(6)}
    papers["p0"].append("Bo Birch")
    papers["p5"].append("Bo Birch")
    found = compared(papers, Settings(pairs_whole=3, pairs_near=1, pairs_shared=1))
    assert found == {(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (0, 5)}


def test_pages_of_a_batch_are_not_compared_with_each_other() -> None:
    papers = {"p0": ["Eve Elm", "Ann Ash"], "p1": ["Eve Elm", "Ann Ash"]}
    bibliography = toy(papers)
    batch = neighbourhoods(bibliography.graph, np.array([0, 1]), Settings())
    pairs = pairs_of(bibliography.graph, batch, Settings())
    assert (batch.row_page[pairs.one] == batch.row_page[pairs.two]).all()
    assert len(pairs.one) == 2


def test_common_and_prolific_coauthors_count_less() -> None:
    papers = {"p0": ["Eve Elm", "Ann Ash", "Bo Birch"], "p1": ["Eve Elm", "Ann Ash"], "p2": ["Eve Elm", "Bo Birch"]}
    papers |= {f"x{i}": ["Bo Birch", f"Cy Cedar{chr(97 + i)}"] for i in range(20)}
    bibliography = toy(papers)
    batch = neighbourhoods(bibliography.graph, np.array([bibliography.person("eve-elm").row]), Settings())
    pairs = pairs_of(bibliography.graph, batch, Settings())
    shared = dict(zip(zip(pairs.one.tolist(), pairs.two.tolist(), strict=True), pairs.shared.tolist(), strict=True))
    assert shared[0, 1] > shared[0, 2] > shared[1, 2] == 0


def test_at_reads_a_sparse_matrix_and_an_empty_one() -> None:
    import scipy.sparse as sp

    matrix = sp.csr_matrix(np.array([[0, 2.0], [3.0, 0]]))
    assert at(matrix, np.array([0, 1, 0]), np.array([1, 0, 0])).tolist() == [2.0, 3.0, 0.0]
    assert at(sp.csr_matrix((2, 2)), np.array([0]), np.array([1])).tolist() == [0.0]
