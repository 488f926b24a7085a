"""The invented bibliography of data/sample, written as dblp, OpenAlex and a table would: python data/samples/make.py.

The same papers and people in four formats: what graphcheck finds in them can be held side by side.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import graphcheck

HERE = Path(__file__).parent
ENTITIES = {"ü": "&uuml;", "é": "&eacute;", "å": "&aring;", "Å": "&Aring;", "ö": "&ouml;", "á": "&aacute;"}


def main() -> None:
    """Write the three samples, and what may stand beside them."""
    bibliography = graphcheck.load(HERE.parent / "sample")
    papers = list(_papers(bibliography))
    people = bibliography.people.to_dict("records")
    names = bibliography.source.tables.names
    variants = {person: rows["printed"].tolist() for person, rows in names[names["listed"]].groupby("person")}
    _write_dblp(papers, people, variants)
    _write_openalex(papers, people)
    _write_table(papers, people)
    _write_background(people)


def _papers(bibliography: graphcheck.Bibliography) -> Iterator[dict[str, Any]]:
    venues = bibliography.venues["acronym"].tolist()
    authors = dict(iter(bibliography.authorships.groupby("paper")))
    for row, paper in enumerate(bibliography.papers.to_dict("records")):
        if row in authors:
            venue = venues[paper["venue"]] if paper["venue"] >= 0 else ""
            yield {**paper, "venue": venue, "authors": authors[row].to_dict("records")}


def _write_dblp(papers: list[dict[str, Any]], people: list[dict[str, Any]], variants: dict[int, list[str]]) -> None:
    """Write dblp.xml: verified people have records, and those who share a name have homonym numbers."""
    bearers = Counter(person["name"] for person in people if person["verified"])
    given: Counter[str] = Counter()
    called: dict[int, str] = {}
    records = []
    for row, person in enumerate(people):
        if not person["verified"]:
            continue
        name = person["name"]
        given[name] += 1
        called[row] = f"{name} {given[name]:04d}" if bearers[name] > 1 else name
        lines = [f"<author>{_dblp(called[row])}</author>"]
        lines += [f"<author>{_dblp(other)}</author>" for other in variants.get(row, []) if other != name]
        lines += [f"<url>https://orcid.org/{person['orcid']}</url>"] if person["orcid"] else []
        key = f"homepages/{person['id'][0]}/{person['id']}"
        records.append((f'<www mdate="2025-11-01" key="{key}">', ["<title>Home Page</title>", *lines], "</www>"))
    for paper in papers:
        key = f"conf/{paper['collection'].partition('.')[2] or 'icol'}/{paper['id'].replace('.', '-')}"
        lines = [_dblp_author(author, people, called) for author in paper["authors"]]
        lines += [f"<title>{_dblp(paper['title'])}.</title>", f"<year>{paper['year']}</year>"]
        lines += [f"<booktitle>{_dblp(paper['venue'])}</booktitle>"]
        records.append((f'<inproceedings mdate="2025-11-01" key="{key}">', lines, "</inproceedings>"))
    text = ['<?xml version="1.0" encoding="ISO-8859-1"?>', '<!DOCTYPE dblp SYSTEM "dblp.dtd">', "<dblp>"]
    for start, lines, end in records:
        text += [start, *lines, end]
    (HERE / "dblp").mkdir(exist_ok=True)
    (HERE / "dblp" / "dblp.xml").write_text("\n".join([*text, "</dblp>", ""]), encoding="ascii")


def _dblp_author(author: dict[str, Any], people: list[dict[str, Any]], called: dict[int, str]) -> str:
    whole = called.get(author["person"], "")
    numbered = whole[:-5] == author["name"] and whole[-4:].isdigit()
    name = whole if numbered and author["link"] != "inferred" else author["name"]
    orcid = f' orcid="{author["orcid"]}"' if author["orcid"] else ""
    return f"<author{orcid}>{_dblp(name)}</author>"


def _dblp(text: str) -> str:
    """Return a text as dblp writes it: ASCII, with the entities of its DTD and numbers for other characters."""
    escaped = "".join(ENTITIES.get(c, c) for c in escape(text))
    return escaped.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _write_openalex(papers: list[dict[str, Any]], people: list[dict[str, Any]]) -> None:
    """Write works.jsonl: every page is an author, whoever found it; ORCIDs that papers state are raw ones."""
    lines = []
    for number, paper in enumerate(papers):
        words: dict[str, list[int]] = {}
        for at, word in enumerate(paper["abstract"].split()):
            words.setdefault(word, []).append(at)
        work = {
            "id": f"https://openalex.org/W{4_400_000_000 + number}",
            "display_name": paper["title"],
            "publication_year": paper["year"],
            "primary_location": {"source": {"id": "https://openalex.org/S1", "display_name": paper["venue"]}},
            "authorships": [_openalex_author(author, people) for author in paper["authors"]],
            "abstract_inverted_index": words or None,
        }
        lines.append(json.dumps(work, ensure_ascii=False))
    (HERE / "openalex").mkdir(exist_ok=True)
    (HERE / "openalex" / "works.jsonl").write_text("\n".join([*lines, ""]), encoding="utf-8")


def _openalex_author(author: dict[str, Any], people: list[dict[str, Any]]) -> dict[str, Any]:
    person = people[author["person"]]
    found = {
        "id": f"https://openalex.org/A{5_000_000_000 + author['person']}",
        "display_name": person["name"],
        "orcid": f"https://orcid.org/{person['orcid']}" if person["orcid"] else None,
    }
    one = {
        "author_position": "first" if author["position"] == 0 else "middle",
        "author": found,
        "institutions": [],
        "raw_author_name": author["name"],
        "raw_affiliation_strings": [author["affiliation"]] if author["affiliation"] else [],
    }
    return {**one, "raw_orcid": f"https://orcid.org/{author['orcid']}"} if author["orcid"] else one


def _write_table(papers: list[dict[str, Any]], people: list[dict[str, Any]]) -> None:
    """Write authorships.csv: columns have names of their own, which mapping.toml tells; persons are verified ones."""
    (HERE / "tables").mkdir(exist_ok=True)
    columns = ["pub", "rank", "author", "staff_id", "link", "orcid", "affiliation", "title", "year", "venue"]
    with (HERE / "tables" / "authorships.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        for paper in papers:
            for author in paper["authors"]:
                person = people[author["person"]]
                own = person["id"] if person["verified"] else ""
                link = ("explicit" if author["link"] == "explicit" else "inferred") if own else ""
                about = [author["orcid"], author["affiliation"], paper["title"], paper["year"], paper["venue"]]
                writer.writerow([paper["id"], author["position"] + 1, author["name"], own, link, *about])


# Works of other venues, as OpenAlex has them: title, year, and authors by the ids of their pages in data/sample, or by
# name and ORCID where they have none there.
BESIDE: list[tuple[str, int, list[str | tuple[str, str]]]] = [
    ("Letters to the Editor, Ten Years On", 2020, ["odalys-saxonhurst/unverified", "marguerite-whitcombe-rae"]),
    ("Who Quotes Whom in Local News", 2022, ["odalys-saxonhurst/unverified", "mateo-quispe-larrea", "yan-li"]),
    (
        "News and What People Make of It: Aligning Posts with Articles",  # the preprint of 2021.meld-main.12
        2020,
        [
            "siobhan-o-dunleavy",
            "conceicao-albernaz",
            "odalys-saxonhurst/unverified",
            "juan-ignacio-etxebarrieta",
        ],
    ),
    ("Relations without Sentences", 2023, ["wei-chen", ("Ines Falkenrath", "")]),
    ("Symptoms in Their Words", 2023, ["liesbeth-oudekerk", ("Tjeerd Halbersma", "0000-0007-9310-2218")]),
    ("A Tally of Tallies", 2018, [("Ines Falkenrath", ""), ("Bo Ruckenstein", "")]),
]
KESTREL = {"institutions": [{"display_name": "Kestrel Bay University"}]}


def _write_background(people: list[dict[str, Any]]) -> None:
    """Write background.jsonl: works that are evidence beside the sample, one of them in it, too (docs/sources)."""
    known = {person["id"]: person for person in people}
    numbers: dict[str, int] = {}
    lines = []
    for number, (title, year, authors) in enumerate(BESIDE):
        listed = []
        for author in authors:
            name, orcid = author if isinstance(author, tuple) else (known[author]["name"], known[author]["orcid"])
            address = f"https://orcid.org/{orcid}" if orcid else None
            at = 5_100_000_000 + numbers.setdefault(f"{name} {orcid}", len(numbers))
            found = {"id": f"https://openalex.org/A{at}", "display_name": name, "orcid": address}
            at_work = KESTREL if "odalys-saxonhurst/unverified" in authors else {"institutions": []}
            listed.append({"author": found, "raw_author_name": name, **at_work})
        work = {"id": f"https://openalex.org/W{4_500_000_000 + number}", "title": title, "publication_year": year}
        lines.append(json.dumps({**work, "authorships": listed}, ensure_ascii=False))
    (HERE / "background.jsonl").write_text("\n".join([*lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
