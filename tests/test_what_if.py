"""A page with papers left out or added is the page that a source changed in that way gives."""

from __future__ import annotations

import math
import shutil
from pathlib import Path

import pytest

from graphcheck.bibliography import Bibliography, load
from graphcheck.errors import UsageError
from graphcheck.person import Person
from graphcheck.what_if import LEAST, namesakes, what_if
from graphcheck.why import why
from tests.toy import toy

SAMPLE = Path(__file__).parents[1] / "data" / "sample"
STRAY = "2022.icol-main.7"  # on the page of yan-li
FRIENDS = ["Ann Ash", "Bo Birch", "Cy Cedar"]
PAPERS = {
    **{f"p{n}": ["Wei Wang", *FRIENDS] for n in range(5)},
    "twice": ["Wei Wang", "Di Dogwood", "Wei Wang"],
    "other": ["Ed Elm", "W. Wang", *FRIENDS[:1]],
    "crowd": ["W. Wang", "Wenjun Wang", "W Wang"],
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "sample"))


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def papers(person: Person) -> list[str]:
    return [judged.paper for judged in person.page.authorships]


def test_a_paper_left_out_is_one_that_does_not_name_the_person(sample: Bibliography, source: Path) -> None:
    found = what_if(sample.person("yan-li"), [f"-{STRAY}"])
    title = "<title>Finding Drug Side Effects in <fixed-case>D</fixed-case>utch Patient Letters</title>\n"
    author = "      <author><first>Yan</first><last>Li</last></author>\n"
    edit(source / "data/xml/2022.icol.xml", title + author, title)
    assert found.after.page == load(source).person("yan-li").page
    assert found.after.page != sample.person("yan-li").page


def test_papers_added_are_as_if_the_person_were_listed_with_their_name(sample: Bibliography, source: Path) -> None:
    other = sample.person("katarzyna-lipiec-morawska/unverified").page
    changes = [f"+{judged.paper}#{judged.position + 1}" for judged in other.authorships]
    found = what_if(sample.person("katarzyna-lipiec"), changes)
    names = '{"first": "Katarzyna", "last": "Lipiec"}'
    edit(source / "data/json/people.json", names, f"{names},\n{names.replace('Lipiec', 'Lipiec-Morawska')}")
    listed = load(source).person("katarzyna-lipiec").page
    assert len(changes) == 5
    assert [group.papers for group in found.after.page.groups] == [group.papers for group in listed.groups]
    for one, two in zip(found.after.page.authorships, listed.authorships, strict=True):
        assert (one.paper, one.name, one.link, one.group, one.flagged) == (
            (two.paper, two.name, two.link, two.group, two.flagged)
        )
        # A person more in the bibliography makes the name a little rarer.
        assert one.score == pytest.approx(two.score, abs=0.01)


def test_a_paper_that_is_moved_and_moved_back_leaves_no_trace(sample: Bibliography) -> None:
    owner = sample.person("wei-chen")
    moved = next(judged for judged in owner.page.authorships if judged.link == "inferred")
    change = f"+{moved.paper}#{moved.position + 1}"
    found = what_if(sample.person("yan-li"), [change])
    between = found.after.bibliography.person("wei-chen")
    assert moved.paper in papers(found.after)
    assert papers(between) == [paper for paper in papers(owner) if paper != moved.paper]
    again = what_if(between, [change])
    assert again.after.page == owner.page
    assert again.after.bibliography.person("yan-li").page == sample.person("yan-li").page


def test_nobody_else_is_judged_otherwise(sample: Bibliography) -> None:
    after = what_if(sample.person("yan-li"), [f"-{STRAY}"]).after.bibliography
    coauthors = sample.person("yan-li").neighbourhood().nodes
    untouched = [page for page in sample.pages() if page.person not in {"yan-li", *coauthors}]
    assert len(untouched) > 50
    assert [after.person(page.person).page for page in untouched] == untouched


