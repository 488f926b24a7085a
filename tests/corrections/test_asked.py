"""What is asked for beside findings of a whole page: papers that are named, whom it goes to, and what comes first."""

from __future__ import annotations

from pathlib import Path
from string import ascii_lowercase

import pytest

import graphcheck
from graphcheck.bibliography import Bibliography
from graphcheck.corrections.asked import Asked, selection_of_asked
from graphcheck.corrections.change import EditError
from graphcheck.corrections.selection import Target
from graphcheck.errors import UsageError
from graphcheck.findings import MIXED, SPLIT
from graphcheck.settings import Settings
from tests.cli.conftest import PROJECT
from tests.sources.checkouts import author, collection, paper, person, volume, write_checkout

OTHER, KEPT = "katarzyna-lipiec-morawska/unverified", "katarzyna-lipiec"
TEAM = [("Ada", "Quill"), ("Bo", "Thornbury"), ("Cem", "Yarrow")]
MORE = [("Dee", "Umber"), ("Eve", "Vance"), ("Fay", "Wold")]
LONG, SHORT, HYPHENED = ("Qiushi Bo", "Zhu"), ("Qiushi", "Zhu"), ("Qiu-Shi", "Zhu")
VERIFIED, SPLIT_OFF, SPLIT_TWICE = "qiushi-bo-zhu", "qiushi-zhu/unverified", "qiu-shi-zhu/unverified"


@pytest.fixture(scope="module")
def sample() -> Bibliography:
    return graphcheck.load(PROJECT / "data" / "sample")


def asked(bibliography: Bibliography, who: str, *wanted: Asked, least: float = 0.0) -> tuple[Target, ...]:
    return selection_of_asked(bibliography.person(who), wanted, revision="", least=least)[0].targets


def test_a_finding_of_the_whole_page_moves_all_of_it(sample: Bibliography) -> None:
    (target,) = asked(sample, OTHER, Asked(findings=True))
    assert (target.person, set(target.papers)) == (KEPT, {one.paper for one in sample.person(OTHER).page.authorships})
    assert target == asked(sample, OTHER, Asked(findings=True, to=KEPT))[0]


@pytest.mark.parametrize("to", ["unknown", "wei-chen"])
def test_papers_that_are_named_beside_it_are_all_that_moves(sample: Bibliography, to: str) -> None:
    first, *others = [one.paper for one in sample.person(OTHER).page.authorships]
    assert others
    (target,) = asked(sample, OTHER, Asked(papers=(first,), findings=True, to=to))
    assert (target.papers, target.person) == ((first,), "" if to == "unknown" else to)


def test_the_whole_page_goes_to_whom_the_finding_names(sample: Bibliography) -> None:
    with pytest.raises(
        UsageError, match=f"{SPLIT} says that all papers of {OTHER} are those of {KEPT}; leave --to out"
    ):
        asked(sample, OTHER, Asked(findings=True, to="unknown"))


def checkout(folder: Path, *pages: tuple[tuple[str, str], list[list[tuple[str, str]]]], **told: float) -> Bibliography:
    """Return a bibliography of pages, a name and the co-authors of each of its papers, and of others' papers.

    ``told`` are settings: from where on something is told.
    """
    papers = [[name, *coauthors] for name, teams in pages for coauthors in teams]
    papers += [[(f"G{letter}n", f"F{letter}m"), (f"O{letter}r", f"N{letter}e")] for letter in ascii_lowercase]
    printed = [[author(first, last) for first, last in one] for one in papers]
    text = collection("2020.acl", volume("main", *(paper(str(at), *one) for at, one in enumerate(printed, 1))))
    root = write_checkout(folder, {"2020.acl": text}, {VERIFIED: person("Qiushi Bo Zhu")})
    return graphcheck.load(root, settings=Settings(**told))  # type: ignore[arg-type]


def test_a_page_that_is_a_third_ones_goes_there(tmp_path: Path) -> None:
    there = checkout(tmp_path, (LONG, [TEAM] * 6), (SHORT, [TEAM] * 4), (HYPHENED, [TEAM] * 2))
    told = {(one.person, *one.others): one.score for one in there.person(SPLIT_TWICE).findings}
    assert told[SPLIT_OFF, SPLIT_TWICE] > told[VERIFIED, SPLIT_TWICE]
    for page in (SPLIT_OFF, SPLIT_TWICE):
        (target,) = asked(there, page, Asked(findings=True))
        assert target.person == VERIFIED


def test_where_only_the_page_between_is_told_it_is_merged_first(tmp_path: Path) -> None:
    pages = (LONG, [TEAM] * 6), (SHORT, [TEAM + MORE] * 4), (HYPHENED, [MORE] * 2)
    there = checkout(tmp_path, *pages, split_least=0.9)
    with pytest.raises(EditError, match=f"carry that out first: graphcheck fix {SPLIT_OFF} --from-findings"):
        asked(there, SPLIT_TWICE, Asked(findings=True))
    (target,) = asked(there, SPLIT_OFF, Asked(findings=True))
    assert target.person == VERIFIED


def test_nothing_is_merged_with_a_page_of_several_people(tmp_path: Path) -> None:
    # Others with half of the name: it is so common that two teams are two people.
    givens = [(f"G{letter}n", "Zhu") for letter in ascii_lowercase]
    bearers = [*givens, *((first, f"F{letter}k") for letter in ascii_lowercase for first in ("Qiushi", "Qiushi Bo"))]
    others = [(name, [[("X", name[0] + name[1])]] * 2) for name in bearers]
    there = checkout(tmp_path, (LONG, [TEAM] * 6 + [MORE] * 6), (SHORT, [TEAM] * 4), *others, split_least=0.3)
    with pytest.raises(EditError, match=rf"whose own page may hold several people \({MIXED}\)"):
        asked(there, SPLIT_OFF, Asked(findings=True))
