"""A page in a real browser, watched: what it says on the console, what it asks for, what axe-core finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
