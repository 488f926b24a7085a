"""The sample bibliography is what its README and its truth file say.

Apart from the package's own reader; see ``reading.py``.
"""

from __future__ import annotations

import json
import re
import shutil
import warnings
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.data.reading import FIXTURES, SAMPLE, Mention, case, orcid_is_sound, papers_in, printed_name, slug

ASKED_FOR = {
    "two-homonyms-on-one-page": "GC102",
    "stray-paper": "GC101",
    "three-people-on-a-catch-all-page": "GC102",
    "one-person-on-two-pages": "GC103",
    "orcid-on-the-wrong-co-author": "GC104",
    "wrong-explicit-id": "GC105",
    "solo-paper": "none",
    "change-of-field": "none",
    "visiting-stay": "none",
    "two-step-bridge": "none",
    "non-latin-script": "none",
    "one-letter-part": "none",
}


def test_the_truth_file_names_authorships_that_exist(
    truth: dict[str, Any], mentions: list[Mention], people: dict[str, Any]
) -> None:
    known = {(m.paper, m.position): m for m in mentions}
    pages = {m.page for m in mentions}
    every = [*truth["authorships"], *(a for c in truth["cases"] for a in c["authorships"])]
    assert len(every) > 200
    for said in every:
        mention = known[said["paper"], said["position"]]
        assert (said["printed"], said["page"], said["link"]) == (mention.printed, mention.page, mention.link)
        person = truth["identities"].get(said["person"])
        exists = said["person"] in people or said["person"] in pages
        assert exists if person is None else exists == person["exists"]
    for found in truth["cases"]:
        assert set(found["pages"]) <= pages | people.keys()


def test_every_case_that_was_asked_for_is_there(truth: dict[str, Any]) -> None:
    codes = {c["kind"]: c["expected"] for c in truth["cases"]}
    assert ASKED_FOR.items() <= codes.items()
    assert all(c["authorships"] for c in truth["cases"])
    assert truth["version"] == 1


def test_every_doubtful_authorship_has_its_true_person(truth: dict[str, Any], mentions: list[Mention]) -> None:
    told = {(a["paper"], a["position"]): a["person"] for a in truth["authorships"]}
    pages_of_name = defaultdict(set)
    for mention in mentions:
        pages_of_name[slug(mention.printed)].add(mention.page)
    shared = {name for name, pages in pages_of_name.items() if len(pages) > 1}
    people_of_page = defaultdict(set)
    for mention in mentions:
        people_of_page[mention.page].add(told.get((mention.paper, mention.position), mention.page))
    for mention in mentions:
        if slug(mention.printed) in shared or len(people_of_page[mention.page]) > 1:
            assert (mention.paper, mention.position) in told, mention


def test_orcids_have_their_checksum_and_their_owner(people: dict[str, Any], mentions: list[Mention]) -> None:
    orcids = [entry["orcid"] for entry in people.values() if "orcid" in entry]
    assert len(orcids) == len(set(orcids)) > 40
    assert all(map(orcid_is_sound, orcids))
    assert not orcid_is_sound(orcids[0][:-1] + ("1" if orcids[0][-1] != "1" else "2"))
    printed = [m for m in mentions if m.orcid]
    assert printed
    for mention in printed:
        assert mention.link == "explicit"
        assert people[mention.page]["orcid"] == mention.orcid


def test_explicit_links_use_listed_names_and_nobody_is_twice_on_a_paper(
    people: dict[str, Any], mentions: list[Mention], on_paper: dict[str, list[Mention]]
) -> None:
    for mention in mentions:
        if mention.link == "explicit":
            names = people[mention.page]["names"]
            assert mention.printed in {f"{n.get('first', '')} {n['last']}".strip() for n in names}
    for found in on_paper.values():
        assert len({m.page for m in found}) == len(found)


