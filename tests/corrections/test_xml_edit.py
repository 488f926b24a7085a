"""Attributes of authors are changed where they stand, and not one byte else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphcheck.corrections.change import EditError, LinkEdit
from graphcheck.corrections.xml_edit import edit_collection
from graphcheck.errors import BadInputError
from graphcheck.sources.anthology_xml import Mention, parse_xml, read_collection

FILE = Path("2020.acl.xml")
BEFORE = (
    "\ufeff<?xml version='1.0' encoding='UTF-8'?>\r\n<!-- <author> -->\r\n<collection id='2020.acl'>\r\n"
    ' <volume id="main" ingest-date=\'x\'><meta><editor id="e"><last>E</last></editor><year>2020</year></meta>\r\n'
    "  <frontmatter><url>x</url></frontmatter>\r\n"
    '  <paper id="1"><title>A &amp; B &#233; <b>é</b></title>\r\n'
    "\t<author   orcid='0000-0002-1825-0097'\r\n id = 'a&amp;b' ><first>Ana</first><last>Lï</last></author  >\r\n"
    "\t<author><last>>Bo]]</last></author><!--x--><?pi <author> ?>\r\n"
    "\t<editor id='z'><last>Z</last></editor><author/>\r\n"
    "  </paper><paper id='2'><title/><author><last>Lï</last></author></paper>\r\n"
    " </volume></collection>"
)


def edited(attributes: dict[str, str | None], position: int = 0, paper: str = "2020.acl-main.1") -> str:
    return edit_collection(BEFORE.encode(), FILE, [LinkEdit(paper, position, attributes)]).decode()


@pytest.mark.parametrize(
    ("position", "attributes", "old", "new"),
    [
        (0, {"id": "x-1"}, "id = 'a&amp;b' >", "id = 'x-1' >"),
        (0, {"id": None}, "\r\n id = 'a&amp;b' >", " >"),
        (0, {"orcid": None}, "   orcid='0000-0002-1825-0097'\r\n", "\r\n"),
        (0, {"id": "x", "orcid": "y"}, "'0000-0002-1825-0097'\r\n id = 'a&amp;b'", "'y'\r\n id = 'x'"),
        (1, {"id": "x"}, "\t<author><last>>Bo", '\t<author id="x"><last>>Bo'),
        (1, {"orcid": "o", "id": "x"}, "\t<author><last>>Bo", '\t<author id="x" orcid="o"><last>>Bo'),
        (1, {"id": None}, "", ""),
        (2, {"id": "x"}, "<author/>", '<author id="x"/>'),
    ],
)
def test_one_tag_changes(position: int, attributes: dict[str, str | None], old: str, new: str) -> None:
    assert edited(attributes, position) == BEFORE.replace(old, new, 1)


def test_the_next_paper_counts_its_own_authors() -> None:
    assert edited({"id": "x"}, 0, "2020.acl-main.2") == BEFORE.replace("<title/><author>", '<title/><author id="x">')


def test_several_edits_are_made_in_one_go() -> None:
    edits = [LinkEdit("2020.acl-main.2", 0, {"id": "b"}), LinkEdit("2020.acl-main.1", 1, {"id": "a"})]
    after = edit_collection(BEFORE.encode(), FILE, edits).decode()
    assert after == BEFORE.replace("<author><last>>", '<author id="a"><last>>').replace(
        "<title/><author>", '<title/><author id="b">'
    )


@pytest.mark.parametrize(
    ("edits", "what"),
    [
        ([LinkEdit("2020.acl-main.3", 0, {"id": "x"})], "2020.acl-main.3 is not there, or has no author 1"),
        ([LinkEdit("2020.acl-main.1", 3, {"id": "x"})], "2020.acl-main.1 is not there, or has no author 4"),
        ([LinkEdit("2020.acl-main.1", 1, {"id": "x"})] * 2, "author 2 of 2020.acl-main.1 would change twice"),
    ],
)
def test_what_is_not_there_is_one_line(edits: list[LinkEdit], what: str) -> None:
    edits = [LinkEdit(one.paper, one.position, dict(one.attributes)) for one in edits]
    with pytest.raises(EditError, match=re.escape(f"2020.acl.xml: {what}")):
        edit_collection(BEFORE.encode(), FILE, edits)


def test_what_is_not_safe_to_read_is_refused() -> None:
    bad = BEFORE.replace("<collection", '<!DOCTYPE a [<!ENTITY b "c">]><collection')
    with pytest.raises(BadInputError, match="DOCTYPE"):
        edit_collection(bad.encode(), FILE, [])


_TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=12)
_BLANK = st.sampled_from([" ", "  ", "\n ", "\r\n", "\t"])
_QUOTE = st.sampled_from(["'", '"'])


@st.composite
def _author(draw: st.DrawFn) -> str:
    names = draw(st.lists(st.sampled_from(["id", "orcid", "openreview", "data-id", "idx"]), unique=True))
    attributes = ""
    for name in names:
        quote = draw(_QUOTE)
        value = draw(_TEXT).replace("&", "&amp;").replace("<", "&lt;").replace(quote, "&#34;")
        attributes += f"{draw(_BLANK)}{name}{draw(st.sampled_from(['=', ' = ']))}{quote}{value}{quote}"
    text = draw(_TEXT).replace("&", "&amp;").replace("<", "&lt;").replace("]]>", "")
    return f"<author{attributes}{draw(st.sampled_from(['', ' ']))}><last>{text}</last></author>{draw(_BLANK)}"


@settings(max_examples=200, deadline=None)
@given(authors=st.lists(_author(), min_size=1, max_size=4), data=st.data())
def test_parsed_before_and_after_one_attribute_differs(authors: list[str], data: st.DataObject) -> None:
    """Parse, patch, parse: one attribute changed, nothing else; and the bytes outside the tag are the same."""
    head, tail = '<collection id="2020.acl"><volume id="1"><paper id="1">', "</paper></volume></collection>"
    text = head + "".join(authors) + tail
    position = data.draw(st.integers(0, len(authors) - 1))
    name = data.draw(st.sampled_from(["id", "orcid", "openreview"]))
    value = data.draw(st.one_of(st.none(), _TEXT))
    before = text.encode()
    after = edit_collection(before, FILE, [LinkEdit("2020.acl-1.1", position, {name: value})])
    old, new = parse_xml(before, FILE), parse_xml(after, FILE)
    changed = new.findall(".//author")[position]
    # a line end or tab in a value is a space for every parser
    assert changed.get(name) == (None if value is None else value)
    was = old.findall(".//author")[position].get(name)
    changed.attrib.pop(name, None) if was is None else changed.set(name, was)
    assert [dict(one.attrib) for one in new.iter()] == [dict(one.attrib) for one in old.iter()]
    assert [_said(one) for one in new.iter()] == [_said(one) for one in old.iter()]
    assert after.decode().startswith(head + "".join(authors[:position]))
    assert after.decode().endswith("".join(authors[position + 1 :]) + tail)


def _said(element: Any) -> tuple[str, str | None, str | None]:
    return element.tag, element.text, element.tail


@pytest.mark.anthology
def test_ids_put_on_and_taken_off_give_the_bytes_back(anthology: Path) -> None:
    files = sorted((anthology / "data" / "xml").glob("*.xml"))[::8]
    assert len(files) > 150
    for file in files:
        data = file.read_bytes()
        papers = [paper for volume in read_collection(file).volumes for paper in volume.papers if paper.authors]
        for paper in papers[:: max(len(papers) // 3, 1)]:
            at = len(paper.authors) - 1
            mention: Mention = paper.authors[at]
            there = edit_collection(data, file, [LinkEdit(paper.id, at, {"id": "somebody-else"})])
            assert there != data
            back = edit_collection(there, file, [LinkEdit(paper.id, at, {"id": mention.id})])
            assert back == data, paper.id
