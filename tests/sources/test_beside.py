"""Backgrounds: read beside a source, each paper once, refused or left out with a line that says where."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from graphcheck.errors import BadInputError, SourceNotFoundError, UsageError
from graphcheck.sources import Source, read
from tests.cli.conftest import PROJECT

DOI = "10.1000/one"
SOURCE = [
    ("p1", "On Rivers", 2020, DOI, ["Ann Ash", "Bo Birch"]),
    ("p2", "The Depth of Lakes", 2021, "", ["Ann Ash", "Ludwig van Beethoven"]),
]


def table(place: Path, papers: list[tuple[str, str, int, str, list[str]]]) -> Path:
    """Write papers (id, title, year, DOI, authors) as a table."""
    rows = [
        json.dumps({"paper": paper, "title": title, "year": year, "doi": doi, "name": name})
        for paper, title, year, doi, authors in papers
        for name in authors
    ]
    place.parent.mkdir(exist_ok=True)
    place.write_text("\n".join(rows), encoding="utf-8")
    return place


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return table(tmp_path / "source" / "rows.jsonl", SOURCE)


def left(found: Source, background: int = 0) -> set[str]:
    """Return the ids of the background papers that are evidence."""
    tables = found.tables.background[background]
    return {str(tables.papers["id"].iat[row]) for row in tables.authorships["paper"]}


@pytest.mark.parametrize(
    ("paper", "is_new"),
    [
        (("b", "Another Title", 1999, DOI.upper(), ["Cy Cedar"]), False),
        (("b", "On: RIVERS!", 2020, "", ["Bo Birch", "A. Ash"]), False),
        (("b", "On Rivers", 2020, "10.1000/preprint", ["Ann Ash", "Bo Birch"]), False),
        (("b", "On Rivers", 2019, "", ["Ann Ash", "Bo Birch"]), False),
        (("b", "The depth of lakes.", 2021, "", ["Beethoven, Ludwig van", "Ann Ash"]), False),
        (("p1", "Rows of a table are numbered anyhow", 2020, "", ["Cy Cedar"]), True),
        (("b", "On Rivers", 2018, "", ["Ann Ash", "Bo Birch"]), True),
        (("b", "On Rivers", 2020, "", ["Ann Ash", "Cy Cedar"]), True),
        (("b", "On Rivers", 2020, "", ["Ann Ash", "Bo Birch", "Cy Cedar"]), True),
        (("b", "On Other Rivers", 2020, "10.1000/two", ["Ann Ash", "Bo Birch"]), True),
        (("b", "", 2020, "", ["Ann Ash", "Bo Birch"]), True),
    ],
)
def test_a_paper_that_is_in_the_source_counts_there_alone(
    paper: tuple[str, str, int, str, list[str]], is_new: bool, source: Path, tmp_path: Path
) -> None:
    other = ("c", "Of Its Own", 2010, "", ["Cy Cedar"])
    found = read(source, background=[table(tmp_path / "b.jsonl", [paper, other])])
    assert left(found) == {"table:c", *([f"table:{paper[0]}"] if is_new else [])}
    (told,) = found.backgrounds
    assert (told.papers, told.repeated) == (2, 0 if is_new else 1)


def test_the_source_is_what_it_is_without_them(source: Path, tmp_path: Path) -> None:
    alone = read(source)
    found = read(source, background=[table(tmp_path / "b.jsonl", [("b", "B", 2020, "", ["Ann Ash", "Di Dogwood"])])])
    assert (alone.backgrounds, alone.tables.background) == ((), ())
    for name in ("papers", "people", "names", "authorships", "editorships", "venues"):
        assert getattr(found.tables, name).equals(getattr(alone.tables, name)), name
    assert (found.faults, found.skipped, found.files) == (alone.faults, alone.skipped, alone.files)


def test_mistakes_in_a_background_are_not_the_sources(source: Path, tmp_path: Path) -> None:
    rows = "paper,name,year,orcid\nb,Ann Ash,2020,none\nb,Bo Birch,2021,\n"
    (tmp_path / "b.csv").write_text(rows)
    assert read(tmp_path / "b.csv").faults
    assert read(source, background=[tmp_path / "b.csv"]).faults == ()


def test_a_paper_that_several_backgrounds_hold_counts_in_the_first(source: Path, tmp_path: Path) -> None:
    one = table(tmp_path / "one.jsonl", [("b", "Shared", 2020, "", ["Ann Ash", "Cy Cedar"])])
    two = table(
        tmp_path / "two.jsonl",
        [("x", "shared", 2021, "", ["Cy Cedar", "Ann Ash"]), ("y", "Own", 2020, "", ["Cy Cedar"])],
    )
    found = read(source, background=[one, two])
    assert (left(found, 0), left(found, 1)) == ({"table:b"}, {"table:y"})
    assert [(told.root, told.papers, told.repeated) for told in found.backgrounds] == [(one, 1, 0), (two, 2, 1)]


def test_the_same_id_in_the_same_bibliography_is_the_same_paper(tmp_path: Path) -> None:
    works = [
        {"id": f"W{at}", "title": title, "publication_year": year, "authorships": [{"raw_author_name": "Ann Ash"}]}
        for at, title, year in ((1, "Old Title", 2000), (2, "Other", 2001))
    ]
    (tmp_path / "a.jsonl").write_text(json.dumps(works[0]))
    (tmp_path / "b.jsonl").write_text("\n".join(json.dumps({**one, "title": one["title"] + "!?x"}) for one in works))
    found = read(tmp_path / "a.jsonl", background=[tmp_path / "b.jsonl"])
    assert left(found) == {"openalex:W2"}


def test_any_mix_of_formats_stands_beside(source: Path) -> None:
    samples = PROJECT / "data" / "samples"
    places = [PROJECT / "data" / "sample", samples / "dblp", samples / "openalex" / "works.jsonl", samples / "tables"]
    found = read(source, background=places)
    assert [told.root for told in found.backgrounds] == places
    papers = {told.papers for told in found.backgrounds[1:]}
    assert len(papers) == 1
    assert papers.pop() > 200
    assert [told.repeated == told.papers for told in found.backgrounds] == [False, True, True, True]


def test_what_is_noted_of_a_background_is_of_what_it_holds(source: Path, tmp_path: Path) -> None:
    papers = [("b", "B", 2020, "", ["Ann Ash", "Cy Cedar"])]
    places = [table(tmp_path / f"{at}.jsonl", papers) for at in range(2)]
    places.append(table(tmp_path / "2.jsonl", [("b", "B", 2020, "", ["Ann Ash", "Cy Ceder"])]))
    one, two, other = (read(source, background=[place]).backgrounds[0].digest for place in places)
    assert one == two != other
    checkout = Path(shutil.copytree(PROJECT / "data" / "sample", tmp_path / "checkout"))
    (checkout / ".git").mkdir()
    (checkout / ".git" / "HEAD").write_text("a" * 40)
    assert read(source, background=[checkout]).backgrounds[0].revision == "a" * 40


def test_the_source_itself_is_no_background(source: Path, tmp_path: Path) -> None:
    for given, place in ((source, source), (source, source.parent), (source.parent, source)):
        with pytest.raises(UsageError, match=r"--background .*: is the source itself; name other papers"):
            read(given, background=[place])
    more = table(source.parent / "more.jsonl", [("m", "More", 2020, "", ["Cy Cedar"])])
    with pytest.raises(UsageError, match=r"more\.jsonl: is a part of the source; name other papers"):
        read(source.parent, background=[more])
    assert left(read(source, background=[source.parent])) == {"table:m"}
    (tmp_path / "link.jsonl").symlink_to(source)
    with pytest.raises(UsageError, match="is the source itself"):
        read(source, background=[tmp_path / "link.jsonl"], keep_going=True)
    sample = PROJECT / "data" / "sample"
    with pytest.raises(UsageError, match="is the source itself"):
        read(sample, background=[sample / "data"])


def test_a_background_is_named_once(source: Path, tmp_path: Path) -> None:
    place = table(tmp_path / "b" / "b.jsonl", [("b", "B", 2020, "", ["Ann Ash"])])
    with pytest.raises(UsageError, match=r"stands there twice, first as .*b\.jsonl"):
        read(source, background=[place, place.parent])


def test_a_background_that_is_not_there_is_told_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("paper,name,year\np,Ann Ash,soon\n")
    with pytest.raises(SourceNotFoundError, match=r"nowhere\.csv does not exist; --background names"):
        read(tmp_path / "bad.csv", background=[tmp_path / "nowhere.csv"])


def test_a_background_that_is_not_there_is_left_out_where_one_keeps_going(source: Path, tmp_path: Path) -> None:
    found = read(source, background=[tmp_path / "nowhere.csv"], keep_going=True)
    (told,) = found.backgrounds
    assert (told.papers, found.tables.background, found.skipped) == (0, (), ())
    assert [str(problem) for problem in told.skipped] == [
        f"{tmp_path / 'nowhere.csv'}: does not exist; --background names a file or folder of papers, in any format "
        "that is read"
    ]


def test_a_background_that_can_not_be_read_is_told_with_its_line(source: Path, tmp_path: Path) -> None:
    bad = tmp_path / "b.csv"
    bad.write_text("paper,name,year\nb1,Ann Ash,2020\nb2,Ann Ash,soon\n")
    with pytest.raises(BadInputError) as refused:
        read(source, background=[bad])
    assert [line.partition(";")[0] for line in refused.value.lines()] == [f"{bad}:3: “soon” is no year"]
    found = read(source, background=[bad], keep_going=True)
    assert left(found) == {"table:b1"}
    assert [problem.line for problem in found.backgrounds[0].skipped] == [3]
    assert found.skipped == ()


def test_a_background_of_which_nothing_can_be_read_is_left_out(source: Path, tmp_path: Path) -> None:
    bad, good = tmp_path / "b.csv", table(tmp_path / "g.jsonl", [("g", "G", 2020, "", ["Ann Ash"])])
    bad.write_text("paper,name\nb1,Ann Ash\n")
    found = read(source, background=[bad, good], keep_going=True)
    assert [(told.papers, len(told.skipped)) for told in found.backgrounds] == [(0, 1), (1, 0)]
    assert found.backgrounds[0].told() == f"background {bad}: left out"
    assert str(found.backgrounds[0].skipped[0]).startswith(f"{bad}:1: has no column year")
    assert left(found) == {"table:g"}


def test_a_folder_of_nothing_is_no_background(source: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceNotFoundError, match="empty"):
        read(source, background=[tmp_path / "empty"])
    assert [told.papers for told in read(source, background=[tmp_path / "empty"], keep_going=True).backgrounds] == [0]
