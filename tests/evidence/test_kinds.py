"""What each kind of evidence measures, on pages whose answer can be worked out by hand."""

import numpy as np
import pytest

from graphcheck.evidence import measure
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
