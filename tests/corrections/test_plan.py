"""What has to be changed so that only the papers named change person, in each generation of the people file."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphcheck.corrections.applying import apply_changes
from graphcheck.corrections.change import EditError, PersonEdit
from graphcheck.corrections.correction import doubted_papers
from graphcheck.corrections.selection import Target
from graphcheck.settings import Settings
from graphcheck.sources.anthology_people import Name
from tests.corrections.worlds import World, new, people_of, to
from tests.sources.checkouts import (
    NAME_VARIANTS,
    OTHER_ORCID,
    PEOPLE_JSON,
    PEOPLE_YAML,
    THIRD_ORCID,
    VALID_ORCID,
    author,
    person,
)

JI = Name("Ji", "Liu")


@pytest.fixture(params=[PEOPLE_JSON, PEOPLE_YAML])
def later(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_an_explicit_link_becomes_another(tmp_path: Path, later: str) -> None:
    people = {"ji-liu": person("Ji Liu"), "ji-liu-amd": person("Ji Liu")}
    world = World(
        tmp_path, people, author("Ji", "Liu", id="ji-liu"), author("Ji", "Liu", id="ji-liu"), people_file=later
    )
    done = world.correct("ji-liu", to("ji-liu-amd", 2))
    assert world.ids(done) == {"2": "ji-liu-amd"}
    assert done.plan.people == ()
    assert done.plan.reasons == ()


def test_an_inferred_link_becomes_an_explicit_one_and_the_name_is_listed(tmp_path: Path, later: str) -> None:
    people = {"ji-liu": person("Ji Liu"), "j-liu": person("Jay Liu")}
    world = World(tmp_path, people, author("Ji", "Liu"), author("Ji", "Liu", id="ji-liu"), people_file=later)
    done = world.correct("ji-liu", to("j-liu", 1))
    assert world.ids(done) == {"1": "j-liu"}
    assert done.plan.people == (PersonEdit("j-liu", is_new=False, names=(JI,)),)


def test_papers_that_stay_by_name_get_the_id_where_the_name_becomes_anothers_too(tmp_path: Path, later: str) -> None:
    world = World(tmp_path, {"ji-liu": person("Ji Liu")}, *[author("Ji", "Liu")] * 3, people_file=later)
    done = world.correct("ji-liu", new(2, institution="AMD"))
    assert world.ids(done) == {"1": "ji-liu", "2": "ji-liu-amd", "3": "ji-liu"}
    assert done.plan.people == (PersonEdit("ji-liu-amd", True, (JI,), degree="AMD"),)
    (reason,) = done.plan.reasons
    assert reason == (
        "2 mentions that stay with ji-liu get that id, since the name alone would no longer lead there: "
        "2020.acl-main.1 and 2020.acl-main.3."
    )


def test_a_new_person_on_an_unverified_page_does_not_draw_the_other_papers(tmp_path: Path, later: str) -> None:
    world = World(tmp_path, {"al-on": person("Al On")}, *[author("Ji", "Liu")] * 2, people_file=later)
    done = world.correct("ji-liu/unverified", new(1, orcid=VALID_ORCID))
    assert world.ids(done) == {"1": "ji-liu"}
    assert done.plan.people == (PersonEdit("ji-liu", True, (JI,), orcid=VALID_ORCID, disable_name_matching=True),)
    assert done.plan.reasons == (
        "Name matching is disabled for ji-liu: it would draw 2020.acl-main.2 from ji-liu/unverified by the name "
        "Ji Liu.",
    )


def test_a_paper_of_nobody_known_is_not_led_back_by_its_name(tmp_path: Path, later: str) -> None:
    people = {"ji-liu": person("Ji Liu")}
    authors = author("Ji", "Liu"), author("Ji", "Liu"), author("Ji", "Liu", id="ji-liu")
    world = World(tmp_path, people, *authors, people_file=later)
    done = world.correct("ji-liu", to("", 1))
    assert world.ids(done) == {"2": "ji-liu"}
    assert done.plan.people == (PersonEdit("ji-liu", False, (), disable_name_matching=True),)
    assert "would be led back to it by the name Ji Liu" in done.plan.reasons[0]
    taken_off = world.correct("ji-liu", to("", 3))
    assert world.ids(taken_off) == {"1": "ji-liu", "2": "ji-liu", "3": ""}


def test_an_orcid_goes_with_the_person_who_has_it(tmp_path: Path) -> None:
    people = {"ji-liu": person("Ji Liu", orcid=VALID_ORCID), "ji-liu-amd": person("Ji Liu", orcid=OTHER_ORCID)}
    world = World(tmp_path, people, author("Ji", "Liu", id="ji-liu", orcid=VALID_ORCID))
    with pytest.raises(EditError, match=r"states the ORCID of ji-liu .* it is replaced by .*; --force makes it"):
        world.correct("ji-liu", to("ji-liu-amd", 1))
    (move,) = world.correct("ji-liu", to("ji-liu-amd", 1), force=True).plan.moves
    assert (move.gets, move.orcid) == ("ji-liu-amd", OTHER_ORCID)
    (move,) = world.correct("ji-liu", to("", 1), force=True).plan.moves
    assert (move.gets, move.orcid) == ("", "")


def test_a_name_that_has_nothing_in_common_is_asked_about(tmp_path: Path, later: str) -> None:
    people = {"ji-liu": person("Ji Liu"), "mo": person("Mo"), "liu-ji": person("Liu Ji"), "j-l": person("Jí Lïu")}
    world = World(tmp_path, people, author("Ji", "Liu", id="ji-liu"), people_file=later)
    with pytest.raises(EditError, match="prints Ji Liu, and mo is Mo: the names have nothing in common; --force"):
        world.correct("ji-liu", to("mo", 1))
    assert world.correct("ji-liu", to("mo", 1), force=True).plan.objections
    with pytest.raises(EditError, match="prints Ji Liu, and bob-xavier is Bob Xavier"):
        world.correct("ji-liu", new(1, name="Bob Xavier"))
    for other in ("liu-ji", "j-l"):
        done = world.correct("ji-liu", to(other, 1))
        assert done.plan.reasons[0] == f"Ji Liu is added to the names of {other}: 2020.acl-main.1 prints it."


def test_nobody_stands_twice_on_a_paper(tmp_path: Path, later: str) -> None:
    people = {"ji-liu": person("Ji Liu"), "ji-liu-amd": person("Ji Liu")}
    authors = author("Ji", "Liu", id="ji-liu") + author("Ji", "Liu", id="ji-liu-amd")
    world = World(tmp_path, people, authors, people_file=later)
    with pytest.raises(EditError, match=r"2020\.acl-main\.1 would have ji-liu-amd as an author twice"):
        world.correct("ji-liu", to("ji-liu-amd", 1))


def test_who_states_another_orcid_gets_no_id_in_passing(tmp_path: Path, later: str) -> None:
    people = {"ji-liu": person("Ji Liu", orcid=VALID_ORCID)}
    authors = author("Ji", "Liu"), author("Ji", "Liu", orcid=OTHER_ORCID)
    world = World(tmp_path, people, *authors, people_file=later)
    with pytest.raises(EditError, match=f"2020.acl-main.2 states the ORCID {OTHER_ORCID} .* not that of ji-liu"):
        world.correct("ji-liu", new(1, institution="AMD"))


def test_doubted_papers_get_no_id_in_passing(tmp_path: Path, later: str) -> None:
    people = {"ji-liu": person("Ji Liu")}
    others = "".join(author("Bo", name) for name in ("Bork", "Bark", "Birk", "Burk", "Berk"))
    ours = [author("Ji", "Liu") + team for team in [*[author("Bo", "Aal")] * 9, others]]
    world = World(tmp_path, people, *ours, people_file=later, settings=Settings(flag_threshold=0.05))
    page = world.corrector.bibliography.person("ji-liu").page
    doubted = doubted_papers(page)
    assert doubted
    with pytest.raises(EditError, match=r"so that nothing else moves, .* it is doubted that they are that person's"):
        world.correct("ji-liu", new(1, institution="AMD"))
    assert world.correct("ji-liu", new(1, institution="AMD"), force=True).plan.objections


def test_nobody_known_is_not_somebody_else(tmp_path: Path) -> None:
    """Without its id the paper would be on the page of the one who is listed by that name."""
    people = "- canonical: {first: Ji, last: Liu}\n- canonical: {first: Ji B., last: Liu}\n  id: ji-b-liu\n"
    world = World(tmp_path, people, author("Ji", "Liu", id="ji-b-liu"), people_file=NAME_VARIANTS)
    with pytest.raises(EditError, match="without an id leads to ji-liu, who is somebody else"):
        world.correct("ji-b-liu", to("", 1))


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
    done = world.correct("ji-liu", new(1, institution="AMD"))
    assert world.ids(done) == {"1": "ji-liu-amd"}
    assert done.plan.people == (
        PersonEdit("ji-liu", True, (JI,), comment="May refer to several people"),
        PersonEdit("ji-liu-amd", True, (JI,), degree="AMD"),
    )


def test_the_first_generation_moves_a_paper_off_to_the_name_page(tmp_path: Path) -> None:
    authors = author("Ji", "Liu"), author("Ji", "Liu", id="ji-liu-amd")
    world = World(tmp_path, VARIANTS, *authors, people_file=NAME_VARIANTS)
    done = world.correct("ji-liu-amd", to("", 1))
    assert done.plan.people == (PersonEdit("ji-liu", True, (JI,), comment="May refer to several people"),)
    assert world.ids(done) == {}
    # the other paper has its id; one without would get it
    world = World(tmp_path / "more", VARIANTS, *authors, author("Ji", "Liu"), people_file=NAME_VARIANTS)
    assert world.ids(world.correct("ji-liu-amd", to("", 1))) == {"3": "ji-liu-amd"}


@pytest.mark.parametrize(
    ("page", "target", "what"),
    [
        ("ji-liu", to("nobody", 1), "nobody has the id nobody; look it up, or use --to new"),
        ("ji-liu", to("al-off/unverified", 1), "nobody has the id al-off/unverified; look it up"),
        ("ji-liu", to("ji-liu-amd", 9), "2020.acl-main.9 is not on the page of ji-liu; look"),
        ("ji-liu", to("ji-liu-amd", 2), "2020.acl-main.2 is not on the page of ji-liu; perhaps it was moved"),
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
        world.correct(page, target)
    assert str(raised.value).startswith(what)
    assert "\n" not in str(raised.value)


def test_the_first_generation_cannot_take_a_name_off_its_own_page(tmp_path: Path) -> None:
    world = World(tmp_path, VARIANTS, author("Wei", "Wu"), people_file=NAME_VARIANTS)
    with pytest.raises(EditError, match="Wei Wu without an id leads to wei-wu, in this generation"):
        world.correct("wei-wu", to("", 1))


def test_an_orcid_that_is_neithers_is_not_passed_over(tmp_path: Path) -> None:
    people = {"ji-liu": person("Ji Liu"), "ji-liu-amd": person("Ji Liu", orcid=OTHER_ORCID)}
    world = World(tmp_path, people, author("Ji", "Liu", id="ji-liu", orcid=VALID_ORCID))
    with pytest.raises(EditError, match=f"2020.acl-main.1 states the ORCID {VALID_ORCID} for this author"):
        world.correct("ji-liu", to("ji-liu-amd", 1))


@pytest.mark.parametrize("file", [PEOPLE_JSON, PEOPLE_YAML])
def test_what_was_corrected_is_read_back(tmp_path: Path, file: str) -> None:
    people = {"ji-liu": person("Ji Liu"), "mo": person("Mo")}
    authors = author("Ji", "Liu"), author("Ji", "Liu", id="ji-liu"), author("Ji", "Liu"), author("", "Mo")
    world = World(tmp_path, people, *authors, people_file=file)
    done = world.correct("ji-liu", new(1, institution="AMD"), to("mo", 2), force=True)
    assert apply_changes(world.root, done.changes, force=True).startswith("undo: git -C ")
    assert people_of(world.root) == {"1": "ji-liu-amd", "2": "mo", "3": "ji-liu", "4": "mo"}
    assert done.proof[0].startswith("Checked by reading the changed files: of 4 authorships that could be touched, 2 ")


def test_an_editor_who_may_move_along_is_told(tmp_path: Path) -> None:
    world = World(tmp_path, {"ji-liu": person("Ji Liu")}, author("Ji", "Liu"))
    xml = world.root / "data" / "xml" / "2020.acl.xml"
    edited = xml.read_text().replace("<venue>", f"{author('Ji', 'Liu', tag='editor')}<venue>")
    xml.write_text(edited)
    world.read()
    done = world.correct("ji-liu", new(1, institution="AMD"))
    assert done.proof[1:] == (
        "Ji Liu, editor of 2020.acl-main, goes from ji-liu to ji-liu/unverified, too, unless an id says who that is; "
        "give it one.",
        "ji-liu keeps its entry in the people file, without papers: an editor or “similar” may name it, somebody else "
        "have its name, or it says more than its names; take it out by hand where none of it is needed.",
    )


def test_an_editors_id_is_taken(tmp_path: Path) -> None:
    """In the first generation who edits only has the slug of the name for an id, unlisted."""
    people = "- canonical: {first: Jay, last: Liu}\n"
    world = World(tmp_path, people, author("Jay", "Liu"), people_file=NAME_VARIANTS)
    xml = world.root / "data" / "xml" / "2020.acl.xml"
    xml.write_text(xml.read_text().replace("<venue>", f"{author('Ji', 'Liu', tag='editor')}<venue>"))
    world.read()
    with pytest.raises(EditError, match="the id ji-liu is taken; say --degree or --orcid"):
        world.correct("jay-liu", new(1))
    assert world.correct("jay-liu", new(1, institution="AMD")).plan.targets == ("ji-liu-amd",)


def test_a_page_of_several_people_is_nobody_to_give_papers_to(tmp_path: Path) -> None:
    people = (
        "- canonical: {first: Ji, last: Liu}\n  comment: May refer to several people\n"
        "- canonical: {first: Ji, last: Liu}\n  id: ji-liu-amd\n"
    )
    world = World(tmp_path, people, author("Ji", "Liu", id="ji-liu-amd"), people_file=NAME_VARIANTS)
    with pytest.raises(EditError, match=r"the page of ji-liu is said to hold several people, .*; --force"):
        world.correct("ji-liu-amd", to("ji-liu", 1))


IDENTIFIED = f"""\
- canonical: {{first: Ji, last: Liu}}
  id: ji-liu
  comment: May refer to several people
