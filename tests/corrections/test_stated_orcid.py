"""An ORCID that only papers of an unverified page state leaves with them: it becomes nobody else's."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphcheck.bibliography import Bibliography, load
from graphcheck.corrections.asked import Asked, selection_of_asked
from graphcheck.corrections.correction import Corrector
from graphcheck.corrections.issue import issue_of
from graphcheck.corrections.renewed import renewed
from graphcheck.corrections.selection import Selection
from tests.identity.checkouts import ANA, names, write

PAGE, FIRST = "kim-bo/unverified", "2024.inv-1.1"
NEW = {"to": "new", "name": "Kim Bo", "orcid": ANA, "suffix": "ana"}


@pytest.fixture
def bibliography(tmp_path: Path) -> Bibliography:
    papers = [[("Kim Bo", {"orcid": ANA}), "Ada Quill"], [("Kim Bo", {}), "Eve Vance"], [("Kim Bo", {}), "Eve Vance"]]
    return load(write(tmp_path, {"ji-liu": names("Ji Liu")}, papers))


def selected(bibliography: Bibliography, *papers: str) -> Selection:
    asked = [Asked(papers=papers, **NEW)]
    return selection_of_asked(bibliography.person(PAGE), asked, revision="", least=0.0)[0]


def test_the_selection_and_its_issue_leave_it_to_the_paper(bibliography: Bibliography) -> None:
    assert bibliography.person(PAGE).page.orcid == ANA
    selection = selected(bibliography, FIRST)
    assert selection.orcid == ""
    assert "(Kim Bo)" in issue_of(selection).body.splitlines()[1]
    again, differences = renewed(selection, bibliography)
    assert (again.orcid, differences) == ("", [])


def test_it_is_the_pages_while_a_paper_that_states_it_stays(bibliography: Bibliography) -> None:
    selection = selected(bibliography, "2024.inv-1.2")
    assert (selection.orcid, renewed(selection, bibliography)[0].orcid) == (ANA, ANA)


def test_only_the_new_person_is_listed_with_it(bibliography: Bibliography) -> None:
    made = Corrector(bibliography).correct(selected(bibliography, FIRST), {0: "ana"})
    assert [(edit.person, edit.orcid) for edit in made.plan.people] == [("kim-bo-ana", ANA)]
    assert {move.person for move in made.plan.moves if move.stays} <= {PAGE}


def test_who_stands_on_a_paper_twice_leaves_it_to_that_paper_too(tmp_path: Path) -> None:
    papers = [[("Kim Bo", {}), "Ada Quill", ("Kim Bo", {"orcid": ANA})], [("Kim Bo", {}), "Eve Vance"]]
    bibliography = load(write(tmp_path, {"ji-liu": names("Ji Liu")}, papers))
    selection = selected(bibliography, FIRST)
    assert (selection.orcid, renewed(selection, bibliography)[0].orcid) == ("", "")
