"""Ids that contradict each other, in small checkouts that say how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import exp
from pathlib import Path
from typing import Any

import pytest

from graphcheck.bibliography import Bibliography, load
from graphcheck.corrections.asked import Asked, selection_of_asked
from graphcheck.corrections.change import EditError
from graphcheck.model import Finding, Link
from graphcheck.settings import Settings
from tests.identity.checkouts import ANA, BO, CY, Author, names, write

TEAM = ("Ada Quill", "Ben Ruck", "Cleo Stam")
OTHERS = ("Dora Vale", "Eli Wren", "Fay Xu")


def conflicts(root: Path, people: Mapping[str, Any], papers: Sequence[Sequence[Author]]) -> list[Finding]:
    return told(load(write(root, people, papers)))


def told(bibliography: Bibliography) -> list[Finding]:
    pages = bibliography.pages(bibliography.people_to_tell(), evidence=False)
    found = [finding for page in pages for finding in bibliography.findings(page)]
    return [f for f in (*found, *bibliography.findings_on_no_page()) if f.code == "GC104"]


def ana(**attributes: str) -> Author:
    return ("Ana Souza", attributes)


PEOPLE = {"ana-souza": names("Ana Souza", orcid=ANA), "bo-ek": names("Bo Ek", orcid=BO)}


def test_what_agrees_is_no_conflict(tmp_path: Path) -> None:
    papers = [[ana(id="ana-souza", orcid=ANA), ("Bo Ek", {"id": "bo-ek", "orcid": BO})], [ana(id="ana-souza"), *TEAM]]
    assert conflicts(tmp_path, PEOPLE, papers) == []


def test_an_orcid_on_a_coauthor_is_theirs_whose_name_it_goes_by(tmp_path: Path) -> None:
    papers = [[ana(id="ana-souza", orcid=ANA), *TEAM], ["Ana Souza", ("Gus Yarn", {"orcid": ANA}), *TEAM]]
    (found,) = conflicts(tmp_path, PEOPLE, papers)
    assert (found.kind, found.paper, found.position) == ("co-author", "2024.inv-1.2", 1)
    assert (found.person, found.others) == ("gus-yarn/unverified", ("ana-souza",))
    assert found.score > 0.9
    assert "most likely that of Ana Souza, a co-author" in found.text
    assert "link is by this ORCID" in found.text


def test_the_link_decides_what_follows(tmp_path: Path) -> None:
    people = {**PEOPLE, "ana-souza": names("Ana Souza", "Gus Yarn", orcid=ANA)}
    papers = [
        [ana(id="ana-souza", orcid=ANA), *TEAM],
        [ana(), ("Gus Yarn", {"id": "ana-souza", "orcid": ANA}), *TEAM],
    ]
    (found,) = conflicts(tmp_path, people, papers)
    assert (found.link, found.person) == (Link.EXPLICIT, "ana-souza")
    assert "link is explicit" in found.text


def test_two_that_were_swapped_are_told_once(tmp_path: Path) -> None:
    papers = [
        [ana(id="ana-souza", orcid=ANA), *TEAM],
        [("Bo Ek", {"id": "bo-ek", "orcid": BO}), *TEAM],
        [ana(id="ana-souza", orcid=BO), ("Bo Ek", {"id": "bo-ek", "orcid": ANA})],
    ]
    (found,) = conflicts(tmp_path, PEOPLE, papers)
    assert found.kind == "co-author"
    assert "the two were swapped" in found.text
    assert found.concerned == ("ana-souza", "bo-ek")


def test_who_often_writes_with_the_other_is_not_accused_for_it(tmp_path: Path) -> None:
    """The wrong use puts the co-author's name on the ORCID, and they stand together on the right one, too."""
    both = [ana(orcid=ANA), "Bo Ek"]
    papers = [both, both, [ana(orcid=BO), ("Bo Ek", {"orcid": ANA})], ["Ada Quill", ("Bo Ek", {"orcid": BO})]]
    found = conflicts(tmp_path, {}, papers)
    assert {f.paper for f in found if f.kind == "co-author"} == {"2024.inv-1.3"}


