"""OpenAlex's works, as its API gives them and as its snapshot holds them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graphcheck.errors import BadInputError
from graphcheck.sources import Format, read

ORCID = "0000-0002-1825-0097"


def author(number: int, name: str, **more: Any) -> dict[str, Any]:
    found = {"id": f"https://openalex.org/A{number}", "display_name": name, "orcid": more.pop("orcid", None)}
    return {"author": found, "raw_author_name": name, "institutions": [], **more}


def work(number: int, *authors: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": f"https://openalex.org/W{number}",
        "title": f"Work {number}",
        "publication_year": 2024,
        "authorships": list(authors),
        **more,
    }


def test_an_author_id_is_an_inferred_link_and_an_orcid_verifies(tmp_path: Path) -> None:
    address = f"https://orcid.org/{ORCID}"
    works = [
        work(
            1,
            author(7, "Ji Liu", orcid=address, raw_orcid=address, raw_author_name="Liu, Ji"),
            author(8, "Bo Li", institutions=[{"display_name": "Uni A"}, {"display_name": "Uni B"}]),
            {"author": {}, "raw_author_name": "Ann Other", "raw_affiliation_strings": ["Lab C"]},
        ),
        work(2, author(7, "Ji Liu", orcid=address)),
    ]
    (tmp_path / "part_000").mkdir()
    (tmp_path / "part_000" / "works.jsonl").write_text("\n".join(map(json.dumps, works)))
    tables = read(tmp_path).tables
    assert tables.people["id"].tolist() == ["openalex:A7", "openalex:A8", "openalex:ann-other/unverified"]
    assert tables.people["verified"].tolist() == [True, False, False]
    assert tables.people["orcid"].tolist() == [ORCID, "", ""]
    assert tables.authorships["link"].tolist() == ["orcid", "inferred", "inferred", "inferred"]
    assert tables.authorships["name"].tolist() == ["Ji Liu", "Bo Li", "Ann Other", "Ji Liu"]
    assert tables.authorships["affiliation"].tolist() == ["", "Uni A; Uni B", "Lab C", ""]
    assert tables.papers["file"].tolist() == ["part_000/works.jsonl"] * 2
    assert tables.papers["line"].tolist() == [1, 2]


@pytest.mark.parametrize("first", [True, False])
def test_an_orcid_counts_wherever_it_stands(first: bool, tmp_path: Path) -> None:
    works = [work(1, author(7, "A B", orcid=f"https://orcid.org/{ORCID}")), work(2, author(7, "A B"), {"author": {}})]
    (tmp_path / "w.jsonl").write_text("\n".join(map(json.dumps, works if first else works[::-1])))
    source = read(tmp_path)
    assert source.tables.people["verified"].tolist() == [True]
    assert source.tables.people["orcid"].tolist() == [ORCID]
    assert "has an author without a name" in str(source.faults[0])


def test_a_page_of_the_api_is_its_works(tmp_path: Path) -> None:
    page = {"meta": {"count": 2}, "results": [work(1, author(7, "A B")), work(2, author(7, "A B"))]}
    for indent in (None, 2):
        (tmp_path / "page.json").write_text(json.dumps(page, indent=indent))
        assert read(tmp_path / "page.json").tables.papers["id"].tolist() == ["openalex:W1", "openalex:W2"]
    (tmp_path / "page.json").write_text(json.dumps(page, indent=2)[:-5])
    with pytest.raises(BadInputError, match=r"page\.json:1: is no JSON"):
        read(tmp_path / "page.json", source_format=Format.OPENALEX)


def test_abstract_and_venue_are_put_together(tmp_path: Path) -> None:
    one = work(
        1,
        author(7, "A B"),
        abstract_inverted_index={"who": [0, 2], "knows": [1], "what": [3]},
        primary_location={"source": {"display_name": "Venue"}},
    )
    (tmp_path / "w.jsonl").write_text(json.dumps(one))
    tables = read(tmp_path).tables
    assert tables.papers["abstract"].iat[0] == "who knows who what"
    assert tables.venues["name"].tolist() == ["Venue"]


def test_works_without_authors_are_left_out_quietly(tmp_path: Path) -> None:
    works = [work(1), work(2, author(7, "A B")), work(2, author(7, "A B"))]
    (tmp_path / "w.jsonl").write_text("\n".join(map(json.dumps, works)))
    source = read(tmp_path)
    assert source.tables.papers["id"].tolist() == ["openalex:W2"]
    assert [fault.about.kind for fault in source.faults] == ["repeated-work"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"id": 3, "authorships": []}', "is no work of OpenAlex"),
        ('{"id": "https://openalex.org/W1", "authorships": 5}', "is no work of OpenAlex"),
        (json.dumps(work(1, author(7, "A B"), publication_year=None)), "has no publication_year"),
        ("[1, 2]", "is no record"),
        ("not json", "is no JSON"),
    ],
)
def test_what_is_no_work_is_told_with_its_line(line: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "w.jsonl").write_text(f"{json.dumps(work(9, author(7, 'A B')))}\n\n{line}\n")
    with pytest.raises(BadInputError) as refused:
        read(tmp_path, source_format=Format.OPENALEX)
    assert str(refused.value.problems[0]).startswith(f"{tmp_path / 'w.jsonl'}:3: {said}") or said in str(refused.value)


def test_odd_values_are_nothing(tmp_path: Path) -> None:
    odd = work(1, {"author": 5, "raw_author_name": ["x"]}, "author", author(7, "A B", institutions=3, orcid=[1]))
    odd |= {"abstract_inverted_index": {"x": "y", "z": [-1, True, 2.5]}, "primary_location": [], "title": 7}
    (tmp_path / "w.jsonl").write_text(json.dumps(odd))
    tables = read(tmp_path).tables
    assert tables.people["id"].tolist() == ["openalex:A7"]
    assert tables.papers["title"].tolist() == [""]
