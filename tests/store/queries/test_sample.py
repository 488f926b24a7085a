"""Every named query on the sample, on both engines.

The rows are worked out from the sample's XML and from what ``truth.json`` says is wrong in it. What the model says
(scores, doubts) is held against the library's own pages instead.
"""

from __future__ import annotations

from graphcheck.bibliography import Bibliography
from graphcheck.model import Page
from graphcheck.store.engine import Engine
from tests.store.queries.asking import ask


def pages(sample: Bibliography) -> dict[str, Page]:
    return {page.person: page for page in sample.pages()}


def test_stray_authorships(engine: Engine, sample: Bibliography) -> None:
    rows = ask(engine, "stray-authorships", person="yan-li")
    (stray,) = (a for a in pages(sample)["yan-li"].authorships if a.paper == "2022.icol-main.7")
    (finding,) = sample.findings(pages(sample)["yan-li"])
    title = "Finding Drug Side Effects in Dutch Patient Letters"
    assert rows == [("2022.icol-main.7", 2022, title, "inferred", stray.score, "B", finding.text)]


def test_stray_authorships_below_the_threshold_have_no_finding(engine: Engine, sample: Bibliography) -> None:
    rows = ask(engine, "stray-authorships", "paper", "score", "reasons", person="rahul-sharma-oosterwijk", least=0)
    judged = [(-a.score, a.paper) for a in pages(sample)["rahul-sharma-oosterwijk"].authorships if a.score is not None]
    assert rows == [(paper, -score, "") for score, paper in sorted(judged)]
    assert rows[0][0] == "2021.meld-main.6"  # the one that is another Rahul Sharma's


def test_most_flagged(engine: Engine, sample: Bibliography) -> None:
    rows = ask(engine, "most-flagged", least=1)
    judged = [(p, {a.paper for a in p.authorships if a.flagged}) for p in sample.pages()]
    told = [(p.person, p.name, p.verified, len(papers), p.papers, p.doubt) for p, papers in judged if papers]
    assert rows == sorted(told, key=lambda row: (-row[3], row[0]))
    assert ("yan-li", "Yan Li", True, 1, 11) in [row[:5] for row in rows]
    assert ask(engine, "most-flagged", least=12) == []


def test_mixed_pages(engine: Engine, sample: Bibliography) -> None:
    rows = ask(engine, "mixed-pages", papers=5)
    told = [
        (p.person, p.name, p.verified, p.doubt, p.papers, len(p.groups), len(p.groups[0].papers), "GC102" in p.codes)
        for p in sample.pages()
        if p.papers >= 5 and p.doubt is not None and p.doubt >= 0.2
    ]
    assert rows == sorted(told, key=lambda row: (-row[3], row[0]))
    reported = [(row[0], row[4]) for row in rows if row[7]]
    assert reported == [("jing-wang/unverified", 10), ("wei-chen", 14)]


def test_orcid_on_coauthor(engine: Engine) -> None:
    mixed_up = ("Helena Brandão Vaz", "ana-souza", "Ana Souza", "ana-souza/unverified", "their name")
    assert ask(engine, "orcid-on-coauthor") == [("2023.meld-main.8", "0000-0007-6269-6025", *mixed_up)]


def test_no_orcid_is_on_two_people(engine: Engine) -> None:
    assert ask(engine, "orcid-on-two-people") == []


def test_no_page_has_several_ids(engine: Engine) -> None:
    assert ask(engine, "several-ids") == []


def test_several_ids_by_year(engine: Engine, sample: Bibliography) -> None:
    rows = ask(engine, "several-ids-by-year")
    told = sample.authorships.merge(sample.papers["year"], left_on="paper", right_index=True)
    told = told[(told["orcid"] != "") | (told["openreview"] != "")]
    told = told[sample.people["verified"].to_numpy()[told["person"]]]
    years = sorted(set(sample.papers["year"]))
    counted = [(year, told.loc[told["year"] <= year, "person"].nunique()) for year in years]
    assert rows == [(year, count, 0, 0.0) for year, count in counted if count]
    assert len(rows) > 2


def test_better_homonym(engine: Engine) -> None:
    columns = ("paper", "person", "known", "other", "other_known", "authors")
    assert ask(engine, "better-homonym", *columns, least=2) == [
        # names the id of the Rahul Sharma in Oosterwijk: three co-authors are those of the one in Saraswati
        ("2021.meld-main.6", "rahul-sharma-oosterwijk", 0, "rahul-sharma", 3, 5),
        ("2021.meld-main.6", "rahul-sharma-oosterwijk", 0, "rahul-sharma/unverified", 2, 5),
        # right, and so is the page for it: the unverified page holds more papers of the same person
        ("2023.tclu-1.4", "jing-wang-kestrelbay", 1, "jing-wang/unverified", 3, 4),
    ]


