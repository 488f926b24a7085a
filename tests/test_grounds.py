"""What was kept of the run before is told again only where it is what would be concluded anew, to the last digit."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest

from graphcheck.bibliography import Bibliography, load
from graphcheck.decisions import Confirmation, Decisions, Distinction
from graphcheck.graph import Ints, build_graph
from graphcheck.grounds import Grounds
from graphcheck.pages import PageMaker
from graphcheck.score import Scores
from graphcheck.settings import Settings
from graphcheck.warm.pages_file import decoded, encoded
from graphcheck.warm.verdicts_file import Keeping
from tests.conftest import CHECKOUT
from tests.deciding import decided
from tests.mutating import mutate
from tests.toy import toy_tables

SAMPLE = CHECKOUT / "data" / "sample"


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of the sample that can be changed; what is kept is the test's own."""
    monkeypatch.setenv("GRAPHCHECK_STATE", str(tmp_path / "state"))
    root = tmp_path / "checkout"
    shutil.copytree(SAMPLE, root)
    return root


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many people were judged, each time that somebody was."""
    told: list[int] = []
    judge = PageMaker.judge

    def counted(self: PageMaker, people: Ints) -> Scores:
        told.append(len(people))
        return judge(self, people)

    monkeypatch.setattr(PageMaker, "judge", counted)
    return told


def concluded(bibliography: Bibliography) -> list[tuple[object, ...]]:
    """Return all that is concluded of everybody; NaN as text, which equals itself."""
    told: list[tuple[object, ...]] = []
    for verdict in bibliography.verdicts_on_all(bibliography.people_to_tell()):
        columns, rows = verdict.columns, verdict.authorships
        of_papers = repr([column[rows] for column in (columns.record, columns.score, columns.flagged, columns.label)])
        numbers = (verdict.row, verdict.papers, verdict.groups, repr(verdict.doubt), of_papers)
        told.append((*numbers, verdict.told, verdict.page if verdict.told else None))
    return told


@pytest.mark.parametrize("seed", range(5))
def test_after_changes_at_random_all_is_concluded_as_if_nothing_had_been_kept(
    checkout: Path, judged: list[int], seed: int
) -> None:
    chance = Random(seed)
    everybody = len(concluded(load(checkout, warm=True)))
    assert sum(judged) == everybody
    spared = 0
    for _ in range(6):
        done = mutate(checkout, chance, chance.choice((1, 1, 2, 5)))
        judged.clear()
        again = concluded(load(checkout, warm=True))
        spared += len(again) - sum(judged)
        assert again == concluded(load(checkout)), done
    assert spared > everybody  # of six times everybody


@pytest.mark.parametrize("seed", range(2))
def test_after_decisions_at_random_all_is_concluded_as_if_nothing_had_been_kept(
    checkout: Path, judged: list[int], seed: int
) -> None:
    chance, settings = Random(seed), Settings(flag_threshold=0.3)  # so that there are suggestions
    whole = load(checkout, warm=True, settings=settings)
    everybody = len(concluded(whole))
    for _ in range(3):
        decisions = decided(whole, chance)
        judged.clear()
        again = concluded(load(checkout, warm=True, settings=settings, decisions=decisions))
        assert 0 < sum(judged) < everybody
        assert again == concluded(load(checkout, settings=settings, decisions=decisions))


def of(papers: Mapping[str, Sequence[str]], stated: Mapping[tuple[str, str], str]) -> tuple[Grounds, list[str]]:
    tables = toy_tables(papers, stated)
    return Grounds(tables, build_graph(tables)), tables.people["id"].tolist()


def test_how_many_of_a_last_name_are_where_a_coauthor_is_counts() -> None:
    papers = {"p": ["Ann Ash", "Bo Birch"], "q": ["Cy Ash"], "r": ["Dee Doe", "Eve Elm"]}
    before = {("p", "Bo Birch"): "Alpha University", ("q", "Cy Ash"): "Beta University"}
    told = [of(papers, {**before, ("q", "Cy Ash"): stated}) for stated in ("Alpha University", "Gamma University")]
    (one, ids), (other, _) = told
    assert one.near[ids.index("ann-ash")] != other.near[ids.index("ann-ash")]
    assert one.near[ids.index("dee-doe")] == other.near[ids.index("dee-doe")]


def test_what_namesakes_coauthors_wrote_counts_where_a_paper_may_be_the_namesakes() -> None:
    papers = {"p": ["Li Wu", "Ann Ash"], "q": ["L. Wu", "Bo Birch"], "r": ["Bo Birch", "Cy Cedar"], "s": ["Dee Doe"]}
    (one, ids), (other, _) = of(papers, {}), of({**papers, "s": ["Dee Doe", "Bo Birch"]}, {})
    li, ann = ids.index("li-wu"), ids.index("ann-ash")
    assert one.near[li] == other.near[li]
    assert one.judged_by(li) != other.judged_by(li)
    assert one.shown_by(li)[0] != other.shown_by(li)[0]
    assert one.shown_by(ann)[0] == other.shown_by(ann)[0]


def test_pages_are_kept_with_all_their_digits(sample: Bibliography) -> None:
    # Somebody is suggested where a paper is flagged.
    pages = list(Bibliography(sample.source, Settings(flag_threshold=0.3)).pages())
    assert any(authorship.suggestions for page in pages for authorship in page.authorships)
    assert [decoded(encoded(page)) for page in pages] == pages


@pytest.mark.parametrize("damage", ["cut", "other key", "no folder", "no numbers", *range(0, 4000, 500)])
def test_verdicts_that_are_damaged_or_of_other_settings_are_as_if_there_were_none(
    checkout: Path, judged: list[int], damage: str | int
) -> None:
    everybody = concluded(load(checkout, warm=True))
    (folder,) = (checkout.parent / "state" / "judged").iterdir()
    settings = Settings()
    if damage == "cut":
        whole = (folder / "pages").read_bytes()
        (folder / "pages").write_bytes(whole[:-1])
    elif damage == "no numbers":
        np.savez(folder / "verdicts.npz", key=np.zeros(1))
    elif isinstance(damage, int):
        numbers = bytearray((folder / "verdicts.npz").read_bytes())
        numbers[damage : damage + 500] = bytes(byte ^ 0xFF for byte in numbers[damage : damage + 500])
        (folder / "verdicts.npz").write_bytes(numbers)
    elif damage == "no folder":
        shutil.rmtree(folder)
    else:
        settings = replace(settings, page_threshold=0.21)
    judged.clear()
    again = concluded(load(checkout, warm=True, settings=settings))
    assert sum(judged) == len(again) == len(everybody)
    if damage != "other key":
        assert again == everybody


def test_verdicts_that_can_not_be_written_leave_those_that_are_there(checkout: Path) -> None:
    bibliography = load(checkout, warm=True)
    everybody = bibliography.people_to_tell()
    concluded(bibliography)
    (folder,) = (checkout.parent / "state" / "judged").iterdir()
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    keeping = Keeping(folder, "another key")
    with keeping, Path("/dev/full").open("wb", buffering=0) as full:
        keeping._pages = full
        for verdict in bibliography.verdicts(everybody, evidence=False):
            keeping.add("somebody", 1, 1, verdict, b"page")
    with Keeping(folder / "pages" / "no folder", "another key") as nowhere:
        nowhere.add("somebody", 1, 1, verdict, b"page")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_a_paper_asked_about_alone_is_answered_as_among_others(sample: Bibliography) -> None:
    maker = sample.page_maker
    rows = np.arange(len(maker.graph.person))
    among = [one and one.probability for one in maker.candidates.best(rows, maker.model)]
    assert sum(one is not None for one in among) > 10
    assert [one and one.probability for row in rows for one in maker.candidates.best(rows[[row]], maker.model)] == among


def test_what_a_coauthor_wrote_of_with_others_does_not_count_but_with_whom_does() -> None:
    papers = {"p": ["Ann Ash", "Bo Birch"], "q": ["Bo Birch", "Cy Cedar"], "r": ["Dee Doe"]}

    def near(papers: Mapping[str, Sequence[str]], title: str) -> dict[str, int]:
        tables = toy_tables(papers, titles={"q": title})
        return dict(zip(tables.people["id"], Grounds(tables, build_graph(tables)).near.tolist(), strict=True))

    before, retitled = near(papers, "On rivers"), near(papers, "On lakes")
    assert {person for person in before if before[person] != retitled[person]} == {"bo-birch", "cy-cedar"}
    with_dee = near({**papers, "q": ["Bo Birch", "Cy Cedar", "Dee Doe"]}, "On rivers")
    assert all(before[person] != with_dee[person] for person in before)


def test_a_decision_counts_for_those_whom_it_is_about_alone() -> None:
    tables = toy_tables({"p": ["Ann Ash", "Bo Birch"], "q": ["Bo Birch", "Cy Cedar"], "r": ["Dee Doe"]})
    graph, signed = build_graph(tables), {"who": "Ada", "when": "2026-07-01", "why": "asked"}
    confirmed = Confirmation(person="bo-birch", paper="p", **signed)
    apart = Distinction(persons=("ann-ash", "dee-doe"), **signed)
    nothing = Grounds(tables, graph).near

    def differing(decisions: Decisions) -> set[str]:
        return set(tables.people["id"][Grounds(tables, graph, decisions).near != nothing])

    assert differing(Decisions(confirmations=(confirmed,))) == {"bo-birch"}
    assert differing(Decisions(distinctions=(apart,))) == {"ann-ash", "dee-doe"}
    assert differing(Decisions(confirmations=(replace(confirmed, person="nobody"),))) == set()
