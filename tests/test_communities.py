import networkx as nx
import numpy as np

from graphcheck.bibliography import Bibliography
from graphcheck.communities import communities, leiden
from graphcheck.neighbourhood import to_networkx
from graphcheck.settings import Settings
from tests.toy import toy

LAB = ["Ann Ash", "Bo Birch", "Cy Cedar"]
OTHER = ["Xi Yew", "Yan Zelkova", "Zoe Walnut"]


OUTRIGHT = Settings(link_most=1)  # without the last step, which depends on what the model has learned


def groups_of(person: str, papers: dict[str, list[str]], **more: object) -> list[set[str]]:
    found = toy(papers, **more).person(person)  # type: ignore[arg-type]
    return [set(group.papers) for group in found.groups]


def common(papers: dict[str, list[str]]) -> dict[str, list[str]]:
    """Add papers by people whose names make "Wei Wang" a common one."""
    crowd = {f"x{i}": [f"Wei Tree{chr(97 + i)}", f"{chr(65 + i)}o Wang"] for i in range(20)}
    return papers | crowd


def elsewhere() -> dict[tuple[str, str], str]:
    """Return affiliations of the crowd, so that no institution is where everybody is."""
    return {(f"x{i}", f"{chr(65 + i)}o Wang"): f"Institute {i}" for i in range(20)}


def test_papers_that_share_a_coauthor_hold_together() -> None:
    found = groups_of("eve-elm", {"p1": ["Eve Elm", "Ann Ash"], "p2": ["Ann Ash", "Eve Elm", "Bo Birch"]})
    assert found == [{"p1", "p2"}]


def test_two_labs_that_never_met_are_two_groups_and_the_larger_is_the_core() -> None:
    papers = {f"p{i}": ["Wei Wang", *LAB] for i in range(3)} | {"q": ["Wei Wang", *OTHER]}
    assert groups_of("wei-wang", common(papers)) == [{"p0", "p1", "p2"}, {"q"}]


def test_a_paper_written_elsewhere_bridges_two_groups_of_a_rare_name_but_not_of_a_common_one() -> None:
    bridge = {"b": ["Ann Ash", "Xi Yew"]}
    rare = {"p1": ["Eve Elm", *LAB], "p2": ["Eve Elm", *LAB], "q": ["Eve Elm", *OTHER]}
    assert len(groups_of("eve-elm", common(rare | bridge), settings=OUTRIGHT)) == 1
    assert len(groups_of("eve-elm", common(rare), settings=OUTRIGHT)) == 2
    frequent = {key: ["Wei Wang", *authors[1:]] for key, authors in rare.items()}
    assert len(groups_of("wei-wang", common(frequent | bridge), settings=OUTRIGHT)) == 2


def test_an_institution_that_the_person_states_on_both_papers_holds_them_together() -> None:
    papers = common({"p1": ["Eve Elm", "Ann Ash"], "q": ["Eve Elm", "Xi Yew"]})
    stated = elsewhere() | {
        ("p1", "Eve Elm"): "Kent State University, USA",
        ("q", "Eve Elm"): "Kent State University",
    }
    assert groups_of("eve-elm", papers, affiliations=stated) == [{"p1", "q"}]
    stated["q", "Eve Elm"] = "Tree College, USA"
    assert len(groups_of("eve-elm", papers, affiliations=stated)) == 2


def test_a_solo_paper_stays_with_the_core() -> None:
    found = groups_of("eve-elm", {"p1": ["Eve Elm", "Ann Ash"], "p2": ["Eve Elm", "Ann Ash"], "s": ["Eve Elm"]})
    assert found == [{"p1", "p2", "s"}]


def test_of_groups_of_one_size_the_one_with_an_identifier_is_the_core_of_a_verified_person() -> None:
    papers = common({f"p{i}": ["Wei Wang", *LAB] for i in range(2)} | {f"q{i}": ["Wei Wang", *OTHER] for i in range(2)})
    explicit = [("q1", "Wei Wang")]
    person = toy(papers, explicit=explicit, verified=["wei-wang"], settings=OUTRIGHT).person("wei-wang")
    assert person.groups[0].papers == ("q0", "q1")
    assert "identifier" in person.page.core_reason
    assert "No group" in toy(papers, explicit=explicit, settings=OUTRIGHT).person("wei-wang").page.core_reason


def test_one_paper_with_an_identifier_does_not_turn_a_large_page_upside_down() -> None:
    papers = common({f"p{i}": ["Wei Wang", *LAB] for i in range(20)} | {"q": ["Wei Wang", *OTHER]})
    page = toy(papers, explicit=[("q", "Wei Wang")], verified=["wei-wang"]).person("wei-wang").page
    assert "No group is plainly the person" in page.core_reason
    assert not any(authorship.flagged for authorship in page.authorships)


def test_groups_of_one_size_are_a_toss_up_and_no_paper_is_flagged() -> None:
    papers = {f"p{i}": ["Wei Wang", *LAB] for i in range(3)} | {f"q{i}": ["Wei Wang", *OTHER] for i in range(3)}
    settings = Settings(prior=((0.001, 0.3), (1.0, 0.4)))
    page = toy(common(papers), settings=settings).person("wei-wang").page
    assert "No group is plainly the person" in page.core_reason
    assert not any(authorship.flagged for authorship in page.authorships)
    assert page.codes == ("GC102",)


def test_groups_do_not_depend_on_the_order_of_papers() -> None:
    papers = common({f"p{i}": ["Wei Wang", *LAB] for i in range(3)} | {f"q{i}": ["Wei Wang", *OTHER] for i in range(2)})
    backwards = dict(reversed(papers.items()))
    assert groups_of("wei-wang", papers) == groups_of("wei-wang", backwards)


def test_the_bulk_and_a_networkx_graph_give_the_same_communities(sample: Bibliography) -> None:
    people = sample.judged_people()
    scores = sample.page_maker.judge(people)
    batch, found = scores.batch, scores.groups
    same = 0
    for which in range(len(people)):
        here = batch.coauthor_page == which
        bulk = {frozenset(batch.coauthor[here & (found.community == c)]) for c in set(found.community[here])}
        alone = {frozenset(community) for community in communities(to_networkx(batch, which))}
        # Fragments without ties between them stand for their communities, which lie within them.
        assert alone == bulk or all(any(small <= large for large in bulk) for small in alone)
        same += len(bulk) > 1 and alone == bulk
    assert same >= 3


def test_communities_are_as_modular_as_those_of_networkx() -> None:
    # Two cliques of five joined by one edge: the answer can be checked by hand, and both must give it.
    barbell = nx.barbell_graph(5, 0)
    karate = nx.karate_club_graph()
    for graph in (barbell, karate):
        nx.set_edge_attributes(graph, 1.0, "weight")
        theirs = nx.community.louvain_communities(graph, weight="weight", seed=1)
        ours = communities(graph)
        assert nx.community.modularity(graph, ours) >= nx.community.modularity(graph, theirs) - 1e-9
    assert communities(barbell) == [set(range(5)), set(range(5, 10))]


def test_communities_are_the_same_each_time() -> None:
    graph = nx.gnp_random_graph(60, 0.1, seed=3)
    edges = np.array(graph.edges)
    first = leiden(60, edges, np.ones(len(edges)))
    assert all((leiden(60, edges, np.ones(len(edges))) == first).all() for _ in range(5))
