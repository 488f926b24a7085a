import pytest

from graphcheck.pages import group_name
from graphcheck.wording import listing, number
from tests.test_communities import LAB, OTHER, common, elsewhere
from tests.toy import toy


def sentence(papers: dict[str, list[str]], paper: str, kind: str, person: str = "wei-wang", **more: object) -> str:
    page = toy(common(papers), **more).person(person).page  # type: ignore[arg-type]
    return next(e.text for a in page.authorships if a.paper == paper for e in a.evidence if e.kind == kind)


PAPERS = {f"p{i}": ["Wei Wang", *LAB] for i in range(3)} | {"q": ["Wei Wang", *OTHER]}


def test_shared_coauthors_are_named_with_how_often() -> None:
    text = sentence(dict(PAPERS, p0=["Wei Wang", "Ann Ash", "Vi Willow"]), "p0", "coauthors")
    assert text == "1 of its 2 co-authors is on other papers of the core (how many in parentheses): Ann Ash (2)."


def test_strangers_are_named() -> None:
    text = sentence(PAPERS, "q", "coauthors")
    assert text.startswith("None of its 3 co-authors (Xi Yew, Yan Zelkova and Zoe Walnut) is on any paper of the core.")


def test_a_tie_is_named_with_both_ends() -> None:
    tied = PAPERS | {"b": ["Ann Ash", "Xi Yew"]}
    text = sentence(tied, "q", "walks")
    assert text == "Outside this page, Xi Yew wrote 1 other paper with Ann Ash, who is on papers of the core."


def test_a_paper_of_the_core_is_held_against_the_others() -> None:
    rare = {paper: ["Eve Elm" if name == "Wei Wang" else name for name in authors] for paper, authors in PAPERS.items()}
    text = sentence(rare | {"b": ["Ann Ash", "Xi Yew"]}, "q", "walks", person="eve-elm")
    assert text == "Outside this page, Xi Yew wrote 1 other paper with Ann Ash, who is on other papers of the core."


def test_institutions_are_quoted_as_they_are_printed() -> None:
    stated = elsewhere() | {
        ("p0", "Wei Wang"): "Tree College",
        ("p1", "Wei Wang"): "Tree College",
        ("q", "Wei Wang"): "Bush Lab",
    }
    assert sentence(PAPERS, "p0", "institutions", affiliations=stated) == (
        "The person states “Tree College” here and on p1."
    )
    assert "“Bush Lab” here and “Tree College”" in sentence(PAPERS, "q", "institutions", affiliations=stated)


def test_years_name_the_nearest_paper() -> None:
    assert sentence(PAPERS, "q", "years") == (
        "It is 1 year from the nearest of the 3 papers that it is held against, p2."
    )


def test_years_leave_out_papers_that_nothing_is_held_against() -> None:
    alone = {f"p{i}": PAPERS[f"p{i}"] for i in range(3)} | {"s": ["Wei Wang"], "q": PAPERS["q"]}
    text = sentence(alone, "q", "years")
    assert text == "It is 2 years from the nearest of the 3 papers that it is held against, p2."
    two = {"p0": PAPERS["p0"], "q": PAPERS["q"]}
    assert sentence(two, "q", "years") == "It is 1 year from the one paper that it is held against, p0."


def test_company_names_the_papers_that_go_with_one_outside_the_core() -> None:
    two = {f"p{i}": ["Wei Wang", *LAB] for i in range(6)} | {p: ["Wei Wang", *OTHER] for p in ("q", "r")}
    assert sentence(two, "q", "company") == (
        "It is outside the core, which holds 75% of the papers of the page; 1 other paper is in its group (r)."
    )
    assert sentence(PAPERS, "q", "company") == (
        "It is outside the core, which holds 75% of the papers of the page, and no other paper is in its group."
    )


def test_fit_names_the_papers_that_read_as_one_persons_with_it_the_nearest_first() -> None:
    text = sentence(PAPERS, "p1", "fit")
    assert text.startswith("It reads as one person's with 2 of the 3 papers of the page that it is compared with, ")
    assert text.endswith(("core's or not: p0 and p2.", "core's or not: p2 and p0."))
    assert sentence(PAPERS, "q", "fit") == (
        "It reads as one person's with none of the 3 papers of the page that it is compared with, the core's or not."
    )


