"""Everybody with a finding has a page in the folder, and the folder knows all of its files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from lxml import html

from graphcheck.bibliography import Bibliography
from graphcheck.model import Finding, Page
from graphcheck.report.data import ReportWriter
from graphcheck.report.site.surroundings import Library
from tests.report.factories import run

T = TypeVar("T")


class Follower:
    """Notes which stages there were and how many steps they had."""

    def __init__(self) -> None:
        self.stages: list[tuple[str, int, int]] = []

    def stage(self, name: str, items: Iterable[T], total: int) -> Iterator[T]:
        steps = 0
        for item in items:
            steps += 1
            yield item
        self.stages.append((name, steps, total))


@pytest.fixture(scope="module")
def judged(sample: Bibliography) -> list[tuple[Page, list[Finding]]]:
    return [(page, sample.findings(page)) for page in sample.pages(evidence=False)]


def write(out: Path, judged: list[tuple[Page, list[Finding]]], library: Library | None) -> Follower:
    follower = Follower()
    with ReportWriter(out, version="1") as writer:
        for page, findings in judged:
            writer.add(page, findings)
        writer.finish(run(), library=library, progress=follower)
    return follower


def test_everybody_with_a_finding_has_a_page(
    sample: Bibliography, judged: list[tuple[Page, list[Finding]]], tmp_path: Path
) -> None:
    follower = write(tmp_path / "out", judged, Library(sample))
    pages = {"jing-wang--unverified.html", "wei-chen.html", "yan-li.html", "ana-souza.html"}
    pages |= {"rahul-sharma-oosterwijk.html", "katarzyna-lipiec.html"}
    assert {file.name for file in (tmp_path / "out" / "people").iterdir()} == pages
    assert follower.stages == [("writing pages", 6, 6)]
    listed = json.loads((tmp_path / "out" / "summary.json").read_bytes())["files"]
    assert {f"people/{name}" for name in pages} < set(listed)


def test_every_link_within_the_report_leads_somewhere(
    sample: Bibliography, judged: list[tuple[Page, list[Finding]]], tmp_path: Path
) -> None:
    write(tmp_path, judged, Library(sample))
    seen = 0
    for file in tmp_path.rglob("*.html"):
        document = html.document_fromstring(file.read_bytes())
        for address in document.xpath("//a/@href"):
            if address.startswith("https://"):
                continue
            path, _, part = address.partition("#")
            target = (file.parent / path).resolve() if path else file
            assert target.is_file(), address
            if part:
                assert html.document_fromstring(target.read_bytes()).xpath(f"//*[@id='{part}']"), address
            seen += 1
    assert seen > 30


def test_next_report_takes_the_place_of_the_whole_folder(
    sample: Bibliography, judged: list[tuple[Page, list[Finding]]], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    write(out, judged, Library(sample))
    write(out, [(page, findings) for page, findings in judged if page.person != "wei-chen"], Library(sample))
    there = {file.name for file in (out / "people").iterdir()}
    assert "wei-chen.html" not in there
    assert {"jing-wang--unverified.html", "yan-li.html"} < there
    write(out, [], Library(sample))
    assert not (out / "people").exists()


def test_two_runs_write_the_same_bytes(
    sample: Bibliography, judged: list[tuple[Page, list[Finding]]], tmp_path: Path
) -> None:
    write(tmp_path / "one", judged, Library(sample))
    write(tmp_path / "two", judged, Library(sample))
    for file in (tmp_path / "one").rglob("*.html"):
        assert file.read_bytes() == (tmp_path / "two" / file.relative_to(tmp_path / "one")).read_bytes()


def test_without_a_library_the_start_page_leads_to_the_anthology(
    judged: list[tuple[Page, list[Finding]]], tmp_path: Path
) -> None:
    write(tmp_path, judged, None)
    document = html.document_fromstring((tmp_path / "index.html").read_bytes())
    assert "https://aclanthology.org/people/yan-li/" in document.xpath("//a[@class='who']/@href")
    assert not (tmp_path / "people").exists()
