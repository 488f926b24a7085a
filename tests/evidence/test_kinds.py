"""What each kind of evidence measures, on pages whose answer can be worked out by hand."""

import numpy as np
import pytest

from graphcheck.evidence import OF_PAGE, measure
from graphcheck.neighbourhood import neighbourhoods
from graphcheck.pairs import pairs_of
from graphcheck.settings import Settings
from tests.toy import toy

PAPERS = {
    "p1": ["Eve Elm", "Ann Ash", "Bo Birch"],
    "p2": ["Ann Ash", "Eve Elm"],
    "p3": ["Cy Cedar", "Di Dogwood", "Eve Elm"],
    "o1": ["Cy Cedar", "Ann Ash"],
    "o2": ["Di Dogwood", "Flo Fir"],
}
AFFILIATIONS = {
    ("p1", "Eve Elm"): "Tree College",
    ("p2", "Eve Elm"): "Tree College, Forest",
    ("p3", "Eve Elm"): "Bush Lab",
    ("o1", "Ann Ash"): "Tree College",
    ("o1", "Cy Cedar"): "Bush Lab",
}


def features(first: str, second: str) -> dict[str, float]:
    bibliography = toy(PAPERS, affiliations=AFFILIATIONS)
    batch = neighbourhoods(bibliography.graph, np.array([bibliography.person("eve-elm").row]), Settings())
    pairs = pairs_of(bibliography.graph, batch, Settings())
    papers = [bibliography.papers["id"].iat[bibliography.graph.paper[row]] for row in batch.rows]
    place = [(papers[one], papers[two]) for one, two in zip(pairs.one, pairs.two, strict=True)].index((first, second))
    return {name: float(values[place]) for name, values in measure(bibliography.graph, batch, pairs).items()}


def test_coauthors_in_common_or_strangers() -> None:
    assert features("p1", "p2")["shared"] > 0
    assert features("p1", "p2")["strangers"] == 0
    apart = features("p1", "p3")
    assert apart["shared"] == 0
    assert apart["strangers"] > 0
    assert (apart["smaller_team"], apart["larger_team"]) == (2, 2)
    assert (features("p2", "p3")["smaller_team"], features("p2", "p3")["larger_team"]) == (1, 2)


def test_ties_are_made_outside_the_page() -> None:
    assert features("p1", "p3")["ties"] > 0, "Ann and Cy wrote o1"
    assert features("p1", "p2")["ties"] == 0, "Ann and Bo met on the page only"


def test_stated_institutions() -> None:
    same, other = features("p1", "p2"), features("p1", "p3")
    assert same["stated_same"] > 0 == same["stated_other"]
    assert (other["stated_same"], other["stated_other"], other["stated_both"]) == (0, 1, 1)


def test_institutions_are_inferred_from_coauthors_other_papers() -> None:
    assert features("p1", "p2")["inferred"] > features("p1", "p3")["inferred"]
    assert features("p1", "p2")["inferred_none"] == 0


def test_years_between() -> None:
    assert features("p1", "p3")["gap"] == 2


@pytest.mark.parametrize(
    ("pair", "expected"),
    [(("p1", "p2"), (1, 1, 0, 0)), (("p2", "p3"), (0, 2, 0, 0)), (("p1", "p3"), (1, 1, 0, 0))],
)
def test_roles(pair: tuple[str, str], expected: tuple[int, int, int, int]) -> None:
    found = features(*pair)
    assert (found["firsts"], found["lasts"], found["down"], found["same_last"]) == expected


def of_page(kind: str, papers: dict[str, list[str]], **told: dict[str, str]) -> dict[str, float]:
    """Return what is measured of each paper of Eve Elm's page."""
    bibliography = toy(papers, **told)
    graph, person = bibliography.graph, bibliography.person("eve-elm").row
    batch = neighbourhoods(graph, np.arange(len(graph.page) - 1), Settings())
    rows = batch.row_page == person
    values = OF_PAGE[kind].measure(graph, batch)[rows]
    alone = OF_PAGE[kind].measure(graph, neighbourhoods(graph, np.array([person]), Settings()))
    np.testing.assert_array_equal(alone, values)
    papers_of = [str(bibliography.papers["id"].iat[paper]) for paper in graph.paper[batch.rows[rows]]]
    return dict(zip(papers_of, values.tolist(), strict=True))


def test_a_venue_weighs_by_how_few_papers_appear_there_where_another_paper_of_the_page_did() -> None:
    venues = {"p1": "BEA", "p2": "BEA", "p3": "WMT", "o1": "WMT", "o2": "WMT"}
    found = of_page("venues", PAPERS, venues=venues)
    assert found["p1"] == found["p2"] == pytest.approx(-np.log(2 / 5))
    assert found["p3"] == 0, "o1 and o2 are on other pages"


def test_a_venue_says_nothing_where_it_is_not_known_or_that_of_no_other_paper_is() -> None:
    assert np.isnan(list(of_page("venues", PAPERS).values())).all()
    assert np.isnan(list(of_page("venues", PAPERS, venues={"p1": "BEA", "o1": "BEA"}).values())).all()
    found = of_page("venues", PAPERS, venues={"p1": "BEA", "p2": "WMT"})
    assert (found["p1"], found["p2"]) == (0, 0)
    assert np.isnan(found["p3"])


def test_a_language_weighs_by_how_few_papers_name_it_where_another_paper_of_the_page_does() -> None:
    titles = {"p1": "Hindi and Amharic", "p2": "Hindi-Amharic", "p3": "Hindi", "o1": "Hindi", "o2": "Urdu"}
    found = of_page("languages", PAPERS, titles=titles)
    assert found["p1"] == found["p2"] == pytest.approx(-np.log(2 / 5)), "Amharic is the rarer one"
    assert found["p3"] == pytest.approx(-np.log(4 / 5))
    found = of_page("languages", PAPERS, titles=titles | {"p3": "Urdu"})
    assert found["p3"] == 0, "o2 is on another page"


def test_a_paper_that_names_no_language_or_is_alone_says_nothing_of_languages() -> None:
    found = of_page("languages", PAPERS, titles={"p1": "Parsing English", "p2": "Urdu"})
    assert np.isnan(found["p1"])
    assert found["p2"] == 0, "the page names none, and that is no other language"
    assert np.isnan(list(of_page("languages", {"p1": ["Eve Elm", "Ann Ash"]}, titles={"p1": "Urdu"}).values())).all()
