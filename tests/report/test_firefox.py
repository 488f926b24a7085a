"""The report in a real Firefox: found, looked at, a correction taken along, all by its own driver."""

from __future__ import annotations

import base64
import json
import os
import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from graphcheck.cli import main
from tests.report.desk import SAMPLE

if TYPE_CHECKING:
    from marionette_driver.marionette import Marionette

# The driver asks for the system's name in a way that Python has given up, and leaves its sockets open while it waits.
pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning"),
]
PROGRAMS = ("firefox-esr", "firefox")
DRUGS = "2022.icol-main.7"


@pytest.fixture(scope="module")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="module", params=["light", "dark"])
def firefox(request: pytest.FixtureRequest, downloads: Path) -> Iterator[Marionette]:
    program = os.environ.get("GRAPHCHECK_FIREFOX") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        message = "no Firefox: install one, or set GRAPHCHECK_FIREFOX to its program"
        if os.environ.get("GRAPHCHECK_REQUIRE_ALL") == "1":
            pytest.fail(message)
        pytest.skip(message)
    from marionette_driver.marionette import Marionette

    prefs = {
        "ui.systemUsesDarkTheme": int(request.param == "dark"),
        "browser.download.folderList": 2,
        "browser.download.dir": str(downloads),
        "browser.download.useDownloadDir": True,
        "browser.download.always_ask_before_handling_new_types": False,
        "browser.download.panel.shown": True,
    }
    client = Marionette(bin=program, headless=True, prefs=prefs, startup_timeout=120)
    client.start_session()
    client.set_window_rect(width=1300, height=1000)
    client.scheme = request.param
    yield client
    client.quit()
    client.cleanup()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("report")
    command = ["report", str(SAMPLE), "--out", str(place / "report"), "--quiet"]
    result = CliRunner(env={"GRAPHCHECK_STATE": str(place / "state")}).invoke(main, command)
    assert result.exit_code == 0, result.output
    return place / "report"


def ask(client: Marionette, code: str, *values: Any) -> Any:
    """Return what the page says to ``code``."""
    return client.execute_script(code, script_args=values, sandbox="graphcheck")


def said(client: Marionette) -> list[str]:
    """Return what the console holds that came from our files."""
    with client.using_context("chrome"):
        every = client.execute_script(
            "return Services.console.getMessageArray().map(String).concat("
            "Cc['@mozilla.org/consoleAPI-storage;1'].getService(Ci.nsIConsoleAPIStorage).getEvents()"
            ".map((one) => one.filename + ' ' + one.arguments.join(' ')))"
        )
    return [one for one in every if "file:///" in one]


def one(client: Marionette, selector: str) -> Any:
    from marionette_driver.by import By

    return client.find_element(By.CSS_SELECTOR, selector)


def look(client: Marionette, artifacts: Path, name: str) -> None:
    """Keep a picture of the page, and ask axe-core what hinders its readers."""
    shot = base64.b64decode(client.screenshot(full=True))
    (artifacts / f"firefox-{name}-{client.scheme}.png").write_bytes(shot)
    code = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    found = client.execute_async_script(
        code + ";const [done] = arguments;"
        "axe.run(document, {resultTypes: ['violations']}).then((found) => done(JSON.stringify(found)))",
        sandbox="graphcheck",
    )
    found = json.loads(found)
    assert found["passes"]
    assert [one["id"] for one in found["violations"] if one["impact"] in ("serious", "critical")] == []


def test_what_is_looked_for_is_found(firefox: Marionette, report: Path, artifacts: Path) -> None:
    firefox.navigate((report / "index.html").as_uri())
    dark = ask(firefox, "return matchMedia('(prefers-color-scheme: dark)').matches")
    assert dark == (firefox.scheme == "dark")
    one(firefox, "#find").send_keys("yan")
    from marionette_driver import Wait

    names = "return [...document.querySelectorAll('#findings tbody a.who')].map((a) => a.textContent)"
    Wait(firefox, timeout=20).until(lambda client: ask(client, names) == ["Yan Li"])
    look(firefox, artifacts, "start")
    one(firefox, "#findings tbody a.who").click()
    assert "Yan Li" in one(firefox, "h1").text
    assert said(firefox) == []


def test_a_correction_is_taken_along(firefox: Marionette, report: Path, downloads: Path, artifacts: Path) -> None:
    from marionette_driver import Wait
    from marionette_driver.keys import Keys

    firefox.navigate((report / "people" / "yan-li.html").as_uri())
    one(firefox, ".picks a[data-flagged]").send_keys(Keys.TAB)
    look(firefox, artifacts, "person")
    assert one(firefox, f"[data-paper='{DRUGS}'] input").is_selected()
    box = one(firefox, "[data-paper='P14-1009'] input")
    box.send_keys(Keys.SPACE)
    assert box.is_selected()
    for file in downloads.iterdir():
        file.unlink()
    one(firefox, "[data-do=download]").click()
    Wait(firefox, timeout=20).until(lambda _: list(downloads.glob("*.json")))
    (file,) = downloads.glob("*.json")
    selection = json.loads(file.read_text(encoding="utf-8"))
    assert sorted(paper for target in selection["targets"] for paper in target["papers"]) == [DRUGS, "P14-1009"]
    # The page is closed and opened again: nothing is lost.
    firefox.navigate((report / "index.html").as_uri())
    firefox.navigate((report / "people" / "yan-li.html").as_uri())
    assert one(firefox, "[data-paper='P14-1009'] input").is_selected()
    ask(firefox, "localStorage.clear()")
    assert said(firefox) == []