def test_inferred_on_verified(engine: Engine, sample: Bibliography) -> None:
    columns = ("paper", "person", "name", "flagged")
    assert ask(engine, "inferred-on-verified", *columns, year=2025, namesakes=0.15) == [
        ("2025.meld-main.12", "wei-chen", "Wei Chen", False)
    ]
    latest = ask(engine, "inferred-on-verified", "paper", "person")
    told = sample.authorships.merge(
        sample.papers[["id", "year"]], left_on="paper", right_index=True, suffixes=("", "_of")
    )
    told = told[(told["year"] == 2025) & (told["link"] == "inferred")]
    told = told[sample.people["verified"].to_numpy()[told["person"]]]
    assert sorted(latest) == sorted(zip(told["id_of"], sample.people["id"].to_numpy()[told["person"]], strict=True))


def test_shared_names(engine: Engine) -> None:
    assert ask(engine, "shared-names", least=2) == [
        ("Ana Souza", "ana-souza", 3, 2, 13),
        ("Jing Wang", "jing-wang", 3, 2, 18),
        ("Rahul Sharma", "rahul-sharma", 3, 2, 11),
        ("Helena Brandão Vaz", "helena-brandao-vaz", 2, 2, 16),
        ("Yu Chen", "yu-chen", 2, 1, 7),
    ]


def test_catch_all_pages(engine: Engine) -> None:
    assert ask(engine, "catch-all-pages", "person", "name", "papers", "namesakes") == [
        ("jing-wang/unverified", "Jing Wang", 10, 2),
        ("rahul-sharma/unverified", "Rahul Sharma", 2, 2),
        ("yu-chen/unverified", "Yu Chen", 2, 1),
    ]


def test_coauthor_path(engine: Engine) -> None:
    rosalind, tamsin = "rosalind-achterberg/unverified", "tamsin-okoro-wells/unverified"
    ends = "Rosalind Achterberg", "Tamsin Okoro-Wells"
    assert ask(engine, "coauthor-path", from_=rosalind, to=tamsin) == [
        (2, [rosalind, middle, tamsin], [ends[0], name, ends[1]])
        for middle, name in (
            ("lucinda-farrowgate", "Lucinda Farrowgate"),
            ("marguerite-whitcombe-rae", "Marguerite Whitcombe-Rae"),
            ("yan-li", "Yan Li"),
        )
    ]
    assert ask(engine, "coauthor-path", from_=rosalind, to="yan-li") == [
        (1, [rosalind, "yan-li"], ["Rosalind Achterberg", "Yan Li"])
    ]
    assert ask(engine, "coauthor-path", from_=rosalind, to="nobody") == []


def test_unconnected_coauthors(engine: Engine) -> None:
    """The stray's six co-authors never met Yan Li's others; three more wrote with the person once."""
    columns = ("coauthor", "papers", "first_year", "last_year", "company", "rest")
    rows = ask(engine, "unconnected-coauthors", *columns, person="yan-li")
    assert sorted(rows[:6]) == [
        (coauthor, 1, 2022, 2022, 5, 11)
        for coauthor in (
            "claire-d-haessler/unverified",
            "gregor-mauthner-lind/unverified",
            "johannes-grunauer-pohl",
            "liesbeth-oudekerk",
            "petra-zwanepoel",
            "willemijn-van-der-meulenhoek",
        )
    ]
    assert rows[6:] == [
        ("tamsin-okoro-wells/unverified", 1, 2014, 2014, 2, 14),
        ("rosalind-achterberg/unverified", 1, 2015, 2015, 2, 14),
        ("winifred-osei-tutuah/unverified", 1, 2023, 2023, 2, 14),
    ]


def test_unconnected_coauthors_work_elsewhere(engine: Engine, sample: Bibliography) -> None:
    for coauthor, together, elsewhere in ask(
        engine, "unconnected-coauthors", "coauthor", "papers", "elsewhere", person="yan-li"
    ):
        assert sample.person(str(coauthor)).page.papers == together + elsewhere  # type: ignore[operator]


def test_split_persons(engine: Engine) -> None:
    assert ask(engine, "split-persons", least=3) == [
        ("jing-wang/unverified", "Jing Wang", 10, "jing-wang-kestrelbay", "Jing Wang", 3, 6, 0),
        (
            "katarzyna-lipiec",
            "Katarzyna Lipiec",
            5,
            "katarzyna-lipiec-morawska/unverified",
            "Katarzyna Lipiec-Morawska",
            5,
            3,
            1,
        ),
        # only because of the paper with the wrong id
        ("rahul-sharma-oosterwijk", "Rahul Sharma", 5, "rahul-sharma", "Rahul Sharma", 4, 3, -5),
    ]


