"""The same invented bibliography as dblp, OpenAlex and a table have it: read, judged, broken on purpose."""

from __future__ import annotations

import gzip
import json
import random
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import graphcheck
from graphcheck.cli.choosing import FORMATS
from graphcheck.errors import BadInputError, SourceNotFoundError
from graphcheck.sources import Format, Source, read
from graphcheck.sources.formats import format_of
from tests.cli.conftest import PROJECT

SAMPLES = PROJECT / "data" / "samples"
KINDS = (Format.DBLP, Format.OPENALEX, Format.TABLES)
FILES = {Format.DBLP: "dblp.xml", Format.OPENALEX: "works.jsonl", Format.TABLES: "authorships.csv"}
BESIDE = "background.jsonl"
STRAY = {Format.DBLP: "dblp:conf/icol/2022-icol-main-7", Format.TABLES: "table:2022.icol-main.7"}


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> Format:
    return Format(request.param)


def test_the_commands_know_all_formats() -> None:
    assert [Format(name) for name in FORMATS] == list(Format)


def test_samples_are_those_that_the_script_makes(tmp_path: Path) -> None:
    shutil.copytree(SAMPLES, tmp_path / "samples", ignore=shutil.ignore_patterns(*FILES.values(), BESIDE))
    shutil.copytree(PROJECT / "data" / "sample", tmp_path / "sample")
    subprocess.run([sys.executable, "samples/make.py"], cwd=tmp_path, check=True, env={"PYTHONPATH": str(PROJECT)})
    for kind, name in FILES.items():
        assert (tmp_path / "samples" / kind / name).read_bytes() == (SAMPLES / kind / name).read_bytes()
    assert (tmp_path / "samples" / BESIDE).read_bytes() == (SAMPLES / BESIDE).read_bytes()


def test_each_holds_what_the_sample_holds(kind: Format) -> None:
    sample = read(PROJECT / "data" / "sample").tables
    for place in (SAMPLES / kind, SAMPLES / kind / FILES[kind]):
        assert format_of(place) is kind
        tables = read(place).tables
        assert len(tables.papers) == sample.authorships["paper"].nunique()
        assert len(tables.authorships) == len(sample.authorships)
        assert sorted(tables.authorships["name"]) == sorted(sample.authorships["name"])
        assert tables.papers["year"].sum() == sample.papers["year"].take(sample.authorships["paper"].unique()).sum()
        assert set(tables.authorships["orcid"]) == set(sample.authorships["orcid"])


def test_what_is_wrong_in_the_sample_is_found_in_each(kind: Format) -> None:
    bibliography = graphcheck.load(SAMPLES / kind)
    strays = {finding.paper for finding in bibliography.person(_person(bibliography, "Yan Li")).findings}
    titles = bibliography.papers.set_index("id")["title"]
    assert {titles[paper].rstrip(".") for paper in strays if paper} == {
        "Finding Drug Side Effects in Dutch Patient Letters"
    }


def _person(bibliography: graphcheck.Bibliography, name: str) -> str:
    people = bibliography.people[(bibliography.people["name"] == name) & bibliography.people["verified"]]
    (person,) = people["id"]
    return str(person)


def test_packed_files_are_read_too(kind: Format, tmp_path: Path) -> None:
    for file in (SAMPLES / kind).iterdir():
        packed = file.name == FILES[kind]
        content = gzip.compress(file.read_bytes()) if packed else file.read_bytes()
        (tmp_path / (f"{file.name}.gz" if packed else file.name)).write_bytes(content)
    assert format_of(tmp_path) is kind
    plain, unpacked = read(SAMPLES / kind).tables, read(tmp_path).tables
    assert unpacked.people.equals(plain.people)
    assert unpacked.authorships.equals(plain.authorships)
    (broken,) = tmp_path.glob("*.gz")
    broken.write_bytes(broken.read_bytes()[:-100])
    with pytest.raises(BadInputError, match=r"\.gz"):
        read(tmp_path)


def test_what_is_no_source_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError, match="neither data/xml nor xml"):
        read(tmp_path)
    with pytest.raises(SourceNotFoundError, match="does not exist"):
        read(tmp_path / "gone")
    (tmp_path / "notes.txt").write_text("nothing")
    with pytest.raises(SourceNotFoundError, match="of no format that is known"):
        read(tmp_path / "notes.txt")
    with pytest.raises(SourceNotFoundError, match="holds no file of dblp"):
        read(tmp_path, source_format=Format.DBLP)


def test_a_folder_of_something_else_is_no_source(tmp_path: Path) -> None:
    for name, text in (("people.json", '[{"id": 3}]'), ("notes.xml", "<notes/>"), (".hidden.csv", "paper,name,year")):
        (tmp_path / name).write_text(text)
    assert format_of(tmp_path) is Format.ANTHOLOGY
    (tmp_path / "data" / "xml").mkdir(parents=True)
    (tmp_path / "a.csv").write_text("paper,name,year\n")
    assert format_of(tmp_path) is Format.ANTHOLOGY


