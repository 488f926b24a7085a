"""Where a checkout is found, what is read from it, and what is left out."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import pandas as pd
import pytest

from graphcheck.errors import BadInputError, SourceNotFoundError
from graphcheck.sources import is_checkout, read
from tests.sources.checkouts import (
    NAME_VARIANTS,
    PEOPLE_JSON,
    author,
    collection,
    paper,
    person,
    single,
    volume,
    write,
    write_checkout,
)

T = TypeVar("T")
COMMIT = "0123456789abcdef0123456789abcdef01234567"


def two_collections() -> dict[str, str]:
    """Return a good collection, and one that sorts before it."""
    old = collection(
        "P18", volume("1", paper("1", author("Bo", "Li")), paper("2", author("Ana", "Lopez")), year="2018")
    )
    return {"2020.acl": old.replace("P18", "2020.acl"), "P18": old}


def test_a_checkout_and_its_data_folder_give_the_same(tmp_path: Path) -> None:
    write_checkout(tmp_path, two_collections(), {})
    whole, data = read(tmp_path), read(tmp_path / "data")
    assert list(whole.tables.papers["id"]) == ["2020.acl-1.1", "2020.acl-1.2", "P18-1001", "P18-1002"]
    pd.testing.assert_frame_equal(whole.tables.authorships, data.tables.authorships)
    assert (whole.root, data.root) == (tmp_path, tmp_path / "data")
    assert set(whole.tables.papers["file"]) == {"data/xml/2020.acl.xml", "data/xml/P18.xml"}
    assert set(data.tables.papers["file"]) == {"xml/2020.acl.xml", "xml/P18.xml"}
    assert (whole.files, whole.people_format, whole.skipped) == (2, "people.json", ())


def test_a_row_says_what_stands_in_the_file(tmp_path: Path) -> None:
    root = write_checkout(tmp_path, single(author("Bo", "Li"), author("Ana", "Lopez")), {"bo-li": person("Bo Li")})
    tables = read(root).tables
    (only,) = tables.papers.to_dict("records")
    assert only == {
        "id": "2020.acl-main.1",
        "title": "A Title",
        "abstract": "",
        "year": 2020,
        "venue": 0,
        "volume": "2020.acl-main",
        "collection": "2020.acl",
        "file": "data/xml/2020.acl.xml",
        "line": 5,
        "doi": "",
    }
    assert tables.venues.to_dict("records") == [{"id": "acl", "acronym": "ACL", "name": "Annual Meeting"}]
    assert list(tables.authorships["position"]) == [0, 1]
    assert list(tables.authorships["line"]) == [7, 8]
    assert list(tables.authorships["name"]) == ["Bo Li", "Ana Lopez"]


def test_reading_twice_gives_the_same_rows(tmp_path: Path) -> None:
    write_checkout(tmp_path, two_collections(), {})
    for table in ("papers", "people", "names", "authorships", "editorships", "venues"):
        one, other = (getattr(read(tmp_path).tables, table) for _ in range(2))
        pd.testing.assert_frame_equal(one, other)


def test_the_commit_of_the_checkout_is_kept(tmp_path: Path) -> None:
    write_checkout(tmp_path, two_collections(), {})
    assert read(tmp_path).revision == ""
    write(tmp_path / ".git" / "HEAD", COMMIT)
    assert read(tmp_path).revision == COMMIT
    assert read(tmp_path / "data").revision == COMMIT


def test_the_files_are_counted_for_who_follows(tmp_path: Path) -> None:
    class Follower:
        def __init__(self) -> None:
            self.stages: list[tuple[str, int, int]] = []

        def stage(self, name: str, items: Iterable[T], total: int) -> Iterator[T]:
            seen = list(items)
            yield from seen
            self.stages.append((name, len(seen), total))

    follower = Follower()
    read(write_checkout(tmp_path, two_collections(), {}), progress=follower)
    assert follower.stages == [("Reading collections", 2, 2)]


def test_a_venue_that_is_not_defined_goes_by_its_id(tmp_path: Path) -> None:
    source = read(write_checkout(tmp_path, two_collections(), {}, venues={}))
    assert source.tables.venues.to_dict("records") == [{"id": "acl", "acronym": "acl", "name": "acl"}]
    (fault,) = source.faults
    assert "“acl” of 2020.acl-1 is not defined" in fault.what


def test_ids_without_people_file_are_one_problem(tmp_path: Path) -> None:
    papers = [author("Bo", "Li", id=f"bo-li-{number}") for number in range(50)]
    files = single(*papers) | single(*papers[:5], name="2021.acl")
    with pytest.raises(BadInputError) as error:
        read(write_checkout(tmp_path, files))
    (line,) = error.value.lines()
    assert line.startswith(f"{tmp_path / 'data'}: there is no people file: neither {PEOPLE_JSON} nor ")
    assert "but papers name their authors by id; add the file" in line


def test_names_without_people_file_are_a_fault(tmp_path: Path) -> None:
    source = read(write_checkout(tmp_path, single(author("Bo", "Li"))))
    (fault,) = source.faults
    assert "there is no people file" in fault.what
    assert (source.skipped, list(source.tables.people["id"])) == ((), ["bo-li/unverified"])


def test_a_volume_without_venue_has_none(tmp_path: Path) -> None:
    files = {"2020.acl": collection("2020.acl", volume("main", paper("1"), meta=""))}
    assert list(read(write_checkout(tmp_path, files, {})).tables.papers["venue"]) == [-1]


def test_a_checkout_is_recognised(tmp_path: Path) -> None:
    root = write_checkout(tmp_path / "here", two_collections(), {})
    assert is_checkout(root)
    assert is_checkout(root / "data")
    assert not is_checkout(root / "data" / "xml")
    assert not is_checkout(tmp_path)
    assert not is_checkout(tmp_path / "nowhere")
    assert not is_checkout(Path("\0"))


@pytest.mark.parametrize(
    ("place", "what"),
    [
        ("nowhere", "does not exist"),
        ("empty", "has neither data/xml nor xml in it"),
        ("file", "is of no format that is known"),
        ("hollow", "holds no .xml file"),
        ("fake", "can't be read: Not a directory"),
        ("dangling", "can't be read: No such file"),
        ("nul\0", "is no path"),
    ],
)
def test_no_bibliography_at_a_place_is_said_in_one_line(tmp_path: Path, place: str, what: str) -> None:
    (tmp_path / "empty").mkdir()
    write(tmp_path / "file", "")
    write(tmp_path / "hollow/data/xml/notes.txt", "")
    write(tmp_path / "hollow/data/xml/._2020.acl.xml", "")
    write(tmp_path / "fake/data/xml", "")
    (tmp_path / "dangling").mkdir()
    (tmp_path / "dangling/xml").symlink_to(tmp_path / "gone")
    for keep_going in (False, True):
        with pytest.raises(SourceNotFoundError) as caught:
            read(tmp_path / place, keep_going=keep_going)
        (line,) = caught.value.lines()
        assert what in line


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """A folder for one test that is run without root's rights, since root may read everything."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def as_nobody() -> Iterator[None]:
    """Put root's rights aside for the length of a test."""
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)
    yield
    if was == 0:
        os.seteuid(0)


