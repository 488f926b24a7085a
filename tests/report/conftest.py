"""A real browser for the pages that are written."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

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
def artifacts() -> Path:
    """Where screenshots go: ``test-artifacts`` of the checkout, which git ignores."""
    folder = Path(__file__).parents[2] / "test-artifacts"
    folder.mkdir(exist_ok=True)
    return folder
