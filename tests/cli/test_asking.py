"""``check --why`` and ``--what-if``: what is shown can be recomputed, and changes are what a changed source gives."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path

import pytest

from graphcheck.bibliography import Bibliography
from graphcheck.why import why
from tests.cli.conftest import PROJECT, Run

SAMPLE = PROJECT / "data" / "sample"
STRAY = "2022.icol-main.7"  # on the page of yan-li


def test_the_parts_can_be_computed_from_what_is_shown(run: Run) -> None:
    answer = run("check", "yan-li", "--source", SAMPLE, "--why", STRAY, "--format", "json", "--quiet")
    (told,) = json.loads(answer.stdout)["why"]
    weights = {reason["kind"]: reason["weight"] for reason in told["evidence"]}
    assert told["score"] == pytest.approx(1 / (1 + math.exp(sum(weights.values()))), abs=1e-9)
    compared = told["comparisons"]
    assert 1 < len(compared) <= 5
    for kind in compared[0]["by_kind"]:
        values = [one["by_kind"][kind] for one in compared]
        part = told["mean_weight"] * sum(values) / len(values) + told["best_weight"] * values[0]
        assert weights.get(kind, 0.0) == pytest.approx(part, abs=1e-9)
    assert weights["page"] == pytest.approx(sum(told["page_terms"].values()), abs=1e-9)
    assert [one["total"] for one in compared] == sorted((one["total"] for one in compared), reverse=True)


@pytest.mark.anthology
def test_parts_sum_on_real_pages(whole: Bibliography) -> None:
    for name in ("ji-liu", "yang-liu", "kathleen-mckeown"):
        person = whole.person(name)
        for judged in person.page.authorships[:12]:
            told = why(person, judged.paper)
            if judged.score is not None:
                total = sum(reason.weight for reason in told.judged.evidence)
                assert judged.score == pytest.approx(1 / (1 + math.exp(total)), abs=1e-9)
                for kind in told.comparisons[0].by_kind:
                    values = [one.by_kind[kind] for one in told.comparisons]
                    part = told.mean_weight * sum(values) / len(values) + told.best_weight * values[0]
                    shown = {reason.kind: reason.weight for reason in told.judged.evidence}.get(kind, part)
                    assert shown == pytest.approx(part, abs=1e-9)


def test_text_shows_sum_comparisons_and_page(run: Run) -> None:
    text = run("check", "yan-li", "--source", SAMPLE, "--why", STRAY, "--quiet").stdout
    assert f"{STRAY} on the page of Yan Li (yan-li):" in text
    for part in ("The sum", "coauthors: None of its 6 co-authors", "1 / (1 + exp(sum))", "any two", "in all"):
        assert part in text
    assert all(len(line) <= 100 for line in text.splitlines())


def test_a_paper_left_out_and_one_added_are_told(run: Run) -> None:
    text = run("check", "yan-li", "--source", SAMPLE, "--what-if", f"-{STRAY}", "--quiet").stdout
    assert "Yan Li (yan-li) without 2022.icol-main.7" in text
    text = run("check", "yan-li", "--source", SAMPLE, "--what-if", "+P17-1002#1", "--quiet").stdout
    assert "Yan Li (yan-li) with P17-1002" in text
    assert "P17-1002" in text.split("What changes")[1]


@pytest.mark.parametrize("change", [f"+{STRAY}#1", f"-{STRAY}"])
def test_the_sum_of_the_paper_that_comes_or_goes_is_shown(run: Run, change: str) -> None:
    person = "yan-li" if change[0] == "-" else "wei-chen"
    asked = ("check", person, "--source", SAMPLE, "--why", STRAY, "--what-if", change, "--quiet")
    answer = json.loads(run(*asked, "--format", "json").stdout)
    (told,) = answer["why"]
    assert (told["paper"], told["person"]) == (STRAY, person)
    assert told["score"] == pytest.approx(1 / (1 + math.exp(sum(r["weight"] for r in told["evidence"]))), abs=1e-9)
    (pair,) = (pair for pair in answer["what_if"]["changes"] if STRAY in {j["paper"] for j in pair if j})
    assert pair.index(None) == (1 if change[0] == "-" else 0)


def test_json_keys_are_documented_and_hold_what_changes(run: Run) -> None:
    documented = set(re.findall(r"`(\w+)`", (PROJECT / "docs" / "cli.md").read_text(encoding="utf-8")))
    asked = ("check", "yan-li", "--source", SAMPLE, "--why", "P14-1009", "--what-if", f"-{STRAY}", "--format", "json")
    answer = json.loads(run(*asked, "--quiet").stdout)
    assert answer["version"] == 1
    assert answer["source"]["path"] == str(SAMPLE)
    changed = answer["what_if"]
    keys = {*answer, *answer["source"], *changed, *answer["why"][0], *answer["why"][0]["comparisons"][0]}
    assert keys <= documented
    assert changed["codes"] == [["GC101"], []]
    assert [len(groups) for groups in changed["groups"]] == [2, 1]
    for one, two in changed["changes"]:
        assert one is None or two is None or one["group"] != two["group"] or abs(one["score"] - two["score"]) >= 0.005
    assert len(changed["changes"]) < sum(map(len, changed["groups"][0]))


def test_the_sum_is_shown_as_it_is_and_as_it_would_be(run: Run) -> None:
    papers = json.loads(run("check", "yan-li", "--source", SAMPLE, "--format", "json", "--quiet").stdout)
    kept = next(a["paper"] for a in papers["people"][0]["authorships"] if a["paper"] != STRAY and a["score"])
    asked = ("check", "yan-li", "--source", SAMPLE, "--why", kept, "--what-if", f"-{STRAY}", "--quiet")
    before, after = json.loads(run(*asked, "--format", "json").stdout)["why"]
    assert before["paper"] == after["paper"] == kept
    text = run(*asked).stdout
    assert text.index("The sum") < text.index("yan-li) without") < text.rindex("The sum")


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        (["yan-li", "--why", "P99-1002"], 3, "no paper in this source has the id “P99-1002”"),
        (["yan-li", "--why", "P17-1002"], 2, "P17-1002: not on the page of yan-li; it is by wei-chen,"),
        (["rahul-sharma-oosterwijk", "--why", "P17-1007"], 2, "it is on that of rahul-sharma/unverified"),
        (["wei-chen", "--why", "P17-1002", "--what-if", f"-{STRAY}"], 2, f"{STRAY}: not on the page of wei-chen"),
        (["sharma rahul", "--why", "P17-1007", "--what-if", "-D19-1006"], 2, "has all of these papers"),
        (["rahul-sharma/unverified", "--what-if", "-P17-1007", "--what-if", "-P17-2005"], 2, "nothing would be left"),
        (["yan-li", "--what-if", "-P17-1002"], 2, "P17-1002: not on the page of yan-li"),
        (["wei-chen", "--what-if", "P17-1002"], 2, "begin with - to leave a paper out, or with + to add one"),
        (["wei-chen", "--what-if", f"+{STRAY}"], 2, "no author's name can be Wei Chen's; say which author:"),
        (["wei-chen", "--what-if", f"+{STRAY}#99"], 2, "the paper has 7 authors; count from 1"),
        (["wei-chen", "--what-if", "+P17-1002"], 2, "the paper is on the page of wei-chen already"),
        (["chen", "--what-if", "+P17-1002"], 2, "people are meant"),
        (["wei-chen", "--why", "P17-1002", "--format", "html"], 2, "shown as text or JSON"),
    ],
)
def test_what_cannot_be_asked_gets_one_line(run: Run, asked: list[str], code: int, said: str) -> None:
    result = run("check", *asked, "--source", SAMPLE, "--quiet")
    assert (result.exit_code, result.stdout) == (code, "")
    assert len(result.stderr.splitlines()) == 1
    assert said in result.stderr


def test_of_several_people_the_one_is_meant_who_has_the_paper(run: Run, checkout: Path) -> None:
    people = json.loads(run("check", "liu ji", "--source", checkout, "--format", "json", "--quiet").stdout)["people"]
    person = people[1]
    paper = person["authorships"][0]["paper"]
    text = run("check", "liu ji", "--source", checkout, "--why", paper, "--quiet").stdout
    assert f"({person['person']})" in text.splitlines()[0]