def test_the_readme_counts_what_is_there(
    truth: dict[str, Any], papers: dict[str, Any], mentions: list[Mention], people: dict[str, Any]
) -> None:
    roots = [etree.parse(f).getroot() for f in (SAMPLE / "data" / "xml").glob("*.xml")]
    on_page = Counter(m.page for m in mentions)
    told = {(a["paper"], a["position"]): a["person"] for a in truth["authorships"]}
    counted = {
        "collections": len(roots),
        "volumes": sum(1 for root in roots for _ in root.iter("volume")),
        "papers": len(papers),
        "authorships": len(mentions),
        "people": len({told.get((m.paper, m.position), m.page) for m in mentions}),
        "pages": len(on_page),
        "verified pages": len(people),
        "pages with at least two papers": sum(n >= 2 for n in on_page.values()),
        "pages with at least five papers": sum(n >= 5 for n in on_page.values()),
        "venues": len(json.loads((SAMPLE / "data" / "json" / "venues.json").read_text(encoding="utf-8"))),
    }
    readme = (SAMPLE / "README.md").read_text(encoding="utf-8")
    stated = {what: int(n) for what, n in re.findall(r"^\| ([a-z ]+) \| (\d+) \|$", readme, re.MULTILINE)}
    assert stated == counted
    assert sorted(truth["counts"].values()) == sorted(counted.values())
    assert counted["papers"] >= 200
    assert counted["pages with at least five papers"] >= 80


def test_the_readme_names_the_papers_of_the_cases(truth: dict[str, Any]) -> None:
    readme = (SAMPLE / "README.md").read_text(encoding="utf-8")
    for name in ("yan-li", "ana-souza-orcid", "rahul-sharma", "sofie-lindaune"):
        assert case(truth, name)["authorships"][0]["paper"] in readme


def test_names_of_many_scripts_and_shapes(mentions: list[Mention]) -> None:
    assert {s for m in mentions for s in m.scripts} == {"hani", "hang", "jpan", "arab", "cyrl"}
    names = {m.printed for m in mentions}
    assert {"J. Li", "X. Wang", "Sowmya K", "Suryanti", "Siobhán O’Dunleavy"} <= names
    assert any(re.search(r" van der | ten ", n) for n in names)


def test_titles_and_abstracts_are_all_different(papers: dict[str, Any]) -> None:
    titles = {"".join(p.find("title").itertext()) for p in papers.values()}
    abstracts = {"".join(p.find("abstract").itertext()) for p in papers.values()}
    assert len(titles) == len(abstracts) == len(papers)


@pytest.mark.anthology
def test_no_title_is_taken_from_the_anthology(papers: dict[str, Any], anthology: Path) -> None:
    def words(element: Any) -> str:
        return re.sub(r"\W+", " ", "".join(element.itertext()).casefold()).strip()

    data = anthology / "data" if (anthology / "data").is_dir() else anthology
    real = " | ".join(
        words(title)
        for file in sorted((data / "xml").glob("*.xml"))
        for _, title in etree.iterparse(file, tag=("title", "booktitle"), resolve_entities=False)
    )
    assert len(real) > 1_000_000
    assert [p for p, element in papers.items() if words(element.find("title")) in real] == []


def test_the_anthologys_own_library_reads_it_and_agrees(tmp_path: Path, mentions: list[Mention]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what importing somebody else's package warns of is not our matter
        import acl_anthology
    data = tmp_path / "data"
    shutil.copytree(SAMPLE / "data", data)
    shutil.copy(Path(acl_anthology.__file__).parent / "data" / "schema.rnc", data / "xml")
    theirs = acl_anthology.Anthology(data, verbose=False)
    warnings.simplefilter("error")
    theirs.load_all()
    for collection in theirs.collections.values():
        collection.validate_schema()
    for mention in mentions:
        author = theirs.get(mention.paper).authors[mention.position]
        assert (author.name.as_first_last(), author.resolve().id) == (mention.printed, mention.page)
    people = data / "json" / "people-as-the-library-writes-it.json"
    theirs.people.save(people)
    assert people.read_bytes() == (data / "json" / "people.json").read_bytes()


def test_both_older_fixtures_hold_the_same_papers() -> None:
    newer, older = (papers_in(FIXTURES / folder) for folder in ("people-yaml", "name-variants"))
    assert newer.keys() == older.keys()
    assert len(newer) == 12

    def text(paper: Any) -> list[str]:
        return [printed_name(a) for a in paper.iter("author")] + [paper.findtext("title")]

    for name, paper in newer.items():
        assert text(paper) == text(older[name])
        for author in paper.iter("author"):
            assert author.get("id") or not author.get("orcid")
    for paper in [*newer.values(), *older.values()]:
        assert all(orcid_is_sound(a.get("orcid")) for a in paper.iter("author") if a.get("orcid"))
    assert any(a.get("orcid") and not a.get("id") for p in older.values() for a in p.iter("author"))