def test_explained_unverified(engine: Engine) -> None:
    """Ana Souza's unverified page is not: the two are on one paper together."""
    assert ask(engine, "explained-unverified") == [
        ("rahul-sharma/unverified", 2, 2, "rahul-sharma", 2),
        ("rahul-sharma/unverified", 2, 2, "rahul-sharma-oosterwijk", 2),
    ]


def test_bridges(engine: Engine) -> None:
    """Without P17-1007 five early papers of Meenakshi Raghunandan share no co-author with the later ones."""
    columns = ("person", "paper", "link", "bridge", "papers")
    assert ask(engine, "bridges", *columns) == [
        ("meenakshi-raghunandan", "P17-1007", "explicit", 5, 13),
        ("minzhe-xu", "2022.icol-main.6", "explicit", 2, 7),
    ]
    assert ask(engine, "bridges", "paper", person="meenakshi-raghunandan", least=1) == [("P17-1007",)]


def test_two_places(engine: Engine) -> None:
    columns = ("person", "year", "place", "paper", "other_place", "other_paper")
    assert ask(engine, "two-places", *columns) == [
        (
            "jing-wang/unverified",
            2022,
            "Hanbit University",
            "2022.icol-main.11",
            "Kestrel Bay University",
            "2022.icol-main.3",
        ),
        (
            "wei-chen",
            2022,
            "Linhai University",
            "2022.icol-short.4",
            "Qingshan Institute of Technology",
            "2022.icol-main.6",
        ),
    ]
    assert ask(engine, "two-places", since=2023) == []


def test_volume_findings(engine: Engine, sample: Bibliography) -> None:
    rows = ask(engine, "volume-findings", volume="2022.icol-main")
    assert [row[:3] for row in rows] == [
        ("2022.icol-main.11", "jing-wang/unverified", "GC102"),
        ("2022.icol-main.12", "katarzyna-lipiec", "GC103"),
        ("2022.icol-main.12", "katarzyna-lipiec-morawska/unverified", "GC103"),
        ("2022.icol-main.6", "wei-chen", "GC102"),
        ("2022.icol-main.7", "yan-li", "GC101"),
    ]
    (stray,) = sample.findings(pages(sample)["yan-li"])
    assert rows[4][3:] == (stray.score, "new", stray.text)


def test_venue_findings(engine: Engine, sample: Bibliography) -> None:
    rows = ask(engine, "venue-findings", venue="meld", since=2023)
    found = [f for page in sample.pages() for f in sample.findings(page)]
    told = [
        (int(paper[:4]), paper, person, f.code, f.score, f.text)
        for f in found
        for paper in f.papers
        for person in f.concerned
        if ".meld-" in paper and int(paper[:4]) >= 2023
    ]
    assert rows == sorted(told, key=lambda row: (-row[0], -row[4], row[1], row[3], row[2]))
    assert {("2023.meld-main.2", "jing-wang/unverified"), ("2023.meld-main.16", "wei-chen")} <= {r[1:3] for r in rows}


def test_namesakes(engine: Engine) -> None:
    assert ask(engine, "namesakes", person="jing-wang") == [
        ("jing-wang/unverified", "Jing Wang", True, False, 10, 2019, 2023, 0),
        ("jing-wang-kestrelbay", "Jing Wang", True, True, 3, 2023, 2024, 0),
    ]
    assert ask(engine, "namesakes", "other", "same", "shared", person="katarzyna-lipiec") == [
        ("katarzyna-lipiec-morawska/unverified", False, 3)
    ]


def test_person_papers(engine: Engine, sample: Bibliography) -> None:
    rows = ask(engine, "person-papers", "group", "core", "paper", person="wei-chen")
    told = [(group.label, group.core, paper) for group in pages(sample)["wei-chen"].groups for paper in group.papers]
    assert sorted(rows) == sorted(told)
    assert [row[0] for row in rows] == ["A"] * 8 + ["B"] * 6
    columns = ("year", "paper", "title", "name", "link")
    assert ask(engine, "person-papers", *columns, person="wei-chen")[0] == (
        2014,
        "P14-1007",
        "Distant Supervision with Fewer Lies: Filtering by Contradiction",
        "Wei Chen",
        "explicit",
    )


def test_coauthors(engine: Engine) -> None:
    columns = ("coauthor", "papers", "first_year", "last_year")
    assert ask(engine, "coauthors", *columns, person="yu-chen") == [
        ("bingwen-tao", 4, 2020, 2023),
        ("caiyun-gu", 2, 2019, 2022),
        ("jing-wang", 2, 2020, 2022),
        ("ruixue-pang", 2, 2019, 2023),
        ("wei-li/unverified", 2, 2020, 2021),
        ("wei-chen", 1, 2021, 2021),
    ]


def test_nothing_changed_with_a_first_load(engine: Engine) -> None:
    assert ask(engine, "changed-volumes") == []
    assert ask(engine, "volume-changes", volume="2021.meld-main") == []
