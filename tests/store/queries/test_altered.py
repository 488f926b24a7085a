"""What the last load changed, and what only the altered sample holds, on both engines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graphcheck.bibliography import Bibliography
from graphcheck.store.engine import Engine
from graphcheck.store.rows import Frames
from tests.store.graphs import Place, dump, loaded
from tests.store.queries.asking import ask


@pytest.fixture(scope="module")
def engine(place: Place, sample_frames: Frames, altered_frames: Frames) -> Iterator[Engine]:
    """The altered sample, loaded over the sample."""
    place.load(sample_frames)
    with loaded(place, altered_frames) as opened:
        yield opened


def test_an_author_who_became_somebody_else(engine: Engine) -> None:
    now = ("Rahul Sharma (rahul-sharma-oosterwijk)", "Rahul Sharma (rahul-sharma)")
    assert ask(engine, "volume-changes", volume="2021.meld-main") == [
        ("2021.meld-main.6", "resolved", None, "GC105 rahul-sharma-oosterwijk", ""),
        ("2021.meld-main.6", "author", 0, *now),
    ]


def test_papers_that_came_and_went(engine: Engine) -> None:
    gone = "Retrieval for the Night Shift: Finding the Right Protocol"
    assert ask(engine, "volume-changes", volume="2025.clinlang-1") == [
        ("2025.clinlang-1.3", "removed", None, gone, ""),
        ("2025.clinlang-1.4", "added", None, "", "Handing Over at Six in the Morning"),
        ("2025.clinlang-1.4", "finding", None, "", "GC104 johannes-grunauer-pohl"),
        ("2025.clinlang-1.4", "finding", None, "", "GC106 gregor-mauthner-lind/unverified"),
    ]
    assert engine.rows("MATCH (p:Paper {id: '2025.clinlang-1.3'}) RETURN p.id", {}).rows == []


def test_a_title_and_a_link(engine: Engine) -> None:
    titles = ("How Much of Spatial Reasoning Is Spelling?", "How Much of Spatial Reasoning Is Guessing?")
    assert ask(engine, "volume-changes", volume="2025.meld-main") == [
        ("2025.meld-main.2", "finding", None, "", "GC104 mateo-quispe-larrea"),
        ("2025.meld-main.4", "title", None, *titles),
        ("2025.meld-main.5", "link", 2, "explicit", "inferred"),
    ]


def test_changed_volumes(engine: Engine) -> None:
    assert ask(engine, "changed-volumes") == [
        ("W15-14", 5, 0, 0, 0, 0, 0),
        ("2025.meld-main", 3, 1, 0, 0, 1, 0),
        ("2025.clinlang-1", 2, 0, 1, 1, 2, 0),
        ("2021.meld-main", 1, 1, 0, 0, 0, 1),
        ("2022.icol-main", 1, 1, 0, 0, 0, 1),
        ("W15-03", 1, 1, 0, 0, 1, 0),
    ]


def test_a_finding_that_went(engine: Engine) -> None:
    assert ask(engine, "volume-changes", volume="2022.icol-main") == [
        ("2022.icol-main.7", "resolved", None, "GC101 yan-li", ""),
        ("2022.icol-main.7", "author", 0, "Yan Li (yan-li)", "Yanne Li (yanne-li/unverified)"),
    ]


def test_a_finding_that_came(engine: Engine) -> None:
    fatimata = "Fatimata N’Diaye-Sarr (fatimata-n-diaye-sarr)"
    assert ask(engine, "volume-changes", volume="W15-03") == [
        ("W15-0305", "finding", None, "", "GC101 yan-li"),
        ("W15-0305", "author", 1, fatimata, "Yan Li (yan-li)"),
    ]


def test_another_year(engine: Engine) -> None:
    papers = [f"W15-140{number}" for number in range(1, 6)]
    expected = [(paper, "year", None, "2015", "2014") for paper in papers]
    assert ask(engine, "volume-changes", volume="W15-14") == expected


def test_findings_that_were_there_are_known(engine: Engine) -> None:
    pattern = "MATCH (f:Finding)-[:ABOUT_PERSON]->(p:Person)"
    asked = f"{pattern} RETURN DISTINCT f.code AS code, p.id AS person, f.state AS state ORDER BY person, code, state"
    assert engine.rows(asked, {}).rows == [
        ("GC104", "ana-souza", "known"),
        ("GC104", "ana-souza/unverified", "known"),
        ("GC104", "gregor-mauthner-lind/unverified", "new"),
        ("GC106", "gregor-mauthner-lind/unverified", "new"),
        ("GC102", "jing-wang/unverified", "known"),
        ("GC104", "johannes-grunauer-pohl", "new"),
        ("GC103", "katarzyna-lipiec", "known"),
        ("GC103", "katarzyna-lipiec-morawska/unverified", "known"),
        ("GC104", "mateo-quispe-larrea", "new"),
        ("GC102", "wei-chen", "known"),
        ("GC101", "yan-li", "new"),
    ]


def test_orcid_on_two_people(engine: Engine) -> None:
    johannes = ("johannes-grunauer-pohl", "Johannes Grünauer-Pohl", 2)
    gregor = ("gregor-mauthner-lind/unverified", "Gregor Mauthner-Lind", 1)
    assert ask(engine, "orcid-on-two-people") == [
        ("0000-0007-5545-006X", *johannes),
        ("0000-0007-5545-006X", *gregor),
    ]


def test_several_ids(engine: Engine) -> None:
    columns = ("person", "verified", "profiles", "orcids")
    assert ask(engine, "several-ids", *columns) == [("mateo-quispe-larrea", True, 2, 1)]


def test_several_ids_by_year(engine: Engine) -> None:
    rows = ask(engine, "several-ids-by-year")
    year, pages, several, percent = rows[-1]
    assert (year, several) == (2025, 1)
    assert percent == 100.0 / pages  # type: ignore[operator]
    assert {row[2] for row in rows[:-1]} == {0}


def test_nobody_is_split_by_the_wrong_id_any_more(engine: Engine, altered: Bibliography) -> None:
    assert ("2021.meld-main.6",) not in ask(engine, "better-homonym", "paper", least=1)
    assert altered.person("rahul-sharma").page.papers == 5


@pytest.mark.usefixtures("engine")  # which loads: the place alone may be set up anew, and empty, before this test
def test_loading_again_changes_nothing(place: Place, altered_frames: Frames) -> None:
    with place.open() as before:
        held = dump(before)
    with loaded(place, altered_frames) as after:
        assert dump(after) == held
