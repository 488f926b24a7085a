"""What has to be changed so that only the papers named change person, in each generation of the people file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graphcheck.corrections.change import EditError, PersonEdit
from graphcheck.corrections.mentions import Mentions
from graphcheck.corrections.plan import Plan, plan_of
from graphcheck.corrections.selection import Selection, Target, TargetKind
from graphcheck.sources import read
from graphcheck.sources.anthology_people import Name, read_people
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
    write_checkout,
)

JI = Name("Ji", "Liu")


class World:
    """A checkout whose papers 2020.acl-main.1, .2, … have one author each."""

    def __init__(self, folder: Path, people: Any, *authors: str, people_file: str = PEOPLE_JSON) -> None:
        papers = [paper(str(number), one) for number, one in enumerate(authors, 1)]
        text = collection("2020.acl", volume("main", *papers))
        self.root = write_checkout(folder, {"2020.acl": text}, people, people_file=people_file)
        self.source = read(self.root)
        self.mentions = Mentions(self.source.tables)

    def plan(self, page: str, *targets: Target, **extra: Any) -> Plan:
        selection = Selection(page, page, "", "", (), targets)
        return plan_of(selection, self.mentions, read_people(self.root / "data"), **extra)


def to(who: str, *numbers: int) -> Target:
    papers = tuple(f"2020.acl-main.{number}" for number in numbers)
    kind = TargetKind.PERSON if who else TargetKind.UNKNOWN
    return Target(kind, papers, person=who)


def new(*numbers: int, **described: str) -> Target:
    papers = tuple(f"2020.acl-main.{number}" for number in numbers)
    return Target(TargetKind.NEW, papers, **{"name": "Ji Liu", **described})


def ids(plan: Plan, world: World) -> dict[str, str]:
    """Return the id that each changed paper gets, by its number."""
    return {world.mentions.paper[move.row].rpartition(".")[2]: move.gets for move in plan.moves}


@pytest.fixture(params=[PEOPLE_JSON, PEOPLE_YAML])
def later(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_an_explicit_link_becomes_another(tmp_path: Path, later: str) -> None:
    people = {"ji-liu": person("Ji Liu"), "ji-liu-amd": person("Ji Liu")}
    world = World(
        tmp_path, people, author("Ji", "Liu", id="ji-liu"), author("Ji", "Liu", id="ji-liu"), people_file=later
    )
    plan = world.plan("ji-liu", to("ji-liu-amd", 2))
    assert ids(plan, world) == {"2": "ji-liu-amd"}
    assert plan.people == ()
    assert plan.reasons == ()


def test_an_inferred_link_becomes_an_explicit_one_and_the_name_is_listed(tmp_path: Path, later: str) -> None:
    people = {"ji-liu": person("Ji Liu"), "j-liu": person("Jay Liu")}
    world = World(tmp_path, people, author("Ji", "Liu"), author("Ji", "Liu", id="ji-liu"), people_file=later)
    plan = world.plan("ji-liu", to("j-liu", 1))
    assert ids(plan, world) == {"1": "j-liu"}
    assert plan.people == (PersonEdit("j-liu", is_new=False, names=(JI,)),)


def test_papers_that_stay_by_name_get_the_id_where_the_name_becomes_anothers_too(tmp_path: Path, later: str) -> None:
    world = World(tmp_path, {"ji-liu": person("Ji Liu")}, *[author("Ji", "Liu")] * 3, people_file=later)
    plan = world.plan("ji-liu", new(2, institution="AMD"))
    assert ids(plan, world) == {"1": "ji-liu", "2": "ji-liu-amd", "3": "ji-liu"}
    assert plan.people == (PersonEdit("ji-liu-amd", True, (JI,), degree="AMD"),)
    (reason,) = plan.reasons
    assert reason == "2 mentions that stay with ji-liu get that id, since the name alone would no longer lead there."


def test_a_new_person_on_an_unverified_page_does_not_draw_the_other_papers(tmp_path: Path, later: str) -> None:
    world = World(tmp_path, {"al-on": person("Al On")}, *[author("Ji", "Liu")] * 2, people_file=later)
    plan = world.plan("ji-liu/unverified", new(1, orcid=VALID_ORCID))
    assert ids(plan, world) == {"1": "ji-liu"}
    assert plan.people == (PersonEdit("ji-liu", True, (JI,), orcid=VALID_ORCID, disable_name_matching=True),)
    assert plan.reasons == (
        "Name matching is disabled for ji-liu: it would draw 2020.acl-main.2 from ji-liu/unverified by the name "
        "Ji Liu.",
    )


def test_a_paper_of_nobody_known_is_not_led_back_by_its_name(tmp_path: Path, later: str) -> None:
    people = {"ji-liu": person("Ji Liu")}
    authors = author("Ji", "Liu"), author("Ji", "Liu"), author("Ji", "Liu", id="ji-liu")
    world = World(tmp_path, people, *authors, people_file=later)
    plan = world.plan("ji-liu", to("", 1))
    assert ids(plan, world) == {"2": "ji-liu"}
    assert plan.people == (PersonEdit("ji-liu", False, (), disable_name_matching=True),)
    assert "would be led back to it by the name Ji Liu" in plan.reasons[0]
    taken_off = world.plan("ji-liu", to("", 3))
    assert ids(taken_off, world) == {"1": "ji-liu", "2": "ji-liu", "3": ""}


def test_an_orcid_goes_with_the_person_who_has_it(tmp_path: Path) -> None:
    people = {"ji-liu": person("Ji Liu", orcid=VALID_ORCID), "ji-liu-amd": person("Ji Liu", orcid=OTHER_ORCID)}
    world = World(tmp_path, people, author("Ji", "Liu", id="ji-liu", orcid=VALID_ORCID))
    (move,) = world.plan("ji-liu", to("ji-liu-amd", 1)).moves
    assert (move.gets, move.orcid) == ("ji-liu-amd", OTHER_ORCID)
    (move,) = world.plan("ji-liu", to("", 1)).moves
    assert (move.gets, move.orcid) == ("", "")


VARIANTS = """\
- canonical: {first: Ji, last: Liu}
  id: ji-liu-amd
