"""A real browser opens what check writes: pictures, evidence and dialogs of several people, each for itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphcheck.report.fixing import fixing_view
from tests.report.site.browsing import Watched
from tests.report.site.surrounded import check_page, findings_of, large_page
from tests.report.site.test_check import hostile_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def opened(watched: Watched, text: str, tmp_path: Path) -> Watched:
    file = tmp_path / "check.html"
    file.write_text(text, encoding="utf-8", errors="replace")
    watched.open(file)
    return watched


def two_large_pages() -> str:
    people = [large_page(12, 3), large_page(20, 4)]
    return check_page(people, [fixing_view(one, {}, findings_of(one)) for one in people])


@pytest.mark.parametrize("name", ["yan_li", "jing_wang"])
def test_axe_finds_nothing_serious_and_nothing_is_asked_for(
    browser: Browser, scheme: str, name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1400, "height": 900})  # type: ignore[arg-type]
    watched = opened(Watched(context.new_page()), request.getfixturevalue(name), tmp_path)
    for details in watched.page.locator("details").all():
        details.evaluate("element => element.open = true")
    watched.settle()
    assert watched.axe() == []
    watched.assert_nothing_happened()
    context.close()


@pytest.mark.parametrize("width", [1400, 768, 360])
@pytest.mark.parametrize("name", ["yan_li", "jing_wang"])
def test_fits_and_is_kept_as_a_picture(
    browser: Browser,
    scheme: str,
    name: str,
    width: int,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    artifacts: Path,
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})  # type: ignore[arg-type]
    watched = opened(Watched(context.new_page()), request.getfixturevalue(name), tmp_path)
    assert watched.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    ground = watched.page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
    assert (sum(ground[:3]) / 3 < 60) == (scheme == "dark")
    watched.page.screenshot(path=artifacts / f"check-{name}-{scheme}-{width}.png", full_page=True)
    watched.assert_nothing_happened()
    context.close()


def test_pointing_at_a_paper_lights_up_its_own_person_alone(watched: Watched, tmp_path: Path) -> None:
    opened(watched, two_large_pages(), tmp_path)
    first, second = (watched.page.locator(f"#person-{number}") for number in (1, 2))
    for here, there in ((first, second), (second, first)):
        here.locator(".picks a[data-flagged='0']").hover()
        assert here.locator("svg .picked").count() > 3
        assert there.locator("svg .picked, svg.picking").count() == 0
    watched.page.locator("h1").hover()
    assert watched.page.locator("svg .picked, svg.picking").count() == 0
    second.locator(".picks a[data-group='B']").focus()
    assert second.locator("svg .picked").count() > 3
    assert first.locator("svg .picked").count() == 0
    watched.assert_nothing_happened()


def test_links_lead_within_their_person(watched: Watched, tmp_path: Path) -> None:
    opened(watched, two_large_pages(), tmp_path)
    watched.page.locator("nav a").nth(1).click()
    second = watched.page.locator("#person-2")
    assert second.locator("h2").first.bounding_box()["y"] < 900  # type: ignore[index]
    second.locator(".picks a[data-flagged='3']").click()
    article = second.locator("article[data-flagged='3']")
    assert article.evaluate("element => element.matches(':target')")
    assert watched.page.locator(":target").count() == 1


def test_dialogs_of_several_people_know_nothing_of_each_other(watched: Watched, jing_wang: str, tmp_path: Path) -> None:
    opened(watched, jing_wang, tmp_path)
    dialogs = watched.page.locator("[data-fixing]")
    assert dialogs.count() == 3
    dialogs.nth(1).locator("[data-paper] input").first.check()
    ticked = [dialogs.nth(at).locator("[data-paper] input:checked").count() for at in range(3)]
    assert ticked == [0, 1, 0]
    dialogs.nth(1).get_by_role("radio", name="I don’t know").check()
    assert "jing-wang-kestrelbay" in dialogs.nth(1).get_by_label("The issue’s text").input_value()
    assert not dialogs.nth(0).get_by_label("The issue’s text").is_visible()


def test_print_shows_pictures_and_what_is_folded(watched: Watched, jing_wang: str, tmp_path: Path) -> None:
    opened(watched, jing_wang, tmp_path)
    watched.page.emulate_media(media="print")
    assert watched.page.locator("svg.network:visible").count() == 3
    assert watched.page.locator("nav").is_visible()  # says who is on the page
    abstract = watched.page.locator("[data-paper] details p").first
    assert abstract.is_visible()


def test_hostile_people_only_show(watched: Watched, tmp_path: Path) -> None:
    opened(watched, hostile_page(), tmp_path)
    watched.page.locator(".picks a").first.hover()
    assert watched.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    watched.assert_nothing_happened()