- canonical: {{first: Ji, last: Liu}}
  id: ji-liu-amd
  orcid: {VALID_ORCID}
- canonical: {{first: Ji, last: Liu}}
  id: ji-liu-ibm
- canonical: {{first: Ji, last: Liu}}
  id: ji-liu-sap
  orcid: {THIRD_ORCID}
"""


@pytest.mark.parametrize(
    ("stated", "target", "what"),
    [
        (VALID_ORCID, "ji-liu-ibm", rf"states the ORCID {VALID_ORCID} .* that of ji-liu-amd \(--to ji-liu-amd\?\)"),
        (OTHER_ORCID, "ji-liu-sap", f"states the ORCID {OTHER_ORCID} .* ji-liu-sap has another one, {THIRD_ORCID}"),
    ],
)
def test_an_orcid_on_the_paper_counts_in_the_first_generation_too(
    tmp_path: Path, stated: str, target: str, what: str
) -> None:
    world = World(
        tmp_path, IDENTIFIED, author("Ji", "Liu", orcid=stated), author("Ji", "Liu"), people_file=NAME_VARIANTS
    )
    with pytest.raises(EditError, match=what):
        world.correct("ji-liu", to(target, 1))
    with pytest.raises(EditError, match="--force makes it all the same"):
        world.correct("ji-liu", to(target, 1))
    assert world.correct("ji-liu", to("ji-liu-amd", 1), force=True).plan.moves  # whatever it is
    assert world.correct("ji-liu", to(target, 2)).plan.moves is not None  # where none is stated


@pytest.mark.parametrize(("stated", "target"), [(VALID_ORCID, "ji-liu-amd"), (OTHER_ORCID, "ji-liu-ibm")])
def test_an_orcid_that_contradicts_nothing_stops_nothing(tmp_path: Path, stated: str, target: str) -> None:
    world = World(
        tmp_path, IDENTIFIED, author("Ji", "Liu", orcid=stated), author("Ji", "Liu"), people_file=NAME_VARIANTS
    )
    assert world.ids(world.correct("ji-liu", to(target, 1))) == {"1": target}


def test_a_new_persons_orcid_on_a_paper_that_stays_is_asked_about(tmp_path: Path, later: str) -> None:
    authors = author("Ji", "Liu", id="ji-liu"), author("Ji", "Liu", id="ji-liu", orcid=OTHER_ORCID)
    world = World(tmp_path, {"ji-liu": person("Ji Liu", orcid=OTHER_ORCID)}, *authors, people_file=later)
    with pytest.raises(EditError, match=f"the ORCID {OTHER_ORCID} is that of ji-liu"):
        world.correct("ji-liu", new(1, orcid=OTHER_ORCID))
    other = World(
        tmp_path / "first", IDENTIFIED, *[author("Ji", "Liu", orcid=OTHER_ORCID)] * 2, people_file=NAME_VARIANTS
    )
    with pytest.raises(EditError, match=f"1 paper that would stay with ji-liu states the ORCID {OTHER_ORCID} .*main.2"):
        other.correct("ji-liu", new(1, orcid=OTHER_ORCID))


def test_an_orcid_that_is_a_co_authors_is_no_reason_to_keep_a_paper(tmp_path: Path) -> None:
    """Whoever believes GC104 need not force what it says."""
    people = {"ana-souza": person("Ana Souza", "Bea Vaz", orcid=VALID_ORCID), "bea-vaz": person("Bea Vaz")}
    people["ana-souza-oslo"] = person("Ana Souza")  # so that the name alone leads to neither
    ana = author("Ana", "Souza", id="ana-souza", orcid=VALID_ORCID)
    mixed = author("Ana", "Souza") + author("Bea", "Vaz", id="ana-souza", orcid=VALID_ORCID)
    world = World(tmp_path, people, ana, ana, mixed)
    done = world.correct("ana-souza", to("bea-vaz", 3))
    assert world.ids(done) == {"3": "bea-vaz"}
    assert any("most likely that of a co-author (GC104)" in reason for reason in done.plan.reasons)
