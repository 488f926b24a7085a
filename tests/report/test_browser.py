"""A real browser opens what is written: it looks right, runs nothing, and calls nobody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import networkx as nx
import pytest

from graphcheck.report.data import ReportWriter
from graphcheck.report.inline import static
from graphcheck.report.picture import draw
from tests.report.factories import HOSTILE, finding, hostile_findings, page, page_finding, run

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
Scheme = Literal["light", "dark"]


@dataclass
class Seen:
    """What happened while a page was open."""

    page: Page
    console: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def open(self, file: Path) -> None:
        self.page.goto(file.as_uri())

    def assert_nothing_happened(self) -> None:
        assert (self.console, self.errors, self.dialogs) == ([], [], [])
        assert self.requests
        assert all(url.startswith(("file:", "data:image/svg")) for url in self.requests)


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> Scheme:
    return request.param


@pytest.fixture
def seen(browser: Browser, scheme: Scheme) -> Iterator[Seen]:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1400, "height": 900})
    page = context.new_page()
    watch = Seen(page)
    page.on("console", lambda message: watch.console.append(message.text))
    page.on("pageerror", lambda error: watch.errors.append(str(error)))
    page.on("request", lambda request: watch.requests.append(request.url))

    def dismiss(dialog: Any) -> None:
        watch.dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    yield watch
    context.close()


def brightness(page: Page) -> float:
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
    return sum(colour[:3]) / 3


def test_report_with_hostile_findings(seen: Seen, scheme: Scheme, tmp_path: Path, artifacts: Path) -> None:
    good = [
        finding(),
        page_finding(),
        finding(id="2", suggestions=(), nobody=1.0, score=0.81, person="ji-liu/unverified"),
    ]
    with ReportWriter(tmp_path / "out", version="1.2.3") as writer:
        writer.add(page(), [*good, *hostile_findings()])
        writer.finish(run(skipped=["data/xml/a.xml:3: mismatched tag", *HOSTILE]))
    seen.open(tmp_path / "out" / "index.html")
    assert seen.page.locator("table.findings tbody tr").count() == len({one.person for one in good}) + len(HOSTILE)
    assert (brightness(seen.page) < 60) == (scheme == "dark")  # the style sheet is in force
    for details in seen.page.locator("details").all():
        details.evaluate("element => element.open = true")
    assert seen.page.locator("ul.told > li").count() == len(good) + len(HOSTILE)  # made when unfolded
    assert seen.page.locator("#GC101 h3").first.is_visible()
    seen.page.screenshot(path=artifacts / f"index-{scheme}.png")
    assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    seen.page.set_viewport_size({"width": 420, "height": 900})
    assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    seen.page.screenshot(path=artifacts / f"index-narrow-{scheme}.png")
    seen.assert_nothing_happened()


@pytest.mark.parametrize("name", ["report.css", "site.css", "start.css", "person.css", "fixing.css"])
def test_squeezed_style_sheets_say_what_the_files_say(browser: Browser, name: str) -> None:
    reading = """text => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      return [...sheet.cssRules].map((rule) => rule.cssText);
    }"""
    file = files("graphcheck.report").joinpath("static", name).read_text(encoding="utf-8")
    context = browser.new_context()
    page = context.new_page()
    as_file, as_shown = (page.evaluate(reading, text) for text in (file, str(static(name))))
    # A browser keeps the space before what a variable falls back to.
    assert [rule.replace(", ", ",") for rule in as_shown] == [rule.replace(", ", ",") for rule in as_file]
    assert len(as_file) > 10
    context.close()


def test_keyboard_reaches_the_content_first(seen: Seen, tmp_path: Path) -> None:
    with ReportWriter(tmp_path / "out", version="1.2.3") as writer:
        writer.add(page(), [finding()])
        writer.finish(run())
    seen.open(tmp_path / "out" / "index.html")
    seen.page.keyboard.press("Tab")
    assert seen.page.evaluate("document.activeElement.textContent") == "Skip to the content"
    assert seen.page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0


def test_hostile_picture_by_itself(seen: Seen, scheme: Scheme, tmp_path: Path, artifacts: Path) -> None:
    graph: nx.Graph[str] = nx.Graph()
    for i, text in enumerate(HOSTILE):
        graph.add_node(f"p{i}", name=text, group=text[:5], papers=i, stray=i % 3 == 0)
    file = tmp_path / "picture.svg"
    draw(graph, title=HOSTILE[0], file=file, format="svg")
    seen.open(file)
    assert (
        seen.page.evaluate("document.querySelectorAll('script, foreignObject, image, a, use[href^=http]').length") == 0
    )
    assert "<script>alert(1)</script>" in seen.page.evaluate("document.documentElement.textContent")
    if scheme == "light":
        seen.page.screenshot(path=artifacts / "picture-hostile.png")
    seen.assert_nothing_happened()