def test_where_nothing_tells_neither_is_accused(tmp_path: Path) -> None:
    papers = [[ana(orcid=ANA), "Bo Ek", *TEAM], [ana(), ("Bo Ek", {"orcid": ANA}), *TEAM]]
    (found,) = conflicts(tmp_path, {}, papers)
    assert found.kind == "shared"
    assert set(found.concerned) == {"ana-souza/unverified", "bo-ek/unverified"}


@pytest.mark.parametrize(("column", "one", "other"), [("orcid", ANA, BO), ("openreview", "~Ana_Souza1", "~Ana_Souza2")])
def test_two_ids_on_one_page_are_two_people_where_the_papers_are(
    tmp_path: Path, column: str, one: str, other: str
) -> None:
    papers = [
        *[[ana(**{column: one}), *TEAM] for _ in range(3)],
        *[[ana(**{column: other}), *OTHERS] for _ in range(3)],
    ]
    (found,) = conflicts(tmp_path, {}, papers)
    assert found.kind == "several-people"
    assert found.score > 0.5
    halves = [{f"2024.inv-1.{number}" for number in three} for three in ((1, 2, 3), (4, 5, 6))]
    assert set(found.papers) in halves
    assert "inferred" in found.text


def test_and_one_person_with_two_profiles_where_the_company_is_the_same(tmp_path: Path) -> None:
    papers = [[ana(orcid=orcid), *TEAM] for orcid in (ANA, BO, ANA, BO)]
    (found,) = conflicts(tmp_path, {}, papers)
    assert found.score < 0.5
    assert "one person with several profiles" in found.text


def test_the_evidence_sums_to_the_score(tmp_path: Path) -> None:
    papers = [
        [ana(orcid=ANA), *TEAM],
        [ana(orcid=BO), *OTHERS],
        [("Hal Zorn", {"orcid": CY}), *TEAM],
        ["Hal Zorn", ("Gus Yarn", {"orcid": CY})],
    ]
    found = conflicts(tmp_path, {}, papers)
    assert {f.kind for f in found} == {"several-people", "co-author"}
    for finding in found:
        total = sum(part.weight for part in finding.evidence)
        assert finding.score == pytest.approx(1 / (1 + exp(total)))


def test_one_orcid_on_two_pages_of_names_alike_joins_them(tmp_path: Path) -> None:
    (found,) = conflicts(tmp_path, {}, [[ana(orcid=ANA), *TEAM], [("Ana Maria Souza", {"orcid": ANA}), *OTHERS]])
    assert (found.kind, found.score) == ("one-person", Settings().shared_id_alike)
    assert "one person" in found.text


def test_and_is_a_mistake_where_the_names_have_nothing_in_common(tmp_path: Path) -> None:
    (found,) = conflicts(tmp_path, {}, [[ana(orcid=ANA), *TEAM], [("Gus Yarn", {"orcid": ANA}), *OTHERS]])
    assert found.score == pytest.approx(1 - Settings().shared_id_unlike)
    assert "by mistake" in found.text


def test_a_catch_all_page_may_carry_several(tmp_path: Path) -> None:
    people = {"ana-souza": names("Ana Souza", comment="May refer to several people")}
    papers = [[ana(id="ana-souza", orcid=ANA), *TEAM], [ana(id="ana-souza", orcid=BO), *OTHERS]]
    assert conflicts(tmp_path, people, papers) == []


def test_a_checksum_that_fails_is_told_with_its_line_and_counts_as_no_id(tmp_path: Path) -> None:
    wrong = "0000-0002-1825-0098"
    (found,) = conflicts(tmp_path, {}, [[ana(orcid=ANA), *TEAM], [*TEAM, ana(orcid=wrong)]])
    assert (found.kind, found.score, found.person) == ("checksum", 1.0, "ana-souza/unverified")
    line = (tmp_path / found.file).read_text(encoding="utf-8").split("\n")[found.line - 1]
    assert wrong in line


