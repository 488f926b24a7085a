"""All papers of a page go to somebody: two pages of one person, with ids or without."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graphcheck.corrections.applying import apply_changes
from graphcheck.corrections.change import EditError, PersonEdit
from graphcheck.corrections.commands import commands_of
from graphcheck.sources.anthology_people import Name
from tests.corrections.worlds import World, new, people_of, to
from tests.sources.checkouts import (
    NAME_VARIANTS,
    OTHER_ORCID,
    PEOPLE_JSON,
    PEOPLE_YAML,
    VALID_ORCID,
    author,
    collection,
    paper,
    person,
    volume,
)

JI, JI_B = Name("Ji", "Liu"), Name("Ji B.", "Liu")
# Papers of one name whose page may hold several people.
SEVERAL = [author("Ji", "Liu") + author("Bo", name) for name in ("Aal", "Aal", "Aal", "Aal", "Bork", "Cork", "Cork")]


@pytest.fixture(params=[PEOPLE_JSON, PEOPLE_YAML])
def later(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_page_without_an_id_gets_one(tmp_path: Path, later: str) -> None:
    ours = author("Ji", "Liu"), author("Ji B.", "Liu"), author("Ji", "Liu")
    world = World(tmp_path, {"al-on": person("Al On")}, *ours, people_file=later)
    done = world.correct("ji-b-liu/unverified", to("ji-liu/unverified", 2), merge=True)
    assert world.ids(done) == {"2": "ji-liu"}  # the other two are led there by their name
    assert done.plan.people == (PersonEdit("ji-liu", True, (JI, JI_B)),)
    assert done.plan.reasons[0] == (
        "ji-liu/unverified becomes ji-liu, with 2 papers: only who has an id can be given papers."
    )
    apply_changes(world.root, done.changes, force=True)
    assert people_of(world.root) == dict.fromkeys("123", "ji-liu")


def test_where_a_name_leads_nowhere_every_paper_gets_the_id(tmp_path: Path, later: str) -> None:
    people = {"ji-liu": person("Ji Liu"), "ji-liu-amd": person("Ji Liu")}
    ours = author("Ji", "Liu"), author("Ji B.", "Liu"), author("Ji", "Liu", id="ji-liu")
    world = World(tmp_path, people, *ours, people_file=later)
    with pytest.raises(EditError, match="ji-liu/unverified has no id, and no new one is free; say --suffix"):
        world.correct("ji-b-liu/unverified", to("ji-liu/unverified", 2), merge=True)
    done = world.correct("ji-b-liu/unverified", to("ji-liu/unverified", 2), merge=True, suffixes={0: "kestrel"})
    assert world.ids(done) == {"1": "ji-liu-kestrel", "2": "ji-liu-kestrel"}
    apply_changes(world.root, done.changes, force=True)
    assert people_of(world.root) == {"1": "ji-liu-kestrel", "2": "ji-liu-kestrel", "3": "ji-liu"}


def test_a_page_that_holds_several_people_gets_no_id_in_passing(tmp_path: Path, later: str) -> None:
    world = World(tmp_path, {"al-on": person("Al On")}, *SEVERAL, author("Ji B.", "Liu"), people_file=later)
    with pytest.raises(EditError, match=r"all of ji-liu/unverified would be ji-liu, and of \d papers? there"):
        world.correct("ji-b-liu/unverified", to("ji-liu/unverified", 8), merge=True)
    assert world.correct("ji-b-liu/unverified", to("ji-liu/unverified", 8), merge=True, force=True).plan.objections


def test_an_entry_that_nothing_needs_is_taken_out(tmp_path: Path, later: str) -> None:
    people = {"al-on": person("Al On"), "ji-b-liu": person("Ji B. Liu", "J. Liu", orcid=VALID_ORCID)}
    people["ji-liu"] = person("Ji Liu")
    ours = author("Ji", "Liu"), author("Ji B.", "Liu", id="ji-b-liu", orcid=VALID_ORCID), author("Ji B.", "Liu")
    world = World(tmp_path, people, *ours, people_file=later)
    done = world.correct("ji-b-liu", to("ji-liu", 2, 3), merge=True)
    assert done.plan.people == (
        PersonEdit("ji-b-liu", False, (), is_gone=True),
        PersonEdit("ji-liu", False, (JI_B, Name("J.", "Liu")), orcid=VALID_ORCID),
    )
    assert (
        "ji-b-liu is taken out of the people file: all its papers go, and its names are ji-liu's." in done.plan.reasons
    )
    assert not any("keeps its entry" in said for said in done.proof)
    apply_changes(world.root, done.changes, force=True)
    assert people_of(world.root) == dict.fromkeys("123", "ji-liu")
    assert "ji-b-liu" not in (world.root / "data" / later).read_text()


@pytest.mark.parametrize(
    ("fields", "others"),
    [
        ({"comment": "Kestrel"}, {}),
        ({"degree": "MIT"}, {}),
        ({"similar": ["al-on"]}, {}),
        ({"disable_name_matching": True}, {}),
        ({"orcid": OTHER_ORCID}, {"ji-liu": {"orcid": VALID_ORCID}}),
        ({}, {"al-on": {"similar": ["ji-b-liu"]}}),
        ({}, {"al-on": {"names": [{"first": "Ji B", "last": "Liu"}]}}),
    ],
)
def test_an_entry_that_says_more_stays(
    tmp_path: Path, later: str, fields: dict[str, Any], others: dict[str, dict[str, Any]]
) -> None:
    people = {"al-on": person("Al On"), "ji-b-liu": person("Ji B. Liu", **fields), "ji-liu": person("Ji Liu")}
    for one, more in others.items():
        people[one] |= more
    world = World(tmp_path, people, author("Ji", "Liu"), author("Ji B.", "Liu", id="ji-b-liu"), people_file=later)
    done = world.correct("ji-b-liu", to("ji-liu", 2), merge=True)
    assert not any(edit.is_gone for edit in done.plan.people)
    assert done.proof[-1].startswith("ji-b-liu keeps its entry in the people file, without papers")


def test_the_entry_of_somebody_who_edited_stays(tmp_path: Path, later: str) -> None:
    text = collection(
        "2020.acl",
        volume(
            "main",
            paper("1", author("Ji", "Liu")),
            paper("2", author("Ji B.", "Liu")),
            meta="<editor id='ji-b-liu'><first>Ji B.</first><last>Liu</last></editor><venue>acl</venue>",
        ),
    )
    people = {"ji-liu": person("Ji Liu"), "ji-b-liu": person("Ji B. Liu")}
    world = World(tmp_path, people, author("Ji", "Liu"), people_file=later)
    (world.root / "data" / "xml" / "2020.acl.xml").write_text(text)
    world.read()
    done = world.correct("ji-b-liu", to("ji-liu", 2), merge=True)
    assert not any(edit.is_gone for edit in done.plan.people)


def test_all_papers_that_are_somebody_elses_take_no_entry_and_no_orcid_along(tmp_path: Path, later: str) -> None:
    people = {"ji-liu": person("Ji Liu"), "ji-b-liu": person("Ji B. Liu")}
    world = World(tmp_path, people, author("Ji", "Liu"), author("Ji", "Liu", id="ji-b-liu"), people_file=later)
    done = world.correct("ji-b-liu", to("ji-liu", 2))
    assert done.plan.people == ()
    assert done.proof[-1].startswith("ji-b-liu keeps its entry in the people file, without papers")


def test_whose_names_have_nothing_in_common_are_merged_by_force_alone(tmp_path: Path, later: str) -> None:
    people = {"ji-liu": person("Ji Liu"), "al-on": person("Al On")}
    world = World(tmp_path, people, author("Ji", "Liu"), author("Al", "On"), people_file=later)
    with pytest.raises(EditError, match="the names have nothing in common"):
        world.correct("al-on", to("ji-liu", 2), merge=True)


def test_an_entry_whose_papers_go_to_several_people_stays(tmp_path: Path, later: str) -> None:
    people = {"ji-liu": person("Ji Liu"), "ji-b-liu": person("Ji B. Liu")}
    ours = author("Ji", "Liu"), author("Ji B.", "Liu"), author("Ji B.", "Liu")
    world = World(tmp_path, people, *ours, people_file=later)
    done = world.correct("ji-b-liu", to("ji-liu", 2), new(3, name="Ji B. Liu", institution="AMD"), merge=True)
    assert done.proof[-1].startswith("ji-b-liu keeps its entry in the people file, without papers")
    one = world.correct("ji-b-liu", to("ji-liu", 2), merge=True)
    assert not any(edit.is_gone for edit in one.plan.people)
    assert not any("keeps its entry" in said for said in one.proof)


def test_the_first_generation_lists_who_is_given_papers(tmp_path: Path) -> None:
    people = "- canonical: {first: Al, last: On}\n"
    ours = author("Ji", "Liu"), author("Ji B.", "Liu"), author("Ji", "Liu")
    world = World(tmp_path, people, *ours, people_file=NAME_VARIANTS)
    done = world.correct("ji-b-liu", to("ji-liu", 2), merge=True)
    assert done.plan.people == (PersonEdit("ji-liu", True, (JI, JI_B)),)
    apply_changes(world.root, done.changes, force=True)
    assert people_of(world.root) == dict.fromkeys("123", "ji-liu")


def test_an_orcid_on_the_papers_that_go_becomes_that_of_whom_they_go_to(tmp_path: Path, later: str) -> None:
    ours = author("Ji", "Liu", id="ji-liu"), author("Ji B.", "Liu", orcid=VALID_ORCID), author("Ji B.", "Liu")
    world = World(tmp_path, {"ji-liu": person("Ji Liu")}, *ours, people_file=later)
    done = world.correct("ji-b-liu/unverified", to("ji-liu", 2, 3), merge=True)
    assert done.plan.people == (PersonEdit("ji-liu", False, (JI_B,), orcid=VALID_ORCID),)
    assert (
        f"ji-liu is listed with the ORCID {VALID_ORCID}: papers of ji-b-liu/unverified state it." in done.plan.reasons
    )
    (why,) = [
        line for line in commands_of(done.plan, world.corrector.mentions, world.corrector.people) if "list" in line
    ]
    assert why == "# ji-liu: list the ORCID of somebody who has an id: no command does"
    with pytest.raises(EditError, match=rf"not that of .*; find out whose it is \(--to new --orcid {VALID_ORCID}\?"):
        world.correct("ji-b-liu/unverified", to("ji-liu", 2), merge=True)  # the others may be another one's
    apply_changes(world.root, done.changes, force=True)
    assert people_of(world.root) == dict.fromkeys("123", "ji-liu")


def test_an_orcid_that_is_anothers_names_its_owner(tmp_path: Path, later: str) -> None:
    people = {"ji-liu": person("Ji Liu"), "ji-liu-amd": person("Ji Liu", orcid=VALID_ORCID)}
    world = World(
        tmp_path, people, author("Ji", "Liu", id="ji-liu"), author("Ji B.", "Liu", orcid=VALID_ORCID), people_file=later
    )
    with pytest.raises(EditError, match=r"it is that of ji-liu-amd; look whether the paper is \(--to ji-liu-amd\?\)"):
        world.correct("ji-b-liu/unverified", to("ji-liu", 2), merge=True)


def test_an_orcid_on_the_page_becomes_the_persons(tmp_path: Path, later: str) -> None:
    ours = author("Ji", "Liu", orcid=VALID_ORCID), author("Ji B.", "Liu"), author("Ji", "Liu")
    world = World(tmp_path, {"al-on": person("Al On")}, *ours, people_file=later)
    done = world.correct("ji-b-liu/unverified", to("ji-liu/unverified", 2), merge=True)
    assert world.ids(done) == {"1": "ji-liu", "2": "ji-liu"}
    assert done.plan.people == (PersonEdit("ji-liu", True, (JI, JI_B), orcid=VALID_ORCID),)
    apply_changes(world.root, done.changes, force=True)
    assert people_of(world.root) == dict.fromkeys("123", "ji-liu")


def test_a_page_that_may_hold_several_people_is_merged_by_force_alone(tmp_path: Path, later: str) -> None:
    people = {"ji-b-liu": person("Ji B. Liu")}
    world = World(tmp_path, people, *SEVERAL, author("Ji B.", "Liu", id="ji-b-liu"), people_file=later)
    going = to("ji-b-liu", *range(1, 8))
    with pytest.raises(EditError, match=r"of \d papers? of ji-liu/unverified it is doubted that .* say first whose"):
        world.correct("ji-liu/unverified", going, merge=True)
    assert world.correct("ji-liu/unverified", going, merge=True, force=True).plan.objections
