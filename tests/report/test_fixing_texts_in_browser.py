"""The dialog's scripts make the texts that the library makes, and let nothing come alive."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Any

import pytest

from graphcheck.corrections.issue import issue_of, issue_url
from graphcheck.corrections.selection import Selection, Target, TargetKind
from graphcheck.report.fixing import SCRIPTS
from graphcheck.report.links import site_data
from tests.corrections import selections
from tests.report.desk import Open
from tests.report.factories import HOSTILE
from tests.report.test_fixing import hostile_dialogs

pytestmark = pytest.mark.browser
GOOD, BAD = "0000-0002-1825-0097", "0000-0002-1825-0098"
VALUES = [
    selections.selection(
        selections.person("a#1", person="x/y?", name="@acl *b*", has=None, why=" a\r\n\r\nb\u202e \u3000c\t"),
        selections.person("b&1", person="p'()!", has=[], why="~ &amp; ```"),
        selections.new("c", name="N’Diaye-Sarr 刘 |$| #1", orcid="", institution=""),
        selections.new("d", institution="Univ. of [A](b) \\ {c}"),
        selections.unknown("e", "f", why="\n\n- x\n"),
        revision="",
        orcid="",
    ),
    selections.selection(selections.person("a#1", "b"), keeps=[]),
    selections.selection(selections.person("a#1", "b"), keeps=[], merge=True),
    selections.selection(selections.person("a#1", "b"), keeps=["c"], merge=True),
    selections.selection(selections.new("a#1", "b"), keeps=[]),
    *(
        selections.selection(
            selections.new(text or "x", name=text, institution=text, why=f"{text}\n{text}"),
            selections.person(f"{text}?", person=f"{text}/z", name=text, why=text),
            name=text,
            person=text,
            revision=text,
        )
        for text in HOSTILE
    ),
]


@pytest.mark.parametrize(
    ("page", "paper", "other"),
    [
        ("dblp:66/2835", "dblp:conf/acl/Liu24", "dblp:l/JiLiu-1"),
        ("dblp:ji-liu-0007", "dblp:journals/corr/abs-1234", "dblp:l/unverified"),
        ("openalex:A1", "openalex:W2", "openalex:ji-liu/unverified"),
        ("table:p 7", "table:10.1000/x(y)", "table:é"),
    ],
)
def test_script_and_library_lead_to_the_same_places(page: str, paper: str, other: str, desk: Open) -> None:
    value = selections.selection(selections.person(paper, person=other, has=[paper]), person=page, keeps=[paper])
    open_ = desk(script_alone())
    data = {"site": site_data(page)}
    made = open_.page.evaluate("([value, data]) => fixingText.issue(value, data)", [value, data])
    assert made["body"] == issue_of(_unchecked(value)).body
    assert open_.page.evaluate("([made, data]) => fixingText.address(made, data).url", [made, data]) == ""


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_script_and_library_write_the_same_issue(value: dict[str, Any], desk: Open) -> None:
    open_ = desk(script_alone())
    site = {"site": site_data(value["person"])}
    made = open_.page.evaluate("([value, data]) => fixingText.issue(value, data)", [value, site])
    address = open_.page.evaluate("([made, data]) => fixingText.address(made, data)", [made, site])
    issue = issue_of(_unchecked(value))
    assert made == {"title": issue.title, "body": issue.body}
    url = issue_url(issue)
    assert address["whole"] == (url is not None)
    if url is not None:
        assert address["url"] == url


def script_alone() -> str:
    """Return a page with the script that makes texts."""
    code = files("graphcheck.report").joinpath("static", SCRIPTS[0]).read_text(encoding="utf-8")
    return f"<!doctype html><meta charset=utf-8><title>texts</title><script>{code}</script>"


def _unchecked(value: dict[str, Any]) -> Any:
    """Return the selection as the reader would, hostile letters and lengths too."""
    targets = tuple(
        Target(**{**one, "kind": TargetKind(one["kind"]), "papers": tuple(one["papers"])}) for one in value["targets"]
    )
    named = {key: value[key] for key in ("person", "name", "orcid", "revision")}
    return Selection(**named, keeps=tuple(value["keeps"]), targets=targets, merge=value.get("merge", False))


def test_orcids_are_checked_as_the_library_checks_them(desk: Open) -> None:
    open_ = desk(script_alone())
    given = [
        GOOD,
        BAD,
        "0000-0001-5109-3700",
        "https://orcid.org/0000-0002-1694-233X",
        "000000021694233x",
        "",
        "x",
        "0" * 16,
    ]
    found = open_.page.evaluate("(given) => given.map(fixingText.orcid)", given)
    right = "0000-0002-1694-233X"
    assert found == [GOOD, "", "0000-0001-5109-3700", right, right, "", "", ""]


def test_hostile_people_do_nothing_but_show(desk: Open) -> None:
    text, people = hostile_dialogs()
    open_ = desk(text)
    assert open_.page.locator("[data-fixing]").count() == len(people)
    for at in range(len(people)):
        open_.page.locator("[data-fixing]").nth(at).get_by_role(
            "button", name="Some belong to yet another person"
        ).click()
    for field_ in open_.page.get_by_role("radio", name="another person who has an id").all():
        field_.check()
    for box in open_.page.get_by_role("combobox", name="Id or name").all():
        if box.is_visible():
            box.fill("<script>alert(1)</script>")
    assert open_.page.locator("script:not([type])").count() == len(SCRIPTS) + 1  # and person.js
    assert open_.page.locator("img, iframe, object").count() == 0
    assert open_.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("script", SCRIPTS)
def test_scripts_put_data_in_as_text_only(script: str) -> None:
    code = files("graphcheck.report").joinpath("static", script).read_text(encoding="utf-8")
    alive = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|\.on\w+\s*=|[\"']on\w+[\"']"
    assert not re.search(alive, code)
