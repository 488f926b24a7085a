"""A real browser opens the start page: what is looked for is found, by mouse and by keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphcheck.report.site.start import index_html
from tests.report.factories import finding
from tests.report.site.browsing import Watched, count, focused, names
from tests.report.site.surrounded import SUMMARY

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


class TestStart:
    def test_what_is_new_and_costs_most_comes_first(self, watched: Watched, report: Path) -> None:
        watched.open(report / "index.html")
        assert names(watched) == ["Jing Wang", "Yan Li", "Léna Ångström"]
        assert count(watched) == "3 findings on 3 pages"
        watched.assert_nothing_happened()

    @pytest.mark.parametrize(
        ("wanted", "found"),
        [
            ("yan", ["Yan Li"]),
            ("YAN li", ["Yan Li"]),
            ("jing-wang/unverified", ["Jing Wang"]),
            ("2022.icol-main.7", ["Yan Li"]),
            ("2022.icol", ["Jing Wang", "Wei Chen", "Yan Li"]),
            ("P14", ["Léna Ångström"]),
            ("lena angstrom", ["Léna Ångström"]),
            ("dutch patient", ["Yan Li"]),
            ("chen 2022.icol-main.6", ["Wei Chen"]),
            ("<script>", []),
        ],
    )
    def test_search(self, watched: Watched, report: Path, wanted: str, found: list[str]) -> None:
        watched.open(report / "index.html")
        watched.page.get_by_label("State", exact=True).select_option("open")
        watched.page.get_by_label("Search", exact=True).press_sequentially(wanted)
        watched.settle()
        assert names(watched) == found
        if not found:
            assert "Nothing fits" in count(watched)
        watched.assert_nothing_happened()

    @pytest.mark.parametrize(
        ("label", "choice", "found"),
        [
            ("State", "new, relapsed", ["Jing Wang", "Yan Li", "Léna Ångström"]),
            ("State", "open", ["Jing Wang", "Wei Chen", "Yan Li", "Léna Ångström"]),
            ("State", "new", ["Jing Wang", "Léna Ångström"]),
            ("State", "known", ["Wei Chen"]),
            ("State", "relapsed", ["Yan Li"]),
            ("State", "dismissed", ["Wei Chen"]),
            ("State", "resolved", ["Mia Gone"]),
            ("State", "all", ["Jing Wang", "Wei Chen", "Yan Li", "Léna Ångström", "Mia Gone"]),
            ("Finding", "GC101 stray-authorship", ["Yan Li", "Léna Ångström"]),
            ("Finding", "GC102 mixed-page", ["Jing Wang", "Wei Chen"]),
            ("Linked", "by name (inferred)", ["Yan Li"]),
            ("Linked", "by an id (explicit)", ["Léna Ångström"]),
            ("Score", "80% and more", ["Jing Wang", "Yan Li", "Léna Ångström"]),
            ("Score", "95% and more", ["Yan Li"]),
            ("Year", "2025 and later", ["Wei Chen"]),
            ("Sort by", "score", ["Yan Li", "Jing Wang", "Léna Ångström", "Wei Chen"]),
            ("Sort by", "newest paper", ["Wei Chen", "Jing Wang", "Yan Li", "Léna Ångström"]),
            ("Sort by", "name", ["Jing Wang", "Léna Ångström", "Wei Chen", "Yan Li"]),
        ],
    )
    def test_filters(self, watched: Watched, report: Path, label: str, choice: str, found: list[str]) -> None:
        watched.open(report / "index.html")
        watched.page.get_by_label("State", exact=True).select_option("open")
        watched.page.get_by_label(label, exact=True).select_option(label=choice)
        watched.settle()
        assert names(watched) == found
        watched.page.get_by_role("button", name="Reset").click()
        assert names(watched) == ["Jing Wang", "Yan Li", "Léna Ångström"]
        watched.assert_nothing_happened()

    @pytest.mark.parametrize(
        ("view", "found"),
        [
            ("Verified pages 2", ["Wei Chen", "Yan Li"]),
            ("Unverified pages 2", ["Jing Wang", "Léna Ångström"]),
            ("One paper each 2", ["Yan Li", "Léna Ångström"]),
            ("All pages 4", ["Jing Wang", "Wei Chen", "Yan Li", "Léna Ångström"]),
        ],
    )
    def test_views(self, watched: Watched, report: Path, view: str, found: list[str]) -> None:
        watched.open(report / "index.html")
        watched.page.get_by_label("State", exact=True).select_option("open")
        watched.page.locator("#views label").filter(has=watched.page.get_by_text(view, exact=True)).click()
        watched.settle()
        assert names(watched) == found

    def test_a_row_unfolds(self, watched: Watched, report: Path) -> None:
        watched.open(report / "index.html")
        row = watched.page.locator("#findings tbody tr", has_text="Jing Wang")
        row.locator("summary").click()
        row.locator(".papers-of a").first.wait_for()  # browsers tell of what was unfolded a little later
        assert row.locator(".papers-of a").count() == 6
        assert row.locator(".papers-of a").first.get_attribute("href") == "https://aclanthology.org/D19-1008/"

    def test_keyboard_alone(self, watched: Watched, report: Path) -> None:
        watched.open(report / "index.html")
        watched.page.keyboard.press("Tab")
        assert focused(watched) == "Skip to the content"
        watched.page.keyboard.press("/")
        watched.page.keyboard.type("yan")
        watched.settle()
        for _ in range(30):
            watched.page.keyboard.press("Tab")
            if focused(watched) == "Yan Li":
                break
        watched.page.keyboard.press("Enter")
        watched.page.wait_for_url("**/people/yan-li.html")
        watched.page.go_back()
        watched.settle()
        assert names(watched) == ["Yan Li"]  # the search is still there

    def test_five_thousand_findings_are_searched_as_one_types(self, watched: Watched, tmp_path: Path) -> None:
        found = [
            finding(id=str(n), person=f"person-{n // 3}", person_name=f"Person {n // 3}", paper=f"2024.acl-long.{n}",
                    papers=(f"2024.acl-long.{n}",), text="None of its co-authors is on any paper of the core. " * 4)
            for n in range(5000)
        ]  # fmt: skip
        (tmp_path / "index.html").write_text(index_html(found, SUMMARY), encoding="utf-8")
        watched.open(tmp_path / "index.html")
        assert len(names(watched)) == 60  # a batch; not 1,667 rows
        watched.page.locator("#more").scroll_into_view_if_needed()
        watched.page.locator("#findings tbody a.who").nth(60).wait_for()
        watched.page.get_by_label("Search", exact=True).fill("2024.acl-long.4999")
        watched.settle()
        assert names(watched) == ["Person 1666"]
        watched.assert_nothing_happened()

    def test_without_scripts_it_is_a_table(self, browser: Browser, report: Path) -> None:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto((report / "index.html").as_uri())
        assert page.locator("#findings tbody tr").count() == 5
        assert not page.locator("#tools").is_visible()
        assert page.get_by_text("Searching, filtering and the whole list need").is_visible()
        page.locator("a.who", has_text="Yan Li").click()
        page.locator("svg.network").wait_for()
        context.close()
