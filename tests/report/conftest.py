"""A real browser for the pages that are written, and a report on the whole Anthology."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.report.desk import Desk, Open, checked
from tests.report.reporting import report

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def chromium(playwright: Playwright) -> str | None:
    """Return the browser's program: the one that is named, one on the PATH, or Playwright's own."""
    named = os.environ.get("GRAPHCHECK_CHROMIUM")
    if named:
        return named
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    own = playwright.chromium.executable_path
    return found or (own if Path(own).exists() else None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        program = chromium(playwright)
        if program is None:
            message = "no Chromium: install one, or set GRAPHCHECK_CHROMIUM to its program"
            if os.environ.get("GRAPHCHECK_REQUIRE_ALL") == "1":
                pytest.fail(message)
            pytest.skip(message)
        root = hasattr(os, "geteuid") and os.geteuid() == 0
        args = ["--disable-gpu", *(["--no-sandbox"] if root else [])]
        browser = playwright.chromium.launch(executable_path=program, args=args)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def whole_report(anthology: Path, anthology_state: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report on the whole Anthology, with scores, to look at; tests that do run in one process (``sharing``)."""
    place = tmp_path_factory.mktemp("whole")
    shutil.copytree(anthology_state / "read", place / "state" / "read")  # what is kept else is not the report's
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRAPHCHECK_STATE", str(place / "state"))
        return report(anthology, place / "report", scores=True)


@pytest.fixture(scope="session")
def artifacts() -> Path:
    """Where screenshots go: ``test-artifacts`` of the checkout, which git ignores."""
    folder = Path(__file__).parents[2] / "test-artifacts"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    yield context
    context.close()


@pytest.fixture
def desk(context: BrowserContext, tmp_path: Path) -> Iterator[Open]:
    """Open a page; nothing may have gone wrong on it at the end."""
    opened: list[Desk] = []

    def open_page(text: str) -> Desk:
        file = tmp_path / "check.html"
        file.write_text(text, encoding="utf-8", errors="replace")
        found = Desk(context.new_page())
        found.watch()
        found.page.goto(file.as_uri())
        opened.append(found)
        return found

    yield open_page
    assert [wrong for one in opened for wrong in one.wrong] == []


@pytest.fixture(scope="session")
def yan_li(tmp_path_factory: pytest.TempPathFactory) -> str:
    return checked("yan-li", tmp_path_factory.mktemp("state"))


@pytest.fixture(scope="session")
def lipiec_morawska(tmp_path_factory: pytest.TempPathFactory) -> str:
    return checked("katarzyna-lipiec-morawska/unverified", tmp_path_factory.mktemp("state"))


@pytest.fixture(scope="session")
def jing_wang(tmp_path_factory: pytest.TempPathFactory) -> str:
    return checked("Jing Wang", tmp_path_factory.mktemp("state"))
