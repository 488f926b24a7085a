"""``graphcheck fix``: from a selection, papers, groups or findings to the change."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import PROJECT, Run
from tests.corrections.checkouts import sample_checkout
from tests.corrections.selections import person, selection

SAMPLE = PROJECT / "data" / "sample"
STRAY = "2022.icol-main.7"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The sample as a git checkout."""
    return sample_checkout(tmp_path / "checkout")


def persons(run: Run, root: Path, person: str) -> list[str]:
    """Return the papers of a person's page."""
    result = run("check", person, "--source", root, "--format", "json", "--quiet")
    assert result.exit_code == 0, result.stderr
    (page,) = json.loads(result.stdout)["people"]
    return [judged["paper"] for judged in page["authorships"]]


def test_a_selection_shows_everything_and_changes_nothing(run: Run, checkout: Path) -> None:
    result = run("fix", SAMPLE / "selection.json", "--source", checkout, "--quiet")
    assert result.exit_code == 0, result.stderr
    first, second, *_ = result.stdout.splitlines()
    assert first == "Yan Li (yan-li): 1 paper to go."
    assert second.startswith(f"  {STRAY} → yan-li/unverified (linked by name alone, without an id; ")
    for head in ("── issue ──", "── commands ──", "── patch ──", "Author Page: yan-li", "diff --git a/data/"):
        assert head in result.stdout
    assert "change person as asked for" in result.stdout or "changes person as asked for" in result.stdout
    assert not subprocess.run(["git", "status", "--porcelain"], cwd=checkout, capture_output=True, check=True).stdout


def test_a_patch_is_for_git(run: Run, checkout: Path) -> None:
    result = run("fix", "yan-li", "--from-findings", "--as", "patch", "--source", checkout)
    assert result.exit_code == 0, result.stderr
    assert "Checked by reading the changed files" in result.stderr
    subprocess.run(["git", "apply", "-"], cwd=checkout, input=result.stdout_bytes, check=True)
    assert STRAY not in persons(run, checkout, "yan-li")


def test_a_patch_of_a_part_of_a_checkout_is_for_its_top(run: Run, checkout: Path) -> None:
    result = run("fix", "yan-li", "--from-findings", "--as", "patch", "--source", checkout / "data")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("diff --git a/data/")
    subprocess.run(["git", "apply", "-"], cwd=checkout, input=result.stdout_bytes, check=True)
    assert STRAY not in persons(run, checkout, "yan-li")
    assert STRAY in persons(run, checkout, "yan-li/unverified")


def test_a_finding_that_was_fixed_is_resolved(run: Run, checkout: Path, tmp_path: Path) -> None:
    out = tmp_path / "report"
    assert run("report", checkout, "--out", out, "--quiet").exit_code == 0
    clean = {path: path.read_bytes() for path in checkout.rglob("data/**/*.*")}
    result = run("fix", "yan-li", "--from-findings", "--as", "apply", "--source", checkout, "--quiet")
    assert result.exit_code == 0, result.stderr
    assert run("report", checkout, "--out", out, "--quiet").exit_code == 0
    told = json.loads((out / "findings.json").read_bytes())["resolved"]
    (stray,) = [one for one in told if one["paper"] == STRAY and one["person"] == "yan-li"]
    assert stray["state"] == "resolved"
    subprocess.run(result.stdout.removeprefix("undo: "), shell=True, check=True)
    assert {path: path.read_bytes() for path in checkout.rglob("data/**/*.*")} == clean


def test_several_people_in_one_go(run: Run, checkout: Path) -> None:
    words = ["--papers", f"{STRAY},W15-1402", "--to", "new", "--name", "Yan Li", "--degree", "Oosterwijk College"]
    words += ["--suffix", "elsewhere", "--papers", "P17-1006", "--to", "wei-chen", "--as", "apply"]
    result = run("fix", "yan-li", *words, "--source", checkout, "--quiet")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "P17-1006 prints Yan Li, and wei-chen is Wei Chen: the names have nothing in common" in result.stderr
    result = run("fix", "yan-li", *words, "--source", checkout, "--quiet", "--force")
    assert result.exit_code == 0, result.stderr
    assert sorted(persons(run, checkout, "yan-li-elsewhere")) == sorted([STRAY, "W15-1402"])
    assert "P17-1006" in persons(run, checkout, "wei-chen")
    assert not {STRAY, "W15-1402", "P17-1006"} & set(persons(run, checkout, "yan-li"))


def test_a_group_is_taken_whole(run: Run) -> None:
    page = json.loads(run("check", "wei-chen", "--source", SAMPLE, "--format", "json", "--quiet").stdout)["people"][0]
    papers = next(group["papers"] for group in page["groups"] if group["group"] == "B")
    words = ("--from-group", "B", "--to", "new", "--name", "Wei Chen", "--degree", "MIT")
    result = run("fix", "wei-chen", *words, "--source", SAMPLE, "--quiet", "--as", "issue")
    assert result.exit_code == 0, result.stderr
    assert f"### Belong to a new person, Wei Chen: {len(papers)} paper" in result.stdout


