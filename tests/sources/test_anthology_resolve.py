"""Who an author is, by the rules of each generation; each test is one sentence of the rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graphcheck.sources import Source, read
from tests.sources.checkouts import (
    NAME_VARIANTS,
    OTHER_ORCID,
    PEOPLE_YAML,
    VALID_ORCID,
    author,
    person,
    single,
    write_checkout,
)

VARIANTS = """\
- canonical: {first: Ana, last: Lopez}
  variants: [{first: A., last: Lopez}, {first: Ana Maria, last: Lopez}]
- canonical: {first: Wei, last: Wang}
  id: wei-wang
  comment: may refer to SEVERAL people
- canonical: {first: Wei, last: Wang}
  id: wei-wang-mit
  orcid: 0000-0002-1825-0097
- canonical: {first: Jun, last: Wu}
  id: jun-wu-iowa
- canonical: {first: Jun, last: Wu}
  id: jun-wu-nanjing
- canonical: {first: B., last: Mann}
  id: bea-mann
"""


def first_generation(tmp_path: Path, *authors: str) -> Source:
    return read(write_checkout(tmp_path, single(*authors), VARIANTS, people_file=NAME_VARIANTS))


def latest(tmp_path: Path, people: dict[str, Any], *authors: str) -> Source:
    return read(write_checkout(tmp_path, single(*authors), people))


def ids(source: Source) -> list[str]:
    """Return the person's id of each author."""
    return list(source.tables.people["id"].iloc[source.tables.authorships["person"]])


def row(source: Source, person_id: str) -> dict[str, Any]:
    people = source.tables.people
    return dict(people[people["id"] == person_id].iloc[0])


def names(source: Source, person_id: str) -> list[tuple[str, bool]]:
    """Return the printed names of a person, and whether they are listed."""
    people = list(source.tables.people["id"])
    own = source.tables.names[source.tables.names["person"] == people.index(person_id)]
    return list(zip(own["printed"], own["listed"], strict=True))


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("Ana", "Lopez", "ana-lopez"),  # canonical name
        ("A.", "Lopez", "ana-lopez"),  # variant
        ("Ana", "López", "ana-lopez"),  # not listed, but its slug is a listed person's id
        ("B.", "Mann", "bea-mann"),  # one owner, whose id is no slug
        ("Wei", "Wang", "wei-wang"),  # two owners, of whom one has the slug for an id
        ("Jun", "Wu", "jun-wu"),  # two owners, none of whom has
        ("Zoë", "Ô’Neil", "zoe-o-neil"),  # nobody's
        ("", "Mausam", "mausam"),
        ("", "。", "nameless"),
    ],
)
def test_the_first_generation_looks_up_printed_names(tmp_path: Path, first: str, last: str, found: str) -> None:
    assert ids(first_generation(tmp_path, author(first, last))) == [found]


def test_the_first_generation_takes_an_id_as_it_is(tmp_path: Path) -> None:
    source = first_generation(tmp_path, author("W.", "Wang", id="wei-wang-mit"), author("Wei", "Wang"))
    assert ids(source) == ["wei-wang-mit", "wei-wang"]
    assert source.faults == ()
    assert names(source, "wei-wang-mit") == [("Wei Wang", True), ("W. Wang", False)]


def test_the_first_generation_verifies_who_is_listed_but_for_catch_alls(tmp_path: Path) -> None:
    source = first_generation(tmp_path, author("Ana", "Lopez"), author("Wei", "Wang"), author("Bo", "Li"))
    flags = {name: (row(source, name)["verified"], row(source, name)["catch_all"]) for name in set(ids(source))}
    assert flags == {"ana-lopez": (True, False), "wei-wang": (False, True), "bo-li": (False, False)}


def test_an_orcid_without_id_links_in_the_first_generation(tmp_path: Path) -> None:
    source = first_generation(tmp_path, author("Bo", "Li", orcid=OTHER_ORCID), author("Ana", "Lopez"))
    assert list(source.tables.authorships["link"]) == ["orcid", "inferred"]
    assert row(source, "bo-li")["orcid"] == OTHER_ORCID
    assert source.faults == ()