- canonical: {first: Al, last: On}
  id: al-on
"""


def test_the_first_generation_lists_the_name_page(tmp_path: Path) -> None:
    """Who alone is listed with a name draws all papers of that name."""
    world = World(
        tmp_path, "- canonical: {first: Al, last: On}\n", *[author("Ji", "Liu")] * 2, people_file=NAME_VARIANTS
    )
    plan = world.plan("ji-liu", new(1, institution="AMD"))
    assert ids(plan, world) == {"1": "ji-liu-amd"}
    assert plan.people == (
        PersonEdit("ji-liu", True, (JI,), comment="May refer to several people"),
        PersonEdit("ji-liu-amd", True, (JI,), degree="AMD"),
    )


def test_the_first_generation_moves_a_paper_off_to_the_name_page(tmp_path: Path) -> None:
    authors = author("Ji", "Liu"), author("Ji", "Liu", id="ji-liu-amd")
    world = World(tmp_path, VARIANTS, *authors, people_file=NAME_VARIANTS)
    plan = world.plan("ji-liu-amd", to("", 1))
    assert plan.people == (PersonEdit("ji-liu", True, (JI,), comment="May refer to several people"),)
    assert ids(plan, world) == {}
    # the other paper has its id; one without would get it
    world = World(tmp_path / "more", VARIANTS, *authors, author("Ji", "Liu"), people_file=NAME_VARIANTS)
    assert ids(world.plan("ji-liu-amd", to("", 1)), world) == {"3": "ji-liu-amd"}


@pytest.mark.parametrize(
    ("page", "target", "what"),
    [
        ("ji-liu", to("nobody", 1), "nobody has the id nobody; look it up, or use --to new"),
        ("ji-liu", to("al-on/unverified", 1), "al-on/unverified is a page without an id; use --to unknown"),
        ("ji-liu", to("ji-liu-amd", 9), "2020.acl-main.9 is not on the page of ji-liu; look"),
        ("ji-liu", new(1), "the id ji-liu is taken; say --degree or --orcid"),
        ("ji-liu", new(1, institution="AMD"), "the ids ji-liu and ji-liu-amd are taken; say"),
        ("ji-liu", new(1, orcid=VALID_ORCID), f"the ORCID {VALID_ORCID} is that of ji-liu-amd; use --to ji-liu-amd"),
        ("al-on/unverified", to("", 2), "Al On without an id leads to al-on/unverified; say whose"),
        ("who-else", to("", 1), "who-else is author of no paper in this source"),
    ],
)
def test_what_cannot_be_done_is_one_line(tmp_path: Path, page: str, target: Target, what: str) -> None:
    people = {"ji-liu": person("Ji Liu"), "ji-liu-amd": person("Ji Liu", orcid=VALID_ORCID)}
    world = World(tmp_path, people, author("Ji", "Liu", id="ji-liu"), author("Al", "On"))
    with pytest.raises(EditError) as raised:
        world.plan(page, target)
    assert str(raised.value).startswith(what)
    assert "\n" not in str(raised.value)


def test_the_first_generation_cannot_take_a_name_off_its_own_page(tmp_path: Path) -> None:
    world = World(tmp_path, VARIANTS, author("Wei", "Wu"), people_file=NAME_VARIANTS)
    with pytest.raises(EditError, match="Wei Wu without an id leads to wei-wu, in this generation"):
        world.plan("wei-wu", to("", 1))


def test_an_orcid_that_is_neithers_is_not_passed_over(tmp_path: Path) -> None:
    people = {"ji-liu": person("Ji Liu"), "ji-liu-amd": person("Ji Liu", orcid=OTHER_ORCID)}
    world = World(tmp_path, people, author("Ji", "Liu", id="ji-liu", orcid=VALID_ORCID))
    with pytest.raises(EditError, match=f"2020.acl-main.1 states the ORCID {VALID_ORCID} for this author"):
        world.plan("ji-liu", to("ji-liu-amd", 1))
