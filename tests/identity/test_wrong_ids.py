"""Explicit ids of the wrong one of several people of a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import exp
from pathlib import Path

import numpy as np
import pytest

from graphcheck.bibliography import Bibliography, load
from graphcheck.identity.wrong_ids import fits_better
from graphcheck.model import Finding, Link
from graphcheck.settings import Settings
from graphcheck.suggest import FEATURES, Choices
from tests.identity.checkouts import Author, names, write

PEOPLE = {"ji-liu-amd": names("Ji Liu"), "ji-liu-ustc": names("Ji Liu")}
TEAM = ("Ada Quill", "Ben Ruck", "Cleo Stam", "Dora Vale")
OTHERS = ("Eli Wren", "Fay Xu", "Gus Yarn", "Hal Zorn")


def by(person: str, company: Sequence[Author]) -> list[Author]:
    return [("Ji Liu", {"id": person}), *company]


TWO_PEOPLE = [by("ji-liu-amd", TEAM)] * 4 + [by("ji-liu-ustc", OTHERS)] * 4
WRONG = by("ji-liu-amd", OTHERS)


def told(bibliography: Bibliography, code: str = "GC105") -> list[Finding]:
    pages = bibliography.pages(evidence=False)
    return [f for page in pages for f in bibliography.findings(page) if f.code == code]


def test_right_ids_are_left_alone(tmp_path: Path) -> None:
    assert told(load(write(tmp_path, PEOPLE, TWO_PEOPLE))) == []


def test_a_paper_that_fits_the_namesake_far_better_is_told(tmp_path: Path) -> None:
    (found,) = told(load(write(tmp_path, PEOPLE, [*TWO_PEOPLE, WRONG])))
    assert (found.person, found.others, found.paper) == ("ji-liu-amd", ("ji-liu-ustc",), "2024.inv-1.9")
    assert (found.link, found.position) == (Link.EXPLICIT, 0)
    assert found.score > Settings().wrong_id_least
    assert [s.person for s in found.suggestions] == ["ji-liu-ustc"]
    assert "explicit link" in found.text
    assert "unlink it from the one, and verify it for the other" in found.text
    assert found.score == pytest.approx(1 / (1 + exp(sum(part.weight for part in found.evidence))))


def test_an_orcid_on_the_paper_vouches_for_the_id(tmp_path: Path) -> None:
    orcid = "0000-0002-1825-0097"
    people = {**PEOPLE, "ji-liu-amd": names("Ji Liu", orcid=orcid)}
    vouched: list[Author] = [("Ji Liu", {"id": "ji-liu-amd", "orcid": orcid}), *OTHERS]
    plain = told(load(write(tmp_path / "plain", people, [*TWO_PEOPLE, WRONG])))
    found = told(load(write(tmp_path / "vouched", people, [*TWO_PEOPLE, vouched])))
    assert len(plain) == 1
    assert all(finding.score < plain[0].score - 0.2 for finding in found)


def test_company_among_the_persons_own_papers_is_enough(tmp_path: Path) -> None:
    assert told(load(write(tmp_path, PEOPLE, [*TWO_PEOPLE, by("ji-liu-amd", (*OTHERS[:2], *TEAM[:2]))]))) == []


def test_unverified_pages_are_nobody_to_give_a_paper_to(tmp_path: Path) -> None:
    people = {"ji-liu-amd": names("Ji Liu", disable_name_matching=True)}
    papers = [by("ji-liu-amd", TEAM)] * 4 + [["Ji Liu", *OTHERS]] * 4
    assert told(load(write(tmp_path, people, [*papers, WRONG]))) == []


def test_the_bar_is_a_setting(tmp_path: Path) -> None:
    source = load(write(tmp_path, PEOPLE, [*TWO_PEOPLE, WRONG])).source
    assert told(Bibliography(source, replace(Settings(), wrong_id_least=0.9999))) == []


def test_a_stray_whose_id_is_wrong_is_told_once_as_that(tmp_path: Path) -> None:
    source = load(write(tmp_path, PEOPLE, [*TWO_PEOPLE, WRONG])).source
    bibliography = Bibliography(source, replace(Settings(), flag_threshold=0.0))
    (wrong,) = told(bibliography)
    (judged,) = [a for a in bibliography.person(wrong.person).page.authorships if a.paper == wrong.paper]
    assert judged.flagged
    assert judged.codes == ("GC105",)
    assert (wrong.person, wrong.paper) not in {(found.person, found.paper) for found in told(bibliography, "GC101")}
    alone = Bibliography(source, replace(Settings(), flag_threshold=0.0, wrong_id_least=0.9999))
    (stray,) = [f for f in told(alone, "GC101") if (f.person, f.paper) == (wrong.person, wrong.paper)]
    assert "by explicit link" in stray.text


def test_the_sample_has_one(sample: Bibliography) -> None:
    (found,) = told(sample)
    assert (found.person, found.paper) == ("rahul-sharma-oosterwijk", "2021.meld-main.6")
    assert found.others == ("rahul-sharma",)
    (judged,) = [a for a in sample.person(found.person).page.authorships if a.paper == found.paper]
    assert judged.codes == ("GC105",)
    assert sample.person("rahul-sharma").findings[-1].id == found.id


@pytest.mark.parametrize(
    ("own", "other", "shared", "better"),
    [
        (-2.0, 1.0, False, True),  # nothing of the person's resembles it, something of the other's does
        (-2.0, -1.5, True, False),  # it is a stranger to both
        (-0.5, -0.6, True, False),  # its closest paper is the person's own
        (-0.5, -0.5, True, False),
        (0.2, 2.0, False, False),  # it has some company, and no co-author is the other's
        (0.2, 2.0, True, True),
        (3.1, 9.0, True, False),  # it has company
    ],
)
def test_the_other_must_be_closer_and_company_is_outdone_by_co_authors_only(
    tmp_path: Path, own: float, other: float, shared: bool, better: bool
) -> None:
    bibliography = load(write(tmp_path, PEOPLE, [*TWO_PEOPLE, WRONG]))
    graph, rows = bibliography.graph, bibliography.person_rows
    paper = bibliography.paper_row("2024.inv-1.9" if shared else "2024.inv-1.1")
    (row,) = np.flatnonzero((graph.paper == paper) & (graph.person == rows["ji-liu-amd"])).tolist()
    values = np.zeros((2, len(FEATURES)))
    values[:, FEATURES.index("best")] = own, other
    choices = Choices(np.zeros(2, dtype=np.int64), np.array([rows["ji-liu-amd"], rows["ji-liu-ustc"]]), values)
    assert fits_better(graph, row, choices, 0, 1, Settings()) == better
