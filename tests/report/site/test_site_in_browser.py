"""A real browser opens a report: nothing hinders its readers, it fits and prints, and nothing leaves it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from graphcheck.bibliography import Bibliography
from graphcheck.findings import MIXED, STRAY
from graphcheck.report.links import person_page
from tests.report.site.browsing import Watched, count

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
Scheme = Literal["light", "dark"]
PAGES = ("people/yan-li.html", "people/wei-chen.html", "people/jing-wang--unverified.html")


@pytest.mark.parametrize("name", ["index.html", *PAGES])
def test_axe_finds_nothing_serious(browser: Browser, report: Path, scheme: Scheme, name: str) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1400, "height": 900})
    watched = Watched(context.new_page())
    watched.open(report / name)
    for details in watched.page.locator("details").all():
        details.evaluate("element => element.open = true")
    watched.page.wait_for_timeout(100)
    assert watched.axe() == []
    watched.assert_nothing_happened()
    context.close()


@pytest.mark.parametrize("width", [1400, 768, 360])
@pytest.mark.parametrize("name", ["index.html", PAGES[0]])
def test_fits_and_is_kept_as_a_picture(
    browser: Browser, report: Path, scheme: Scheme, name: str, width: int, artifacts: Path
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    watched = Watched(context.new_page())
    watched.open(report / name)
    assert watched.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    ground = watched.page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
    assert (sum(ground[:3]) / 3 < 60) == (scheme == "dark")
    watched.page.screenshot(path=artifacts / f"{Path(name).stem}-{scheme}-{width}.png", full_page=True)
    context.close()


def test_print_shows_what_is_folded_and_no_tools(watched: Watched, report: Path) -> None:
    watched.open(report / "index.html")
    watched.page.emulate_media(media="print")
    assert not watched.page.locator("#tools").is_visible()
    watched.open(report / PAGES[0])
    watched.page.emulate_media(media="print")
    assert watched.page.locator("svg.network").is_visible()
    assert not watched.page.get_by_role("link", name="All findings").is_visible()


@pytest.mark.anthology
def test_the_whole_anthology(browser: Browser, whole: Bibliography, whole_report: Path, artifacts: Path) -> None:
    findings = json.loads((whole_report / "findings.json").read_text(encoding="utf-8"))["findings"]
    papers = dict(zip(map(person_page, whole.people["id"]), whole.graph.papers_of.tolist(), strict=True))
    concerned = {person for one in findings for person in (one["person"], *one["others"])}
    sizes = {f"people/{file.name}": file.stat().st_size for file in (whole_report / "people").iterdir()}
    assert sizes.keys() == {page for page in map(person_page, concerned) if papers.get(page)}
    for page, size in sizes.items():  # 300 KB for a hundred papers, and in proportion from there on
        assert size <= 3 * 1024 * max(papers[page], 100), page
    doubtful = {person_page(one["person"]) for one in findings if one["code"] in (STRAY, MIXED)}
    assert len(doubtful) > 1000
    assert sum(sizes[page] for page in doubtful) < 300_000_000
    about = {one["person"] or one["id"] for one in findings}  # what is found on no page is counted by itself
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme, viewport={"width": 1400, "height": 900})
        watched = Watched(context.new_page())
        watched.open(whole_report / "index.html")
        watched.page.locator("#findings tbody tr").first.wait_for()
        watched.page.get_by_label("State", exact=True).select_option("open")
        watched.page.wait_for_timeout(300)
        assert f"on {len(about):,} pages" in count(watched)
        watched.page.screenshot(path=artifacts / f"whole-index-{scheme}.png")
        watched.page.get_by_label("Search", exact=True).fill("yang liu")
        watched.page.wait_for_timeout(200)
        watched.page.locator("a.who", has_text="Yang Liu").first.click()
        watched.page.locator("svg.network").wait_for()
        watched.page.screenshot(path=artifacts / f"whole-person-{scheme}.png")
        assert watched.axe() == []
        watched.assert_nothing_happened()
        context.close()