def test_a_whole_page_goes_to_whom_it_belongs(run: Run, checkout: Path) -> None:
    page = "katarzyna-lipiec-morawska/unverified"
    papers = persons(run, checkout, page)
    words = ("--all-papers", "--to", "katarzyna-lipiec", "--as", "apply", "--quiet", "--source", checkout)
    result = run("fix", page, *words)
    assert result.exit_code == 0, result.stderr
    assert set(papers) < set(persons(run, checkout, "katarzyna-lipiec"))


def test_all_sure_findings_give_a_patch_each(run: Run, checkout: Path, tmp_path: Path) -> None:
    out = tmp_path / "fixes"
    result = run("fix", "--from-findings", "--dry-run", "--min-score", "0.3", "--source", checkout, "--output", out)
    assert result.exit_code == 0, result.stderr
    summary = json.loads((out / "summary.json").read_bytes())
    assert summary["patches"]
    assert sorted(summary["files"]) == sorted(path.name for path in out.iterdir() if path.name != "summary.json")
    for name in summary["patches"]:
        subprocess.run(["git", "apply", "--check", out / name], cwd=checkout, check=True)
    assert {"yan-li.patch", "katarzyna-lipiec-morawska--unverified.patch"} <= set(summary["patches"])
    none = run("fix", "--from-findings", "--dry-run", "--min-score", "1", "--source", checkout, "--output", out)
    assert none.exit_code == 0, none.stderr
    assert json.loads((out / "summary.json").read_bytes())["patches"] == []


@pytest.mark.parametrize(
    ("words", "code", "what"),
    [
        ((), 2, "nobody is named; name a person or a selection file"),
        (("yan-li",), 2, "what is to be moved from yan-li? Say --papers"),
        (("yan-li", "--to", "wei-chen"), 2, "what is to be moved from yan-li?"),
        (("yan-li", "--papers", STRAY, "--to", "yan-li"), 2, "--to yan-li: is the person whose papers these are"),
        (("yan-li", "--papers", STRAY, "--to", "new"), 2, "--to new needs --name"),
        (
            ("yan-li", "--papers", STRAY, "--to", "x", "--name", "Y"),
            2,
            "--name, --orcid, --degree and --suffix",
        ),
        (("yan-li", "--papers", STRAY, "--to", "new", "--name", "Y", "--orcid", "1"), 2, "--orcid 1: its form or"),
        (("yan-li", "--papers", "2022.icol-main.700", "--to", "wei-chen"), 3, "2022.icol-main.700 is not on the page"),
        (("yan-li", "--papers", "2022.icol-main.9", "--to", "no-one"), 3, "nobody has the id no-one; look it up"),
        (("yan-li", "--from-group", "Z"), 2, "--from-group Z: yan-li has the groups A, B"),
        (
            ("yan-li", "--papers", STRAY, "--papers", STRAY, "--to", "a", "--papers", STRAY, "--to", "b"),
            2,
            STRAY,
        ),
        (
            ("wei-chen", "--from-findings", "--min-score", "1"),
            3,
            "wei-chen has no finding that says that a paper is somebody else's (GC101, GC105)",
        ),
        (("nobody-at-all", "--from-findings"), 3, "no person in this source has the id “nobody-at-all”"),
        (("--from-findings",), 2, "patches for everybody are for review only; say --dry-run"),
        (("yan-li", "--from-findings", "--as", "apply", "--dry-run"), 2, "--dry-run changes nothing and --as apply"),
        (("yan-li", "--papers", "2022.icol-main.7", "--min-score", "0.5"), 2, "--min-score is about findings"),
        (("yan-li", "--from-findings", "--min-score", "nan"), 2, "--min-score nan: is no score"),
    ],
)
def test_what_makes_no_sense_is_one_line(run: Run, words: tuple[str, ...], code: int, what: str) -> None:
    result = run("fix", *words, "--source", SAMPLE, "--quiet")
    assert (result.exit_code, result.stdout) == (code, ""), result.stderr
    assert result.stderr.startswith(f"graphcheck: {what}"), result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("name", ["Li,", ", Yan", "Li, Yan, Jr.", "Yan Li\nX"])
def test_what_is_no_name_is_no_new_persons(run: Run, name: str) -> None:
    result = run("fix", "yan-li", "--papers", STRAY, "--to", "new", "--name", name, "--source", SAMPLE, "--quiet")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert "--name" in result.stderr


def test_a_selection_says_what_to_move(run: Run) -> None:
    result = run("fix", SAMPLE / "selection.json", "--papers", STRAY, "--source", SAMPLE)
    assert result.exit_code == 2
    assert "says what to move; leave --papers, --to and their like out" in result.stderr


