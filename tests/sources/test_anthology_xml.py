from __future__ import annotations

from pathlib import Path

import pytest

from graphcheck.sources.anthology_people import Name
from graphcheck.sources.anthology_xml import Collection, Mention, read_collection
from tests.sources.checkouts import FAILING_ORCID, VALID_ORCID, author, collection, paper, single, volume, write


def collection_of(tmp_path: Path, text: str | bytes, name: str = "2020.acl") -> Collection:
    path = tmp_path / f"{name}.xml"
    write(path, text)
    return read_collection(path)


def test_an_author_is_read_with_everything_that_is_said(tmp_path: Path) -> None:
    inner = (
        "<affiliation>Uni A</affiliation><affiliation>Uni B</affiliation>"
        '<variant script="hani"><first>波</first><last>李</last></variant>'
        '<variant script="hang"><last>이</last></variant>'
    )
    element = author("Bo", "Li", inner=inner, id="bo-li", orcid=VALID_ORCID, openreview="~Bo_Li1")
    found = collection_of(tmp_path, single(element)["2020.acl"]).volumes[0].papers[0].authors
    variants = (Name("波", "李"), Name("", "이"))
    assert found == [Mention("Bo", "Li", "bo-li", VALID_ORCID, "~Bo_Li1", "Uni A; Uni B", variants, 7)]


@pytest.mark.parametrize(
    "element",
    [
        "<author><last>Mausam</last></author>",
        "<author><first/><last>Mausam</last></author>",
        "<author>\n<first> </first>\n<last> Mausam\n</last></author>",
        "<author><!-- one name --><last>Mau<!-- x -->sam</last></author>",
    ],
)
def test_a_single_name_is_a_last_name(tmp_path: Path, element: str) -> None:
    (mention,) = collection_of(tmp_path, single(element)["2020.acl"]).volumes[0].papers[0].authors
    assert (mention.first, mention.last, mention.id) == ("", "Mausam", None)


def test_titles_and_abstracts_are_text(tmp_path: Path) -> None:
    title = "<fixed-case>B</fixed-case>ERT &amp;\n   <b>more</b>: <tex-math>x_1</tex-math>"
    abstract = "<abstract>One <i>two</i>\n\tthree<![CDATA[ <four> ]]><!-- no --></abstract>"
    text = collection("2020.acl", volume("main", paper("1", title=title, more=abstract)))
    found = collection_of(tmp_path, text).volumes[0].papers[0]
    assert (found.title, found.abstract) == ("BERT & more: x_1", "One two three <four>")


def test_a_volume_is_read_with_year_first_venue_and_editors(tmp_path: Path) -> None:
    meta = f"<venue>acl</venue><venue>ws</venue>{author('Bo', 'Li', tag='editor')}"
    found = collection_of(tmp_path, collection("2020.acl", volume("main", year="2019", meta=meta))).volumes[0]
    assert (found.id, found.year, found.venue, found.line) == ("2020.acl-main", 2019, "acl", 3)
    assert [editor.last for editor in found.editors] == ["Li"]


def test_frontmatter_and_events_hold_no_papers(tmp_path: Path) -> None:
    front = f"<frontmatter><url>x</url>{author('Bo', 'Li')}</frontmatter>"
    text = collection("2020.acl", volume("main", front, paper("1")), "<event id='acl-2020'/>")
    (found,) = collection_of(tmp_path, text).volumes
    assert [paper.id for paper in found.papers] == ["2020.acl-main.1"]


def test_old_ids_are_built(tmp_path: Path) -> None:
    text = collection("W15", volume("15", paper("27")))
    assert collection_of(tmp_path, text, "W15").volumes[0].papers[0].id == "W15-1527"


@pytest.mark.parametrize(("blank_lines", "off_by"), [(65_000, 0), (70_000, 1)])
def test_lines_are_right_and_one_off_at_most_where_the_parser_cannot_count(
    tmp_path: Path, blank_lines: int, off_by: int
) -> None:
    """The parser keeps 16 bits for an element's line; beyond, it takes that of the text within."""
    text = collection("2020.acl", volume("main", "\n" * blank_lines + paper("1", author("Bo", "Li"))))
    (found,) = collection_of(tmp_path, text).volumes[0].papers
    line = text[: text.index("<paper")].count("\n") + 1
    assert found.line == line + off_by
    assert found.authors[0].line == line + 2


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    assert collection_of(tmp_path, b"\xef\xbb\xbf" + collection("2020.acl").encode()).faults == []


def test_a_failing_checksum_is_read_past(tmp_path: Path) -> None:
    found = collection_of(tmp_path, single(author("Bo", "Li", orcid=FAILING_ORCID))["2020.acl"])
    (fault,) = found.faults
    assert FAILING_ORCID in fault.what
    assert fault.line == 7
    assert found.volumes[0].papers[0].authors[0].orcid == FAILING_ORCID


def test_a_file_of_another_name_is_read_and_told(tmp_path: Path) -> None:
    (fault,) = collection_of(tmp_path, collection("2020.acl"), name="2021.acl").faults
    assert "file of another name" in fault.what