def test_one_paper_to_compare_is_no_number() -> None:
    papers = {"p0": ["Wei Wang", "Ann Ash"], "p1": ["Wei Wang", "Ann Ash"]}
    assert sentence(papers, "p0", "fit") == (
        "It reads as one person's with the one paper of the page that it is compared with, p1."
    )


def test_topics_name_what_a_paper_is_about_and_the_papers_nearest_to_it() -> None:
    titles = {f"p{i}": "Machine translation with neural networks" for i in range(3)}
    near = toy(common(PAPERS), titles=titles | {"q": "Neural machine translation"}).person("wei-wang").page
    far = toy(common(PAPERS), titles=titles | {"q": "Anaphora and coreference resolution"}).person("wei-wang").page
    about = [
        next(e for a in page.authorships if a.paper == "q" for e in a.evidence if e.kind == "topics")
        for page in (near, far)
    ]
    assert about[0].weight > 0 > about[1].weight
    assert about[0].text == (
        "It is about “translation, machine, neural”; nearest to that on the page is p0, about “neural, networks” and "
        "“translation, machine”."
    )
    assert about[1].text.startswith(
        "It is about “resolution, coreference, anaphora”; nearest to that on the page is p0"
    )


MANY = common(PAPERS) | {f"z{n}": ["Zoe Zelkova"] for n in range(100)}


def told_of(kind: str, titles: dict[str, str], venues: dict[str, str]) -> tuple[str, float]:
    page = toy(MANY, titles=titles, venues=venues).person("wei-wang").page
    found = next(e for a in page.authorships if a.paper == "q" for e in a.evidence if e.kind == kind)
    return found.text, found.weight


def test_venues_name_the_papers_of_the_page_that_appeared_there_and_how_many_papers_did() -> None:
    venues = {"p0": "ACL", "p1": "BEA", "p2": "ACL", "q": "BEA"}
    text, weight = told_of("venues", {}, venues)
    assert weight > 0
    share = 100 * 2 / len(MANY)
    assert text == f"It appeared at BEA, where {share:.2g}% of all papers did, and 1 other paper of the page (p1)."
    text, weight = told_of("venues", {}, venues | {"q": "WMT"})
    assert weight < 0
    assert text.endswith("of all papers did, and no other paper of the page.")


def test_a_venue_where_everybody_appears_says_little() -> None:
    everywhere = dict.fromkeys(MANY, "ACL")
    text, weight = told_of("venues", {}, everywhere)
    assert weight < 0
    assert text.endswith(
        "where 100% of all papers did, and 3 other papers of the page (p0, p1 and p2); that says little."
    )


def test_languages_name_those_of_the_paper_and_the_papers_of_the_page_that_name_one_of_them() -> None:
    titles = {"p0": "Parsing Amharic", "p1": "Old Hindi texts", "q": "Amharic–Hindi translation", "p2": "Parsing"}
    share = 100 / len(MANY)
    text, weight = told_of("languages", titles, {})
    assert weight > 0
    assert text.startswith("It names Amharic and Hindi; 1 other paper of the page (p0) names Amharic, too, as ")
    assert f"{2 * share:.2g}% of all papers do." in text
    text, weight = told_of("languages", titles | {"q": "Urdu"}, {})
    assert weight < 0
    assert text == "It names Urdu; no other paper of the page names it."
    text, _ = told_of("languages", titles | {"q": "Urdu and Sindhi"}, {})
    assert text == "It names Sindhi and Urdu; no other paper of the page names one of these."


def test_roles_name_the_last_author() -> None:
    assert sentence(PAPERS, "p0", "roles") == "The person is first of 4 authors; Cy Cedar is the last."


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (list("abcde"), "a, b, c, d and e"),
        (list("abcdef"), "a, b, c, d and 2 more"),
    ],
)
def test_listing(items: list[str], expected: str) -> None:
    assert listing(items) == expected


def test_number() -> None:
    assert (number(1, "paper"), number(1200, "paper")) == ("1 paper", "1,200 papers")


def test_group_names_go_on_after_z() -> None:
    assert [group_name(i) for i in (0, 25, 26, 51, 52, 702)] == ["A", "Z", "AA", "AZ", "BA", "AAA"]
