"""dblp's XML: homonym numbers, person records, entities, and what is refused."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from graphcheck.errors import BadInputError
from graphcheck.sources import Source, read

HEAD = '<?xml version="1.0" encoding="ISO-8859-1"?>\n<!DOCTYPE dblp SYSTEM "dblp.dtd">\n<dblp>\n'
ORCID = "0000-0002-1825-0097"
PEOPLE = f"""\
<www key="homepages/66/2835"><author>Wei Wang 0001</author><author>W. Wang</author><title>Home Page</title>
<url>https://orcid.org/{ORCID}</url></www>
<www key="homepages/w/WeiWang" publtype="disambiguation"><author>Wei Wang</author><title>Home Page</title></www>
<www key="homepages/g/JurgenMuller"><author>J&uuml;rgen M&uuml;ller</author><url>https://orcid.org/{ORCID[:-1]}X</url></www>
<www key="homepages/n/Nobody"><author>No Body</author><title>Home Page</title></www>
"""
WORK = """\
<article key="journals/x/Wang24" mdate="2024-01-01"><author orcid="0000-0002-1825-0097">Wei Wang 0001</author>
<author>Wei Wang</author><author>Wei Wang 0007</author><author>J&uuml;rgen M&uuml;ller</author>
<author>No Body</author><title>On <i>n</i>-grams &amp; <sub>sub</sub> &Sigma;.</title><year>2024</year>
<journal>J. X</journal></article>
"""


def written(place: Path, text: str) -> Path:
    file = place / "dblp.xml"
    file.write_text(text, encoding="latin-1")
    return file


def sourced(place: Path, records: str) -> Source:
    return read(written(place, f"{HEAD}{records}</dblp>\n"))


def test_people_are_who_dblp_says(tmp_path: Path) -> None:
    tables = sourced(tmp_path, PEOPLE + WORK).tables
    people = tables.people.set_index("id")
    ids = tables.people["id"].take(tables.authorships["person"]).tolist()
    assert ids == [
        "dblp:66/2835",
        "dblp:w/WeiWang",
        "dblp:wei-wang-0007",
        "dblp:g/JurgenMuller",
        "dblp:no-body/unverified",
    ]
    assert people["verified"].loc[ids].tolist() == [True, False, True, True, False]
    assert people["catch_all"].loc[ids].tolist() == [False, True, False, False, False]
    assert people["orcid"].loc[ids].tolist() == [ORCID, "", "", f"{ORCID[:-1]}X", ""]
    assert tables.authorships["link"].tolist() == ["explicit", "inferred", "explicit", "inferred", "inferred"]
    assert tables.authorships["name"].tolist() == ["Wei Wang"] * 3 + ["Jürgen Müller", "No Body"]
    listed = tables.names[tables.names["listed"] & (tables.names["person"] == 0)]
    assert listed["printed"].tolist() == ["Wei Wang", "W. Wang"]


def test_a_work_is_what_its_record_says(tmp_path: Path) -> None:
    source = sourced(tmp_path, PEOPLE + WORK)
    (paper,) = source.tables.papers.to_dict("records")
    assert (paper["id"], paper["year"], paper["line"]) == ("dblp:journals/x/Wang24", 2024, 9)
    assert paper["title"] == "On n-grams & sub Σ."
    assert source.tables.venues["name"].tolist() == ["J. X"]
    assert (paper["volume"], paper["collection"]) == ("journals/x/2024", "journals")


def test_without_a_doctype_entities_are_known_too(tmp_path: Path) -> None:
    source = read(written(tmp_path, f"<dblp>{WORK}</dblp>"))
    assert "Jürgen Müller" in source.tables.authorships["name"].tolist()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f'<!DOCTYPE dblp [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n<dblp>{WORK}</dblp>', ":1: defines entities"),
        (f'<!DOCTYPE dblp [\n<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<dblp>{WORK}</dblp>', ":2: defines entities"),
        (f"{HEAD}{WORK}<article>\n</dblp>", ":9: is no XML that can be read: mismatched tag"),
        (f"{HEAD}{WORK}", ":8: is no XML that can be read: no element found"),
        (
            f"{HEAD}<article key='a/b/c'><author>A B</author><title>T</title></article></dblp>",
            ":4: the article “a/b/c”",
        ),
        (f"<?xml version='1.0' encoding='koi8-zz'?><dblp>{WORK}</dblp>", ":1: is in an encoding that can't be read"),
        (f"{HEAD}</dblp>", ": holds no work with an author"),
    ],
)
def test_what_can_not_be_used_is_told_with_its_line(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(BadInputError) as refused:
        read(written(tmp_path, text))
    assert f"{tmp_path / 'dblp.xml'}{said}" in str(refused.value.problems[0])


def test_a_wrong_orcid_and_a_person_who_stands_twice_are_faults(tmp_path: Path) -> None:
    work = WORK.replace(ORCID, "0000-1").replace("Wei Wang 0007", "W. Wang")
    faults = sorted((fault.about.kind, fault.line) for fault in sourced(tmp_path, PEOPLE + work).faults)
    assert faults == [("odd-orcid", 9), ("twice-on-paper", 9)]


def test_a_field_without_end_takes_no_memory_without_end(tmp_path: Path) -> None:
    file = written(tmp_path, HEAD + WORK.replace("n</i>-grams", "n</i>" + "x " * 10_000_000) + "</dblp>")
    tracemalloc.start()
    source = read(file)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(source.tables.papers["title"].iat[0]) < 80_000
    assert peak < 12_000_000
