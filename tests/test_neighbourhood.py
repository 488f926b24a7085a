import networkx as nx
import numpy as np

from graphcheck.neighbourhood import neighbourhoods, to_networkx
from graphcheck.settings import Settings
from tests.toy import toy

# Eve's page: p1, p2 share Ann; Cy and Ann met at o1, without Eve. p3 connects to nothing.
PAPERS = {
    "p1": ["Eve Elm", "Ann Ash", "Bo Birch"],
    "p2": ["Eve Elm", "Ann Ash"],
    "p3": ["Eve Elm", "Cy Cedar", "Di Dogwood"],
    "o1": ["Cy Cedar", "Ann Ash"],
}


def of_eve(without: str | None = None) -> nx.Graph:
    return toy(PAPERS).person("eve-elm").neighbourhood(without=without)


def test_the_person_is_left_out_and_coauthors_are_the_nodes() -> None:
    assert set(of_eve()) == {"ann-ash", "bo-birch", "cy-cedar", "di-dogwood"}


def test_papers_of_the_page_give_no_outside_tie() -> None:
    graph = of_eve()
    assert graph.edges["ann-ash", "cy-cedar"]["outside"] == 1
    assert not graph.has_edge("cy-cedar", "di-dogwood")


def test_a_shared_coauthor_ties_weakly() -> None:
    graph = of_eve()
    assert graph.edges["ann-ash", "bo-birch"]["kind"] == "page"
    assert 0 < graph.edges["ann-ash", "bo-birch"]["weight"] < graph.edges["ann-ash", "cy-cedar"]["weight"]


def test_the_paper_under_test_is_left_out() -> None:
    graph = of_eve(without="p2")
    assert not graph.has_edge("ann-ash", "bo-birch"), "without p2 Ann is on one paper only"
    assert "cy-cedar" not in of_eve(without="p3")


def test_many_people_at_once_give_what_each_gives_alone() -> None:
    bibliography = toy(PAPERS)
    people = np.flatnonzero(bibliography.graph.papers_of > 0)
    together = neighbourhoods(bibliography.graph, people, Settings())
    for which, person in enumerate(people):
        alone = neighbourhoods(bibliography.graph, np.array([person]), Settings())
        assert nx.utils.graphs_equal(to_networkx(together, which), to_networkx(alone))