def test_bars_are_settings(tmp_path: Path) -> None:
    papers = [[ana(orcid=ANA), *TEAM], ["Ana Souza", ("Gus Yarn", {"orcid": ANA}), *TEAM]]
    source = load(write(tmp_path, {}, papers)).source
    kinds = [
        [f.kind for f in told(Bibliography(source, replace(Settings(), mix_up_least=bar)))] for bar in (0.6, 0.999)
    ]
    assert kinds == [["co-author"], ["shared"]]


def test_ids_of_findings_stay_when_lines_move(tmp_path: Path) -> None:
    papers = [[ana(orcid=ANA), *TEAM], [ana(orcid=BO), *OTHERS], ["Ana Souza", ("Gus Yarn", {"orcid": CY[:-1] + "1"})]]
    before = conflicts(tmp_path / "one", {}, papers)
    root = write(tmp_path / "two", {}, papers)
    path = root / "data/xml/2024.inv.xml"
    path.write_text("\n\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    after = told(load(root))
    assert len(before) == 2
    assert [f.id for f in before] == [f.id for f in after]
    assert [f.line for f in before] != [f.line for f in after]


def test_the_command_that_carries_it_out_is_told(tmp_path: Path) -> None:
    """Of a page of several people only what states the ORCID can be meant."""
    people = {"ana-souza": names("Ana Souza", orcid=ANA), "ana-b-souza": names("Ana B. Souza")}
    papers = [
        *[[ana(id="ana-souza", orcid=ANA), *TEAM]] * 2,
        [("Ana B. Souza", {"id": "ana-b-souza", "orcid": ANA}), *OTHERS],
    ]
    (found,) = conflicts(tmp_path / "one", people, papers)
    assert found.kind == "shared"  # both are listed
    assert "the papers of ana-b-souza: graphcheck fix ana-b-souza --all-papers --to ana-souza" in found.text
    people["ana-b-souza"]["comment"] = "May refer to several people"
    papers.append([("Ana B. Souza", {"id": "ana-b-souza"}), *OTHERS])
    (found,) = conflicts(tmp_path / "two", people, papers)
    assert "graphcheck fix ana-b-souza --papers 2024.inv-1.3 --to ana-souza" in found.text
    assert "--all-papers" not in found.text
    assert "one person" not in found.text


def test_two_pages_with_one_orcid_of_which_one_is_nobodys_are_one_persons(tmp_path: Path) -> None:
    """``fix --from-findings`` carries that out."""
    people = {"ana-souza": names("Ana Souza", orcid=ANA)}
    root = write(tmp_path, people, [[ana(id="ana-souza", orcid=ANA), *TEAM], [("Ana B. Souza", {}), *OTHERS]])
    assert told(load(root)) == []
    shared = [*[[ana(id="ana-souza"), *TEAM]] * 2, [("Ana B. Souza", {"orcid": CY}), *OTHERS], [ana(orcid=CY), *OTHERS]]
    people = {"ana-souza": names("Ana Souza"), "ana-souza-oslo": names("Ana Souza", disable_name_matching=True)}
    (found,) = conflicts(tmp_path / "shared", people, shared)
    assert found.kind == "one-person"
    bibliography = load(tmp_path / "shared")
    (other,) = found.others
    selection, _ = selection_of_asked(bibliography.person(other), [Asked(findings=True)], revision="", least=0.9)
    (target,) = selection.targets
    assert (target.person, selection.is_merge) == (found.person, True)
    assert target.why == found.text.split(" What follows: ")[0]
    with pytest.raises(EditError, match=f"GC104 is carried out from the other page: graphcheck fix {other} "):
        selection_of_asked(bibliography.person(found.person), [Asked(findings=True)], revision="", least=0.9)


def test_the_verified_persons_page_is_kept_however_few_papers_it_has(tmp_path: Path) -> None:
    papers = [[ana(orcid=CY), *TEAM], *[[("Ana B. Souza", {"orcid": CY}), *OTHERS]] * 3]
    (found,) = conflicts(tmp_path, {"ana-souza": names("Ana Souza")}, papers)
    assert (found.kind, found.person, found.verified) == ("one-person", "ana-souza", True)
    assert len(found.papers) == 3
