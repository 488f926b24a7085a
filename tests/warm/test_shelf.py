"""What was read is kept for the next command: the same, or not at all."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from graphcheck import bibliography as library
from graphcheck.bibliography import Bibliography, load
from graphcheck.decisions.reading import read_decisions
from graphcheck.errors import BadInputError
from graphcheck.graph import Graph
from graphcheck.settings import Settings
from graphcheck.sources import Place
from graphcheck.tables import SCHEMA
from graphcheck.warm import shelf as shelf_module
from graphcheck.warm.shelf import MOST, Shelf
from graphcheck.warm.signature import Signature

SAMPLE = Path(__file__).parents[2] / "data/sample"
BESIDE = SAMPLE.parent / "samples/background.jsonl"


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the sample whose files count as old, and a state folder of its own."""
    monkeypatch.setenv("GRAPHCHECK_STATE", str(tmp_path / "state"))
    monkeypatch.setattr(shelf_module, "FRESH", 0)
    return Path(shutil.copytree(SAMPLE, tmp_path / "checkout"))


def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return a list that grows by each source that is read from its own files."""
    found: list[Path] = []
    read = library.read

    def counted(path: Path, **options: object) -> object:
        found.append(path)
        return read(path, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(library, "read", counted)
    return found


def same_graph(one: Graph, other: Graph) -> None:
    for field in fields(Graph):
        left, right = getattr(one, field.name), getattr(other, field.name)
        if isinstance(left, np.ndarray):
            assert left.dtype == right.dtype
            assert np.array_equal(left, right)
        elif isinstance(left, tuple):
            assert left == right
        else:
            assert left.shape == right.shape
            for part in ("data", "indices", "indptr"):
                assert np.array_equal(getattr(left, part), getattr(right, part))


def same(one: Bibliography, other: Bibliography) -> None:
    for name in SCHEMA:
        pd.testing.assert_frame_equal(getattr(one.source.tables, name), getattr(other.source.tables, name))
    same_graph(one.graph, other.graph)
    assert replace(one.source, tables=other.source.tables) == other.source
    everybody = one.people_to_tell()
    assert np.array_equal(everybody, other.people_to_tell())
    pages = list(zip(one.pages(everybody), other.pages(everybody), strict=True))
    assert [left for left, right in pages if left != right or one.findings(left) != other.findings(right)] == []
    assert one.findings_on_no_page() == other.findings_on_no_page()


def test_what_was_read_comes_back(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = sorted((checkout / "data/xml").glob("*.xml"))[0]
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("<author>", '<author orcid="0000-0000-0000-0001">', 1), encoding="utf-8")
    found = reads(monkeypatch)
    cold, warm, again = (load(checkout, warm=True) for _ in range(3))
    assert found == [checkout]
    same(cold, warm)  # what is found in it is kept, too
    same(load(checkout), again)
    assert cold.source.faults


def rewrite(checkout: Path) -> None:
    file = next((checkout / "data/xml").glob("*.xml"))
    file.write_bytes(file.read_bytes())


def touch_people(checkout: Path) -> None:
    (file,) = (checkout / "data").rglob("people.*")
    os.utime(file, (time.time(), time.time() - 50))


def remove(checkout: Path) -> None:
    sorted((checkout / "data/xml").glob("*.xml"))[-1].unlink()


def add(checkout: Path) -> None:
    file = next((checkout / "data/xml").glob("*.xml"))
    name = file.stem
    text = file.read_text(encoding="utf-8").replace(f'<collection id="{name}">', '<collection id="2099.icol">')
    (checkout / "data/xml/2099.icol.xml").write_text(text, encoding="utf-8")


def commit(checkout: Path) -> None:
    (checkout / ".git").mkdir()
    (checkout / ".git/HEAD").write_text("a" * 40)


@pytest.mark.parametrize("change", [rewrite, touch_people, remove, add, commit])
def test_what_changed_is_read(checkout: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], None]) -> None:
    load(checkout, warm=True)
    change(checkout)
    found = reads(monkeypatch)
    warm = load(checkout, warm=True)
    assert found == [checkout]
    same(load(checkout), warm)


def test_what_stands_beside_comes_back_with_it(checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = [Path(shutil.copy(BESIDE, tmp_path / name)) for name in ("one.jsonl", "two.jsonl")]
    found = reads(monkeypatch)
    alone, cold, warm = (load(checkout, warm=True, background=beside) for beside in ([], places, places))
    assert found == [checkout, checkout]
    same(cold, warm)
    assert [told.root for told in warm.source.backgrounds] == places
    for one, other in zip(cold.source.tables.background, warm.source.tables.background, strict=True):
        for name in SCHEMA:
            pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))
    assert cold.met_beside() == warm.met_beside()
    assert load(checkout, warm=True).source.backgrounds == alone.source.backgrounds == ()
    assert load(checkout, warm=True, background=places[::-1]).source.backgrounds[0].root == places[1]
    assert found == [checkout] * 3


def test_what_changed_beside_is_read(checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = Path(shutil.copy(BESIDE, tmp_path / "beside.jsonl"))
    load(checkout, warm=True, background=[place])
    lines = place.read_text(encoding="utf-8").splitlines()
    place.write_text("\n".join(lines[:2]), encoding="utf-8")
    found = reads(monkeypatch)
    warm = load(checkout, warm=True, background=[place])
    assert found == [checkout]
    assert warm.source.backgrounds[0].papers == 2
    same(load(checkout, background=[place]), warm)


def test_a_source_beside_which_something_was_left_out_is_not_kept(checkout: Path, tmp_path: Path) -> None:
    place = tmp_path / "beside.csv"
    place.write_text("paper,name,year\nb,Ann Ash,2020\nc,Ann Ash,soon\n")
    for _ in range(2):
        kept = load(checkout, warm=True, background=[place], keep_going=True)
        assert kept.source.backgrounds[0].skipped
        with pytest.raises(BadInputError, match="soon"):
            load(checkout, warm=True, background=[place])


def test_other_names_of_columns_are_another_source(tmp_path: Path, checkout: Path) -> None:
    place = tmp_path / "rows.csv"
    place.write_text("paper,name,year,staff,crew\np,Ann Ash,2020,1,2\n")
    for column, person in (("staff", "table:1"), ("crew", "table:2"), ("staff", "table:1")):
        assert load(place, warm=True, columns={"person": column}).people["id"].tolist() == [person]


def test_files_that_changed_just_now_are_not_kept(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf_module, "FRESH", 3_600_000_000_000)
    found = reads(monkeypatch)
    load(checkout, warm=True)
    load(checkout, warm=True)
    assert found == [checkout, checkout]


def test_what_was_found_before_a_change_is_not_told_after_it(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert wrong_ids(load(checkout, warm=True)) == ["rahul-sharma-oosterwijk"]
    monkeypatch.setattr(shelf_module, "FRESH", 3_600_000_000_000)  # so that what follows is not kept
    file = checkout / "data/xml/2021.meld.xml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(' id="rahul-sharma-oosterwijk"', ' id="rahul-sharma"', 1), encoding="utf-8")
    assert wrong_ids(load(checkout, warm=True)) == wrong_ids(load(checkout))


def test_a_source_with_bad_files_is_not_kept(checkout: Path) -> None:
    (checkout / "data/xml/bad.xml").write_text("<collection")
    for _ in range(2):
        assert load(checkout, warm=True, keep_going=True).source.skipped
        with pytest.raises(BadInputError, match=r"bad\.xml"):
            load(checkout, warm=True)


def test_another_program_reads_for_itself(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(checkout, warm=True)
    monkeypatch.setattr("graphcheck.__version__", "99")
    assert Shelf(Place(checkout)).read() is None


def test_damaged_files_are_as_if_not_there(checkout: Path) -> None:
    load(checkout, warm=True).people_to_tell()
    (folder,) = (checkout.parent / "state/read").iterdir()
    files = sorted(path for path in folder.iterdir() if path.stat().st_size)
    assert len(files) > 30
    assert Shelf(Place(checkout)).read() is not None
    for file in files:
        whole = file.read_bytes()
        for content in (b"", whole[: len(whole) // 2], b"\0" * len(whole)):
            file.write_bytes(content)
            if file.name == "told.json":
                same(load(checkout), load(checkout, warm=True))
            else:
                assert Shelf(Place(checkout)).read() is None
        file.write_bytes(whole)
    assert Shelf(Place(checkout)).read() is not None


def test_nothing_is_kept_where_nothing_can_be_written(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (checkout.parent / "state").write_text("a file")
    same(load(checkout), load(checkout, warm=True))
    assert (checkout.parent / "state").read_text() == "a file"


def wrong_ids(bibliography: Bibliography) -> list[str]:
    found = (finding for page in bibliography.pages() for finding in bibliography.findings(page))
    return [finding.person for finding in found if finding.code == "GC105"]


def test_other_settings_and_decisions_find_other_things(checkout: Path) -> None:
    assert wrong_ids(load(checkout, warm=True)) == ["rahul-sharma-oosterwijk"]
    assert wrong_ids(load(checkout, warm=True, settings=Settings(wrong_id_least=0.95))) == []
    file = checkout.parent / "decisions.toml"
    persons = '["rahul-sharma", "rahul-sharma-oosterwijk"]'
    file.write_text(f'[[distinct]]\npersons = {persons}\nwho = "me"\nwhen = 2026-01-01\nwhy = "met both"\n')
    assert wrong_ids(load(checkout, warm=True, decisions=read_decisions(file))) == []
    assert wrong_ids(load(checkout, warm=True)) == ["rahul-sharma-oosterwijk"]


def test_what_was_not_used_lately_goes(checkout: Path) -> None:
    places = [Path(shutil.copytree(SAMPLE, checkout.parent / f"copy{number}")) for number in range(MOST + 1)]
    half = checkout.parent / "state/read/.half-killed"
    half.mkdir(parents=True)
    os.utime(half, (0, 0))
    for number, place in enumerate(places):
        load(place, warm=True)
        if number:
            assert Shelf(Place(places[0])).read() is not None  # used all the time
    assert [Shelf(Place(place)).read() is not None for place in places] == [True, False, True, True]
    assert len(list((checkout.parent / "state/read").iterdir())) == MOST


def test_nothing_can_be_written_to_what_is_kept(checkout: Path) -> None:
    load(checkout, warm=True)
    with pytest.raises(ValueError, match="read-only"):
        load(checkout, warm=True).graph.page[0] = 1


@pytest.mark.anthology
def test_the_whole_anthology_comes_back(anthology: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHCHECK_STATE", str(tmp_path / "state"))
    cold = load(anthology, warm=True)
    warm = Shelf(Place(anthology)).read()
    assert warm is not None
    source, graph = warm
    for name in SCHEMA:
        pd.testing.assert_frame_equal(getattr(cold.source.tables, name), getattr(source.tables, name))
    same_graph(cold.graph, graph)
    assert source.faults == cold.source.faults
    assert Signature(anthology).digest == Signature(anthology).digest
