"""Which languages titles and abstracts name."""

import json
from dataclasses import replace
from importlib.resources import files

import numpy as np
import pytest

from graphcheck.bibliography import Bibliography
from graphcheck.languages import languages, languages_of
from graphcheck.tables import Tables
from tests.toy import toy_tables


def named(tables: Tables) -> list[list[str]]:
    found = languages_of(tables)
    return [[languages()[column] for column in found[row].indices] for row in range(found.shape[0])]


def titled(*titles: str) -> Tables:
    papers = {f"p{place}": title for place, title in enumerate(titles)}
    return toy_tables({paper: ["Ann Ash"] for paper in papers}, titles=papers)


def test_languages_are_named_in_any_letters_and_in_compounds() -> None:
    told = titled("Parsing AMHARIC", "German-to-Upper-Sorbian translation", "“Hindi”/Urdu: a corpus", "Parsing")
    assert named(told) == [["Amharic"], ["German", "Sorbian"], ["Hindi", "Urdu"], []]


def test_several_spellings_are_one_language_and_a_part_of_a_word_is_none() -> None:
    assert named(titled("Farsi and Persian", "Finnishing thaiisms, Thais")) == [["Persian"], []]


def test_abstracts_count_and_a_language_counts_once() -> None:
    tables = titled("Polish", "English")
    papers = tables.papers.assign(abstract=["Polish, Polish-Czech", ""]).astype(tables.papers.dtypes.to_dict())
    assert named(replace(tables, papers=papers)) == [["Czech", "Polish"], []]
    assert languages_of(replace(tables, papers=papers)).max() == 1


def test_no_papers_name_no_languages() -> None:
    assert languages_of(toy_tables({})).shape == (0, len(languages()))


def test_texts_are_read_part_by_part_to_the_same_languages(
    monkeypatch: pytest.MonkeyPatch, sample: Bibliography
) -> None:
    whole = languages_of(sample.source.tables).toarray()
    assert whole.any()
    monkeypatch.setattr("graphcheck.topics._AT_ONCE", 1000)
    np.testing.assert_array_equal(languages_of(sample.source.tables).toarray(), whole)


def test_each_word_names_one_language_and_can_be_met_as_it_is_written() -> None:
    told = json.loads(files("graphcheck").joinpath("languages.json").read_text(encoding="utf-8"))["languages"]
    words = [word for spelled in told.values() for word in spelled]
    assert len(words) == len(set(words))
    assert list(told) == sorted(told)
    for language, spelled in told.items():
        assert language.lower() in spelled
        assert named(titled(*spelled)) == [[language]] * len(spelled)
