"""``graphcheck report --fail-on-new``, ``--only`` and ``--since``."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import PROJECT, Run
from tests.sources.test_since import Checkout

SAMPLE = PROJECT / "data" / "sample"
ALL = {
    ("yan-li", "2022.icol-main.7"),
    ("wei-chen", None),
    ("jing-wang/unverified", None),
    ("ana-souza", "2023.meld-main.8"),
    ("rahul-sharma-oosterwijk", "2021.meld-main.6"),
    ("katarzyna-lipiec", None),
}


def told(out: Path = Path("out")) -> set[tuple[str, str | None]]:
    return {(one["person"], one["paper"]) for one in json.loads((out / "findings.json").read_bytes())["findings"]}


FAIL = "--fail-on-new"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), 0),
        ((FAIL,), 1),
        ((FAIL, "GC101"), 1),
        ((f"{FAIL}=GC101,GC102",), 1),
        ((FAIL, "GC101", "gc102"), 1),
        ((f"{FAIL}=mixed-page",), 1),
        ((FAIL, "--only", "2020.icol"), 1),
        ((FAIL, "GC101", "--only", "2020.icol"), 0),
        ((FAIL, "--only", "2024.wlmt-1"), 0),
    ],
)
def test_new_findings_of_the_codes_give_one(run: Run, options: tuple[str, ...], code: int) -> None:
    for place in ((*options, SAMPLE), (SAMPLE, *options)):
        result = run("report", *place, "--out", "out", "--quiet")
        assert (result.exit_code, result.output) == (code, ""), result.output
        shutil.rmtree("out")


def test_known_and_dismissed_findings_do_not(run: Run) -> None:
    assert run("report", SAMPLE, "--out", "out", FAIL, "--quiet").exit_code == 1
    assert run("report", SAMPLE, "--out", "out", FAIL, "--quiet").exit_code == 0
    shutil.rmtree("out")
    assert run("decide", "dismiss", "GC101", "yan-li", "2022.icol-main.7", "--why", "w").exit_code == 0
    assert run("report", SAMPLE, "--out", "out", "--only", "2022.icol-main.7", FAIL, "GC101", "--quiet").exit_code == 0
    assert ("yan-li", "2022.icol-main.7") in told()


def test_an_unknown_code_is_told_before_anything_is_read(run: Run) -> None:
    result = run("report", SAMPLE, "--out", "out", f"{FAIL}=GC999")
    assert result.exit_code == 2
    assert "there is no finding code “GC999”" in result.stderr
    assert "Reading" not in result.stderr


def test_the_report_is_there_though_the_run_ends_with_one(run: Run) -> None:
    result = run("report", SAMPLE, "--out", "out", FAIL)
    assert result.exit_code == 1
    assert "of these 6 new, 0 relapsed, 0 dismissed" in result.stdout.splitlines()
    assert told() == ALL


def test_only_narrows_what_is_reported_and_not_what_is_read(run: Run) -> None:
    result = run("report", SAMPLE, "--out", "out", "--only", "2022.icol-main", "--only", "data/xml/2023.meld.xml")
    assert result.exit_code == 0, result.output
    assert told() >= {("yan-li", "2022.icol-main.7"), ("ana-souza", "2023.meld-main.8")}
    summary = json.loads(Path("out/summary.json").read_bytes())
    assert summary["papers"] == 233
    assert f"reported on {summary['scope']['papers']} of 233 papers" in result.stdout.splitlines()
    (one,) = [
        one
        for one in json.loads(Path("out/findings.json").read_bytes())["findings"]
        if one["paper"] == "2022.icol-main.7"
    ]
    assert run("report", SAMPLE, "--out", "whole", "--quiet").exit_code == 0
    (same,) = [o for o in json.loads(Path("whole/findings.json").read_bytes())["findings"] if o["id"] == one["id"]]
    assert one == same


def test_a_volume_is_checked_before_it_is_ingested(run: Run, tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "checkout")
    xml = checkout.root / "data" / "xml"
    shutil.copytree(SAMPLE / "data", checkout.root / "data", dirs_exist_ok=True)
    volume = xml.joinpath("2022.icol.xml").read_bytes()
    xml.joinpath("2022.icol.xml").unlink()
    checkout.commit("2025-08-31")
    assert run("report", checkout.root, "--out", "out", "--quiet").exit_code == 0
    assert ("yan-li", "2022.icol-main.7") not in told()
    xml.joinpath("2022.icol.xml").write_bytes(volume)
    for how in (("--since", "HEAD"), ("--since", "2025-09-01"), ("--only", "data/xml/2022.icol.xml")):
        shutil.copytree("out", "copy")
        result = run("report", checkout.root, "--out", "copy", *how, FAIL, "GC101", "--quiet")
        assert result.exit_code == 1, result.output
        assert {paper for _, paper in told(Path("copy")) if paper} == {"2022.icol-main.7"}
        shutil.rmtree("copy")
    checkout.commit("2025-09-02")
    assert run("report", checkout.root, "--out", "out", "--since", "HEAD", FAIL, "--quiet").exit_code == 0
    assert told() == set()


def test_a_source_that_is_no_checkout_is_one_line_before_anything_is_read(run: Run) -> None:
    result = run("report", SAMPLE, "--out", "out", "--since", "2025-09-01")
    assert result.exit_code == 2
    assert result.stderr == f"graphcheck: --since: {SAMPLE} is no git checkout; name one, or do without\n"
    assert not Path("out").exists()


def test_what_only_names_must_be_there(run: Run) -> None:
    result = run("report", SAMPLE, "--out", "out", "--only", "2099.acl")
    assert result.exit_code == 2
    assert "graphcheck: --only 2099.acl: the source has no such papers" in result.stderr
    assert not Path("out").exists()
