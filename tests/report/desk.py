"""A page with the dialog, open in a browser: what people do there, and what goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from click.testing import CliRunner

from graphcheck.cli import main
from tests.cli.conftest import PROJECT

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

SAMPLE = PROJECT / "data" / "sample"


@dataclass
class Desk:
    """A page that is open, and what went wrong on it."""

    page: Page
    wrong: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.on("console", lambda message: self.wrong.append(message.text))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))

        def asked(request: Any) -> None:
            if not request.url.startswith(("file:", "data:", "blob:")):
                self.wrong.append(request.url)

        self.page.on("request", asked)

    @property
    def dialog(self) -> Locator:
        return self.page.locator("[data-fixing]").first

    def paper(self, paper: str) -> Locator:
        return self.dialog.locator(f"[data-paper='{paper}']")

    def tick(self, paper: str, on: bool = True) -> None:
        self.paper(paper).get_by_role("checkbox").set_checked(on)

    def ticked(self) -> list[str]:
        rows = self.dialog.locator("[data-paper]:has(input:checked)")
        return sorted(str(row.get_attribute("data-paper")) for row in rows.all())

    def choose(self, label: str, card: int = 0) -> Locator:
        box = self.dialog.locator(".fixing-set").nth(card)
        box.get_by_role("radio", name=label, exact=True).check()
        return box

    def press(self, name: str) -> None:
        self.dialog.get_by_role("button", name=name).click()

    def text(self) -> str:
        return self.dialog.get_by_label("The issue’s text").input_value()

    def missing(self) -> list[str]:
        return self.dialog.locator("[data-missing] li").all_inner_texts()

    def selection(self, place: Path) -> Path:
        """Download the selection file and return where it is."""
        with self.page.expect_download() as waited:
            self.dialog.get_by_role("button", name="Download the selection file").click()
        file = place / waited.value.suggested_filename
        waited.value.save_as(file)
        return file


Open = Callable[[str], Desk]


def checked(name: str, state: Path) -> str:
    """Return the page that ``graphcheck check`` writes."""
    environment = {"GRAPHCHECK_STATE": str(state)}
    command = ["check", name, "--source", str(SAMPLE), "--format", "html", "--quiet"]
    result = CliRunner(env=environment).invoke(main, command)
    assert result.exit_code == 0, result.output
    return result.stdout


def serious(page_: Page) -> list[str]:
    """Return what axe-core finds to be serious or critical."""
    page_.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = page_.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert found["passes"]
    return [
        f"{one['id']}: {node['html'][:200]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]
