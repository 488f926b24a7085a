"""``graphcheck check``: everything about the people of one name."""

from __future__ import annotations

import json
import math
import os
import re
import sys
from pathlib import Path

import pytest

from graphcheck.cli.check import PARTIAL
from tests.cli.conftest import PROJECT, Run, Start
from tests.small import write_checkout

SAMPLE = PROJECT / "data" / "sample"


def test_everybody_of_the_name_is_shown_unverified_pages_too(run: Run, checkout: Path) -> None:
    result = run("check", "liu ji", "--source", checkout)
    assert result.exit_code == 0, result.output
    shown = re.findall(r"^Ji Liu \((.+)\)$", result.stdout, re.MULTILINE)
    assert shown == ["ji-liu", "ji-liu-amd", "ji-liu/unverified"]
    assert "1 more person has “liu ji” in a longer name: ji-xin-liu/unverified" in result.stdout


def test_text_says_who_the_person_is_and_shows_groups_and_reasons(run: Run) -> None:
    text = run("check", "wei-chen", "--source", SAMPLE, "--quiet").stdout
    for part in (
        "Wei Chen (wei-chen)",
        "verified (listed in the people file)",
        "0000-0007-0569-3020",
        "14 (2014–2025)",
        "3 explicit, 11 inferred",
        "expected by chance (E =",
        "Group A is the core:",
        "Group A, the core: 8 papers, 2014–2023",
        "Group B: 6 papers, 2020–2025",
        "Bingwen Tao 6",
        "venues: ICOL 3, MELD 3",
        "P14-1007",
        "Pre-Training on Instructions with Pictures",
    ):
        assert part in text
    assert all(len(line) <= 100 for line in text.splitlines())


def test_what_is_flagged_is_shown_with_weights_that_sum(run: Run) -> None:
    text = run("check", "wei-chen", "--source", SAMPLE, "--quiet").stdout
    people = json.loads(run("check", "wei-chen", "--source", SAMPLE, "--quiet", "--format", "json").stdout)["people"]
    flagged = [judged for judged in people[0]["authorships"] if judged["flagged"]]
    assert len(re.findall(r"not this person's \[GC", text)) == len(flagged)
    for block in re.findall(r"not this person's \[.*?sum$", text, re.MULTILINE | re.DOTALL):
        weights = [float(w.replace("−", "-")) for w in re.findall(r"^ +([+−]?\d+\.\d\d)  ", block, re.MULTILINE)]
        assert round(sum(weights[:-1]), 2) == weights[-1]
    for judged in people[0]["authorships"]:
        if judged["score"] is not None:
            total = sum(reason["weight"] for reason in judged["evidence"])
            assert judged["score"] == pytest.approx(1 / (1 + math.exp(total)))


def test_what_is_not_judged_says_why(run: Run, checkout: Path) -> None:
    text = run("check", "yang-liu", "--source", checkout, "--quiet").stdout
    line = re.search(r"^Not judged\n  2024\.inv-1\.\d.*: \w+", text, re.MULTILINE)
    assert line, text


def test_json_is_an_object_that_says_its_version(run: Run, checkout: Path) -> None:
    first = run("check", "Ji Liu", "--source", checkout, "--format", "json", "--quiet")
    again = run("check", "Ji Liu", "--source", checkout, "--format", "json", "--quiet")
    assert first.stdout == again.stdout
    answer = json.loads(first.stdout)
    assert answer["version"] == 1
    assert answer["source"]["path"] == str(checkout)
    assert [person["person"] for person in answer["people"]] == ["ji-liu", "ji-liu-amd", "ji-liu/unverified"]
    person = answer["people"][0]
    assert person["verified"] is True
    assert person["links"] == {"explicit": 3}
    assert person["orcid"] == "0000-0002-1825-0097"
    papers = [paper["paper"] for group in person["groups"] for paper in group["papers"]]
    assert sorted(papers) == sorted(judged["paper"] for judged in person["authorships"])


def test_json_keys_are_documented(run: Run, checkout: Path) -> None:
    documented = set(re.findall(r"`(\w+)`", (PROJECT / "docs" / "cli.md").read_text(encoding="utf-8")))
    answer = json.loads(run("check", "Ji Liu", "--source", checkout, "--format", "json", "--quiet").stdout)
    keys = {*answer, *answer["source"]}
    for person in answer["people"]:
        keys |= {*person, *person["groups"][0], *person["groups"][0]["papers"][0], *person["authorships"][0]}
    assert keys <= documented


