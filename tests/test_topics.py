"""What papers are about, by the words of their titles and abstracts."""

import json
from dataclasses import replace
from importlib.resources import files

import numpy as np
import pytest

from graphcheck.bibliography import Bibliography
from graphcheck.evidence import topics
from graphcheck.graph import build_graph
from graphcheck.neighbourhood import neighbourhoods
from graphcheck.settings import Settings
from graphcheck.tables import Tables
from graphcheck.topics import FULL, TopicWords, topics_of, vocabulary
from tests.toy import toy_tables

TITLES = {
    "a": "Neural machine translation",
    "b": "STATISTICAL MACHINE TRANSLATION: phrases",
    "c": "Coreference resolution",
    "d": "Xyzzy — Ωmega",
    "e": "",
}


def tables(titles: dict[str, str] = TITLES, person: str = "Wei Wang") -> Tables:
    return toy_tables({paper: [person, f"Co {paper.upper()}uthor"] for paper in titles}, titles=titles)


def with_abstract(found: Tables, text: str) -> Tables:
    papers = found.papers.assign(abstract=[text, *[""] * (len(found.papers) - 1)])
    return replace(found, papers=papers.astype(found.papers.dtypes.to_dict()))


def test_a_paper_is_of_the_topics_whose_words_it_has_and_of_none_where_it_has_none() -> None:
    found = topics_of(tables())
    lists = vocabulary().lists
    assert found.shape == (len(TITLES), len(lists))
    assert [lists[row.argmax()][0] for row in found[[0, 2]]] == ["translation", "resolution"]
    assert found[:3].max(axis=1).tolist() == [FULL] * 3
    assert found.min() >= 0
    assert not found[3:].any()


def test_capitals_and_what_stands_around_a_word_are_the_same_word() -> None:
    one = topics_of(tables({"a": "neural machine translation"}))
    two = topics_of(tables({"a": "“Neural”, Machine/TRANSLATION!"}))
    assert (one == two).all()
    other = topics_of(tables({"a": "neural machine-translation"}))  # the hyphen is part of a word
    assert (one != other).any()


def test_abstracts_count_and_titles_count_twice() -> None:
    both = topics_of(with_abstract(tables({"a": "Coreference", "b": ""}), "translation translation"))
    title, abstract = (
        topics_of(one) for one in (tables({"a": "Coreference"}), with_abstract(tables({"a": ""}), "translation"))
    )
    assert ((both[0] > 0) == ((title[0] > 0) | (abstract[0] > 0))).all()
    twice = topics_of(with_abstract(tables({"a": ""}), "coreference coreference translation translation"))
    assert (both[0] == twice[0]).all()


def test_what_a_paper_is_about_does_not_depend_on_other_papers() -> None:
    alone = topics_of(tables({"a": TITLES["a"]}))
    assert (topics_of(tables())[0] == alone[0]).all()


def test_a_paper_is_held_against_the_nearest_of_its_page_alone() -> None:
    graph = build_graph(tables())
    batch = neighbourhoods(graph, np.arange(len(graph.page) - 1), Settings())
    found = topics.measure(graph, batch)
    page = found[batch.row_page == np.flatnonzero(graph.papers_of > 1)[0]]
    known = topics_of(tables())[:3].astype(float)
    length = np.sqrt((known**2).sum(axis=1))
    cosine = known @ known.T / np.outer(length, length) - 2 * np.eye(3)
    assert page[:3] == pytest.approx(cosine.max(axis=1), abs=1e-12)
    assert page[0] > page[2]
    assert np.isnan(page[3:]).all()
    assert np.isnan(found[batch.row_page != np.flatnonzero(graph.papers_of > 1)[0]]).all()  # the co-authors' pages


def test_one_person_alone_measures_the_same_as_in_a_batch(sample: Bibliography) -> None:
    graph, people = sample.graph, sample.judged_people()
    batch = neighbourhoods(graph, people, Settings())
    together = topics.measure(graph, batch)
    assert np.isfinite(together).any()
    for which in range(0, len(people), 5):
        alone = topics.measure(graph, neighbourhoods(graph, people[which : which + 1], Settings()))
        np.testing.assert_array_equal(alone, together[batch.row_page == which])


@pytest.mark.parametrize("at_once", [1, 50, 1000])
def test_pages_of_any_size_are_measured_part_by_part_to_the_same_bits(
    sample: Bibliography, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    batch = neighbourhoods(sample.graph, sample.judged_people(), Settings())
    whole = topics.measure(sample.graph, batch)
    monkeypatch.setattr(topics, "AT_ONCE", at_once)
    np.testing.assert_array_equal(topics.measure(sample.graph, batch), whole)


def test_of_a_topic_those_words_are_named_that_the_paper_holds_the_weightiest_first() -> None:
    found = with_abstract(tables(), "A TRANSLATION “memory”.")
    words = TopicWords(found, topics_of(found))
    assert words[0][0] == ("translation", "machine", "neural")
    assert words[2] == (("resolution", "coreference"),)  # “anaphora”, which the topic is told by, too, is not there
    assert words[3] == words[4] == ()


def test_of_every_paper_that_has_topics_words_are_named_and_all_stand_in_it(sample: Bibliography) -> None:
    tables = sample.source.tables
    topics = topics_of(tables)
    told = TopicWords(tables, topics)
    text = [f"{paper.title} {paper.abstract}".lower() for paper in tables.papers.itertuples()]
    for paper, shares in enumerate(topics):
        assert bool(told[paper]) == bool(shares.any())
        assert all(word in text[paper] for words in told[paper] for word in words)


def test_texts_are_read_part_by_part_to_the_same_topics(monkeypatch: pytest.MonkeyPatch, sample: Bibliography) -> None:
    whole = topics_of(sample.source.tables)
    for size in (1, 1000, 30_000):
        monkeypatch.setattr("graphcheck.topics._AT_ONCE", size)
        np.testing.assert_array_equal(topics_of(sample.source.tables), whole)


def test_no_papers_have_no_topics() -> None:
    assert topics_of(toy_tables({})).shape == (0, len(vocabulary().lists))


def test_the_paper_that_is_named_is_the_one_that_was_measured(sample: Bibliography) -> None:
    graph = sample.graph
    batch = neighbourhoods(graph, sample.judged_people()[:60], Settings())
    measured = topics.measure(graph, batch)
    known = topics_of(sample.source.tables)[graph.paper[batch.rows]].astype(float)
    for row in np.flatnonzero(np.isfinite(measured)):
        page = np.flatnonzero(batch.row_page == batch.row_page[row])
        near = topics.nearest(graph, batch, int(row), page[page != row])
        cosine = known[row] @ known[near] / np.sqrt((known[row] @ known[row]) * (known[near] @ known[near]))
        assert cosine == pytest.approx(measured[row], abs=1e-12)


def test_topics_are_a_small_readable_file_that_says_where_it_comes_from() -> None:
    text = files("graphcheck").joinpath("topics.json").read_text(encoding="utf-8")
    told = json.loads(text)
    assert told["provenance"]["made by"] == "python -m benchmarks.train_topics"
    assert len(text) < 100_000
    for topic in told["topics"]:
        assert len(topic) >= 3
        assert all(weight > 0 for weight in topic.values())