def test_a_format_can_be_told(tmp_path: Path) -> None:
    (tmp_path / "works.txt").write_bytes((SAMPLES / "openalex" / "works.jsonl").read_bytes())
    assert len(read(tmp_path / "works.txt", source_format=Format.OPENALEX).tables.papers) == len(
        read(SAMPLES / "openalex").tables.papers
    )


def test_what_was_read_is_kept_until_a_file_changes(
    kind: Format, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRAPHCHECK_STATE", str(tmp_path / "state"))
    monkeypatch.setattr("graphcheck.warm.shelf.FRESH", 0)
    place = tmp_path / "source"
    shutil.copytree(SAMPLES / kind, place)
    first = graphcheck.load(place, warm=True)
    monkeypatch.setattr("graphcheck.bibliography.read", _never)
    assert graphcheck.load(place, warm=True).authorships.equals(first.authorships)
    monkeypatch.undo()
    monkeypatch.setenv("GRAPHCHECK_STATE", str(tmp_path / "state"))
    lines = (place / FILES[kind]).read_text(encoding="utf-8").splitlines(keepends=True)
    (place / FILES[kind]).write_text("".join(_shorter(lines, kind)), encoding="utf-8")
    assert len(graphcheck.load(place, warm=True).papers) < len(first.papers)


def _never(*_: object, **__: object) -> Source:
    raise AssertionError("the files were read again")


def _shorter(lines: list[str], kind: Format) -> list[str]:
    """Leave out the last paper."""
    if kind is Format.DBLP:
        last = max(at for at, line in enumerate(lines) if line.startswith("<inproceedings"))
        return [*lines[:last], "</dblp>\n"]
    paper = lines[-1].split(",")[0]
    return lines[:-1] if kind is Format.OPENALEX else [line for line in lines if not line.startswith(f"{paper},")]


@pytest.fixture
def _not_hanging() -> Iterator[None]:
    signal.alarm(300)
    yield
    signal.alarm(0)


@pytest.mark.usefixtures("_not_hanging")
def test_broken_files_are_read_or_refused_with_their_place(kind: Format, tmp_path: Path) -> None:
    content = b"".join((SAMPLES / kind / FILES[kind]).read_bytes().splitlines(keepends=True)[-120:])
    if kind is Format.DBLP:
        content = b"<dblp>" + content[content.index(b"<inproceedings") :]
    if kind is Format.TABLES:
        content = (SAMPLES / kind / FILES[kind]).read_bytes().split(b"\n")[0] + b"\n" + content
        shutil.copy(SAMPLES / kind / "mapping.toml", tmp_path)
    file = tmp_path / FILES[kind]
    refused = 0
    for seed in range(120):
        file.write_bytes(_mutated(content, random.Random(seed)))
        try:
            read(file, source_format=kind)
        except BadInputError as error:
            refused += 1
            for problem in error.problems:
                assert problem.file.startswith(str(tmp_path))
                assert problem.line or re.search(r"holds no work|has no column|is no", problem.what)
                assert "\n" not in str(problem)
    assert refused > 5


def _mutated(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(changed))
        what = chance.randrange(4)
        if what == 0:
            changed[at] = chance.randrange(256)
        elif what == 1:
            del changed[at : at + chance.randint(1, 60)]
        elif what == 2:
            changed[at:at] = chance.choice([b"<", b'"', b"&bomb;", b"\xff", b"\n", b"{", b",,,", b"\x00"])
        else:
            changed = changed[:at]
    return bytes(changed) or b"\n"


def test_with_keep_going_the_rest_is_read(tmp_path: Path) -> None:
    lines = (SAMPLES / "openalex" / "works.jsonl").read_bytes().splitlines()
    (tmp_path / "works.jsonl").write_bytes(b"\n".join([*lines[:50], b"{broken", *lines[50:]]))
    with pytest.raises(BadInputError, match=r"works.jsonl:51: is no JSON"):
        read(tmp_path)
    source = read(tmp_path, keep_going=True)
    assert len(source.tables.papers) == len(lines)
    assert [problem.line for problem in source.skipped] == [51]


def test_evaluate_runs_where_there_are_identities(kind: Format, tmp_path: Path) -> None:
    environment = {"PYTHONPATH": str(PROJECT), "GRAPHCHECK_STATE": str(tmp_path), "PATH": ""}
    command = [sys.executable, "-m", "graphcheck", "evaluate", str(SAMPLES / kind), "--format", "json", "--quiet"]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    result = json.loads(ran.stdout)
    assert result["source"]["people_format"] == read(SAMPLES / kind).people_format
    assert result["source"]["papers"] == len(read(SAMPLES / kind).tables.papers)