def test_html_holds_the_person_with_pictures(run: Run, checkout: Path) -> None:
    page = run("check", "ji-liu", "--source", checkout, "--format", "html", "--quiet").stdout
    assert page.startswith("<!DOCTYPE html>")
    assert "ji-liu" in page
    assert page.count('<svg class="network"') == page.count('<svg class="timeline"') == 1
    assert "Parsing rivers" in page


def test_output_goes_to_a_file(run: Run, checkout: Path, tmp_path: Path) -> None:
    place = tmp_path / "answer.json"
    result = run("check", "ji-liu", "--source", checkout, "--format", "json", "--output", place, "--quiet")
    assert result.output == ""
    assert json.loads(place.read_text(encoding="utf-8"))["people"][0]["person"] == "ji-liu"


def test_the_picture_of_one_person_gets_the_name_given(run: Run, checkout: Path, tmp_path: Path) -> None:
    place = tmp_path / "net.svg"
    result = run("check", "ji-liu", "--source", checkout, "--picture", place)
    assert result.exit_code == 0, result.output
    assert "<svg" in place.read_text(encoding="utf-8")
    assert f"picture of ji-liu: {place}" in result.stderr


def test_pictures_of_several_people_get_their_ids(run: Run, checkout: Path, tmp_path: Path) -> None:
    result = run("check", "Ji Liu", "--source", checkout, "--picture", tmp_path / "net.PNG", "--quiet")
    assert result.exit_code == 0, result.output
    pictures = sorted(tmp_path.glob("*.PNG"))
    assert [picture.name for picture in pictures] == [
        "net-ji-liu-amd.PNG",
        "net-ji-liu-unverified.PNG",
        "net-ji-liu.PNG",
    ]
    assert all(picture.read_bytes().startswith(b"\x89PNG") for picture in pictures)


def test_other_pictures_are_refused_before_anything_is_read(run: Run) -> None:
    result = run("check", "Ji Liu", "--source", "nowhere", "--picture", "net.gif")
    assert result.exit_code == 2
    assert result.stderr == "graphcheck: --picture net.gif: pictures are .svg or .png; name such a file\n"


def test_an_unknown_name_gets_the_nearest_and_exit_code_3(run: Run, checkout: Path) -> None:
    result = run("check", "Jil Liu", "--source", checkout, "--quiet")
    assert result.exit_code == 3
    assert result.stdout == ""
    assert result.stderr.startswith("graphcheck: nobody in this source is called “Jil Liu”; the nearest names are: Ji")
    assert result.stderr.count("\n") == 1


def test_many_people_of_a_part_are_cut_with_a_word_on_the_rest(run: Run, tmp_path: Path) -> None:
    crowd = tuple((f"Paper {n}", ((f"{first}", "Crowder"), ("Ada", "Quill"))) for n, first in enumerate(GIVEN))
    source = write_checkout(tmp_path / "crowd", crowd)
    result = run("check", "crowder", "--source", source, "--quiet")
    assert result.exit_code == 0, result.output
    assert len(re.findall(r"^=+$", result.stdout, re.MULTILINE)) == PARTIAL
    last = " ".join(result.stdout.split("\n\n")[-1].split())
    assert last.startswith(f"{len(GIVEN) - PARTIAL} more people have “crowder” in a longer name: ")
    assert last.endswith("give an id or a whole name")
    as_json = run("check", "crowder", "--source", source, "--format", "json")
    assert len(json.loads(as_json.stdout)["people"]) == PARTIAL
    assert last in as_json.stderr


GIVEN = ("Ann", "Bea", "Cid", "Dan", "Eve", "Fay", "Gus", "Hal", "Ida", "Jon", "Kit", "Lea", "Max")


def test_names_cannot_act_on_a_terminal(run: Run, tmp_path: Path) -> None:
    # XML holds no C0 controls, but C1 controls, overrides and line separators
    evil = "Evil\u009b31m\u202egnp\u2066\u2028\u200b"
    source = write_checkout(tmp_path / "evil", ((f"Title {evil}", ((evil, "Mallory"), ("Ada", "Quill"))),))
    for form in ("text", "json"):
        result = run("check", "Mallory", "--source", source, "--format", form)
        assert result.exit_code == 0, result.output
        assert "Mallory" in result.stdout
        printed = result.output.replace("\n", "")
        assert printed.isprintable(), [c for c in printed if not c.isprintable()]
    assert json.loads(result.stdout)["people"][0]["groups"][0]["papers"][0]["title"].startswith("Title Evil\u009b31m")


