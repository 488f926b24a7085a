import random
from dataclasses import replace

import pandas as pd
import pytest

import graphcheck
from graphcheck.bibliography import Bibliography
from graphcheck.errors import NoPapersError, UnknownIdError
from tests.test_communities import LAB, OTHER, common
from tests.toy import toy


def test_tables_and_people_are_at_hand(sample: Bibliography) -> None:
    assert len(sample.papers) == 233
    assert len(sample.authorships) == 882
    assert {"id", "name", "verified"} <= set(sample.people)
    assert {"id", "acronym"} <= set(sample.venues)
    person = sample.person("yan-li")
    assert person.groups[0].core
    assert [finding.code for finding in person.findings] == ["GC101"]


def test_a_neighbourhood_tells_groups_and_strays(sample: Bibliography) -> None:
    graph = sample.person("yan-li").neighbourhood()
    strays = {node for node, facts in graph.nodes(data=True) if facts["stray"]}
    assert len(strays) == 6
    assert all(not graph.nodes[node]["core"] for node in strays)
    assert not strays & set(sample.person("yan-li").neighbourhood(without="2022.icol-main.7"))


def test_unknown_ids_are_named(sample: Bibliography) -> None:
    with pytest.raises(UnknownIdError, match="no person in this source has the id “nobody”"):
        sample.person("nobody")
    with pytest.raises(UnknownIdError, match="no paper in this source has the id “X99-1234”"):
        sample.person("yan-li").neighbourhood(without="X99-1234")


def test_somebody_without_papers_has_no_page() -> None:
    bibliography = toy({"p1": ["Ann Ash", "Bo Birch"]})
    source, people = bibliography.source, bibliography.people
    more = pd.concat([people, people.iloc[[0]].assign(id="editor")], ignore_index=True)
    source = replace(source, tables=replace(source.tables, people=more))
    with pytest.raises(NoPapersError):
        _ = Bibliography(source, bibliography.settings).person("editor").page


def test_checking_leaves_the_users_random_numbers_alone() -> None:
    papers = common({f"p{i}": ["Wei Wang", *LAB] for i in range(3)} | {"q": ["Wei Wang", *OTHER]})
    random.seed(7)
    expected = random.random()
    random.seed(7)
    assert toy(papers).person("wei-wang").page
    assert random.random() == expected


def test_the_package_says_what_it_has() -> None:
    assert callable(graphcheck.load)
    assert graphcheck.Settings().flag_threshold == 0.75
    with pytest.raises(AttributeError):
        _ = graphcheck.nothing
