"""A real browser opens pages of people: pictures light up, papers unfold, hostile names only show."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphcheck.report.site.person import person_html
from tests.report.factories import HOSTILE, hostile_people
from tests.report.site.browsing import Watched, focused
from tests.report.site.surrounded import findings_of, large_page, surroundings
from tests.report.site.test_person import hostile

if TYPE_CHECKING:
    pass

pytestmark = pytest.mark.browser
PAGES = ("people/yan-li.html", "people/wei-chen.html", "people/jing-wang--unverified.html")


def picked(watched: Watched, what: str) -> set[str]:
    return {title.split(":")[0] for title in watched.page.locator(f"svg {what}.picked title").all_text_contents()}


class TestPerson:
    STRANGERS = frozenset(
        ("Johannes Grünauer-Pohl", "Claire D’Haessler", "Liesbeth Oudekerk", "Gregor Mauthner-Lind", "Petra Zwanepoel",
         "Willemijn van der Meulenhoek")
    )  # fmt: skip

    def test_pointing_at_a_flagged_paper_shows_its_co_authors(self, watched: Watched, report: Path) -> None:
        watched.open(report / PAGES[0])
        watched.page.locator(".picks a[data-flagged]").hover()
        assert picked(watched, ".dot") == self.STRANGERS
        assert picked(watched, ".mark") == {"2022.icol-main.7 (ICOL, 2022), flagged"}
        watched.page.locator("h1").hover()
        assert picked(watched, ".dot") == set()
        watched.assert_nothing_happened()

    def test_names_are_within_the_picture_and_apart(self, watched: Watched, report: Path) -> None:
        for name in PAGES:
            watched.open(report / name)
            frame = watched.page.locator("svg.network").bounding_box()
            boxes = [text.bounding_box() for text in watched.page.locator("svg.network .dot text").all()]
            assert frame is not None
            assert len(boxes) > 10
            for at, box in enumerate(boxes):
                assert box is not None
                assert frame["x"] <= box["x"] <= box["x"] + box["width"] <= frame["x"] + frame["width"]
                for other in boxes[at + 1 :]:
                    assert other is not None
                    # The boxes (23 pixels high) hold the letters' rims and the room above them: letters lie apart.
                    apart_x = min(box["x"] + box["width"], other["x"] + other["width"]) - max(box["x"], other["x"])
                    apart_y = min(box["y"] + box["height"], other["y"] + other["height"]) - max(box["y"], other["y"])
                    assert min(apart_x, apart_y) < 8

    def test_so_does_the_keyboard(self, watched: Watched, report: Path) -> None:
        watched.open(report / PAGES[0])
        watched.page.locator(".picks a[data-flagged]").focus()
        assert picked(watched, ".dot") == self.STRANGERS
        watched.page.keyboard.press("Tab")
        assert focused(watched).startswith("A 10 papers")
        assert picked(watched, ".dot").isdisjoint(self.STRANGERS)
        assert "Siobhán O’Dunleavy" in picked(watched, ".dot")
        watched.page.keyboard.press("Shift+Tab")
        watched.page.keyboard.press("Enter")
        assert watched.page.evaluate("location.hash") == "#flagged-0"

    def test_abstract_and_evidence_open_by_keyboard(self, watched: Watched, report: Path) -> None:
        watched.open(report / PAGES[0])
        abstract = watched.page.locator("article details.abstract")
        assert not abstract.locator("p").is_visible()
        abstract.locator("summary").focus()
        watched.page.keyboard.press("Enter")
        assert abstract.locator("p").is_visible()

    def test_way_back_and_on(self, watched: Watched, report: Path) -> None:
        watched.open(report / PAGES[0])
        watched.page.get_by_role("link", name="All findings").click()
        watched.page.wait_for_url("**/index.html")
        assert watched.page.locator("h1").inner_text() == "2 new findings, 1 relapsed since 2026-07-01"

    def test_link_to_a_folded_paper_opens_it(self, watched: Watched, tmp_path: Path) -> None:
        one = large_page(80, 60)
        text = person_html(one, surroundings(one), findings_of(one), {one.person})
        (tmp_path / "page.html").write_text(text, encoding="utf-8")
        watched.open(tmp_path / "page.html")
        assert not watched.page.locator("#flagged-55").is_visible()
        watched.page.locator(".picks a[href='#flagged-55']").click()
        watched.page.locator("#flagged-55").wait_for(state="visible")
        watched.assert_nothing_happened()

    @pytest.mark.parametrize("number", range(len(HOSTILE)))
    def test_hostile_people_only_show(self, watched: Watched, tmp_path: Path, number: int) -> None:
        one = hostile_people()[number]
        (tmp_path / "page.html").write_text(hostile(one), encoding="utf-8", errors="replace")
        watched.open(tmp_path / "page.html")
        watched.page.locator(".picks a").first.hover()
        assert watched.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        watched.assert_nothing_happened()


def test_lists_of_missing_papers_are_copied(watched: Watched, tmp_path: Path) -> None:
    file = tmp_path / "person.html"
    one = large_page(12, 3)
    file.write_text(person_html(one, surroundings(one, claims=4), findings_of(one), {one.person}), encoding="utf-8")
    watched.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    watched.open(file)
    watched.page.get_by_role("button", name="Copy the command").first.click()
    watched.page.get_by_role("button", name="Copied").wait_for()
    copied = watched.page.evaluate("navigator.clipboard.readText()")
    assert copied == watched.page.locator("[data-copied]").nth(1).inner_text()
    assert copied.startswith("graphcheck fix ji-liu/unverified --papers 2019.venue-main.0,2019.venue-main.2 --to ")
    watched.assert_nothing_happened()
    assert watched.axe() == []