def test_changes_are_all_that_differ_by_the_least_that_is_shown(sample: Bibliography) -> None:
    found = what_if(sample.person("yan-li"), [f"-{STRAY}"])
    shown = {judged.paper for pair in found.changes() for judged in pair if judged is not None}
    before, after = ({a.paper: a for a in person.page.authorships} for person in (found.before, found.after))
    assert STRAY in shown
    assert shown < set(before)
    for paper in set(before) & set(after):
        moved = abs(before[paper].score - after[paper].score) >= LEAST  # type: ignore[operator]
        regrouped = before[paper].group != after[paper].group or before[paper].flagged != after[paper].flagged
        assert (paper in shown) == (moved or regrouped)


def test_a_person_who_stands_twice_on_a_paper_is_left_out_whole() -> None:
    person = toy(PAPERS).person("wei-wang")
    assert papers(person).count("twice") == 2
    found = what_if(person, ["-twice", "-twice"])
    assert found.left_out == ("twice",)
    assert papers(found.after) == [f"p{n}" for n in range(5)]


def test_an_added_paper_is_the_one_namesakes_and_is_filed_by_name() -> None:
    bibliography = toy(PAPERS, explicit=[("other", "W. Wang")])
    found = what_if(bibliography.person("wei-wang"), ["+other"])
    (added,) = (judged for judged in found.after.page.authorships if judged.paper == "other")
    assert (added.name, added.position, added.link) == ("W. Wang", 1, "inferred")
    assert added.core


def test_authors_whose_printed_name_can_be_the_persons_are_found() -> None:
    bibliography = toy(PAPERS)
    person = bibliography.person("wei-wang")
    names = [str(bibliography.authorships["name"].iat[record]) for record in namesakes(person, "crowd")]
    assert names == ["W. Wang", "W Wang"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (["+crowd"], "2 authors' names can be Wei Wang's; say which author: +crowd#1"),
        (["+crowd#0"], "the paper has 3 authors; count from 1"),
        (["+crowd#x"], "the paper has 3 authors; count from 1"),
        (["-other"], "the paper is not on the page of wei-wang; name one that is"),
        ([f"-{paper}" for paper in PAPERS if paper not in ("other", "crowd")], "nothing would be left on the page"),
    ],
)
def test_what_cannot_be_done_is_said(changes: list[str], said: str) -> None:
    with pytest.raises(UsageError, match=r"^--what-if") as refused:
        what_if(toy(PAPERS).person("wei-wang"), changes)
    assert said in str(refused.value)


def test_the_bibliography_itself_is_left_as_it_was(sample: Bibliography) -> None:
    before = sample.authorships.copy()
    what_if(sample.person("yan-li"), [f"-{STRAY}"])
    assert sample.authorships.equals(before)


@pytest.mark.anthology
def test_who_stands_twice_on_a_real_paper_is_left_out_whole(whole: Bibliography) -> None:
    again = whole.authorships[whole.authorships.duplicated(["paper", "person"])]
    row = again[whole.graph.papers_of[again["person"]] > 2].iloc[0]
    person = whole.person(str(whole.people["id"].iat[row["person"]]))
    paper = str(whole.papers["id"].iat[row["paper"]])
    kept = [other for other in papers(person) if other != paper]
    found = what_if(person, [f"-{paper}"])
    assert papers(found.after) == kept
    assert len(papers(person)) == len(kept) + 2


@pytest.mark.anthology
def test_a_real_paper_goes_from_page_to_page(whole: Bibliography) -> None:
    person = whole.person("ji-liu")
    stray = next(judged for judged in person.page.authorships if judged.flagged)
    namesake = whole.person("jing-liu")
    found = what_if(namesake, [f"+{stray.paper}#{stray.position + 1}"])
    assert set(papers(found.after)) == {*papers(namesake), stray.paper}
    moved = found.after.bibliography.person("ji-liu")
    assert papers(moved) == [paper for paper in papers(person) if paper != stray.paper]
    for page in (found.after, moved):
        told = why(page, papers(page)[-1])
        if told.judged.score is not None:
            total = sum(reason.weight for reason in told.judged.evidence)
            assert told.judged.score == pytest.approx(1 / (1 + math.exp(total)), abs=1e-9)
