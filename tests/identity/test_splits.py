"""Two pages that are likely one person's: which pairs are asked about, and what speaks for it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from graphcheck.bibliography import Bibliography
from graphcheck.decisions import Decisions, Distinction
from graphcheck.graph import build_graph
from graphcheck.identity.alike import Related, pairs_alike
from graphcheck.identity.splits import asked, splits
from graphcheck.settings import Settings
from graphcheck.sources import Source
from graphcheck.tables import Tables
from tests.toy import toy, toy_tables

TEAM = ["Ada Quill", "Bo Thornbury", "Cem Yarrow"]


def two(one: str, other: str) -> dict[str, list[str]]:
    """Return papers of two names in one team, and others who make the bibliography larger."""
    papers = {f"a{n}": [one, *TEAM] for n in range(4)} | {f"b{n}": [other, *TEAM] for n in range(2)}
    return papers | {
        f"x{n}": [f"Given{chr(97 + n)} Family{chr(97 + n)}", f"Other{chr(97 + n)} Name{chr(97 + n)}"] for n in range(20)
    }


def related(one: str, other: str) -> Related | None:
    tables = toy_tables(two(one, other))
    names = tables.people["name"].tolist()
    found = {frozenset((names[p.one], names[p.two])): p.related for p in pairs_alike(tables, build_graph(tables), 1e6)}
    return found.get(frozenset((one, other)))


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("Qiu-Shi Zhu", "Qiushi Zhu", Related.SAME),
        ("Le Sun", "Sun Le", Related.ORDER),
        ("Linh Ngo Van", "Linh Van Ngo", Related.ORDER),
        ("John Ronald Tolkien", "John Tolkien", Related.LONGER),
        ("John R. Tolkien", "John Ronald Tolkien", Related.LONGER),
        ("Claire Cardie", "C. Cardie", Related.INITIAL),
        ("Ólafur Ash", "O. Ash", Related.INITIAL),
        ("Jørgen Bo Møller", "Jorgen Moller", Related.LONGER),
        ("Łukasz Adam Kłos", "Lukasz Klos", Related.LONGER),
        ("Sachi Kato", "Sachi Yasuda", None),
        ("Sachi Kato", "Sachi Kato-Yasuda", Related.LONGER),
        ("Claire Cardie", "Bob Cardie", None),
        ("John Adam Tolkien", "John Bert Tolkien", None),
        ("C. Cardie", "C. Yasuda", None),
        ("Wei Wang", "Wen Wang", None),
    ],
)
def test_names_that_can_be_one_persons(one: str, other: str, how: Related | None) -> None:
    assert related(one, other) == how
    assert related(other, one) == how


def test_every_name_of_a_person_counts() -> None:
    papers = two("Ana Souza", "Ana Lima") | {"c": ["Ana Lima", "Dee Umber"]}
    tables = toy_tables(papers)
    ids = tables.people["id"].tolist()
    souza, lima = ids.index("ana-souza"), ids.index("ana-lima")
    assert not [pair for pair in pairs_alike(tables, build_graph(tables), 0) if {pair.one, pair.two} == {souza, lima}]
    other = tables.names[tables.names["person"] == lima].assign(person=souza)
    named = replace(tables, names=pd.concat([tables.names, other.astype(tables.names.dtypes)], ignore_index=True))
    (pair,) = [pair for pair in pairs_alike(named, build_graph(tables), 0) if {pair.one, pair.two} == {souza, lima}]
    assert pair.related is Related.SAME


def found(bibliography: Bibliography) -> list[tuple[str, str]]:
    maker, tables = bibliography.page_maker, bibliography.source.tables
    return [
        split.people
        for split in splits(tables, bibliography.graph, maker.candidates, bibliography.settings, bibliography.model)
    ]


def changed(bibliography: Bibliography, **columns: dict[str, object]) -> Bibliography:
    """Return the bibliography with other values in the table of people: column → id → value."""
    tables = bibliography.source.tables
    people = tables.people.copy()
    for column, values in columns.items():
        people[column] = [values.get(one, old) for one, old in zip(people["id"], people[column], strict=True)]
    other = Tables(tables.papers, people, tables.names, tables.authorships, tables.editorships, tables.venues)
    return Bibliography(Source(Path("toy"), other, "toy", "", 1), bibliography.settings)


PAIR = ("john-ronald-tolkien", "john-tolkien")


def test_one_team_and_a_rare_name_are_told_the_larger_page_first() -> None:
    bibliography = toy(two("John Ronald Tolkien", "John Tolkien"))
    assert found(bibliography) == [PAIR]
    (split,) = splits(
        bibliography.source.tables,
        bibliography.graph,
        bibliography.page_maker.candidates,
        bibliography.settings,
        bibliography.model,
    )
    odds = sum(part.weight for part in split.evidence)
    assert split.probability == pytest.approx(1 / (1 + np.exp(-odds)), abs=1e-12)
    assert any("3 co-authors in common: " in part.text for part in split.evidence)
    assert split.probability >= Settings().split_least


def test_what_is_stated_parts_them() -> None:
    plain = toy(two("John Ronald Tolkien", "John Tolkien"))
    one, other = PAIR
    assert found(changed(plain, orcid={one: "0000-0002-1825-0097"})) == [PAIR]
    assert found(changed(plain, orcid={one: "0000-0002-1825-0097", other: "0000-0001-5109-3700"})) == []
    assert found(changed(plain, openreview={one: "~A1", other: "~B1"})) == []
    assert found(changed(plain, catch_all={other: True})) == []
    together = toy(two("John Ronald Tolkien", "John Tolkien") | {"both": ["John Tolkien", "John Ronald Tolkien"]})
    assert found(together) == []
    apart = Distinction(who="Ada", when="2025-01-01", why="w", persons=PAIR)
    assert found(toy(two("John Ronald Tolkien", "John Tolkien"), decisions=Decisions(distinctions=(apart,)))) == []


def test_listed_people_of_one_name_were_parted_on_purpose() -> None:
    plain = toy(two("Qiu-Shi Zhu", "Qiushi Zhu"))
    both = ("qiu-shi-zhu", "qiushi-zhu")
    assert found(plain) == [both]
    assert found(changed(plain, verified={both[0]: True})) == [both]
    assert found(changed(plain, verified=dict.fromkeys(both, True))) == []


def test_nothing_in_common_is_not_asked_about() -> None:
    papers = {f"a{n}": ["John Ronald Tolkien", "Ada Quill"] for n in range(3)}
    papers |= {f"b{n}": ["John Tolkien", "Bo Thornbury"] for n in range(3)}
    bibliography = toy(papers)
    maker = bibliography.page_maker
    assert asked(bibliography.source.tables, bibliography.graph, maker.candidates, Settings()) == []


def test_what_is_told_already_is_not_told_again() -> None:
    bibliography = toy(two("John Ronald Tolkien", "John Tolkien"))
    rows = frozenset(bibliography.person_rows[person] for person in PAIR)
    tables, maker = bibliography.source.tables, bibliography.page_maker
    assert not splits(tables, bibliography.graph, maker.candidates, Settings(), bibliography.model, [rows])


def test_a_report_tells_it_on_the_larger_page() -> None:
    bibliography = toy(two("John Ronald Tolkien", "John Tolkien"))
    person, other = PAIR
    (told,) = [one for one in bibliography.person(person).findings if one.code == "GC103"]
    assert (told.person, told.others, told.kind) == (person, (other,), "one name has more parts")
    assert "are likely one person" in told.text
    assert sorted(told.papers) == ["b0", "b1"]
    assert [one.code for one in bibliography.person(other).findings] == ["GC103"]


def test_the_more_sure_the_bar_the_fewer_are_told(sample: Bibliography) -> None:
    told = []
    for least in (0.0, 0.5, 0.9, 0.999):
        settings = replace(Settings(), split_least=least)
        told.append(len(found(Bibliography(sample.source, settings))))
    assert all(more >= fewer for more, fewer in pairwise(told))


@pytest.mark.anthology
def test_the_anthology_has_some_and_none_that_was_parted(whole: Bibliography) -> None:
    tables, graph = whole.source.tables, whole.graph
    told = splits(tables, graph, whole.page_maker.candidates, whole.settings, whole.model)
    assert 500 < len(told) < 2000
    people = tables.people
    for split in told:
        one, other = (whole.person_rows[person] for person in split.people)
        assert graph.together[one, other] == 0
        kept, left = ((bool(people["verified"].iat[row]), graph.papers_of[row]) for row in (one, other))
        assert kept >= left
        for column in ("orcid", "openreview"):
            held = {people[column].iat[one], people[column].iat[other]} - {""}
            assert len(held) < 2
