"""The dialog in a real browser: what people do with it, and what they have in hand then."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import parse_qs, urlsplit

import pytest
from jsonschema import Draft202012Validator

from graphcheck.corrections.issue import LONGEST_URL
from graphcheck.report.fixing import fixing_view
from tests.cli.conftest import PROJECT, Run, run  # noqa: F401 (a fixture)
from tests.report.desk import SAMPLE, Desk, Open, serious
from tests.report.factories import authorship, finding, page
from tests.report.site.surrounded import check_page
from tests.report.test_fixing import AMD, FACTS, STRAY, WRONG, many

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

pytestmark = pytest.mark.browser
Scheme = Literal["light", "dark"]
SCHEMA = json.loads((PROJECT / "docs" / "schemas" / "selection.json").read_text(encoding="utf-8"))
GOOD, BAD = "0000-0002-1825-0097", "0000-0002-1825-0098"
DRUGS = "2022.icol-main.7"


def factory_page(**changes: Any) -> str:
    person = page(**changes)
    view = fixing_view(person, FACTS, [finding()], namesakes=[AMD], revision="903b")
    return check_page([person], [view], FACTS)


def test_the_correction_is_in_hand_at_once(desk: Open, yan_li: str, tmp_path: Path) -> None:
    open_ = desk(yan_li)
    assert open_.ticked() == [DRUGS]
    assert "### Belong to somebody else; it is not known to whom: 1 paper" in open_.text()
    selection = json.loads(open_.selection(tmp_path).read_text(encoding="utf-8"))
    shipped = json.loads((SAMPLE / "selection.json").read_text(encoding="utf-8"))
    assert selection == {**shipped, "revision": selection["revision"]}


def test_papers_are_ticked_whole_groups_too_and_go_to_a_person_who_is_typed(desk: Open, yan_li: str) -> None:
    open_ = desk(yan_li)
    core = open_.dialog.locator("[data-group]").filter(has_text="core")
    whole = core.get_by_role("checkbox", name="the whole group A")
    whole.check()
    assert len(open_.ticked()) == 11
    open_.tick("P14-1009", False)
    assert whole.evaluate("box => box.indeterminate")
    open_.press("Untick all")
    assert open_.missing() == ["Tick the papers that are not this person’s."]
    open_.press("Tick the flagged")
    open_.tick("P14-1009")
    card = open_.choose("a person who has an id")
    assert open_.missing() == ["Name the person"]
    card.get_by_label("Id or name").fill("https://aclanthology.org/people/jing-wang/")
    assert "jing-wang is not known to this page" in card.inner_text()
    assert "### Belong to [jing-wang](https://aclanthology.org/people/jing-wang/): 2 papers" in open_.text()
    card.get_by_label("Id or name").fill("yan-li")
    assert open_.missing() == ["yan-li is the person whose page this is"]
    card.get_by_label("Id or name").fill("Somebody Else!")
    assert "is no id" in card.get_by_role("alert").first.inner_text()


def test_a_whole_page_goes_to_whose_it_may_be_with_one_press(
    desk: Open,
    lipiec_morawska: str,
    tmp_path: Path,
    run: Run,  # noqa: F811
) -> None:
    open_ = desk(lipiec_morawska)
    assert open_.ticked() == []
    open_.press("Tick all, for katarzyna-lipiec")
    selection = json.loads(open_.selection(tmp_path).read_text(encoding="utf-8"))
    assert (selection["keeps"], [one["person"] for one in selection["targets"]]) == ([], ["katarzyna-lipiec"])
    assert open_.ticked() == selection["targets"][0]["papers"]
    words = ("--from-findings", "--as", "issue", "--source", SAMPLE, "--quiet")
    said = run("fix", selection["person"], *words).stdout
    assert "**Type:** Merge" in open_.text()
    (why,) = [line for line in open_.text().splitlines() if line.startswith("Why: ")]
    assert why in said.splitlines()
    open_.page.reload()
    assert len(open_.ticked()) == len(selection["targets"][0]["papers"])
    open_.press("Untick all")
    open_.press("Tick all, for katarzyna-lipiec")
    open_.press("Bring back what was there")
    assert open_.ticked() == []


def test_a_person_is_found_by_search_with_the_keyboard(desk: Open, jing_wang: str) -> None:
    open_ = desk(jing_wang)
    assert open_.dialog.get_attribute("aria-labelledby")
    open_.dialog.locator("[data-paper] input").first.check()
    card = open_.choose("a person who has an id")
    field_ = card.get_by_role("combobox")
    field_.focus()
    open_.page.keyboard.type("kestrel")
    options = card.get_by_role("option")
    assert options.count() == 1
    assert "jing-wang-kestrelbay" in options.first.inner_text()
    assert field_.get_attribute("aria-expanded") == "true"
    open_.page.keyboard.press("ArrowDown")
    assert options.first.get_attribute("id") == field_.get_attribute("aria-activedescendant")
    open_.page.keyboard.press("Enter")
    assert field_.input_value() == "jing-wang-kestrelbay"
    assert not card.get_by_role("listbox").is_visible()
    body = open_.text()
    assert "people/jing-wang-kestrelbay/) (Jing Wang): 1 paper" in body
    assert "In addition to what is on that page, 3 papers:" in body


def test_a_new_person_needs_a_name_and_a_right_orcid_or_none(desk: Open, yan_li: str, tmp_path: Path) -> None:
    open_ = desk(yan_li)
    card = open_.choose("a new person")
    assert card.get_by_role("textbox", name="Name").input_value() == "Yan Li"
    card.get_by_label("ORCID").fill(BAD)
    assert "checksum" in card.get_by_role("alert").filter(has_text="ORCID").inner_text()
    assert card.get_by_label("ORCID").get_attribute("aria-invalid") == "true"
    assert open_.missing() == ["Put the ORCID right, or leave it out"]
    card.get_by_label("ORCID").fill(f"https://orcid.org/{GOOD}")
    assert open_.missing() == []
    card.get_by_label("ORCID").fill("0000-0007-6588-2034")  # yan-li's own
    assert len(open_.missing()) == 1
    card.get_by_label("ORCID").fill(GOOD)
    card.get_by_role("textbox", name="Name").fill("")
    assert open_.missing() == ["Give the person’s name"]
    card.get_by_role("textbox", name="Name").fill("Yan  *Li*")
    card.get_by_label("Institution").fill("Oosterwijk")
    (target,) = json.loads(open_.selection(tmp_path).read_text(encoding="utf-8"))["targets"]
    assert (target["name"], target["orcid"], target["institution"]) == ("Yan *Li*", GOOD, "Oosterwijk")
    assert "a new person, Yan \\*Li\\*: 1 paper" in open_.text()


def test_an_orcid_goes_with_the_papers_that_an_unverified_page_has_it_from(desk: Open, tmp_path: Path) -> None:
    orcid = page().orcid or ""
    stray = authorship(orcid=orcid)
    open_ = desk(factory_page(verified=False, authorships=(*page().authorships[:2], stray)))
    card = open_.choose("a new person")
    card.get_by_label("ORCID").fill(orcid)
    assert open_.missing() == []
    value = json.loads(open_.selection(tmp_path).read_text(encoding="utf-8"))
    assert (value["orcid"], value["targets"][0]["orcid"]) == ("", orcid)


def test_several_sets_go_to_several_people(desk: Open, tmp_path: Path) -> None:
    open_ = desk(factory_page())
    assert open_.dialog.get_by_role("radio", name="ji-liu-amd").is_checked()
    assert "Ji Liu, verified, 2 papers; suggested, 75%: co-authors in common" in open_.dialog.inner_text()
    open_.press("Some belong to yet another person")
    open_.tick("W15-1527")
    assert open_.missing() == ["Set 2: Say whose papers they are"]
    open_.choose("another person who has an id", 1).get_by_label("Id or name").fill("ji-liu-amd")
    assert "another set" in open_.missing()[0]
    open_.choose("I don’t know", 1).get_by_label("Why").fill("one\n\n two ")
    value = json.loads(open_.selection(tmp_path).read_text(encoding="utf-8"))
    Draft202012Validator(SCHEMA).validate(value)
    assert value["keeps"] == ["2023.x-1.2"]
    assert [(t["kind"], t["papers"], t["why"]) for t in value["targets"]] == [
        ("person", [STRAY], f"{STRAY}: {finding().text}"),
        ("unknown", ["W15-1527"], "one\n\ntwo"),
    ]
    open_.paper("W15-1527").get_by_role("combobox").select_option("Set 1")
    assert open_.text().count("### ") == 2
    open_.dialog.locator(".fixing-set").nth(0).get_by_role("button", name="Remove").click()
    assert open_.ticked() == []
    assert open_.dialog.locator(".fixing-set").count() == 1


def test_a_person_who_is_on_the_paper_already_cannot_get_it(desk: Open) -> None:
    person = page(authorships=(authorship("2024.x-1.1"),), groups=(page().groups[1],))
    group = type(person.groups[0])("B", ("2024.x-1.1",), False, (2024, 2024), (), ())
    open_ = desk(factory_page(authorships=person.authorships, groups=(group,)))
    assert open_.missing() == ["ji-liu-amd is an author of 2024.x-1.1 already"]


def test_the_issue_can_be_copied_and_opened(desk: Open, context: BrowserContext, yan_li: str) -> None:
    open_ = desk(yan_li)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_.press("Copy the text")
    open_.dialog.get_by_role("button", name="Copied").wait_for()
    assert open_.page.evaluate("navigator.clipboard.readText()") == open_.text()
    link = open_.dialog.get_by_role("link", name="Open the issue on GitHub")
    query = parse_qs(urlsplit(str(link.get_attribute("href"))).query)
    assert query == {"title": ["Author Page: yan-li"], "body": [open_.text()]}
    assert not open_.dialog.locator("[data-long]").is_visible()


def test_an_issue_too_long_for_a_link_says_so(desk: Open) -> None:
    person = many([("", 0.0)] * 200)
    open_ = desk(check_page([person], [fixing_view(person, {}, [])]))
    assert open_.dialog.get_by_text("The text is too long for a link").is_visible()
    link = str(open_.dialog.get_by_role("link", name="Open the issue on GitHub").get_attribute("href"))
    assert len(link) <= LONGEST_URL
    assert parse_qs(urlsplit(link).query) == {"title": ["Author Page: ji-liu"]}
    assert open_.text().count("\n- [s") == 200


def test_nothing_is_lost_when_the_page_is_closed(desk: Open, yan_li: str) -> None:
    first = desk(yan_li)
    first.tick("W15-1402")
    first.choose("a new person").get_by_label("Institution").fill("Vestmark")
    before = first.text()
    first.page.close()
    again = desk(yan_li)
    assert again.ticked() == [DRUGS, "W15-1402"]
    assert again.text() == before
    notice = again.dialog.locator("[data-notice]")
    assert "What you selected before" in notice.inner_text()
    notice.get_by_role("button", name="Start over").click()
    assert again.ticked() == [DRUGS]
    assert "Started over" in notice.inner_text()
    notice.get_by_role("button", name="Bring back what was there").click()
    assert again.text() == before
    again.page.reload()
    assert again.ticked() == [DRUGS, "W15-1402"]
    again.dialog.get_by_role("button", name="Start over").first.click()
    again.page.reload()
    assert again.ticked() == [DRUGS]
    assert again.dialog.locator("[data-notice]").inner_text() == ""


def test_two_tabs_of_one_page_hold_the_same(desk: Open, yan_li: str) -> None:
    from playwright.sync_api import expect  # it waits without eval, which the page forbids

    first, second = desk(yan_li), desk(yan_li)
    first.tick("W15-1402")
    expect(second.page.locator("[data-paper='W15-1402'] input").first).to_be_checked()
    second.tick("P14-1009")
    expect(first.page.locator("[data-paper='P14-1009'] input").first).to_be_checked()
    assert first.ticked() == second.ticked() == [DRUGS, "P14-1009", "W15-1402"]
    assert first.text() == second.text()


@pytest.mark.parametrize(
    "address",
    [
        "https://aclanthology.org/people/jing-wang",
        "https://aclanthology.org/people/j/jing-wang/?x=1#papers",
        "https://preview.aclanthology.org/some-branch/people/jing-wang/",
    ],
)
def test_an_address_is_an_id_too(desk: Open, yan_li: str, address: str) -> None:
    open_ = desk(yan_li)
    open_.choose("a person who has an id").get_by_label("Id or name").fill(address)
    assert "### Belong to [jing-wang](https://aclanthology.org/people/jing-wang/): 1 paper" in open_.text()


def test_what_was_kept_is_for_this_revision_and_read_with_care(desk: Open) -> None:
    first = desk(factory_page())
    first.tick("W15-1527")
    key = first.page.evaluate("Object.keys(localStorage)")
    assert key == ["graphcheck fixing ji-liu 903b"]
    for broken in ("{", "3", '{"version": 9}', '{"version": 1, "sets": [], "ticks": 3}'):
        first.page.evaluate("([key, value]) => localStorage.setItem(key, value)", [key[0], broken])
        first.page.reload()
        assert first.ticked() == [STRAY]
    odd = {
        "version": 1,
        "sets": [{"kind": 3}, None],
        "ticks": [["gone", 0], [STRAY, 7], ["W15-1527", 1], 4],
        "active": "x",
    }
    first.page.evaluate("([key, value]) => localStorage.setItem(key, value)", [key[0], json.dumps(odd)])
    first.page.reload()
    assert first.ticked() == ["W15-1527"]


def test_without_storage_leaving_is_asked_about(desk: Open, context: BrowserContext) -> None:
    context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('none'); } })")
    open_ = desk(factory_page())
    assert "This browser keeps nothing" in open_.dialog.locator("[data-notice]").inner_text()
    asked: list[str] = []

    def answer(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    open_.page.on("dialog", answer)
    open_.tick("W15-1527")
    open_.page.reload()
    assert asked == ["beforeunload"]
    open_.page.reload()  # nothing was ticked since
    assert asked == ["beforeunload"]


def test_it_works_by_keyboard_alone(desk: Open, yan_li: str) -> None:
    open_ = desk(yan_li)
    press = open_.page.keyboard.press

    def tab_to(wanted: str) -> None:
        for _ in range(200):
            press("Tab")
            if open_.page.evaluate(f"document.activeElement.matches({json.dumps(wanted)})"):
                outline = "getComputedStyle(document.activeElement).outlineStyle"
                assert open_.page.evaluate(outline) != "none"
                return
        raise AssertionError(f"{wanted} can't be reached")

    tab_to("[data-paper='P14-1009'] input")
    press("Space")
    assert open_.ticked() == [DRUGS, "P14-1009"]
    tab_to("input[type=radio]")
    press("ArrowUp")
    tab_to("input:not([type=checkbox], [type=radio])")
    open_.page.keyboard.type(" Yanling")
    tab_to("input[placeholder]")
    open_.page.keyboard.type(GOOD)
    tab_to("[data-do=download]")
    with open_.page.expect_download() as waited:
        press("Enter")
    value = json.loads(Path(waited.value.path()).read_text(encoding="utf-8"))
    assert [(t["kind"], len(t["papers"]), t["orcid"]) for t in value["targets"]] == [("new", 2, GOOD)]
    assert "Yanling" in value["targets"][0]["name"]


def test_the_cli_reads_the_selection_back(desk: Open, yan_li: str, tmp_path: Path, run: Run) -> None:  # noqa: F811
    open_ = desk(yan_li)
    open_.tick("P14-1009")
    open_.choose("a new person").get_by_label("ORCID").fill(GOOD)
    file = open_.selection(tmp_path)
    assert file.name == "selection-yan-li.json"
    result = run("fix", file, "--source", SAMPLE, "--as", "issue", "--quiet")
    assert result.exit_code == 0, result.output
    assert result.stdout == f"Author Page: yan-li\n\n{open_.text()}"


def test_without_scripts_it_is_a_list_to_read(browser: Browser, yan_li: str, tmp_path: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page_ = context.new_page()
    (tmp_path / "check.html").write_text(yan_li, encoding="utf-8")
    page_.goto((tmp_path / "check.html").as_uri())
    assert page_.get_by_text("this is a list to read").is_visible()
    assert page_.get_by_text("Finding Drug Side Effects in Dutch Patient Letters").last.is_visible()
    assert not page_.get_by_text("The issue’s text", exact=True).is_visible()
    assert page_.locator("[data-script]:visible").count() == 0
    context.close()


def busy(open_: Desk) -> None:
    """Bring the dialog into a state in which most of it is to be seen."""
    open_.press("Some belong to yet another person")
    open_.dialog.locator("[data-paper]").nth(1).get_by_role("checkbox").check()
    card = open_.choose("a new person", 1)
    card.get_by_label("ORCID").fill(BAD)


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> Scheme:
    return request.param


@pytest.mark.parametrize("width", [1300, 390])
def test_it_fits_and_axe_finds_nothing_serious(
    browser: Browser, scheme: Scheme, width: int, yan_li: str, tmp_path: Path, artifacts: Path
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    file = tmp_path / "check.html"
    file.write_text(yan_li, encoding="utf-8")
    open_ = Desk(context.new_page())
    open_.watch()
    open_.page.goto(file.as_uri())
    states: list[Callable[[Desk], None]] = [
        lambda _: None,
        busy,
        lambda one: one.choose("a person who has an id", 1).get_by_role("combobox").click(),
    ]
    for at, bring in enumerate(states):
        bring(open_)
        assert open_.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert serious(open_.page) == []
        open_.dialog.screenshot(path=artifacts / f"fixing-{scheme}-{width}-{at}.png")
    assert open_.wrong == []
    context.close()


def test_a_wrong_id_is_in_hand_at_once(desk: Open) -> None:
    person = page()
    open_ = desk(check_page([person], [fixing_view(person, FACTS, [finding(), WRONG], namesakes=[AMD])], FACTS))
    assert open_.ticked() == sorted([STRAY, "W15-1527"])
    assert open_.missing() == []
    cards = open_.dialog.locator(".fixing-set")
    assert cards.nth(0).get_by_role("radio", name="ji-liu-ustc", exact=True).is_checked()
    assert cards.nth(1).get_by_role("radio", name="ji-liu-amd", exact=True).is_checked()
    assert "It names Ji Liu by id." in open_.text()
