"""The dialog's view: what is ticked, in which sets, and what its script is given."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from graphcheck.bibliography import Bibliography, load
from graphcheck.corrections.asked import Asked, selection_of_asked
from graphcheck.corrections.proposed import MOST_SETS, moving
from graphcheck.model import Group, Link, Page, PaperList, State, Suggestion
from graphcheck.report import fixing
from graphcheck.report.facts import PaperFacts
from graphcheck.report.fixing import FixingView, fixing_view
from graphcheck.report.inline import data_block
from graphcheck.report.namesakes import Namesake, Namesakes
from graphcheck.settings import Settings
from tests.report.factories import HOSTILE, authorship, calm, finding, page, page_finding
from tests.report.read_html import parsed, words
from tests.report.site.surrounded import check_page

STRAY = "2025.naacl-long.450"
FACTS = {
    STRAY: PaperFacts(
        "On something else", 2025, "NAACL", ("Ann A", "Bo B", "Cy C", "Ji Liu", "Di D"), "We do <b>it</b>."
    ),
    "W15-1527": PaperFacts("Where people are", 2015, "VSM", ("Ji Liu",)),
}
AMD = Namesake("ji-liu-amd", "Ji Liu", True, 2, ("2024.x-1.1", "2024.x-1.2"))
SAMPLE = Path(__file__).parents[2] / "data" / "sample"


def data_of(view: FixingView) -> dict[str, object]:
    found: dict[str, object] = json.loads(view.data)
    return found


def dialog_of(view: FixingView) -> html.HtmlElement:
    (found,) = parsed(check_page([view.page], [view], FACTS)).xpath("//section[@data-fixing]")
    return found


def papers_of(view: FixingView) -> dict[str, fixing.FixingPaper]:
    return {one.judged.paper: one for group in view.groups for one in group.papers}


def test_flagged_papers_are_ticked_and_their_group_comes_first() -> None:
    view = fixing_view(page(), FACTS, [finding()])
    assert [group.label for group in view.groups] == ["B", "A"]
    assert [paper for paper, one in papers_of(view).items() if one.ticked] == [STRAY]
    assert dialog_of(view).xpath(".//input[@checked]/ancestor::li/@data-paper") == [STRAY]


def test_dismissed_ones_are_not_ticked() -> None:
    view = fixing_view(page(), FACTS, [finding(state=State.DISMISSED)])
    assert view.ticked == 0
    assert data_of(view)["start"] == [{"person": "", "papers": []}]


def test_a_stray_of_the_core_that_is_in_the_main_group_stays() -> None:
    groups = (PaperList("A", ("W15-1527", "2023.x-1.2"), True, False), PaperList("B", (STRAY,), False, True))
    mixed = page_finding(groups=groups)
    assert fixing_view(page(), FACTS, [finding(), mixed]).ticked == 0
    assert moving([finding(), mixed], "ji-liu") == {}
    assert list(moving([finding(), replace(mixed, person="x")], "ji-liu")) == [STRAY]


def test_the_script_knows_which_papers_an_unverified_page_has_its_orcid_from() -> None:
    stray = authorship(orcid=page().orcid)
    assert data_of(fixing_view(page(verified=False, authorships=(stray,)), FACTS, []))["stating"] == [STRAY]
    assert data_of(fixing_view(page(authorships=(stray,)), FACTS, []))["stating"] == []


def test_papers_tell_title_authors_and_abstract() -> None:
    row = dialog_of(fixing_view(page(), FACTS, [])).xpath(f".//li[@data-paper='{STRAY}']")[0]
    assert words(row.xpath(".//label")[0]) == "On something else"
    assert "Ann A , Bo B , Cy C , Ji Liu , Di D" in words(row)
    assert words(row.xpath(".//strong")[0]) == "Ji Liu"
    assert "97% not this person’s" in words(row)
    assert words(row.xpath(".//details/p")[0]) == "We do <b>it</b>."
    assert row.xpath(".//a/@href") == [f"https://aclanthology.org/{STRAY}/"]


def test_papers_nobody_knows_are_shown_by_their_ids() -> None:
    (row,) = dialog_of(fixing_view(page(), {}, [])).xpath(".//li[@data-paper='2023.x-1.2']")
    assert words(row.xpath(".//label")[0]) == "2023.x-1.2"
    assert words(row.xpath(".//strong")[0]) == "Ji Liu"


def test_many_authors_are_cut_around_the_person() -> None:
    authors = tuple(f"N{n}" for n in range(200))
    facts = {STRAY: PaperFacts("Many", 2025, "", authors)}
    one = papers_of(fixing_view(page(authorships=(authorship(position=150),)), facts, []))[STRAY]
    assert one.before == authors[144:150]
    assert (one.signed, one.after) == ("N150", authors[151:157])
    assert one.more == 200 - 13


def many(suggested: list[tuple[str, float]]) -> Page:
    strays = [
        authorship(f"s{n}", suggestions=(Suggestion(who, chance, "why"),) if who else (), nobody=1 - chance)
        for n, (who, chance) in enumerate(suggested)
    ]
    groups = (Group("B", tuple(one.paper for one in strays), False, (2000, 2001), (), ()),)
    return page(authorships=tuple(strays), groups=groups)


def test_sets_are_by_whom_the_papers_most_likely_belong_to() -> None:
    found = data_of(fixing_view(many([("a", 0.9), ("b", 0.8), ("a", 0.6), ("c", 0.2), ("", 0.0)]), {}, []))
    assert found["start"] == [
        {"person": "a", "papers": ["s0", "s2"]},
        {"person": "b", "papers": ["s1"]},
        {"person": "", "papers": ["s3", "s4"]},
    ]


WRONG = finding(
    code="GC105",
    name="wrong-explicit-id",
    paper="W15-1527",
    papers=("W15-1527",),
    score=0.44,
    link=Link.EXPLICIT,
    text="It names Ji Liu by id.",
    suggestions=(Suggestion("ji-liu-ustc", 0.44, "co-authors in common: Eli Wren"),),
    nobody=None,
    others=("ji-liu-ustc",),
)


def test_a_wrong_id_starts_as_a_set_of_the_other_person() -> None:
    view = fixing_view(page(), FACTS, [finding(), WRONG])
    assert data_of(view)["start"] == [
        {"person": "ji-liu-ustc", "papers": ["W15-1527"]},
        {"person": "ji-liu-amd", "papers": [STRAY]},
    ]
    row = dialog_of(view).xpath(".//li[@data-paper='W15-1527']")[0]
    assert row.xpath(".//input[@checked]")
    assert "44% not this person’s" in words(row)
    (told,) = [paper for paper in data_of(view)["papers"] if paper["id"] == "W15-1527"]  # type: ignore[attr-defined]
    assert told["reason"] == "It names Ji Liu by id."
    assert told["suggested"] == [["ji-liu-ustc", 0.44, "co-authors in common: Eli Wren"]]
    assert "ji-liu-ustc" in {person["id"] for person in data_of(view)["people"]}  # type: ignore[attr-defined]


def test_a_wrong_id_of_whom_a_stray_is_joins_its_set() -> None:
    same = replace(WRONG, suggestions=(Suggestion("ji-liu-amd", 0.44, ""),))
    (one,) = data_of(fixing_view(page(), FACTS, [finding(), same]))["start"]  # type: ignore[misc]
    assert (one["person"], sorted(one["papers"])) == ("ji-liu-amd", [STRAY, "W15-1527"])


@pytest.mark.parametrize("changes", [{"state": State.DISMISSED}, {"person": "ji-liu-ustc"}])
def test_a_wrong_id_that_was_dismissed_or_is_on_another_page_ticks_nothing(changes: dict[str, Any]) -> None:
    view = fixing_view(page(), FACTS, [replace(WRONG, **changes)])
    assert [paper for paper, one in papers_of(view).items() if one.ticked] == [STRAY]


def test_the_dialog_begins_with_what_fix_carries_out() -> None:
    sample = load(SAMPLE, settings=Settings(flag_threshold=0.15))  # so that more pages have something to fix
    compared = 0
    for row in sample.people_to_tell():
        person = sample.person(str(sample.people["id"].iat[row]))
        if not moving(person.findings, person.id):
            continue
        asked = selection_of_asked(person, [Asked(findings=True)], revision="", least=0.0)[0]
        start = data_of(fixing_view(person.page, {}, person.findings))["start"]
        carried = {target.person: sorted(target.papers) for target in asked.targets}
        begun: dict[str, list[str]] = {}
        for one in start:  # type: ignore[attr-defined]
            begun.setdefault(one["person"], []).extend(one["papers"])  # on the command line nobody known is one
        assert {person: sorted(papers) for person, papers in begun.items()} == carried
        compared += 1
    assert compared > 2


def test_a_page_that_may_be_anothers_offers_that(sample: Bibliography) -> None:
    person = sample.person("katarzyna-lipiec-morawska/unverified")
    (target,) = selection_of_asked(person, [Asked(findings=True)], revision="", least=0.0)[0].targets
    view = fixing_view(person.page, {}, person.findings)
    assert data_of(view)["merge"] == {"person": target.person, "why": target.why}
    assert (view.merge, view.ticked) == (target.person, 0)
    kept = sample.person(target.person)
    told = {"id": kept.id, "name": kept.name, "verified": True, "papers": None, "has": None}
    assert told in data_of(view)["people"]  # type: ignore[operator]
    dismissed = [replace(one, state=State.DISMISSED) for one in person.findings]
    assert data_of(fixing_view(person.page, {}, dismissed))["merge"] is None
    assert data_of(fixing_view(kept.page, {}, kept.findings))["merge"] is None


def test_papers_of_nobody_known_are_a_set_for_each_group() -> None:
    strays = [authorship(f"s{n}", group=group, suggestions=(), nobody=1.0) for n, group in enumerate("BCBC")]
    groups = tuple(
        Group(label, tuple(one.paper for one in strays if one.group == label), False, (2000, 2001), (), ())
        for label in "BC"
    )
    found = data_of(fixing_view(page(authorships=tuple(strays), groups=groups), {}, []))
    assert found["start"] == [{"person": "", "papers": ["s0", "s2"]}, {"person": "", "papers": ["s1", "s3"]}]


def test_sets_stay_few() -> None:
    sets = data_of(fixing_view(many([(f"p{n}", 0.9) for n in range(30)]), {}, []))["start"]
    assert isinstance(sets, list)
    assert len(sets) == MOST_SETS + 1
    assert sorted(paper for one in sets for paper in one["papers"]) == sorted(f"s{n}" for n in range(30))


def test_the_script_gets_papers_people_and_reasons() -> None:
    found = data_of(fixing_view(page(), FACTS, [finding()], namesakes=[AMD], revision="903b"))
    assert found["revision"] == "903b"
    assert found["key"] == "graphcheck fixing ji-liu 903b"
    assert [paper["id"] for paper in found["papers"]] == ["W15-1527", "2023.x-1.2", STRAY]  # type: ignore[attr-defined]
    assert found["papers"][2] == {  # type: ignore[index]
        "id": STRAY,
        "name": "Ji Liu",
        "reason": finding().text,
        "suggested": [["ji-liu-amd", 0.75, "co-authors in common: Emad Barsoum"]],
    }
    (person,) = found["people"]  # type: ignore[misc]
    assert person == {"id": "ji-liu-amd", "name": "Ji Liu", "verified": True, "papers": 2, "has": list(AMD.has or ())}


def test_who_is_suggested_is_known_even_without_facts() -> None:
    (person,) = data_of(fixing_view(page(), FACTS, []))["people"]  # type: ignore[misc]
    assert person == {"id": "ji-liu-amd", "name": "", "verified": None, "papers": None, "has": None}


def test_long_lists_of_other_peoples_papers_are_left_out() -> None:
    long = replace(AMD, person="long", has=tuple(f"{n:020}" for n in range(fixing.LISTED // 20)))
    found = data_of(fixing_view(page(), FACTS, [], namesakes=[long, AMD]))
    assert [person["has"] is None for person in found["people"]] == [False, True]  # type: ignore[attr-defined]


def test_without_a_revision_other_papers_are_another_state() -> None:
    one = data_of(fixing_view(page(), FACTS, []))["key"]
    assert one == data_of(fixing_view(page(orcid=None), {}, []))["key"]
    assert one != data_of(fixing_view(page(authorships=(calm("W15-1527"),)), FACTS, []))["key"]


def test_abstracts_have_their_room_flagged_papers_first(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = {paper: PaperFacts(paper, 2020, "", (), "x" * 60) for paper in ("W15-1527", "2023.x-1.2", STRAY)}
    monkeypatch.setattr(fixing, "LEAST_ABSTRACTS", 130)
    monkeypatch.setattr(fixing, "ABSTRACTS", 0)
    told = [paper for paper, one in papers_of(fixing_view(page(), facts, [])).items() if one.abstract]
    assert told == [STRAY, "W15-1527"]


def test_a_page_of_a_hundred_papers_leaves_room_for_the_rest() -> None:
    names = tuple(f"Somebody Withaname{n}" for n in range(6))
    facts = {f"2023.findings-acl.{n}": PaperFacts("On " * 25, 2023, "ACL", names, "word " * 250) for n in range(100)}
    groups = (Group("A", tuple(facts), True, (2023, 2023), (), ()),)
    person = page(authorships=tuple(calm(paper) for paper in facts), groups=groups)
    with_dialog = check_page([person], [fixing_view(person, facts, [])])
    assert len(with_dialog.encode()) - len(check_page([person]).encode()) < 190_000


def test_a_person_twice_on_a_paper_has_one_row() -> None:
    twice = page(authorships=(authorship("W15-1527"), calm("W15-1527", position=5), calm("2023.x-1.2"), calm(STRAY)))
    rows = papers_of(fixing_view(twice, FACTS, []))
    assert len(rows) == 3
    assert rows["W15-1527"].ticked


def test_the_data_cannot_end_its_element() -> None:
    text = data_block({"a": "</script><!-- & \u2028"})
    assert not re.search("[<>&\u2028]", text)
    assert json.loads(text) == {"a": "</script><!-- & \u2028"}


def hostile_dialogs() -> tuple[str, list[Page]]:
    """Return a check page of hostile people with their dialogs."""
    pages = [
        page(
            person=text,
            name=text,
            orcid=text,
            authorships=(authorship(text, name=text, group=text, suggestions=(Suggestion(text + "?", 0.9, text),)),),
            groups=(Group(text, (text,), False, (2020, 2020), (), ()),),
        )
        for text in HOSTILE
    ]
    facts = {text: PaperFacts(text, 2020, text, (text, text), text) for text in HOSTILE}
    dialogs = [
        fixing_view(
            one,
            facts,
            [finding(paper=one.person, text=one.person)],
            namesakes=[Namesake(f"{one.person}!", one.person, False, 1, (one.person,))],
            revision=one.person,
        )
        for one in pages
    ]
    return check_page(pages, dialogs, facts), pages


def test_hostile_pages_hold_only_our_scripts() -> None:
    document = parsed(hostile_dialogs()[0])
    kinds = [script.get("type") for script in document.xpath("//script")]
    assert kinds == ["application/json"] * len(HOSTILE) + [None] * (len(fixing.SCRIPTS) + 1)  # and person.js
    assert not document.xpath("//@style | //@*[starts-with(name(), 'on')] | //iframe | //object | //form")
    assert len(set(document.xpath("//@id"))) == len(document.xpath("//@id"))
    for address in document.xpath("//@href"):
        assert re.match(r"https://aclanthology\.org/|#", address)


def test_the_policy_allows_the_dialogs_script_and_no_other() -> None:
    with_dialog = hostile_dialogs()[0]
    (policy,) = parsed(with_dialog).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    sheets = 4  # report, site, person, fixing
    assert policy.count("'sha256-") == sheets + len(fixing.SCRIPTS) + 1
    assert "unsafe" not in policy


def test_namesakes_bear_the_name_or_can(sample: Bibliography) -> None:
    names = Namesakes(sample)
    (one, *rest) = names.of(sample.person("ana-souza").page)
    assert (one.person, one.verified) == ("helena-brandao-vaz", True)
    assert [other.person for other in rest] == ["ana-souza-oosterwijk", "ana-souza/unverified"]
    owned = sample.authorships["person"] == sample.person(one.person).row
    papers = sorted({str(sample.papers["id"].iat[row]) for row in sample.authorships.loc[owned, "paper"]})
    assert list(one.has or ()) == papers
    assert one.papers == len(papers)


def test_catch_all_pages_and_the_page_itself_are_no_namesakes(sample: Bibliography) -> None:
    found = {one.person for one in Namesakes(sample).of(sample.person("jing-wang").page)}
    assert "jing-wang" not in found
    catch_all = set(sample.people.loc[sample.people["catch_all"], "id"])
    assert not found & catch_all
    assert "jing-wang-kestrelbay" in found


def test_a_suggested_person_is_among_the_namesakes_whatever_the_name(sample: Bibliography) -> None:
    stray = authorship(suggestions=(Suggestion("wei-chen", 0.5, ""), Suggestion("nobody-there", 0.1, "")))
    found = Namesakes(sample).of(page(person="jing-wang", authorships=(stray,)))
    assert next(one.person for one in found) == "wei-chen"
    assert "nobody-there" not in {one.person for one in found}