def test_two_orcids_of_one_page_are_no_orcid_of_the_person(tmp_path: Path) -> None:
    source = first_generation(
        tmp_path, author("Bo", "Li", orcid=OTHER_ORCID), author("Bö", "Li", orcid=VALID_ORCID), author("Bo", "Lí")
    )
    assert ids(source) == ["bo-li"] * 3
    assert row(source, "bo-li")["orcid"] == ""
    assert list(source.tables.authorships["link"]) == ["inferred"] * 3


def test_a_listed_orcid_counts_more_than_what_mentions_carry(tmp_path: Path) -> None:
    source = first_generation(tmp_path, author("Wei", "Wang", id="wei-wang-mit", orcid=OTHER_ORCID))
    assert row(source, "wei-wang-mit")["orcid"] == VALID_ORCID


def test_a_person_without_a_listed_name_has_the_one_most_often_printed(tmp_path: Path) -> None:
    source = first_generation(tmp_path, author("BO", "LI"), author("Bo", "Li"), author("Bö", "Li"), author("Bo", "Li"))
    assert names(source, "bo-li") == [("Bo Li", False), ("BO LI", False), ("Bö Li", False)]
    assert row(source, "bo-li")["name"] == "Bo Li"


def test_variants_in_other_scripts_are_names_of_the_person(tmp_path: Path) -> None:
    variant = '<variant script="hani"><first>波</first><last>李</last></variant>'
    source = first_generation(tmp_path, author("Bo", "Li", inner=variant), author("波", "李"))
    assert names(source, "bo-li") == [("Bo Li", False), ("波 李", False)]
    assert ids(source) == ["bo-li", "bo-li"]  # the slug of both is the same


@pytest.mark.parametrize("people_file", ["json/people.json", PEOPLE_YAML])
def test_the_later_generations_look_up_slugs(tmp_path: Path, people_file: str) -> None:
    people = """{"ana-lopez-vigo": {"names": [{"first": "Ana", "last": "Lopez"}, {"first": "A.", "last": "Lopez"}]},
        "wei-wang": {"names": [{"first": "Wei", "last": "Wang"}]},
        "wei-wang-mit": {"names": [{"first": "Wei", "last": "Wang"}]},
        "bo-li": {"names": [{"first": "Bo", "last": "Li"}], "disable_name_matching": true}}"""
    mentions = [
        (author("ANA", "López"), "ana-lopez-vigo"),  # one owner of the slug, whatever the spelling
        (author("A", "Lopez"), "ana-lopez-vigo"),
        (author("Ana Maria", "Lopez"), "ana-maria-lopez/unverified"),
        (author("Wei", "Wang"), "wei-wang/unverified"),  # two owners
        (author("Wei", "Wang", id="wei-wang"), "wei-wang"),
        (author("Bo", "Li"), "bo-li/unverified"),  # one owner who takes no names
        (author("Bo", "Li", id="bo-li"), "bo-li"),
        (author("", "。"), "/unverified"),
    ]
    for number, (mention, found) in enumerate(mentions):
        root = write_checkout(tmp_path / str(number), single(mention), people, people_file=people_file)
        assert ids(read(root)) == [found]


def test_mentions_of_one_slug_share_the_unverified_page(tmp_path: Path) -> None:
    source = latest(tmp_path, {}, author("Bo", "Li"), author("BO", "Lí"))
    assert ids(source) == ["bo-li/unverified"] * 2
    assert not row(source, "bo-li/unverified")["verified"]


def test_everybody_who_is_listed_has_a_row_in_the_order_of_the_file(tmp_path: Path) -> None:
    source = latest(tmp_path, {"zu": person("Zu"), "ab": person("Ab")}, author("Bo", "Li"))
    assert list(source.tables.people["id"]) == ["zu", "ab", "bo-li/unverified"]


