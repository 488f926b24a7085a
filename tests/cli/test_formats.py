"""Reports, checks and corrections of bibliographies that are no checkouts of the Anthology."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.cli.conftest import PROJECT, Run

SAMPLES = PROJECT / "data" / "samples"
PAGES = PROJECT / "graphcheck" / "findings" / "pages"
LINK = re.compile(r"https://aclanthology\.org/[\w./-]+")
EXPLAINED = {link for page in PAGES.glob("*.md") for link in LINK.findall(page.read_text(encoding="utf-8"))}
STRAY = {
    "dblp": ("dblp:y/yan-li", "dblp:conf/icol/2022-icol-main-7"),
    "openalex": ("openalex:A5000000059", "openalex:W4400000047"),
    "tables": ("table:yan-li", "table:2022.icol-main.7"),
}


@pytest.fixture(params=sorted(STRAY))
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_no_page_of_a_report_leads_to_the_anthology(kind: str, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "report"
    ran = run("report", str(SAMPLES / kind), "--out", str(out), "--scores", "--quiet")
    assert ran.exit_code == 0, ran.output
    person, paper = STRAY[kind]
    told = json.loads((out / "findings.json").read_text(encoding="utf-8"))
    schema = json.loads((PROJECT / "docs" / "schemas" / "findings.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(told)
    findings = told["findings"]
    assert paper in [finding["paper"] for finding in findings if finding["person"] == person]
    files = [path for path in out.rglob("*") if path.is_file()]
    assert len(files) > 10
    site = {"dblp": "https://dblp.org/", "openalex": "https://openalex.org/", "tables": "https://orcid.org/"}[kind]
    assert any(site in path.read_text(encoding="utf-8") for path in files)
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert 'href=""' not in text, path.name
        for explained in EXPLAINED:  # what codes mean is told by cases of the Anthology
            text = text.replace(explained, "")
        assert "aclanthology.org" not in text, path.name
        assert "github.com/acl-org" not in text, path.name


def test_queries_ask_the_last_report(kind: str, run: Run, tmp_path: Path) -> None:
    assert run("report", str(SAMPLES / kind), "--out", str(tmp_path / "report"), "--quiet").exit_code == 0
    person, paper = STRAY[kind]
    answer = run("query", "stray-authorships", "--param", f"person={person}", "--format", "csv")
    assert paper in answer.stdout


def test_the_format_is_remembered_with_the_place(run: Run, tmp_path: Path) -> None:
    odd = tmp_path / "works.data"
    odd.write_bytes((SAMPLES / "openalex" / "works.jsonl").read_bytes())
    refused = run("check", "Yan Li", "--source", str(odd))
    assert refused.exit_code == 3
    assert "of no format that is known" in refused.stderr
    assert run("check", "Yan Li", "--source", str(odd), "--source-format", "openalex").exit_code == 0
    assert "Yan Li (openalex:A5000000059)" in run("check", "Yan Li").stdout


def test_a_correction_is_a_letter_and_a_table(kind: str, run: Run) -> None:
    person, paper = STRAY[kind]
    source = ["--source", str(SAMPLES / kind), "--quiet"]
    letter = run("fix", person, "--papers", paper, "--to", "new", "--name", "=Yan", "--as", "issue", *source)
    assert f"{paper.partition(':')[2]}" in letter.stdout.replace("\\", "")
    assert "Belong to a new person" in letter.stdout
    table = run("fix", person, "--papers", paper, "--to", "new", "--name", "=Yan", "--as", "changes", *source)
    (row,) = csv.DictReader(table.stdout.splitlines())
    own = {"paper": paper.partition(":")[2], "person": person.partition(":")[2], "belongs_to": "new"}
    assert own.items() <= row.items()
    assert (row["position"], row["name"], row["new_name"]) == ("1", "Yan Li", "'=Yan")


@pytest.mark.parametrize("form", ["patch", "commands", "apply", "url"])
def test_what_only_a_checkout_takes_is_refused(form: str, run: Run) -> None:
    person, paper = STRAY["dblp"]
    ran = run("fix", person, "--papers", paper, "--as", form, "--source", str(SAMPLES / "dblp"), "--quiet")
    assert ran.exit_code == 2
    assert f"--as {form} is for checkouts of the Anthology; say --as issue or --as changes" in ran.stderr


@pytest.mark.parametrize(
    ("papers", "to", "said"),
    [
        ("table:gone", "unknown", "table:gone"),
        ("table:2022.icol-main.7", "table:nobody", "table:nobody is nobody's id in this source"),
        ("table:2022.icol-main.7", "table:yan-li", "yan-li"),
        ("table:2023.meld-main.10", "table:mateo-quispe-larrea", "is an author of table:2023.meld-main.10 already"),
    ],
)
def test_what_makes_no_sense_is_told(papers: str, to: str, said: str, run: Run) -> None:
    source = ["--source", str(SAMPLES / "tables"), "--quiet"]
    ran = run("fix", "table:yan-li", "--papers", papers, "--to", to, "--as", "changes", *source)
    assert ran.exit_code != 0
    assert said in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


def test_changes_of_the_anthology_are_a_table_too(run: Run) -> None:
    sample = PROJECT / "data" / "sample"
    ran = run("fix", str(sample / "selection.json"), "--source", str(sample), "--as", "changes", "--quiet")
    rows = list(csv.DictReader(ran.stdout.splitlines()))
    assert [row["paper"] for row in rows] == ["2022.icol-main.7"]


def test_since_needs_a_checkout(run: Run, tmp_path: Path) -> None:
    ran = run("report", str(SAMPLES / "tables"), "--out", str(tmp_path / "r"), "--since", "2025-01-01")
    assert ran.exit_code == 2
    assert ran.stderr == (
        "graphcheck: --since looks at a checkout's history, and this is none; narrow a report by --only\n"
    )
    assert not (tmp_path / "r").exists()


def test_only_narrows_by_volume_and_file(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "report"
    assert run("report", str(SAMPLES / "tables"), "--out", str(out), "--only", "ICOL 2022", "--quiet").exit_code == 0
    scope = json.loads((out / "summary.json").read_text(encoding="utf-8"))["scope"]
    assert 0 < scope["papers"] < 233