def test_a_bad_selection_is_one_line(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "selection.json"
    for made, what in (
        (selection(keeps=["a\x1b"]), "holds a control character, at keeps[0]; "),
        (selection(person("2025.naacl-long.450")), None),
    ):
        file.write_text(json.dumps(made), encoding="utf-8")
        result = run("fix", file, "--source", SAMPLE, "--quiet")
        assert result.exit_code == 3
        assert result.stdout == ""
        assert result.stderr.count("\n") == 1
        assert what is None or result.stderr.startswith(f"graphcheck: {file}: {what}")
    assert result.stderr.startswith("graphcheck: ji-liu is author of no paper in this source; look the id up")


def test_the_issues_address_or_that_there_is_none(run: Run, tmp_path: Path) -> None:
    result = run("fix", SAMPLE / "selection.json", "--as", "url", "--source", SAMPLE, "--quiet")
    assert result.stdout.startswith("https://github.com/acl-org/acl-anthology/issues/new?title=")
    made = json.loads((SAMPLE / "selection.json").read_bytes())
    made["targets"][0]["why"] = "x" * 9000
    file = tmp_path / "selection.json"
    file.write_text(json.dumps(made), encoding="utf-8")
    result = run("fix", file, "--as", "url", "--source", SAMPLE, "--quiet")
    assert result.exit_code == 2
    assert result.stderr.startswith("graphcheck: the issue's address would be longer than 8,000 characters; ")


def test_the_samples_selection_is_one_of_its_page(run: Run) -> None:
    made = json.loads((SAMPLE / "selection.json").read_text(encoding="utf-8"))
    answer = json.loads(run("check", "yan-li", "--source", SAMPLE, "--format", "json", "--quiet").stdout)
    (page,) = answer["people"]
    moved = [paper for target in made["targets"] for paper in target["papers"]]
    assert sorted([*made["keeps"], *moved]) == sorted(judged["paper"] for judged in page["authorships"])
    assert moved == [judged["paper"] for judged in page["authorships"] if judged["flagged"]]
    assert made["orcid"] == page["orcid"]


def test_what_the_data_cannot_say_an_issue_can(run: Run) -> None:
    page = "jing-wang/unverified"
    words = ("--from-group", "B", "--to", "unknown", "--source", SAMPLE)
    result = run("fix", page, *words, "--quiet")
    assert result.exit_code == 0, result.stderr
    first, *rest = result.stdout.splitlines()
    assert first.startswith("There is no patch for this, but an issue can ask for it: Jing Wang without an id leads to")
    assert f"Author Page: {page}" in rest
    assert "── patch ──" not in rest
    result = run("fix", page, *words, "--as", "patch", "--quiet")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith(f"graphcheck: Jing Wang without an id leads to {page}; say whose the papers are")


def test_an_issue_lists_what_somebody_has_already(run: Run) -> None:
    given = ("fix", "yan-li", "--papers", STRAY, "--to", "wei-chen", "--as", "issue", "--force", "--quiet")
    result = run(*given, "--source", SAMPLE)
    assert result.exit_code == 0, result.stderr
    assert "In addition to all papers that are on that page" not in result.stdout
    for paper in persons(run, SAMPLE, "wei-chen"):
        assert paper in result.stdout


def test_a_last_name_first_is_turned_round(run: Run, checkout: Path) -> None:
    given = ("fix", "yan-li", "--papers", STRAY, "--to", "new", "--degree", "AMD", "--as", "patch", "--quiet")
    turned, plain = (run(*given, "--source", checkout, "--name", name) for name in ("Li, Yan", "Yan Li"))
    assert plain.exit_code == 0, plain.stderr
    assert turned.stdout == plain.stdout


def test_findings_below_the_least_score_are_said_to_be(run: Run) -> None:
    result = run("fix", "yan-li", "--from-findings", "--min-score", "0.9999", "--source", SAMPLE, "--quiet")
    assert result.exit_code == 3
    assert "yan-li has no finding of the score 0.9999 or more; the surest has 0." in result.stderr


def test_addresses_stand_for_ids(run: Run, checkout: Path) -> None:
    site = "https://aclanthology.org"
    by_id = run("fix", "yan-li", "--papers", STRAY, "--to", "wei-chen", "--force", "--source", checkout, "--quiet")
    assert by_id.exit_code == 0, by_id.stderr
    for paper in (f"{site}/{STRAY}/", f"{site}/{STRAY}.pdf"):
        where = (f"{site}/people/yan-li/", "--papers", paper, "--to", f"{site}/people/wei-chen/?x=1#top")
        by_address = run("fix", *where, "--force", "--source", checkout, "--quiet")
        assert by_address.stdout == by_id.stdout