def test_files_left_out_are_said(run: Run, tmp_path: Path) -> None:
    source = write_checkout(tmp_path / "broken")
    (source / "data" / "xml" / "2023.bad.xml").write_text("<collection", encoding="utf-8")
    refused = run("check", "ji-liu", "--source", source)
    assert refused.exit_code == 3
    assert re.search(r"^graphcheck: .*2023\.bad\.xml:1: ", refused.stderr, re.MULTILINE)
    result = run("check", "ji-liu", "--source", source, "--keep-going")
    assert result.exit_code == 0, result.output
    assert re.search(r"^left out: .*2023\.bad\.xml:1: ", result.stderr, re.MULTILINE)
    answer = run("check", "ji-liu", "--source", source, "--keep-going", "--quiet", "--format", "json")
    assert answer.stderr == ""
    assert "2023.bad.xml:1" in json.loads(answer.stdout)["source"]["skipped"][0]


@pytest.mark.anthology
def test_ji_liu_of_the_whole_anthology(
    run: Run, anthology: Path, anthology_state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRAPHCHECK_STATE", str(anthology_state))
    run("load", SAMPLE, "--quiet")  # a graph of another source stays; making one of the Anthology has its own tests
    answer = json.loads(run("check", "Ji Liu", "--source", anthology, "--format", "json", "--quiet").stdout)
    page = next(p for p in answer["people"] if p["papers"] >= 6)
    core = {paper["paper"] for group in page["groups"] if group["core"] for paper in group["papers"]}
    assert {"2024.emnlp-main.587", "2023.emnlp-main.488", "2025.findings-acl.639"} <= core
    assert core.isdisjoint({"2025.naacl-long.450", "W15-1527", "2021.findings-acl.115"})
    flagged = {judged["paper"] for judged in page["authorships"] if judged["flagged"]}
    assert flagged
    assert core.isdisjoint(flagged)


def test_html_has_a_dialog_for_each_person(run: Run, checkout: Path) -> None:
    page = run("check", "Ji Liu", "--source", checkout, "--format", "html", "--quiet").stdout
    assert page.count(" data-fixing>") == 3
    assert page.count("Indicate below which author they should be assigned to.") == 3
    assert "; script-src &#39;sha256-" in page


def test_colours_are_for_terminals(run: Run, checkout: Path, tmp_path: Path) -> None:
    asked = ("check", "ji-liu", "--source", checkout, "--quiet")
    assert "\x1b" not in run(*asked).stdout
    assert "\x1b[1m" in run(*asked, "--color", "always").stdout
    run(*asked, "--output", tmp_path / "plain.txt")
    assert "\x1b" not in (tmp_path / "plain.txt").read_text(encoding="utf-8")
    run(*asked, "--output", tmp_path / "coloured.txt", "--color", "always")
    assert "\x1b[1m" in (tmp_path / "coloured.txt").read_text(encoding="utf-8")
    assert "\x1b" not in run(*asked, "--color", "always", "--format", "json").stdout


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(
    ("environment", "options", "coloured"),
    [
        ({"TERM": "xterm"}, (), True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, (), False),
        ({"TERM": "xterm", "NO_COLOR": ""}, (), True),
        ({"TERM": "dumb"}, (), False),
        ({"TERM": "xterm"}, ("--color", "never"), False),
        ({"TERM": "xterm", "NO_COLOR": "1"}, ("--color", "always"), True),
    ],
)
def test_a_terminal_gets_colours_unless_somebody_objects(
    start: Start, checkout: Path, environment: dict[str, str], options: tuple[str, ...], coloured: bool
) -> None:
    import pty

    ours, its = pty.openpty()
    with os.fdopen(ours, "rb", buffering=0) as screen:
        with os.fdopen(its, "wb", buffering=0) as terminal:
            told = {key: value for key, value in os.environ.items() if key != "NO_COLOR"} | environment
            command = ("check", "ada-quill", "--source", checkout, "--quiet", *options)
            result = start(*command, env=told, stdout=terminal)
        assert result.returncode == 0, result.stderr
        shown = screen.read(65536)
    assert (b"\x1b[" in shown) == coloured
