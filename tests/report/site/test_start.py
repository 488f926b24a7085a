"""The start page says what is new and holds every finding, and nothing in it comes alive."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from lxml import html

from graphcheck.findings.catalogue import CATALOGUE
from graphcheck.model import Finding, State
from graphcheck.report.site import start
from graphcheck.report.site.rows import Shape
from graphcheck.report.site.start import index_html
from graphcheck.report.site.trend import trend
from tests.report.factories import HOSTILE, finding, hostile_findings, page_finding
from tests.report.read_html import parsed, words
from tests.report.site.surrounded import RUNS, SUMMARY


def data(document: html.HtmlElement) -> dict[str, Any]:
    (block,) = document.xpath("//script[@type='application/json']")
    return dict(json.loads(block.text))


def many(number: int) -> list[Finding]:
    return [
        finding(id=str(n), person=f"person-{n // 2}", person_name=f"Person {n // 2}", paper=f"p{n}", papers=(f"p{n}",))
        for n in range(number)
    ]


def test_row_without_a_script_tells_the_surest_finding() -> None:
    shapes = {"ji-liu": Shape(3, (2, 1), 1)}
    (row,) = parsed(index_html([finding(), page_finding()], SUMMARY, shapes=shapes)).xpath(
        "//table[@id='findings']/tbody/tr"
    )
    said = words(row)
    for text in ("of 3", "Ji Liu", "ji-liu", "2 groups, 1 flagged", "97%", "GC101", "and 1 more", "Filed under Ji Liu"):
        assert text in said
    assert [rect.get("width") for rect in row.xpath(".//rect")] == ["66.07", "32.73"]


def test_every_finding_is_in_the_data() -> None:
    document = parsed(index_html(many(300), SUMMARY))
    people = data(document)["people"]
    assert len(people) == 150
    assert {one["paper"] for person in people for one in person["findings"]} == {f"p{n}" for n in range(300)}
    assert len(document.xpath("//table[@id='findings']/tbody/tr")) == start.WITHOUT_SCRIPT
    assert "first 60 pages" in words(document.xpath("//*[@id='without']")[0])


def test_too_many_are_cut_and_the_rest_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "MOST_FINDINGS", 10)
    document = parsed(index_html(many(30), SUMMARY))
    assert sum(len(person["findings"]) for person in data(document)["people"]) == 10
    assert "holds the 10 findings that cost most; all 30 are in findings.csv" in words(document.xpath("//main")[0])


def test_first_run_says_so() -> None:
    document = parsed(index_html([finding(), page_finding()], SUMMARY))
    assert words(document.xpath("//h1")[0]) == "2 findings on the pages of 1 person"
    assert "first run" in words(document.xpath("//header")[0])


def test_later_runs_say_what_is_new_since_when() -> None:
    found = [finding(), finding(id="2", state=State.KNOWN), page_finding(state=State.RELAPSED)]
    gone = [finding(id="3", state=State.RESOLVED, note="the paper has an id now")]
    document = parsed(index_html(found, {**SUMMARY, "runs": RUNS}, resolved=gone))
    assert words(document.xpath("//h1")[0]) == "1 new finding, 1 relapsed since 2026-07-01"
    cells = [[words(td) for td in row.xpath("td")] for row in document.xpath("//table[@class='states']/tbody/tr")]
    assert cells[:2] == [["1", "0", "1", "0", "1"], ["0", "1", "0", "0", "0"]]
    assert cells[2:] == [["0"] * 5] * (len(CATALOGUE) - 2)
    assert "the paper has an id now" in json.dumps(data(document))


def test_trend_is_a_picture_and_a_table() -> None:
    document = parsed(index_html([finding()], {**SUMMARY, "runs": RUNS}))
    rows = [words(row) for row in document.xpath("//div[@class='trend']//tbody/tr")]
    assert rows == ["2026-07-02 6 1 7", "2026-07-01 12 12 0"]
    assert len(document.xpath("//div[@class='trend']//svg/rect")) == 2


def test_trend_is_drawn_to_scale() -> None:
    drawn = trend(RUNS)
    assert drawn is not None
    assert drawn.highest == 12
    assert drawn.line == "M105.0 8.0L315.0 49.0"
    assert [bar.height for bar in drawn.bars] == [82.0, 6.8]
    assert trend(RUNS[:1]) is None
    assert trend([{**RUNS[0], "counts": {}, "new": 0}] * 3) is not None
    assert len(getattr(trend(RUNS * 100), "runs")) == 60  # noqa: B009


def test_header_tells_source_and_counts() -> None:
    header = words(parsed(index_html([finding()], SUMMARY)).xpath("//header")[0])
    assert "Source: bibliography , revision 903b3130c0f… , people in people.json" in header
    assert "640 authorships" in header


def test_no_findings_is_said() -> None:
    document = parsed(index_html([], SUMMARY))
    assert words(document.xpath("//h1")[0]) == "No open findings"
    assert "No findings" in words(document.xpath("//main")[0])
    assert not document.xpath("//script")


def test_left_out_files_are_told_of() -> None:
    (note,) = parsed(index_html([], {**SUMMARY, "skipped": ["a.xml:3: broken", "b.xml: gone"]})).xpath(
        "//*[@role='note']"
    )
    assert "2 problems" in words(note)
    assert "a.xml:3: broken" in words(note)
    assert not parsed(index_html([], SUMMARY)).xpath("//*[@role='note']")


def test_decisions_that_ended_or_do_nothing_are_told_of() -> None:
    decisions = {"ended": ["decisions.toml:3: the score rose"], "idle": ["decisions.toml:9: <b>nobody</b>"]}
    (note,) = parsed(index_html([], {**SUMMARY, "decisions": decisions})).xpath("//*[@role='note']")
    assert "Decisions: 2 ended" in words(note)
    assert [words(line) for line in note.xpath(".//li")] == [*decisions["ended"], *decisions["idle"]]


@pytest.mark.parametrize(
    ("faults", "said"), [(["a.xml:7: x"], "1 fault that"), (["a.xml:7: x"] * 1088, "1,088 faults")]
)
def test_faults_are_counted_with_where_to_read_them(faults: list[str], said: str) -> None:
    footer = parsed(index_html([], {**SUMMARY, "faults": faults})).xpath("//footer")[0]
    assert f"The source has {said}" in words(footer)
    assert "each is told under faults in summary.json" in words(footer)


def test_a_source_without_faults_has_no_word_on_them() -> None:
    assert "fault" not in words(parsed(index_html([], {**SUMMARY, "faults": []})).xpath("//footer")[0])


def test_every_code_is_explained() -> None:
    document = parsed(index_html([], SUMMARY))
    for code in CATALOGUE:
        (explained,) = document.xpath(f"//details[@id='{code}']")
        assert "Known false alarms" in words(explained)


def test_five_thousand_findings_take_little_room() -> None:
    text = index_html([finding(id=str(n), person=f"p{n}", text="word " * 100) for n in range(5000)], SUMMARY)
    assert len(text) < 4_000_000


def test_page_is_accessible() -> None:
    document = parsed(index_html([finding(), page_finding()], {**SUMMARY, "runs": RUNS}))
    assert document.get("lang") == "en"
    assert len(document.xpath("//h1")) == 1
    assert document.xpath("//body/a[1]/@href") == ["#main"]
    for table in document.xpath("//table"):
        assert words(table.xpath("caption")[0])
        assert not table.xpath(".//th[not(@scope)]")
        assert all(len(row.xpath("th[@scope='row']")) == 1 for row in table.xpath("tbody/tr"))
    for field in document.xpath("//select | //input[@type='search']"):
        assert words(document.xpath(f"//label[@for='{field.get('id')}']")[0])
    assert len(set(document.xpath("//@id"))) == len(document.xpath("//@id"))


class TestHostile:
    TEXT = index_html(
        hostile_findings(),
        {**SUMMARY, "source": HOSTILE[0], "revision": HOSTILE[1], "skipped": list(HOSTILE),
         "runs": [{**run, "date": text} for run in RUNS for text in HOSTILE]},
        resolved=[finding(id=f"r{n}", state=State.RESOLVED, note=text, since=text) for n, text in enumerate(HOSTILE)],
        pages=HOSTILE,
    )  # fmt: skip

    def test_nothing_comes_alive(self) -> None:
        document = parsed(self.TEXT)
        assert [script.get("type") for script in document.xpath("//script")] == ["application/json", None]
        assert not document.xpath("//iframe | //object | //embed | //form | //base | //link | //img")
        assert not document.xpath("//@style | //@*[starts-with(name(), 'on')]")
        assert len(document.xpath("//h1")) == 1
        for address in document.xpath("//@href | //@src"):
            assert re.match(
                r"https://aclanthology\.org/|https://doi\.org/|#|(findings|summary)\.|people/[a-z0-9-]+\.html$", address
            )
        assert len(data(document)["people"]) == len(HOSTILE) + 1

    def test_nothing_is_turned_around_or_endless(self) -> None:
        assert not set(self.TEXT) & set("\x00\x07\x1b‮⁦")
        assert "A" * 700 not in re.sub(r"https://[^\"]+", "", self.TEXT)
        assert "&lt;script&gt;" in self.TEXT
