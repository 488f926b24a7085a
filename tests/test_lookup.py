"""Who is meant by a name that somebody types."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphcheck.errors import EXIT_DATA, NoPapersError, UnknownNameError, UsageError
from graphcheck.lookup import NEAREST, find_people
from graphcheck.sources import read
from graphcheck.tables import Tables
from tests.small import write_checkout


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    return read(write_checkout(tmp_path_factory.mktemp("lookup") / "checkout")).tables


def ids(tables: Tables, rows: tuple[int, ...]) -> list[str]:
    return tables.people["id"].iloc[list(rows)].tolist()


@pytest.mark.parametrize("name", ["Ji Liu", "Liu, Ji", "JI LIU", "  liu   ji ", "Jì Líu"])
def test_everybody_of_a_name_is_found_in_any_order_and_casing(tables: Tables, name: str) -> None:
    match = find_people(tables, name)
    assert match.exact
    assert ids(tables, match.people) == ["ji-liu", "ji-liu-amd", "ji-liu/unverified"]
    assert ids(tables, match.longer) == ["ji-xin-liu/unverified"]


@pytest.mark.parametrize("person", ["ji-liu-amd", "ji-liu", "ji-liu/unverified", "JI-LIU/Unverified"])
def test_an_id_means_that_person_alone(tables: Tables, person: str) -> None:
    match = find_people(tables, person)
    assert match.exact
    assert ids(tables, match.people) == [person.lower()]
    assert match.longer == ()


@pytest.mark.parametrize(
    ("address", "person"),
    [
        ("https://aclanthology.org/people/ji-liu-amd", "ji-liu-amd"),
        ("https://aclanthology.org/people/ji-liu/unverified/?sort=year#papers", "ji-liu/unverified"),
        (" https://preview.aclanthology.org/a-branch/people/j/ji-liu/ ", "ji-liu"),
    ],
)
def test_the_address_of_a_page_means_its_person(tables: Tables, address: str, person: str) -> None:
    assert ids(tables, find_people(tables, address).people) == [person]


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("José García", "jose-garcia"),
        ("GARCIA, JOSE", "jose-garcia"),
        ("J. Garcia", "jose-garcia"),
        ("soren ostergaard", "soren-ostergaard"),
        ("Østergaard Søren", "soren-ostergaard"),
        ("刘洋", "yang-liu"),
        ("洋 刘", "yang-liu"),
    ],
)
def test_diacritics_variants_and_scripts(tables: Tables, name: str, person: str) -> None:
    match = find_people(tables, name)
    assert match.exact
    assert ids(tables, match.people) == [person]


@pytest.mark.parametrize(("part", "person"), [("Wojatzki", "michael-wojatzki"), ("woj mich", "michael-wojatzki")])
def test_part_of_a_name(tables: Tables, part: str, person: str) -> None:
    match = find_people(tables, part)
    assert not match.exact
    assert ids(tables, match.people) == [person]


def test_a_part_is_whole_words_before_it_is_beginnings(tables: Tables) -> None:
    assert set(ids(tables, find_people(tables, "ji").people)) == {
        "ji-liu",
        "ji-liu-amd",
        "ji-liu/unverified",
        "ji-xin-liu/unverified",
    }


def test_verified_people_come_first_then_those_with_most_papers(tables: Tables) -> None:
    people = ids(tables, find_people(tables, "Liu").people)
    assert people == ["ji-liu", "yang-liu", "ji-liu-amd", "ji-liu/unverified", "ji-xin-liu/unverified"]


def test_a_part_in_another_script(tables: Tables) -> None:
    match = find_people(tables, "刘")
    assert not match.exact
    assert ids(tables, match.people) == ["yang-liu"]


@pytest.mark.parametrize(
    ("name", "nearest"),
    [("Jil Liu", "Ji Liu (ji-liu)"), ("ji-liu-adm", "Ji Liu (ji-liu-amd)"), ("Wojatzky", "Michael Wojatzki")],
)
def test_an_unknown_name_gets_the_nearest_ones(tables: Tables, name: str, nearest: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        find_people(tables, name)
    assert caught.value.nearest[0].startswith(nearest)
    assert len(caught.value.nearest) <= NEAREST
    assert caught.value.exit_code == EXIT_DATA


def test_nothing_is_offered_for_a_name_like_no_other(tables: Tables) -> None:
    with pytest.raises(UnknownNameError) as caught:
        find_people(tables, "Xqzzvw Kkpffq")
    assert caught.value.nearest == ()
    assert "no name comes near it" in str(caught.value)


def test_a_page_that_is_not_there_is_not_replaced_by_others_of_the_name(tables: Tables) -> None:
    with pytest.raises(UnknownNameError, match=r"Yang Liu \(yang-liu\)"):
        find_people(tables, "yang-liu/unverified")


def test_who_has_written_nothing_is_said_to_have_no_papers(tables: Tables) -> None:
    with pytest.raises(NoPapersError, match="nobody-writes, author of no paper"):
        find_people(tables, "Nobody Writes")


@pytest.mark.parametrize("name", ["", "  ", "…", "/"])
def test_a_name_without_a_letter_is_a_usage_error(tables: Tables, name: str) -> None:
    with pytest.raises(UsageError, match="holds no letter"):
        find_people(tables, name)


@pytest.mark.parametrize("name", ["*", "[", "(?i", "Ji\x00Liu\x1b[31m", "\udcff", "a" * 10_000, "%s {0}"])
def test_whatever_is_typed_is_answered_or_refused(tables: Tables, name: str) -> None:
    try:
        told = [str(row) for row in find_people(tables, name).people]
    except (UnknownNameError, UsageError) as error:
        told = error.lines()
    assert told
    assert all(line.isprintable() for line in told)


def test_the_source_is_not_changed(tables: Tables, tmp_path: Path) -> None:
    find_people(tables, "Liu")
    again = read(write_checkout(tmp_path / "checkout")).tables
    assert tables.people.equals(again.people)
    assert tables.names.equals(again.names)
