"""Each way in which a file can be bad, by name: one line that says what, where, and what to do next."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graphcheck.errors import EXIT_DATA, BadInputError, Problem
from graphcheck.sources import read
from tests.sources.checkouts import PEOPLE_JSON, author, collection, paper, person, single, volume, write_checkout

GOOD = single(author("Bo", "Li"))["2020.acl"]
BOMB = """<?xml version="1.0"?>
<!DOCTYPE collection [
 <!ENTITY a "ha ha ha ha ha ha ha ha ha ha">
 <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
 <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
]>
<collection id="2020.acl"><volume id="main"><meta><booktitle>&c;</booktitle></meta></volume></collection>
"""
EXTERNAL = """<?xml version="1.0"?>
<!DOCTYPE collection [<!ENTITY secret SYSTEM "file:///etc/passwd">]>
<collection id="2020.acl"><volume id="main"><meta><booktitle>&secret;</booktitle></meta></volume></collection>
"""
REMOTE = """<!DOCTYPE collection SYSTEM "http://127.0.0.1:9/evil.dtd">
<collection id="2020.acl"/>
"""


def in_volume(*papers: str) -> str:
    return collection("2020.acl", volume("main", *papers))


def with_author(element: str) -> str:
    return in_volume(paper("1", element))


BAD_FILES: dict[str, tuple[str | bytes, int, str]] = {
    "empty": ("", 1, "is empty"),
    "blank": (" \n\n", 1, "is empty"),
    "no XML": ("Just some text.", 1, "is no XML"),
    "cut off": (GOOD[:150], 6, "is not XML"),
    "tags that cross": (GOOD.replace("</paper>", "</volume>"), 8, "is not XML: Opening and ending tag mismatch"),
    "an entity nobody declared": (GOOD.replace("A Title", "A&nbsp;Title"), 6, "Entity 'nbsp' not defined"),
    "an entity bomb": (BOMB, 2, "has a DOCTYPE"),
    "an external entity": (EXTERNAL, 2, "has a DOCTYPE"),
    "a remote DTD": (REMOTE, 1, "has a DOCTYPE"),
    "a DOCTYPE in another encoding": (EXTERNAL.encode("utf-16"), 1, "is not UTF-8"),
    "a DOCTYPE in UTF-16 without a mark": (EXTERNAL.encode("utf-16-le"), 1, "is no XML in UTF-8"),
    "a DOCTYPE in UTF-16 the other way": (EXTERNAL.encode("utf-16-be"), 1, "is no XML in UTF-8"),
    "a DOCTYPE in EBCDIC": (EXTERNAL.encode("cp037"), 1, "is not UTF-8"),
    "a DOCTYPE in UTF-7": (
        b"<?xml version='1.0' encoding='UTF-7'?>\n+ADw-+ACE-DOCTYPE a>\n<collection id='2020.acl'/>",
        1,
        "is declared as “UTF-7”",
    ),
    "Latin-1 that is called UTF-8": (
        GOOD.replace("A Title", "Caf\xe9").encode("latin-1"),
        6,
        "is not UTF-8: byte 0xE9",
    ),
    "Latin-1": (GOOD.replace("UTF-8", "ISO-8859-1").encode("latin-1"), 1, "is declared as “ISO-8859-1”"),
    "an encoding nobody knows": (GOOD.replace("UTF-8", "klingon"), 1, "is declared as “klingon”"),
    "a NUL byte": (GOOD.replace("A Title", "A\0Title"), 1, "is no XML in UTF-8"),
    "a control character": (GOOD.replace("A Title", "A\x1bTitle"), 6, "is not XML"),
    "half a character": (GOOD.replace("A Title", "&#xD800;"), 6, "is not XML"),
    "deep nesting": (GOOD.replace("A Title", "<b>" * 100_000 + "</b>" * 100_000), 6, "Excessive depth"),
    "one endless text": (GOOD.replace("A Title", "x" * 10_100_000), 6, "is not XML"),
    "another root": ("<html/>", 1, "holds <html>, not <collection>"),
    "a root of another namespace": ('<collection xmlns="urn:x" id="2020.acl"/>', 1, "not <collection>"),
    "no collection id": (GOOD.replace(' id="2020.acl"', ""), 2, "<collection> has no id"),
    "a collection id of no style": (GOOD.replace("2020.acl", "acl"), 3, "no collection id"),
    "no volume id": (GOOD.replace(' id="main"', ""), 3, "<volume> has no id"),
    "a volume id of no style": (GOOD.replace("main", "Main Volume"), 3, "no volume id"),
    "no paper id": (GOOD.replace(' id="1"', ""), 5, "<paper> has no id"),
    "a paper id of no style": (GOOD.replace('id="1"', 'id="../1"'), 5, "no paper id"),
    "a volume twice": (collection("2020.acl", volume("a"), volume("a")), 6, "2020.acl-a stands twice, first on line 3"),
    "a paper twice": (in_volume(paper("1"), paper("1")), 8, "2020.acl-main.1 stands twice, first on line 5"),
    "no meta": (collection("2020.acl", '<volume id="main"></volume>'), 3, "has no <meta>"),
    "no year": (GOOD.replace("<year>2020</year>", ""), 4, "there is no year"),
    "a year in words": (collection("2020.acl", volume("main", year="last")), 4, "“last” is no year"),
    "a year of five digits": (collection("2020.acl", volume("main", year="20200")), 4, "“20200” is no year"),
    "a year in other digits": (collection("2020.acl", volume("main", year="٢٠٢٠")), 4, "is no year"),
    "a paper outside a volume": (collection("2020.acl", paper("1")), 3, "<paper> stands in <collection>"),
    "a volume in a volume": (in_volume(volume("b")), 5, "<volume> stands in <volume>"),
    "an author without name": (with_author("<author/>"), 7, "an author of 2020.acl-main.1 has no last name"),
    "an author without last name": (with_author("<author><first>Bo</first></author>"), 7, "no last name"),
    "an author with an empty last name": (with_author(author("Bo", " ")), 7, "no last name"),
    "a variant without last name": (with_author(author("Bo", "Li", inner="<variant/>")), 7, "no last name"),
    "an editor without last name": (in_volume("").replace("</meta>", "<editor/></meta>"), 4, "an editor of"),
    "an endless name": (with_author(author("Bo", "L" * 501)), 7, "more than 500 characters"),
    "an endless given name": (with_author(author("B" * 100_000, "Li")), 7, "more than 500 characters"),
    "endless authors": (in_volume(paper("1", *[author("Bo", "Li")] * 10_001)), 5, "more than 10000 authors"),
    "an ORCID of another shape": (with_author(author("Bo", "Li", orcid="0000-0002")), 7, "“0000-0002” is no ORCID"),
    "an empty ORCID": (with_author(author("Bo", "Li", orcid="")), 7, "“” is no ORCID"),
    "an id nobody defined": (with_author(author("Bo", "Li", id="bo")), 7, "has the id “bo”, which is not defined"),
    "an empty id": (with_author(author("Bo", "Li", id="")), 7, "has the id “”, which is not defined"),
}


def problems(root: Path) -> tuple[Problem, ...]:
    with pytest.raises(BadInputError) as caught:
        read(root)
    assert caught.value.exit_code == EXIT_DATA
    assert len(caught.value.lines()) == len(caught.value.problems)
    assert all(line.isprintable() for line in caught.value.lines())
    return caught.value.problems


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_told_with_its_line(tmp_path: Path, name: str) -> None:
    text, line, what = BAD_FILES[name]
    root = write_checkout(tmp_path, {"2020.acl": text, "2021.acl": GOOD.replace("2020", "2021")}, {})
    (problem,) = problems(root)
    assert what in problem.what
    assert (problem.file, problem.line) == (str(root / "data/xml/2020.acl.xml"), line)
    assert problem.hint
    assert list(read(root, keep_going=True).tables.papers["id"]) == ["2021.acl-main.1"]


def test_all_bad_files_are_listed(tmp_path: Path) -> None:
    files = {f"{year}.acl": text for year, (text, _, _) in enumerate(BAD_FILES.values(), 1000)}
    found = problems(write_checkout(tmp_path, files, {}, venues={"acl": []}))
    assert {Path(problem.file).name for problem in found} == {"venues.json"} | {f"{name}.xml" for name in files}


def test_everything_that_is_bad_in_a_file_is_listed(tmp_path: Path) -> None:
    authors = (author("Bo", "Li", orcid="1"), author("Bo", "Li", orcid="2"), "<author/>")
    assert [problem.line for problem in problems(write_checkout(tmp_path, single(*authors), {}))] == [7, 8, 9]


def test_a_thousand_problems_of_a_file_are_counted(tmp_path: Path) -> None:
    found = problems(write_checkout(tmp_path, single(*["<author/>"] * 1000), {}))
    assert len(found) == 21
    assert (found[-1].line, found[-1].what) == (27, "and 980 more problems in this file")


def test_a_paper_of_two_files_is_told_with_both_places(tmp_path: Path) -> None:
    root = write_checkout(tmp_path, {"2020.acl": GOOD, "2020.copy": GOOD}, {})
    (problem,) = problems(root)
    assert (problem.file, problem.line) == (str(root / "data/xml/2020.copy.xml"), 5)
    assert f"2020.acl-main.1 stands twice, first in {root / 'data/xml/2020.acl.xml'}:5" in problem.what


def test_an_id_without_any_people_is_not_defined(tmp_path: Path) -> None:
    (problem,) = problems(write_checkout(tmp_path, single(author("Bo", "Li", id="bo-li")), {}))
    assert problem.hint.startswith(f"list it in {tmp_path / 'data' / PEOPLE_JSON}")


def test_a_broken_people_file_is_the_only_complaint_about_ids(tmp_path: Path) -> None:
    (problem,) = problems(write_checkout(tmp_path, single(author("Bo", "Li", id="bo-li")), '{"bo-li":'))
    assert (problem.file, problem.line) == (str(tmp_path / "data" / PEOPLE_JSON), 1)


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path: Path) -> None:
    root = write_checkout(tmp_path, {"2020.acl": GOOD}, {})
    (root / "data/xml/2021.acl.xml").mkdir()
    (problem,) = problems(root)
    assert problem.what == "is not a file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("place", ["xml/2021.acl.xml", PEOPLE_JSON, "json/venues.json"])
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(tmp_path: Path, place: str) -> None:
    root = write_checkout(tmp_path, {"2020.acl": GOOD}, {"bo-li": person("Bo Li")})
    (root / "data" / place).unlink(missing_ok=True)
    os.mkfifo(root / "data" / place)
    (problem,) = problems(root)
    assert problem.what == "is not a file"


def test_a_link_to_nowhere_is_told(tmp_path: Path) -> None:
    root = write_checkout(tmp_path, {"2020.acl": GOOD}, {})
    (root / "data/xml/2021.acl.xml").symlink_to(root / "gone")
    (problem,) = problems(root)
    assert "can't be read: No such file" in problem.what


@pytest.mark.parametrize(
    ("place", "size"),
    [("xml/2021.acl.xml", 65), (PEOPLE_JSON, 129), ("yaml/people.yaml", 33), ("json/venues.json", 129)],
)
def test_a_file_that_is_far_too_large_is_not_read(tmp_path: Path, place: str, size: int) -> None:
    root = write_checkout(tmp_path, {"2020.acl": GOOD})
    path = root / "data" / place
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.truncate(size * 1024 * 1024)
    (problem,) = problems(root)
    assert f"is {size} MB, more than the {size - 1} MB that are read" in problem.what


def test_what_a_file_says_reaches_a_terminal_without_control_characters(tmp_path: Path) -> None:
    people = {"bo-li": {"names": [{"last": "Li"}], "orcid": "\x1b[31m\r\nroot"}}
    with pytest.raises(BadInputError) as caught:
        read(write_checkout(tmp_path, {"2020.acl": GOOD}, people))
    assert all(line.isprintable() for line in caught.value.lines())