def test_a_file_without_right_to_read_is_told(unprivileged: Path, request: pytest.FixtureRequest) -> None:
    write_checkout(unprivileged, two_collections(), {})
    closed = unprivileged / "data/xml/P18.xml"
    closed.chmod(0)
    request.getfixturevalue("as_nobody")
    with pytest.raises(BadInputError) as caught:
        read(unprivileged)
    (problem,) = caught.value.problems
    assert problem.file == str(closed)
    assert problem.what == "can't be read: Permission denied"
    assert len(read(unprivileged, keep_going=True).tables.papers) == 2


@pytest.mark.parametrize("closed", ["data/xml", "data", "."])
def test_a_folder_without_right_to_read_is_told(
    unprivileged: Path, request: pytest.FixtureRequest, closed: str
) -> None:
    write_checkout(unprivileged, two_collections(), {})
    (unprivileged / closed).chmod(0)
    request.getfixturevalue("as_nobody")
    with pytest.raises(SourceNotFoundError, match="can't be read: Permission denied"):
        read(unprivileged)
    assert not is_checkout(unprivileged)


class TestKeepingGoing:
    def test_bad_files_are_left_out_and_told(self, tmp_path: Path) -> None:
        files = two_collections() | {"2019.acl": "<collection", "2021.acl": "no XML"}
        source = read(write_checkout(tmp_path, files, {}), keep_going=True)
        assert [Path(problem.file).name for problem in source.skipped] == ["2019.acl.xml", "2021.acl.xml"]
        assert source.files == 2
        assert len(source.tables.papers) == 4

    def test_a_bad_file_is_left_out_as_a_whole(self, tmp_path: Path) -> None:
        papers = (paper("1", author("Bo", "Li")), paper("2", "<author><first>X</first></author>"))
        files = two_collections() | {"2021.acl": collection("2021.acl", volume("main", *papers))}
        source = read(write_checkout(tmp_path, files, {}), keep_going=True)
        assert set(source.tables.papers["collection"]) == {"2020.acl", "P18"}

    def test_bad_people_are_left_out_and_their_ids_are_trusted(self, tmp_path: Path) -> None:
        people = {"bo-li": {"names": []}, "ana-lopez": person("Ana Lopez")}
        files = single(author("Bo", "Li", id="bo-li"), author("Ana", "Lopez"))
        source = read(write_checkout(tmp_path, files, people), keep_going=True)
        assert len(source.skipped) == 1
        table = source.tables.people.set_index("id")["verified"]
        assert dict(table) == {"ana-lopez": True, "bo-li": False}
        assert list(source.tables.authorships["link"]) == ["explicit", "inferred"]

    @pytest.mark.parametrize("people_file", [PEOPLE_JSON, NAME_VARIANTS])
    def test_a_broken_people_file_is_done_without(self, tmp_path: Path, people_file: str) -> None:
        files = single(author("Bo", "Li", id="bo-li"), author("Ana", "Lopez"))
        source = read(write_checkout(tmp_path, files, "{", people_file=people_file), keep_going=True)
        (problem,) = source.skipped
        assert problem.file == str(tmp_path / "data" / people_file)
        assert not source.tables.people["verified"].any()

    def test_a_missing_people_file_is_done_without(self, tmp_path: Path) -> None:
        files = single(author("Bo", "Li", id="bo-li"), author("Ana", "Lopez"))
        source = read(write_checkout(tmp_path, files), keep_going=True)
        (problem,) = source.skipped
        assert "there is no people file" in problem.what
        assert (source.people_format, source.files, source.faults) == ("none", 1, ())
        assert dict(source.tables.people.set_index("id")["verified"]) == {"bo-li": False, "ana-lopez/unverified": False}
        assert list(source.tables.authorships["link"]) == ["explicit", "inferred"]

    def test_a_paper_of_a_file_that_was_left_out_may_stand_elsewhere(self, tmp_path: Path) -> None:
        good = single(author("Bo", "Li"))["2020.acl"]
        files = {"2020.acl": good.replace("</collection>", ""), "2020.copy": good}
        source = read(write_checkout(tmp_path, files, {}), keep_going=True)
        assert list(source.tables.papers["file"]) == ["data/xml/2020.copy.xml"]

    def test_where_nothing_is_left_there_is_nothing_to_report(self, tmp_path: Path) -> None:
        root = write_checkout(tmp_path, {"2020.acl": "<"}, {})
        with pytest.raises(BadInputError, match="is not XML"):
            read(root, keep_going=True)
