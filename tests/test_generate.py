"""Invented bibliographies: as large as asked for, the same each time, read without a fault, their errors known."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.generate import PLANTED, write
from graphcheck.bibliography import Bibliography
from graphcheck.settings import Settings
from graphcheck.sources import read
from tests.cli.conftest import Run, run  # noqa: F401 (a fixture)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("made")
    write(place / "works", 6_000, seed=3)
    return place


def test_the_same_seed_gives_the_same_bytes(made: Path, tmp_path: Path) -> None:
    for seed in (3, 4):
        write(tmp_path / str(seed) / "works", 6_000, seed=seed)
        for name in ("works/part-0000.csv.gz", "works.key.csv"):
            same = (tmp_path / str(seed) / name).read_bytes() == (made / name).read_bytes()
            assert same == (seed == 3)


def test_it_is_as_large_and_as_mixed_as_a_bibliography(made: Path) -> None:
    source = read(made / "works")
    assert not source.faults
    tables = source.tables
    assert len(tables.papers) == 6_000
    assert 3.2 < len(tables.authorships) / len(tables.papers) < 4.0
    papers = Counter(tables.authorships["person"].tolist())
    assert papers.most_common(1)[0][1] > 8 * len(tables.authorships) / len(tables.people)  # a heavy tail
    assert tables.papers["year"].between(1995, 2025).all()
    assert tables.people["verified"].sum() > 500


def test_planted_errors_are_where_the_key_says_and_stand_out(made: Path) -> None:
    source = read(made / "works")
    with (made / "works.key.csv").open(newline="") as file:
        planted = {(f"table:{row['paper']}", f"table:{row['person']}") for row in csv.DictReader(file)}
    assert len(planted) > 20
    authorships = source.tables.authorships
    papers = source.tables.papers["id"].take(authorships["paper"])
    people = source.tables.people["id"].take(authorships["person"])
    assert planted <= set(zip(papers, people, strict=True))
    bibliography = Bibliography(source, Settings())
    scores: dict[tuple[str, str], float] = {}
    for person in sorted({person for _, person in planted}):
        for judged in bibliography.person(person).page.authorships:
            scores[judged.paper, person] = judged.score if judged.score is not None else 0.0
    wrong = [score for key, score in scores.items() if key in planted]
    right = [score for key, score in scores.items() if key not in planted]
    assert sum(wrong) / len(wrong) > 2 * sum(right) / len(right)


def test_a_report_notices_a_fair_part(made: Path, run: Run, tmp_path: Path) -> None:  # noqa: F811
    out = tmp_path / "report"
    assert run("report", str(made / "works"), "--out", str(out), "--quiet").exit_code == 0
    findings = json.loads((out / "findings.json").read_text(encoding="utf-8"))["findings"]
    with (made / "works.key.csv").open(newline="") as file:
        planted = [(f"table:{row['paper']}", f"table:{row['person']}") for row in csv.DictReader(file)]
    flagged = {(one["paper"], one["person"]) for one in findings if one["code"] == "GC101"}
    mixed = {one["person"] for one in findings if one["code"] == "GC102"}
    assert sum(one in flagged or one[1] in mixed for one in planted) > len(planted) / 3


def test_as_many_errors_are_planted_in_large_ones(made: Path, tmp_path: Path) -> None:
    for papers in (6_000, 18_000):
        counts = write(tmp_path / f"of-{papers}", papers, seed=5)
        assert counts["planted"] == pytest.approx(PLANTED * counts["authorships"], rel=0.15)
