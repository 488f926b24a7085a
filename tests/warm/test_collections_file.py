"""Files that are as they were are not parsed again, and what they held is told as if they were."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from graphcheck.bibliography import load
from graphcheck.errors import BadInputError, GraphcheckError
from graphcheck.sources.anthology_xml import Collection, read_collection
from graphcheck.warm import collections_file
from graphcheck.warm.collections_file import Collections
from tests.warm.test_shelf import same

SAMPLE = Path(__file__).parents[2] / "data/sample"


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the sample whose files count as old, and a state folder of its own."""
    monkeypatch.setenv("GRAPHCHECK_STATE", str(tmp_path / "state"))
    monkeypatch.setattr(collections_file, "FRESH", 0)
    return Path(shutil.copytree(SAMPLE, tmp_path / "checkout"))


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows by the name of each file that is parsed."""
    found: list[str] = []

    def noted(path: Path) -> Collection:
        found.append(path.name)
        return read_collection(path)

    monkeypatch.setattr(collections_file, "read_collection", noted)
    return found


def files(checkout: Path) -> list[Path]:
    return sorted((checkout / "data/xml").glob("*.xml"))


def kept(checkout: Path) -> list[Path]:
    """Read all files, and return what that keeps."""
    with Collections("one") as collections:
        for path in files(checkout):
            collections(path)
    return sorted(checkout.parent.glob("state/parsed/one/*"))


def test_only_what_changed_is_parsed_and_nothing_else_differs(checkout: Path, parsed: list[str]) -> None:
    load(checkout, warm=True)
    everything = files(checkout)
    assert parsed == [path.name for path in everything]
    changed, gone, added = everything[0], everything[1], everything[2].with_name("2099.new.xml")
    changed.write_text(changed.read_text("utf-8").replace("<title>", "<title>Corrected: ", 1), "utf-8")
    added.write_text(everything[2].read_text("utf-8").replace(everything[2].stem, "2099.new"), "utf-8")
    gone.unlink()
    parsed.clear()
    now = load(checkout, warm=True)
    assert sorted(parsed) == sorted([changed.name, added.name])
    same(now, load(checkout))


def test_each_file_is_told_as_it_is_read(checkout: Path, parsed: list[str]) -> None:
    kept(checkout)
    parsed.clear()
    with Collections("one") as collections:
        assert [collections(path) for path in files(checkout)] == [read_collection(path) for path in files(checkout)]
    assert parsed == []
    mentions = [
        mention
        for path in files(checkout)
        for volume in read_collection(path).volumes
        for paper in volume.papers
        for mention in paper.authors
    ]
    assert any(mention.variants for mention in mentions)
    assert any(mention.id is not None for mention in mentions)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names of files are text")
def test_names_of_files_need_not_be_text(checkout: Path, parsed: list[str]) -> None:
    folder = checkout.rename(os.fsdecode(os.fsencode(checkout) + b"-caf\xe9"))
    for _ in range(2):
        with Collections("one") as collections:
            for path in files(folder):
                collections(path)
    assert len(parsed) == len(files(folder))


def test_a_source_of_another_format_leaves_nothing(checkout: Path) -> None:
    table = checkout.parent / "works.csv"
    table.write_text("paper,title,year,position,name\np,On rivers,2020,1,Ann Ash\n", "utf-8")
    load(table, warm=True)
    with pytest.raises(GraphcheckError):
        load(checkout.parent / "nothing there", warm=True)
    assert not (checkout.parent / "state/parsed").exists()


def test_mistakes_in_a_file_are_told_again(checkout: Path, parsed: list[str]) -> None:
    path = files(checkout)[0].rename(checkout / "data/xml/2098.other.xml")  # which its collection is not called
    faults = read_collection(path).faults
    assert faults
    for _ in range(2):
        with Collections("one") as collections:
            assert collections(path).faults == faults
    assert parsed == [path.name]


@pytest.mark.parametrize("damaged", [b"", b"[]", b"{", b'{"program": 1}', b"\0" * 100_000])
@pytest.mark.parametrize("which", [0, 1])
def test_what_is_damaged_is_as_if_it_were_not_there(
    checkout: Path, parsed: list[str], damaged: bytes, which: int
) -> None:
    kept(checkout)[which].write_bytes(damaged)
    parsed.clear()
    with Collections("one") as collections:
        assert [collections(path) for path in files(checkout)] == [read_collection(path) for path in files(checkout)]
    assert len(parsed) == len(files(checkout))
    parsed.clear()
    kept(checkout)
    assert parsed == []  # it was made good


def test_another_program_parses_anew(checkout: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    kept(checkout)
    parsed.clear()
    monkeypatch.setattr(collections_file, "program", lambda: "another")
    kept(checkout)
    assert len(parsed) == len(files(checkout))


def test_what_changed_just_now_is_not_kept(checkout: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collections_file, "FRESH", 3_600_000_000_000)
    kept(checkout)
    parsed.clear()
    kept(checkout)
    assert len(parsed) == len(files(checkout))


def test_what_was_kept_stays_where_reading_fails(checkout: Path, parsed: list[str]) -> None:
    kept(checkout)
    bad = files(checkout)[-1]
    content = bad.read_bytes()
    bad.write_text("<collection", "utf-8")
    with pytest.raises(BadInputError):
        kept(checkout)
    bad.write_bytes(content)
    parsed.clear()
    kept(checkout)
    assert parsed == [bad.name]


def test_where_nothing_can_be_written_all_is_read(checkout: Path, parsed: list[str]) -> None:
    state = checkout.parent / "state"
    state.mkdir()
    (state / "parsed").write_text("somebody's file", "utf-8")
    assert kept(checkout) == []
    assert len(parsed) == len(files(checkout))


def test_a_full_disk_leaves_what_was_kept(checkout: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    before = [path.read_bytes() for path in kept(checkout)]
    changed = files(checkout)[0]
    changed.write_text(changed.read_text("utf-8").replace("<title>", "<title>Corrected: ", 1), "utf-8")

    class Full:
        def write(self, _: bytes) -> int:
            raise OSError("no space left")

    with Collections("one") as collections:
        collections(changed)
        monkeypatch.setattr(collections, "_new", Full())
        for path in files(checkout):
            assert collections(path) == read_collection(path)
    assert [path.read_bytes() for path in sorted(checkout.parent.glob("state/parsed/one/*"))] == before
