"""Papers of other bibliographies beside the source: they change what is thought of its people, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import graphcheck
from graphcheck.errors import UsageError
from graphcheck.pipeline import report
from graphcheck.progress import Silent
from graphcheck.settings import Settings
from graphcheck.spark.session import Cluster
from tests.cli.conftest import PROJECT, Run

SAMPLE = PROJECT / "data" / "sample"
BESIDE = PROJECT / "data" / "samples" / "background.jsonl"
OF_WEI_CHEN = "2025.meld-main.12"  # of another one than wei-chen
STRAY = ("yan-li", "2022.icol-main.7")  # flagged where nothing stands beside the sample
WITH_IT = [
    *("Johannes Grünauer-Pohl", "Claire D’Haessler", "Liesbeth Oudekerk", "Gregor Mauthner-Lind", "Petra Zwanepoel"),
    "Willemijn van der Meulenhoek",
]
OF_THE_CORE = [
    *("Siobhán O’Dunleavy", "Marguerite Whitcombe-Rae", "Jing Wang", "Lucinda Farrowgate", "Tamsin Okoro-Wells"),
    *("Rosalind Achterberg", "Imani Adeyoke-Bell", "DeShawn Hartigrove", "Mateo Quispe", "Winifred Osei-Tutuah"),
]


def written(place: Path) -> dict[str, bytes]:
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def summary_of(place: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((place / "summary.json").read_text(encoding="utf-8"))
    return told


def score_of(run: Run, person: str, paper: str, *more: object) -> float:
    answer = json.loads(run("check", person, "--source", SAMPLE, "--format", "json", "--quiet", *more).stdout)
    (found,) = answer["people"]
    return float(next(one["score"] for one in found["authorships"] if one["paper"] == paper))


def strays(place: Path) -> set[str]:
    found = json.loads((place / "findings.json").read_text(encoding="utf-8"))["findings"]
    return {finding["paper"] for finding in found if finding["code"] == "GC101"}


def work(number: int, authors: Sequence[tuple[int, str, str]]) -> dict[str, Any]:
    """Return a work of OpenAlex; ``authors``: number, name, and ORCID or "" of each."""
    return {
        "id": f"https://openalex.org/W{number}",
        "title": f"Letters to the Editor, {number}",
        "publication_year": 2020,
        "authorships": [
            {
                "raw_author_name": name,
                "author": {"id": f"https://openalex.org/A{at}", "display_name": name}
                | ({"orcid": orcid} if orcid else {}),
            }
            for at, name, orcid in authors
        ],
    }


@pytest.fixture
def more(tmp_path: Path) -> Path:
    """A background that changes what is flagged in the sample.

    Five works are by people called Wei Chen, of whom one is ours; on thirty the co-authors of a stray wrote with
    those of the core; one is by strangers.
    """
    ids = ["0000-0007-0569-3020", *(f"0000-0007-9310-2{at}X" for at in range(10, 14))]
    works = [work(at, [(at, "Wei Chen", orcid)]) for at, orcid in enumerate(ids, start=1)]
    team = [(at, name, "") for at, name in enumerate((*WITH_IT, *OF_THE_CORE), start=100)]
    works += [work(at, team) for at in range(10, 40)]
    works.append(work(50, [(200, "Ines Falkenrath", "0000-0007-9310-2218"), (201, "Bo Ruckenstein", "")]))
    place = tmp_path / "more.jsonl"
    place.write_text("\n".join(map(json.dumps, works)), encoding="utf-8")
    return place


def test_ties_beside_the_page_clear_a_paper_and_known_namesakes_make_others_doubtful(run: Run, more: Path) -> None:
    siobhan = ("siobhan-o-dunleavy", "2021.meld-main.12")
    assert score_of(run, *siobhan, "--background", BESIDE) < 0.5 * score_of(run, *siobhan)
    assert score_of(run, "wei-chen", OF_WEI_CHEN) < 0.5 < score_of(run, "wei-chen", OF_WEI_CHEN, "--background", more)


def test_nobody_of_a_background_is_in_a_report(run: Run, tmp_path: Path, more: Path) -> None:
    options = ("--scores", "--parquet", "--quiet")
    assert run("report", SAMPLE, "--out", tmp_path / "alone", *options).exit_code == 0
    assert run("report", SAMPLE, "--out", tmp_path / "with", "--background", more, *options).exit_code == 0
    alone, both = summary_of(tmp_path / "alone"), summary_of(tmp_path / "with")
    for counted in ("papers", "people", "authorships", "judged", "abstained", "faults", "skipped"):
        assert alone[counted] == both[counted], counted
    assert strays(tmp_path / "alone") - strays(tmp_path / "with") == {STRAY[1]}
    for name, content in written(tmp_path / "with").items():
        for stranger in (b"openalex", b"Falkenrath", b"Ruckenstein", b"Letters to the Editor", b"0000-0007-9310-2218"):
            assert stranger not in content, (name, stranger)
    for name in ("scores.jsonl", "pages.jsonl"):
        assert told_of(tmp_path / "alone" / name) == told_of(tmp_path / "with" / name)


def told_of(place: Path) -> list[tuple[str, str]]:
    """Return person and paper, where there is one, of each line."""
    lines = map(json.loads, place.read_text(encoding="utf-8").splitlines())
    return [(line["person"], line.get("paper", "")) for line in lines]


def test_the_report_says_what_stood_beside(run: Run, tmp_path: Path) -> None:
    told = run("report", SAMPLE, "--out", tmp_path / "out", "--background", BESIDE)
    line = f"background {BESIDE}: 6 papers, 1 of them in the source or another one; 9 people of the source are in it"
    assert line in told.stdout.splitlines()
    (beside,) = summary_of(tmp_path / "out")["backgrounds"]
    digest = graphcheck.load(SAMPLE, background=[BESIDE]).source.backgrounds[0].digest
    assert beside == {
        "source": str(BESIDE),
        "revision": "",
        "digest": digest,
        "papers": 6,
        "repeated": 1,
        "people": 9,
        "skipped": [],
    }
    assert "as evidence only:" in (tmp_path / "out" / "summary.md").read_text(encoding="utf-8")
    assert "as evidence only:" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


def test_a_background_that_knows_nobody_changes_no_byte(run: Run, tmp_path: Path) -> None:
    strangers = tmp_path / "b.csv"
    strangers.write_text("paper,name,year,affiliation\nb,Ines Falkenrath,2020,Uni Far\nb,Bo Ruckenstein,2020,Uni Far\n")
    options = ("--scores", "--parquet", "--quiet")
    assert run("report", SAMPLE, "--out", tmp_path / "alone", *options).exit_code == 0
    assert run("report", SAMPLE, "--out", tmp_path / "with", "--background", strangers, *options).exit_code == 0
    alone, both = written(tmp_path / "alone"), written(tmp_path / "with")
    assert set(alone) == set(both)
    saying = {"summary.json", "summary.md", "index.html"}
    assert {name for name in alone if alone[name] != both[name]} <= saying
    for name in saying:
        assert b"as evidence only" not in alone[name]
        assert b"backgrounds" not in alone[name]


def test_check_says_what_stands_beside(run: Run) -> None:
    told = run("check", "yan-li", "--source", SAMPLE, "--background", BESIDE)
    assert f"background {BESIDE}: 6 papers, 1 of them in the source or another one" in told.stderr.splitlines()
    assert "background" not in run("check", "yan-li", "--source", SAMPLE).stderr


def test_fix_moves_what_is_flagged_with_the_background(run: Run, more: Path) -> None:
    command = ("fix", STRAY[0], "--from-findings", "--as", "issue", "--source", SAMPLE, "--quiet")
    assert STRAY[1] in run(*command).stdout
    told = run(*command, "--background", more)
    assert told.stdout == ""
    assert told.stderr.startswith("graphcheck: yan-li has no finding that says that a paper is somebody else's")


def test_evaluate_counts_it_as_evidence(run: Run) -> None:
    command = ("evaluate", SAMPLE, "--format", "json", "--quiet")
    alone, both = run(*command), run(*command, "--background", BESIDE)
    assert (alone.exit_code, both.exit_code) == (0, 0)
    assert alone.stdout != both.stdout


def test_the_graph_for_queries_holds_the_source_alone(run: Run, more: Path) -> None:
    people = "MATCH (p:Person) RETURN p.id ORDER BY p.id"
    together = "MATCH (p:Paper) RETURN p.id ORDER BY p.id"
    flagged = "MATCH (p:Person)-[a:AUTHORED]->(q:Paper) WHERE a.flagged RETURN p.id, q.id ORDER BY p.id, q.id"

    def answers(*beside: object) -> list[str]:
        assert run("load", SAMPLE, "--quiet", *beside).exit_code == 0
        return [run("query", "--cypher", one, "--format", "csv").stdout for one in (people, together, flagged)]

    alone, both = answers(), answers("--background", more)
    assert alone[:2] == both[:2]
    assert set(alone[2].splitlines()) - set(both[2].splitlines()) == {",".join(STRAY)}


def test_a_small_graph_is_made_anew_where_something_else_stands_beside(run: Run, more: Path) -> None:
    flagged = "MATCH (p:Person)-[a:AUTHORED]->(q:Paper) WHERE a.flagged RETURN p.id, q.id"
    told = []
    for beside in ((), ("--background", more), ()):
        assert run("check", "yan-li", "--source", SAMPLE, *beside).exit_code == 0
        told.append(run("query", "--cypher", flagged, "--format", "csv").stdout)
    assert told[0] == told[2] != told[1]


@pytest.mark.parametrize(
    ("place", "code", "said"),
    [
        (SAMPLE, 2, "is the source itself; name other papers"),
        (SAMPLE / "data", 2, "is the source itself; name other papers"),
        ("nowhere.jsonl", 3, "nowhere.jsonl does not exist; --background names a file or folder of papers"),
        ("bad.csv", 3, "bad.csv:3: “soon” is no year"),
    ],
)
@pytest.mark.parametrize("command", ["check", "report", "evaluate", "load", "fix"])
def test_a_background_that_can_not_be_used_is_one_line(
    command: str, place: Path | str, code: int, said: str, run: Run, tmp_path: Path
) -> None:
    Path("bad.csv").write_text("paper,name,year\nb1,Ann Ash,2020\nb2,Ann Ash,soon\n")
    given = {
        "check": ["yan-li", "--source", SAMPLE],
        "report": [SAMPLE, "--out", tmp_path / "out"],
        "fix": ["yan-li", "--from-findings", "--source", SAMPLE],
    }.get(command, [SAMPLE])
    told = run(command, *given, "--quiet", "--background", place)
    assert told.exit_code == code, told.output
    (line,) = told.stderr.splitlines()
    assert said in line
    assert not (tmp_path / "out").exists()


def test_where_one_keeps_going_it_is_left_out_and_that_is_said(run: Run, tmp_path: Path) -> None:
    Path("bad.csv").write_text("paper,name\nb1,Ann Ash\n")
    why = "bad.csv:1: has no column year (it has paper, name)"
    told = run("check", "yan-li", "--source", SAMPLE, "--background", "bad.csv", "--keep-going")
    assert told.exit_code == 0
    assert "background bad.csv: left out" in told.stderr.splitlines()
    assert f"left out: {why}" in told.stderr
    told = run("report", SAMPLE, "--out", tmp_path / "out", "--keep-going", "--background", "bad.csv")
    assert told.exit_code == 0
    assert f"background bad.csv: left out: {why}" in told.stdout
    summary = summary_of(tmp_path / "out")
    assert summary["skipped"] == []
    (beside,) = summary["backgrounds"]
    assert (beside["papers"], beside["people"]) == (0, 0)
    assert beside["skipped"][0].startswith(why)
    assert "(left out)" in (tmp_path / "out" / "summary.md").read_text(encoding="utf-8")
    codes = json.loads((tmp_path / "out" / "findings.json").read_text(encoding="utf-8"))["findings"]
    assert not [finding for finding in codes if finding["file"] == "bad.csv"]


def test_spark_takes_none(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--engine spark sends no --background to its machines"):
        report(
            SAMPLE,
            tmp_path / "out",
            scores=False,
            keep_going=False,
            settings=Settings(),
            progress=Silent(),
            say=lambda line: None,
            background=[BESIDE],
            cluster=Cluster("local[2]"),
        )
    assert not (tmp_path / "out").exists()
