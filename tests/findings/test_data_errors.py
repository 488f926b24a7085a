"""Mistakes that the reader meets become findings: once each, at their place, and the same from night to night."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graphcheck.bibliography import load
from graphcheck.errors import BadInputError
from graphcheck.findings.making import Looking
from graphcheck.findings.wide import of_splits
from graphcheck.model import Evidence, Finding
from graphcheck.pipeline import report
from graphcheck.progress import Silent
from graphcheck.settings import Settings
from tests.identity.checkouts import ANA, BO, names, write

TEAM = ("Ada Quill", "Ben Ruck", "Cleo Stam")
EDITOR = '<editor id="nobody-knows"><first>No</first><last>Body</last></editor>'
PEOPLE = {"ana-souza": names("Ana Souza", orcid=ANA), "bo-ek": names("Bo Ek")}
PAPERS = [
    [("Ana Maria", {"id": "ana-souza"}), *TEAM],
    [("Ana Maria", {"id": "ana-souza"}), *TEAM],
    [("Gus Yarn", {"orcid": BO}), *TEAM],
    [("Bo Ek", {"id": "bo-ek", "orcid": BO[:-1] + "0"}), "Ada Quill", "Ada Quill"],
]


def found(root: Path, *, keep_going: bool = False) -> list[Finding]:
    bibliography = load(root, keep_going=keep_going)
    on_pages = [f for page in bibliography.pages(bibliography.people_to_tell()) for f in bibliography.findings(page)]
    return [f for f in (*on_pages, *bibliography.findings_on_no_page()) if f.code == "GC106"]


def run(root: Path, out: Path, **how: Any) -> dict[str, Any]:
    options = {"scores": False, "keep_going": False, "settings": Settings(), "progress": Silent(), "say": print}
    report(root, out, day="2026-01-01", **{**options, **how})
    told: dict[str, Any] = json.loads((out / "findings.json").read_bytes())
    return told


def test_each_kind_is_told_once_with_its_place(tmp_path: Path) -> None:
    root = write(tmp_path, PEOPLE, PAPERS, EDITOR)
    told = {f.kind: f for f in found(root)}
    assert told.keys() == {"undefined-id", "unlisted-name", "orcid-without-id", "unlisted-orcid", "twice-on-paper"}
    lines = (root / "data/xml/2024.inv.xml").read_text(encoding="utf-8").split("\n")
    at = {"undefined-id": "nobody-knows", "unlisted-name": "Ana</first><last>Maria", "orcid-without-id": "Yarn"}
    for kind, text in at.items():
        assert told[kind].file == "data/xml/2024.inv.xml"
        assert text.split("<")[0] in lines[told[kind].line - 1]
    assert told["unlisted-name"].papers == ("2024.inv-1.1", "2024.inv-1.2")
    assert "1 other place" in told["unlisted-name"].text
    assert told["unlisted-name"].paper is None
    assert told["twice-on-paper"].paper == "2024.inv-1.4"
    assert (told["undefined-id"].person, told["unlisted-name"].person) == ("", "ana-souza")
    assert {f.score for f in told.values()} == {1.0}


def test_explicit_or_inferred_is_said(tmp_path: Path) -> None:
    told = {f.kind: f.text for f in found(write(tmp_path, PEOPLE, PAPERS, EDITOR))}
    assert "link is explicit" in told["unlisted-name"]
    assert "link is inferred" in told["orcid-without-id"]


def test_ids_do_not_depend_on_lines_or_on_where_the_checkout_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = (write(tmp_path / name, PEOPLE, PAPERS, EDITOR) for name in ("one", "two"))
    path = two / "data/xml/2024.inv.xml"
    path.write_text("\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.chdir(two)
    moved, inside = found(Path()), found(Path("data"))
    told = found(one)
    assert [f.id for f in told] == [f.id for f in moved] == [f.id for f in inside]
    assert [(f.file, f.line) for f in told] == [(f.file, f.line - 2) for f in moved]
    assert [f.file for f in moved] == [f.file for f in inside]


@pytest.mark.parametrize(
    ("break_it", "kind"),
    [
        (lambda text: text.replace("</collection>", ""), "unreadable"),
        (lambda text: text.replace('id="1"><title>Title 2', 'id="1"><title>Title 2'), ""),
        (lambda text: text.replace('<paper id="2">', '<paper id="1">'), "duplicate-paper"),
        (lambda text: text.replace("<author>", '<author id="who-is-this">', 1), "undefined-id"),
        (lambda text: text.replace("<author>", '<author orcid="12">', 1), "malformed-orcid"),
    ],
)
def test_files_that_cannot_be_read_are_findings_where_a_run_goes_on(tmp_path: Path, break_it: Any, kind: str) -> None:
    root = write(tmp_path, {"ada-quill": "Ada Quill"}, [TEAM, TEAM])
    bad = root / "data/xml/2023.inv.xml"
    text = (root / "data/xml/2024.inv.xml").read_text(encoding="utf-8").replace("2024.inv", "2023.inv")
    bad.write_text(break_it(text), encoding="utf-8")
    if not kind:
        assert found(root) == []
        return
    with pytest.raises(BadInputError):
        load(root)
    (told,) = found(root, keep_going=True)
    assert (told.kind, told.person, told.file) == (kind, "", "data/xml/2023.inv.xml")
    assert told.line > 0


def test_entries_of_people_that_cannot_be_read(tmp_path: Path) -> None:
    root = write(tmp_path, {"ada-quill": "Ada Quill", "bo-ek": {"names": []}}, [TEAM])
    (told,) = found(root, keep_going=True)
    assert (told.kind, told.file) == ("unreadable-entry", "data/json/people.json")


def test_a_report_tells_them_in_every_file_and_as_resolved_when_they_are_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRAPHCHECK_STATE", str(tmp_path / "state"))
    root, out = write(tmp_path / "source", PEOPLE, PAPERS, EDITOR), tmp_path / "report"
    told = {f["kind"]: f for f in run(root, out, parquet=True)["findings"] if f["code"] == "GC106"}
    assert (told["undefined-id"]["person"], told["undefined-id"]["person_url"]) == ("", "")
    sarif = json.loads((out / "findings.sarif").read_bytes())["runs"][0]["results"]
    places = {
        r["partialFingerprints"]["graphcheckFinding/v1"]: r["locations"][0]["physicalLocation"]["region"]["startLine"]
        for r in sarif
    }
    assert {places[f["id"]] for f in told.values()} == {f["line"] for f in told.values()}
    start = (out / "index.html").read_text(encoding="utf-8")
    assert '"name":"data/xml/2024.inv.xml"' in start
    assert "people//" not in start
    assert (out / "people/ana-souza.html").is_file()
    path = root / "data/xml/2024.inv.xml"
    path.write_text(path.read_text(encoding="utf-8").replace(EDITOR, ""), encoding="utf-8")
    again = run(root, out)
    (gone,) = [f for f in again["resolved"] if f["code"] == "GC106"]
    assert gone["id"] == told["undefined-id"]["id"]
    assert gone["note"] == "data/xml/2024.inv.xml has it no longer"
    assert {f["state"] for f in again["findings"] if f["code"] == "GC106"} == {"known"}


def test_a_file_that_is_left_out_says_nothing_about_what_was_wrong_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRAPHCHECK_STATE", str(tmp_path / "state"))
    root, out = write(tmp_path / "source", PEOPLE, PAPERS, EDITOR), tmp_path / "report"
    other = (root / "data/xml/2024.inv.xml").read_text(encoding="utf-8").replace("2024.inv", "2023.inv")
    (root / "data/xml/2023.inv.xml").write_text(other.replace(EDITOR, ""), encoding="utf-8")
    run(root, out)
    path = root / "data/xml/2024.inv.xml"
    path.write_text(path.read_text(encoding="utf-8").replace("</collection>", ""), encoding="utf-8")
    again = run(root, out, keep_going=True)
    assert "undefined-id" not in {f["kind"] for f in again["resolved"]}


@pytest.mark.parametrize(("only", "there"), [("2024.inv", True), ("2024.inv-1.3", True), ("2023.inv", False)])
def test_only_what_is_asked_for_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, only: str, there: bool
) -> None:
    monkeypatch.setenv("GRAPHCHECK_STATE", str(tmp_path / "state"))
    root = write(tmp_path / "source", PEOPLE, PAPERS)
    clean = (write(tmp_path / "other", {}, [TEAM]) / "data/xml/2024.inv.xml").read_text(encoding="utf-8")
    (root / "data/xml/2023.inv.xml").write_text(clean.replace("2024.inv", "2023.inv"), encoding="utf-8")
    told = run(root, tmp_path / "report", only=[only])
    assert ("orcid-without-id" in {f["kind"] for f in told["findings"]}) == there


class Joined:
    """A pair as ``identity.splits`` gives it."""

    people = ("ana-souza", "bo-ek")
    probability = 0.97
    kind = "changed-name"
    evidence = (Evidence("coauthors", 3.5, "Both wrote with Ada Quill."), Evidence("years", -0.1, "They overlap."))


def test_two_pages_of_one_person_are_told_on_the_first_and_concern_both(tmp_path: Path) -> None:
    papers = [[("Ana Souza", {"id": "ana-souza"}), *TEAM]] * 2 + [[("Bo Ek", {"id": "bo-ek"}), *TEAM]]
    source = load(write(tmp_path, PEOPLE, papers)).source
    (told,) = of_splits([Joined()], source, Looking(source.tables))
    assert (told.code, told.person, told.others, told.score) == ("GC103", "ana-souza", ("bo-ek",), 0.97)
    assert told.papers == ("2024.inv-1.3",)
    assert told.concerned == ("ana-souza", "bo-ek")
    assert "Both wrote with Ada Quill." in told.text
    assert "They overlap." not in told.text
    assert "explicit" in told.text
