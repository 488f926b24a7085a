"""A real browser opens a report: it is found what is looked for, by mouse and by keyboard, and nothing leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from graphcheck.bibliography import Bibliography
from graphcheck.model import Finding, Link, State
from graphcheck.report.data import ReportWriter
from graphcheck.report.records import in_order
from graphcheck.report.site.person import person_html
from graphcheck.report.site.rows import shape_of
from graphcheck.report.site.start import index_html
from graphcheck.report.site.surroundings import Library
from tests.report.factories import HOSTILE, finding, run
from tests.report.site.browsing import Watched
from tests.report.site.surrounded import findings_of, large_page, surroundings
from tests.report.site.test_person import hostile
from tests.report.site.test_start import RUNS, SUMMARY
from tests.report.test_html import hostile_people

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
Scheme = Literal["light", "dark"]
PAGES = ("people/yan-li.html", "people/wei-chen.html", "people/jing-wang--unverified.html")


def write_report(bibliography: Bibliography, out: Path) -> list[Finding]:
    """Write the report of ``bibliography``; its findings look as if there had been runs before."""
    with ReportWriter(out, version="1.2.3") as writer:
        shapes, told = {}, []
        for page in bibliography.pages(evidence=False):
            findings = bibliography.findings(page)
            writer.add(page, findings)
            if findings:
                shapes[page.person] = shape_of(page)
                told += findings
        writer.finish(run(source=str(bibliography.source.root)), Library(bibliography))
    aged = {
        ("yan-li", "GC101"): State.RELAPSED,
        ("wei-chen", "GC102"): State.KNOWN,
        ("wei-chen", "GC101"): State.DISMISSED,
    }
    told = in_order(
        replace(one, state=aged.get((one.person, one.code), State.NEW), since="2026-07-01", note="") for one in told
    )
    explicit = finding(
        id="e", person="lena", person_name="Léna Ångström", paper="P14-2001", papers=("P14-2001",), year=2014,
        link=Link.EXPLICIT, score=0.83, verified=False,
    )  # fmt: skip
    gone = [finding(id="g", person="mia", person_name="Mia Gone", state=State.RESOLVED, note="now linked by an id")]
    start = index_html(
        [*told, explicit], {**SUMMARY, "runs": RUNS}, resolved=gone, shapes=shapes, pages={one.person for one in told}
    )
    (out / "index.html").write_text(start, encoding="utf-8")
    return told


@pytest.fixture(scope="session")
def report(sample: Bibliography, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "report"
    write_report(sample, out)
    return out


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> Scheme:
    return request.param


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    yield Watched(context.new_page())
    context.close()


def names(watched: Watched) -> list[str]:
    return watched.page.locator("#findings tbody a.who").all_inner_texts()


def count(watched: Watched) -> str:
    return watched.page.locator("#count").inner_text()


class TestStart:
    def test_what_is_new_and_costs_most_comes_first(self, watched: Watched, report: Path) -> None:
        watched.open(report / "index.html")
        assert names(watched) == ["Jing Wang", "Léna Ångström", "Yan Li"]
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
        watched.page.wait_for_timeout(50)
        assert names(watched) == found
        if not found:
            assert "Nothing fits" in count(watched)
        watched.assert_nothing_happened()

    @pytest.mark.parametrize(
        ("label", "choice", "found"),
        [
            ("State", "new, relapsed", ["Jing Wang", "Léna Ångström", "Yan Li"]),
            ("State", "open", ["Jing Wang", "Wei Chen", "Léna Ångström", "Yan Li"]),
            ("State", "new", ["Jing Wang", "Léna Ångström"]),
            ("State", "known", ["Wei Chen"]),
            ("State", "relapsed", ["Yan Li"]),
            ("State", "dismissed", ["Wei Chen"]),
            ("State", "resolved", ["Mia Gone"]),
            ("State", "all", ["Jing Wang", "Wei Chen", "Mia Gone", "Léna Ångström", "Yan Li"]),
            ("Finding", "GC101 stray-authorship", ["Léna Ångström", "Yan Li"]),
            ("Finding", "GC102 mixed-page", ["Jing Wang", "Wei Chen"]),
            ("Linked", "by name (inferred)", ["Yan Li"]),
            ("Linked", "by an id (explicit)", ["Léna Ångström"]),
            ("Score", "80% and more", ["Jing Wang", "Wei Chen", "Léna Ångström"]),
            ("Score", "95% and more", ["Jing Wang"]),
            ("Year", "2025 and later", ["Wei Chen"]),
            ("Sort by", "score", ["Jing Wang", "Léna Ångström", "Wei Chen", "Yan Li"]),
            ("Sort by", "newest paper", ["Wei Chen", "Jing Wang", "Yan Li", "Léna Ångström"]),
            ("Sort by", "name", ["Jing Wang", "Léna Ångström", "Wei Chen", "Yan Li"]),
        ],
    )
    def test_filters(self, watched: Watched, report: Path, label: str, choice: str, found: list[str]) -> None:
        watched.open(report / "index.html")
        watched.page.get_by_label("State", exact=True).select_option("open")
        watched.page.get_by_label(label, exact=True).select_option(label=choice)
        watched.page.wait_for_timeout(50)
        assert names(watched) == found
        watched.page.get_by_role("button", name="Reset").click()
        assert names(watched) == ["Jing Wang", "Léna Ångström", "Yan Li"]
        watched.assert_nothing_happened()

    @pytest.mark.parametrize(
        ("view", "found"),
        [
            ("Verified pages 2", ["Wei Chen", "Yan Li"]),
            ("Unverified pages 2", ["Jing Wang", "Léna Ångström"]),
            ("One paper each 2", ["Léna Ångström", "Yan Li"]),
            ("All pages 4", ["Jing Wang", "Wei Chen", "Léna Ångström", "Yan Li"]),
        ],
    )
    def test_views(self, watched: Watched, report: Path, view: str, found: list[str]) -> None:
        watched.open(report / "index.html")
        watched.page.get_by_label("State", exact=True).select_option("open")
        watched.page.locator("#views label").filter(has=watched.page.get_by_text(view, exact=True)).click()
        watched.page.wait_for_timeout(50)
        assert names(watched) == found

    def test_a_row_unfolds(self, watched: Watched, report: Path) -> None:
        watched.open(report / "index.html")
        row = watched.page.locator("#findings tbody tr", has_text="Jing Wang")
        row.locator("summary").click()
        assert row.locator(".papers-of a").count() == 6
        assert row.locator(".papers-of a").first.get_attribute("href") == "https://aclanthology.org/D19-1008/"

    def test_keyboard_alone(self, watched: Watched, report: Path) -> None:
        watched.open(report / "index.html")
        watched.page.keyboard.press("Tab")
        assert focused(watched) == "Skip to the content"
        watched.page.keyboard.press("/")
        watched.page.keyboard.type("yan")
        watched.page.wait_for_timeout(50)
        for _ in range(30):
            watched.page.keyboard.press("Tab")
            if focused(watched) == "Yan Li":
                break
        watched.page.keyboard.press("Enter")
        watched.page.wait_for_url("**/people/yan-li.html")
        watched.page.go_back()
        watched.page.wait_for_timeout(100)
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
        watched.page.wait_for_timeout(100)
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


def focused(watched: Watched) -> str:
    return str(watched.page.evaluate("document.activeElement.innerText"))


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
def test_the_whole_anthology(browser: Browser, whole: Bibliography, tmp_path: Path, artifacts: Path) -> None:
    told = write_report(whole, tmp_path / "report")
    people = {one.person for one in told}
    files = list((tmp_path / "report" / "people").iterdir())
    assert len(files) == len(people) > 1000
    assert max(file.stat().st_size for file in files) < 450_000
    assert sum(file.stat().st_size for file in files) < 200_000_000
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme, viewport={"width": 1400, "height": 900})
        watched = Watched(context.new_page())
        watched.open(tmp_path / "report" / "index.html")
        watched.page.locator("#findings tbody tr").first.wait_for()
        watched.page.get_by_label("State", exact=True).select_option("open")
        watched.page.wait_for_timeout(300)
        assert f"on {len(people) + 1:,} pages" in count(watched)
        watched.page.screenshot(path=artifacts / f"whole-index-{scheme}.png")
        watched.page.get_by_label("Search", exact=True).fill("yang liu")
        watched.page.wait_for_timeout(200)
        watched.page.locator("a.who", has_text="Yang Liu").first.click()
        watched.page.locator("svg.network").wait_for()
        watched.page.screenshot(path=artifacts / f"whole-person-{scheme}.png")
        assert watched.axe() == []
        watched.assert_nothing_happened()
        context.close()