@pytest.mark.parametrize(
    ("attributes", "link"),
    [
        ({}, "inferred"),
        ({"id": "bo-li"}, "explicit"),
        ({"id": "bo-li", "orcid": VALID_ORCID, "openreview": "~Bo_Li1"}, "explicit"),
        ({"orcid": VALID_ORCID}, "orcid"),
        ({"orcid": OTHER_ORCID}, "inferred"),
        ({"openreview": "~Bo_Li1"}, "openreview"),
        ({"orcid": OTHER_ORCID, "openreview": "~Bo_Li1"}, "openreview"),
        ({"orcid": VALID_ORCID, "openreview": "~Bo_Li1"}, "orcid"),
    ],
)
def test_the_link_says_why_the_paper_is_on_the_page(tmp_path: Path, attributes: dict[str, str], link: str) -> None:
    people = {"bo-li": person("Bo Li", orcid=VALID_ORCID)}
    source = latest(tmp_path, people, author("Bo", "Li", **attributes))
    assert list(source.tables.authorships["link"]) == [link]


def test_two_openreview_ids_of_one_page_link_nothing(tmp_path: Path) -> None:
    source = latest(tmp_path, {}, author("Bo", "Li", openreview="~Bo_Li1"), author("Bo", "Lí", openreview="~Bo_Li2"))
    assert list(source.tables.authorships["link"]) == ["inferred", "inferred"]
    assert row(source, "bo-li/unverified")["openreview"] == ""


def test_an_openreview_id_is_the_persons_where_it_is_the_only_one(tmp_path: Path) -> None:
    source = latest(tmp_path, {}, author("Bo", "Li", openreview="~Bo_Li1"), author("Bo", "Lí"))
    assert list(source.tables.authorships["link"]) == ["openreview", "inferred"]
    assert row(source, "bo-li/unverified")["openreview"] == "~Bo_Li1"


@pytest.mark.parametrize(
    ("mention", "what"),
    [
        (author("Robert", "Li", id="bo-li"), "“bo-li” is used with the name “Robert Li”, which is not listed"),
        (author("Bo", "Li", orcid=VALID_ORCID), f"“Bo Li” has the ORCID {VALID_ORCID} but no id"),
        (author("Bo", "Li", id="bo-li", orcid=OTHER_ORCID), f"but the people file has {VALID_ORCID}"),
        (author("Zu", "Li", id="zu-li", orcid=OTHER_ORCID), "but the people file has none"),
    ],
)
def test_the_later_generations_say_what_breaks_their_rules(tmp_path: Path, mention: str, what: str) -> None:
    people = {"bo-li": person("Bo Li", orcid=VALID_ORCID), "zu-li": person("Zu Li")}
    source = latest(tmp_path, people, mention)
    (fault,) = source.faults
    assert what in fault.what
    assert (fault.file, fault.line) == (str(tmp_path / "data/xml/2020.acl.xml"), 7)


def test_what_keeps_the_rules_is_no_fault(tmp_path: Path) -> None:
    people = {"bo-li": person("Bo Li", "B. Li", orcid=VALID_ORCID)}
    source = latest(tmp_path, people, author("B.", "Li", id="bo-li", orcid=VALID_ORCID))
    assert source.faults == ()


def test_two_authors_who_are_one_person_are_a_fault(tmp_path: Path) -> None:
    source = latest(tmp_path, {}, author("Bo", "Li"), author("Ana", "Lopez"), author("Bó", "Li"))
    (fault,) = source.faults
    assert "“Bo Li” and “Bó Li”, are one person, “bo-li/unverified”" in fault.what
    assert fault.line == 9


def test_editors_are_resolved_like_authors_and_kept_apart(tmp_path: Path) -> None:
    people = {"bo-li": person("Bo Li")}
    source = latest(tmp_path, people, author("Ana", "Lopez"), author("Bo", "Li", tag="editor"))
    assert ids(source) == ["ana-lopez/unverified"]
    (editor,) = source.tables.editorships.to_dict("records")
    assert editor == {"volume": "2020.acl-main", "paper": 0, "position": 0, "person": 0, "name": "Bo Li"}


def test_an_editor_with_an_undefined_id_is_a_fault_and_no_end(tmp_path: Path) -> None:
    source = latest(tmp_path, {}, author("Ana", "Lopez"), author("Bo", "Li", tag="editor", id="bo-li"))
    (fault,) = source.faults
    assert "“bo-li”, which is not defined" in fault.what
    assert not row(source, "bo-li")["verified"]
