"""DOIs: one form of each, and the same one from every format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graphcheck.sources import read
from graphcheck.sources.doi import normalise
from tests.sources.checkouts import author, collection, paper, volume, write_checkout

DOI = "10.18653/v1/2020.acl-main.1"


@pytest.mark.parametrize(
    "text",
    [DOI, DOI.upper(), f" {DOI} ", f"https://doi.org/{DOI}", f"http://dx.doi.org/{DOI}", f"doi:{DOI}", f"DOI: {DOI}"],
)
def test_a_doi_has_one_normal_form(text: str) -> None:
    assert normalise(text) == DOI


@pytest.mark.parametrize("text", ["", "10.1", "11.18653/x", "https://example.org/10.1000/x", "10.1000/a b", "P18-1001"])
def test_what_is_no_doi_is_none(text: str) -> None:
    assert normalise(text) == ""


def test_each_format_states_it(tmp_path: Path) -> None:
    text = collection("2020.acl", volume("main", paper("1", author("Bo", "Li"), more=f"<doi>{DOI.upper()}</doi>")))
    work = {
        "id": "https://openalex.org/W1",
        "doi": f"https://doi.org/{DOI}",
        "title": "A",
        "publication_year": 2020,
        "authorships": [{"author": {}, "raw_author_name": "Bo Li"}],
    }
    (tmp_path / "works.jsonl").write_text(json.dumps(work))
    (tmp_path / "rows.csv").write_text(f"paper,name,year,doi\np,Bo Li,2020,doi:{DOI}\n")
    (tmp_path / "dblp.xml").write_text(
        '<dblp><article key="journals/x/Li20"><author>Bo Li</author><title>A.</title><year>2020</year>'
        f"<ee>https://example.org/a.pdf</ee><ee>https://doi.org/{DOI}</ee></article></dblp>"
    )
    places = [tmp_path / name for name in ("works.jsonl", "rows.csv", "dblp.xml")]
    places.append(write_checkout(tmp_path / "anthology", {"2020.acl": text}, {}))
    assert [read(place).tables.papers["doi"].tolist() for place in places] == [[DOI]] * 4
