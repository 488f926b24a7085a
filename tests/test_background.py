"""What papers beside a source tell of its people, and of whom they tell nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from graphcheck.background import Beside, look_beside, ties
from graphcheck.graph import Graph, build_graph
from graphcheck.tables import Tables
from tests.toy import toy_tables

ORCID, OTHER = "0000-0002-1825-0097", "0000-0002-1694-233X"
PAPERS = {
    "p1": ["Eve Elm", "Ann Ash", "Bo Birch"],
    "p2": ["Eve Elm", "Cy Cedar"],
    "p3": ["Di Dogwood", "Fay Fir"],
}


def known(tables: Tables, **people: Mapping[str, object]) -> Tables:
    """Return ``tables`` in which people, by their ids with _ for -, state something else of themselves."""
    changed = tables.people.copy()
    for person, said in people.items():
        row = changed.index[changed["id"] == person.replace("_", "-")]
        for column, value in said.items():
            changed.loc[row, column] = value
    return replace(tables, people=changed)


def among_many(papers: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """Return ``papers`` among those of so many people that no name is common by chance."""
    alone = {f"x{at}": [f"Given{at} Family{at}"] for at in range(20)}
    return {**papers, **alone}


def beside(tables: Tables, *others: Tables) -> Beside:
    return look_beside(replace(tables, background=others), np.full(len(tables.people), 0.1))


def tied(tables: Tables, other: Tables) -> dict[str, str]:
    """Return id in the background → id in the source."""
    (found,) = ties(replace(tables, background=(other,)), np.full(len(tables.people), 0.1))
    mine, theirs = tables.people["id"].tolist(), other.people["id"].tolist()
    return {theirs[at]: mine[row] for at, row in enumerate(found.tolist()) if row >= 0}


def graph_of(tables: Tables, *others: Tables) -> tuple[Graph, list[str]]:
    return build_graph(replace(tables, background=others)), tables.people["id"].tolist()


def test_a_name_that_is_rare_and_borne_once_in_both_ties() -> None:
    source, other = toy_tables(among_many(PAPERS)), toy_tables(among_many({"b": ["Ann Ash", "Gus Gum"]}))
    assert {"ann-ash": "ann-ash"}.items() <= tied(source, other).items()
    assert "gus-gum" not in tied(source, other)


def two_of_a_name(tables: Tables, slug: str, other: str) -> Tables:
    """Return ``tables`` in which the person ``other`` bears the name ``slug``, too."""
    ids = tables.people["id"].tolist()
    row = tables.names[tables.names["slug"] == slug].assign(person=ids.index(other))
    names = pd.concat([tables.names, row], ignore_index=True).astype(tables.names.dtypes.to_dict())
    return replace(tables, names=names)


def test_a_name_that_two_bear_here_or_there_ties_nobody() -> None:
    source, other = toy_tables(among_many(PAPERS)), toy_tables(among_many({"b": ["Ann Ash", "Gus Gum"]}))
    assert "ann-ash" not in tied(two_of_a_name(source, "ann-ash", "eve-elm"), other)
    assert "ann-ash" not in tied(source, two_of_a_name(other, "ann-ash", "gus-gum"))


def test_a_name_that_is_common_in_both_together_ties_nobody() -> None:
    source = toy_tables(among_many({**PAPERS, "p4": ["Ann Oak"]}))
    crowd = {f"c{at}": [f"Ann Family{at}", f"Given{at} Ash"] for at in range(20)}
    assert "ann-ash" in tied(source, toy_tables(among_many({"b": ["Ann Ash"]})))
    assert "ann-ash" not in tied(source, toy_tables({"b": ["Ann Ash"], **crowd}))


def test_an_initial_is_no_name_to_go_by() -> None:
    source, other = toy_tables(among_many({"p": ["A. Ash", "Bo Birch"]})), toy_tables(among_many({"b": ["A. Ash"]}))
    assert "a-ash" not in tied(source, other)


def test_an_orcid_ties_whatever_the_name_and_another_one_keeps_apart() -> None:
    source = known(toy_tables(among_many(PAPERS)), ann_ash={"orcid": ORCID})
    other = toy_tables(among_many({"b": ["Anna Ashby", "Ann Ash"]}))
    assert tied(source, known(other, anna_ashby={"orcid": ORCID}))["anna-ashby"] == "ann-ash"
    assert "ann-ash" not in tied(source, known(other, ann_ash={"orcid": OTHER}))
    assert "ann-ash" not in tied(source, known(other, anna_ashby={"orcid": ORCID})), "Ann is Anna there already"


def test_an_orcid_that_two_people_carry_ties_nobody() -> None:
    source = known(toy_tables(among_many(PAPERS)), ann_ash={"orcid": ORCID}, eve_elm={"orcid": ORCID})
    other = known(toy_tables(among_many({"b": ["Anna Ashby"]})), anna_ashby={"orcid": ORCID})
    assert "anna-ashby" in tied(known(source, eve_elm={"orcid": ""}), other)
    assert "anna-ashby" not in tied(source, other)


def renamed(tables: Tables, **ids: str) -> Tables:
    return known(tables, **{person: {"id": new} for person, new in ids.items()})


@pytest.mark.parametrize(
    ("here", "there", "is_one"),
    [
        ("openalex:A1", "openalex:A1", True),
        ("dblp:a/Ash", "dblp:a/Ash", True),
        ("ann-ash-mit", "ann-ash-mit", True),
        ("openalex:A1", "openalex:A2", False),
        ("table:7", "table:7", False),
        ("openalex:A1", "dblp:A1", False),
    ],
)
def test_an_id_ties_in_the_same_bibliography(here: str, there: str, is_one: bool) -> None:
    source = renamed(toy_tables(among_many(PAPERS), verified=["ann-ash"]), ann_ash=here)
    other = renamed(toy_tables(among_many({"b": ["Berta Beech"]}), verified=["berta-beech"]), berta_beech=there)
    assert (tied(source, other).get(there) == here) is is_one


def test_two_ids_of_one_bibliography_are_two_people_whatever_their_name() -> None:
    source = renamed(toy_tables(among_many(PAPERS)), ann_ash="openalex:A1")
    other = renamed(toy_tables(among_many({"b": ["Ann Ash"]})), ann_ash="openalex:A2")
    assert "openalex:A2" not in tied(source, other)
    assert tied(source, renamed(other))  # somebody is tied at all
    elsewhere = renamed(toy_tables(among_many({"b": ["Ann Ash"]})), ann_ash="dblp:a/Ash")
    assert tied(source, elsewhere)["dblp:a/Ash"] == "openalex:A1"


def test_nobody_is_a_catch_all_page() -> None:
    papers = among_many({"b": ["Ann Ash"]})
    here, there = toy_tables(among_many(PAPERS)), toy_tables(papers)
    for source, other in (
        (toy_tables(among_many(PAPERS), catch_all=["ann-ash"]), there),
        (here, toy_tables(papers, catch_all=["ann-ash"])),
    ):
        assert "ann-ash" not in tied(source, other)


def test_who_writes_together_beside_the_page_is_tied_and_nobody_gets_a_paper() -> None:
    source = toy_tables(among_many(PAPERS))
    other = toy_tables(among_many({"b1": ["Bo Birch", "Cy Cedar", "Gus Gum"], "b2": ["Cy Cedar", "Bo Birch"]}))
    alone, _ = graph_of(source)
    graph, ids = graph_of(source, other)
    bo, cy = ids.index("bo-birch"), ids.index("cy-cedar")
    assert (alone.together[bo, cy], graph.together[bo, cy], graph.together_after[bo, cy]) == (0, 2, 2)
    for name in ("person", "paper", "record", "page", "papers_of", "year", "position", "last_author"):
        assert np.array_equal(getattr(alone, name), getattr(graph, name)), name
    assert (alone.on_paper != graph.on_paper).nnz == 0
    assert (alone.institution != graph.institution).nnz == 0
    apart = (alone.together != graph.together).tocoo()
    assert set(zip(apart.row.tolist(), apart.col.tolist(), strict=True)) == {(bo, cy), (cy, bo)}


def test_an_author_who_stands_twice_on_a_background_paper_counts_once() -> None:
    source = known(toy_tables(among_many(PAPERS)), bo_birch={"orcid": ORCID})
    other = toy_tables(among_many({"b": ["Bo Birch", "Robert Birch", "Cy Cedar"]}))
    other = known(other, bo_birch={"orcid": ORCID}, robert_birch={"orcid": ORCID})
    graph, ids = graph_of(source, other)
    assert graph.together[ids.index("bo-birch"), ids.index("cy-cedar")] == 1


def test_where_people_say_that_they_work_beside_is_said_by_them() -> None:
    source = toy_tables(among_many(PAPERS), {("p2", "Cy Cedar"): "Uni Alder"})
    other = toy_tables(
        among_many({"b": ["Bo Birch", "Gus Gum"]}),
        {("b", "Bo Birch"): "Uni Hazel", ("b", "Gus Gum"): "Uni Poplar"},
    )
    graph, ids = graph_of(source, other)
    said = {
        (ids[who], int(year), graph.institutions[place])
        for who, year, row in zip(graph.said_by, graph.said_in, graph.said, strict=True)
        for place in row.indices
    }
    assert said == {("cy-cedar", 2001, "Uni Alder"), ("bo-birch", 2000, "Uni Hazel")}, "nothing of Gus, who is not here"
    assert graph.institutions[graph.home[ids.index("bo-birch")]] == "Uni Hazel"
    assert not set(graph.said_on.tolist()) & set(graph.paper[graph.person == ids.index("bo-birch")].tolist())


def test_people_whom_a_background_tells_apart_make_a_name_commoner() -> None:
    source = known(toy_tables(among_many(PAPERS)), ann_ash={"orcid": ORCID})
    other = toy_tables(among_many({"b": ["Ann Ash", "Gus Gum", "Hal Hemlock"]}), verified=["ann-ash", "gus-gum"])
    both = two_of_a_name(other, "ann-ash", "gus-gum")
    ann = source.people["id"].tolist().index("ann-ash")
    here = 20 / 23  # of the people there: all but Ann, whose name two bear, Gus and Hal
    assert beside(source, other).expected[ann] == 0.1, "one bearer there may be the one here"
    assert beside(source, both).expected[ann] == here, "one of the two may"
    assert beside(source, known(both, ann_ash={"orcid": ORCID})).expected[ann] == 21 / 23
    assert beside(source, both, both).expected[ann] == here, "bibliographies may know the same people"
    unsure = two_of_a_name(other, "ann-ash", "hal-hemlock")
    assert beside(source, unsure).expected[ann] == 0.1, "who is not verified may be a part of somebody"


def test_namesakes_in_a_bibliography_of_everything_count_by_how_many_of_its_people_are_here() -> None:
    source = toy_tables(among_many(PAPERS))
    elsewhere = {f"e{at}": [f"Far{at} Away{at}"] for at in range(77)}
    other = toy_tables({**among_many({"b": ["Ann Ash", "Gus Gum", "Hal Hemlock"]}), **elsewhere})
    other = known(other, ann_ash={"verified": True}, gus_gum={"verified": True})
    ann = source.people["id"].tolist().index("ann-ash")
    assert beside(source, two_of_a_name(other, "ann-ash", "gus-gum")).expected[ann] == 20 / 100


def test_what_one_background_tells_apart_no_other_one_ties_by_name() -> None:
    source = toy_tables(among_many(PAPERS))
    single = toy_tables(among_many({"b": ["Ann Ash", "Cy Cedar"]}))
    two = two_of_a_name(
        toy_tables(among_many({"c": ["Ann Ash", "Gus Gum"]}), verified=["ann-ash", "gus-gum"]), "ann-ash", "gus-gum"
    )
    ids = source.people["id"].tolist()
    assert ids.index("ann-ash") in beside(source, single).person
    assert ids.index("ann-ash") not in beside(source, single, two).person
    assert ids.index("cy-cedar") in beside(source, single, two).person


def test_without_a_background_nothing_is_beside() -> None:
    source = toy_tables(PAPERS)
    found = beside(source)
    assert (len(found.person), len(found.paper), len(found.year), found.affiliation) == (0, 0, 0, [])
    assert found.expected.tolist() == [0.1] * len(source.people)


def test_an_id_that_is_the_names_own_ties_by_the_name_alone() -> None:
    source = renamed(toy_tables(among_many(PAPERS)), ann_ash="ann")
    other = renamed(toy_tables(among_many({"b": ["Berta Beech"]})), berta_beech="ann")
    assert "ann" not in tied(source, other)


def test_whom_only_the_people_file_knows_is_nobodys_coauthor() -> None:
    whole = known(toy_tables(among_many(PAPERS)), fay_fir={"orcid": ORCID})
    ids = whole.people["id"].tolist()
    left = whole.authorships[whole.authorships["person"] != ids.index("fay-fir")].reset_index(drop=True)
    for other in (
        toy_tables(among_many({"b": ["Fay Fir", "Eve Elm"]})),
        toy_tables({"b": ["Phoebe Firth", "Eve Elm"]}),
    ):
        background = known(other, phoebe_firth={"orcid": ORCID})
        assert "fay-fir" in tied(whole, background).values()
        assert "fay-fir" not in tied(replace(whole, authorships=left), background).values()
