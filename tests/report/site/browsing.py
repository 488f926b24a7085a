"""A page in a real browser, watched: what it says on the console, what it asks for, what axe-core finds."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphcheck.bibliography import Bibliography
from graphcheck.findings import MIXED, STRAY
from graphcheck.model import Finding, Link, State
from graphcheck.report.data import ReportWriter
from graphcheck.report.records import in_order
from graphcheck.report.site.rows import shape_of
from graphcheck.report.site.start import index_html
from graphcheck.report.site.surroundings import Library
from tests.report.factories import finding, run
from tests.report.site.surrounded import RUNS, SUMMARY

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route


@dataclass
class Watched:
    """What happened while pages were open; nothing but files may be asked for."""

    page: Page
    said: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", self._dismiss)
        self.page.route(lambda url: not url.startswith("file:"), self._abort)

    def open(self, file: Path, part: str = "") -> None:
        """Open a page of a report."""
        self.page.goto(file.as_uri() + part)

    def settle(self) -> None:
        """Wait until what the page has put off to the next frame is drawn, however busy the machine is."""
        self.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def assert_nothing_happened(self) -> None:
        """Nothing was said, and no request left the page."""
        assert (self.said, self.left) == ([], [])

    def axe(self) -> list[tuple[str, str, list[str]]]:
        """Return what axe-core finds to be serious or critical: rule, impact, elements."""
        code = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
        self.page.evaluate(code)
        found: dict[str, Any] = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert found["passes"]
        return [
            (one["id"], one["impact"], [node["html"][:200] for node in one["nodes"]])
            for one in found["violations"]
            if one["impact"] in ("serious", "critical")
        ]

    def _abort(self, route: Route) -> None:
        self.left.append(route.request.url)
        route.abort()

    def _dismiss(self, dialog: Any) -> None:
        self.said.append(dialog.message)
        dialog.dismiss()


def names(watched: Watched) -> list[str]:
    return watched.page.locator("#findings tbody a.who").all_inner_texts()


def count(watched: Watched) -> str:
    return watched.page.locator("#count").inner_text()


def focused(watched: Watched) -> str:
    return str(watched.page.evaluate("document.activeElement.innerText"))


def write_report(bibliography: Bibliography, out: Path) -> list[Finding]:
    """Write the report of ``bibliography``; its findings look as if there had been runs before."""
    with ReportWriter(out, version="1.2.3") as writer:
        shapes, told = {}, []
        for page in bibliography.pages(evidence=False):
            # few rows, known by heart, are what searches and filters are tried on
            findings = [one for one in bibliography.findings(page) if one.code in (STRAY, MIXED)]
            writer.add(page, findings)
            if findings:
                shapes[page.person] = shape_of(page)
                told += findings
        writer.finish(run(source=str(bibliography.source.root)), library=Library(bibliography))
    aged = {
        ("yan-li", "GC101"): State.RELAPSED,
        ("wei-chen", "GC102"): State.KNOWN,
    }
    told = in_order(
        replace(one, state=aged.get((one.person, one.code), State.NEW), since="2026-07-01", note="") for one in told
    )
    explicit = finding(
        id="e", person="lena", person_name="Léna Ångström", paper="P14-2001", papers=("P14-2001",), year=2014,
        link=Link.EXPLICIT, score=0.83, verified=False,
    )  # fmt: skip
    dismissed = finding(
        id="d", person="wei-chen", person_name="Wei Chen", paper="2025.meld-main.12", papers=("2025.meld-main.12",),
        score=0.36, state=State.DISMISSED,
    )  # fmt: skip
    gone = [finding(id="g", person="mia", person_name="Mia Gone", state=State.RESOLVED, note="now linked by an id")]
    start = index_html(
        [*told, explicit, dismissed],
        {**SUMMARY, "runs": RUNS},
        resolved=gone,
        shapes=shapes,
        pages={one.person for one in told},
    )
    (out / "index.html").write_text(start, encoding="utf-8")
    return told
