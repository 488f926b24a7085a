"""``check --why`` and ``--what-if``: what is shown can be recomputed, and changes are what a changed source gives."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from graphcheck.bibliography import Bibliography
from graphcheck.errors import UsageError
from graphcheck.settings import Settings
from graphcheck.sources import Source
from graphcheck.what_if import what_if
from graphcheck.why import why
from tests.cli.conftest import PROJECT, Run
from tests.toy import toy

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
def test_parts_sum_on_real_pages(anthology_source: Source) -> None:
    whole = Bibliography(anthology_source, Settings())
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


def test_a_paper_left_out_is_gone_and_nobody_else_is_touched(run: Run, sample: Bibliography) -> None:
    person = sample.person("yan-li")
    found = what_if(person, [f"-{STRAY}"])
    assert STRAY in {a.paper for a in person.page.authorships}
    assert {a.paper for a in found.after.page.authorships} == {a.paper for a in person.page.authorships} - {STRAY}
    assert found.after.page.doubt < person.page.doubt  # type: ignore[operator]
    other = found.after.bibliography.person("ana-souza").page
    assert other == sample.person("ana-souza").page
    text = run("check", "yan-li", "--source", SAMPLE, "--what-if", f"-{STRAY}", "--quiet").stdout
    assert "Yan Li (yan-li) without 2022.icol-main.7" in text
    assert "groups   2 → 1" in text
    assert "B! → absent" in text


def test_what_was_left_out_and_is_added_again_changes_nothing(sample: Bibliography) -> None:
    without = what_if(sample.person("yan-li"), [f"-{STRAY}"]).after
    assert all(a.paper != STRAY for a in without.page.authorships)
    donor = next(a for a in sample.person("wei-chen").page.authorships if a.link == "inferred")
    found = what_if(sample.person("yan-li"), [f"+{donor.paper}#{donor.position + 1}"])
    (added,) = (a for a in found.after.page.authorships if a.paper == donor.paper)
    assert (added.name, added.link) == (donor.name, "inferred")
    assert donor.paper not in {a.paper for a in found.after.bibliography.person("wei-chen").page.authorships}


def test_the_sum_is_shown_as_it_is_and_as_it_would_be(run: Run) -> None:
    papers = json.loads(run("check", "yan-li", "--source", SAMPLE, "--format", "json", "--quiet").stdout)
    kept = next(a["paper"] for a in papers["people"][0]["authorships"] if a["paper"] != STRAY and a["score"])
    asked = ("check", "yan-li", "--source", SAMPLE, "--why", kept, "--what-if", f"-{STRAY}", "--quiet")
    before, after = json.loads(run(*asked, "--format", "json").stdout)["why"]
    assert before["paper"] == after["paper"] == kept
    text = run(*asked).stdout
    assert text.index("The sum") < text.index("yan-li) without") < text.rindex("The sum")


def test_somebody_who_stands_on_a_paper_twice_is_left_out_twice() -> None:
    papers = {f"p{i}": ["Wei Wang", "Ann Ash", "Bo Birch"] for i in range(3)}
    person = toy(dict(papers, p0=["Wei Wang", "Ann Ash", "Wei Wang"])).person("wei-wang")
    found = what_if(person, ["-p0", "-p0"])
    assert found.left_out == ("p0",)
    assert {a.paper for a in found.after.page.authorships} == {"p1", "p2"}
    with pytest.raises(UsageError, match="nothing would be left"):
        what_if(person, ["-p0", "-p1", "-p2"])


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        (["yan-li", "--why", "P99-1002"], 3, "no paper in this source has the id “P99-1002”"),
        (["yan-li", "--why", "P17-1002"], 2, "P17-1002: not on the page of yan-li; P17-1002 is by wei-chen,"),
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
