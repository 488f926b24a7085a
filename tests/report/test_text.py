"""Pages as text: wrapped, aligned, harmless."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from graphcheck.bibliography import Bibliography
from graphcheck.model import Coauthor, Evidence, Group, JudgedAuthorship, Page, Suggestion
from graphcheck.report.facts import PaperFacts, paper_facts
from graphcheck.report.sheet import cells, cut, pad
from graphcheck.report.text import check_text, commonness
from tests.report.factories import HOSTILE, authorship, calm, page, page_finding

PAPERS = {
    "W15-1527": PaperFacts("Estimating where people are", 2015, "VSM"),
    "2023.x-1.2": PaperFacts("Learning together " * 20, 2023, "EMNLP"),
    "2025.naacl-long.450": PaperFacts("On something else", 2025, "NAACL"),
}


def text_of(person: Page, width: int = 100) -> str:
    return check_text([(person, [])], PAPERS, width)


def test_a_persons_facts() -> None:
    text = text_of(page())
    for line in (
        "Ji Liu (ji-liu)",
        "page        verified (listed in the people file)",
        "ORCID       0000-0002-1825-0097",
        "OpenReview  ~Ji_Liu1",
        "papers      3 (2015–2025)",
        "links       2 inferred, 1 explicit",
        "doubt       40% that the page holds several people",
        "core        Group A is the core: it has the explicitly linked paper.",
        "Group A, the core: 2 papers, 2015–2023",
        "Group B: 1 paper, 2025",
        "  with: nobody",
    ):
        assert line in text.splitlines()


def test_an_orcid_that_only_a_flagged_paper_states_is_told_as_that() -> None:
    (stray,) = (judged for judged in page().authorships if judged.flagged)
    calm_ones = page().authorships[:2]
    text = text_of(page(verified=False, authorships=(*calm_ones, replace(stray, orcid=page().orcid or ""))), 200)
    assert (
        f"ORCID       {page().orcid} (stated only by {stray.paper}, which is flagged: it goes with that paper)" in text
    )
    assert f"  The paper states the ORCID {page().orcid}; the page has it from this paper alone" in text
    assert "stated only by" not in text_of(page())


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"verified": False}, "unverified (not listed in the people file)"),
        ({"verified": False, "catch_all": True}, "catch-all (the people file says that it may hold several people)"),
    ],
)
def test_the_kind_of_page(changes: dict[str, bool], kind: str) -> None:
    assert f"page        {kind}\n" in text_of(page(**changes))


def test_what_is_not_known_is_left_out() -> None:
    text = text_of(page(orcid=None, openreview=None, doubt=None))
    assert "ORCID       none" in text
    assert "OpenReview" not in text
    assert "doubt" not in text


def test_papers_show_their_score_and_what_is_flagged() -> None:
    rows = [line for line in text_of(page()).splitlines() if "On something else" in line and "2025  NAACL" in line]
    assert rows == ["!    97%  2025.naacl-long.450  2025  NAACL  On something else"]
    silent = page(
        authorships=(calm("W15-1527", score=None, abstained="a solo paper"), calm("2023.x-1.2"), authorship())
    )
    text = text_of(silent)
    assert "       –  W15-1527" in text
    assert text.endswith("\nNot judged\n  W15-1527: a solo paper\n")


def test_evidence_sums_line_by_line() -> None:
    text = text_of(page())
    weights = [round(float(w.replace("−", "-")), 2) for w in re.findall(r"^ +([+−]\d\.\d\d)  ", text, re.MULTILINE)]
    assert len(weights) == 4
    assert round(sum(weights[:3]), 2) == weights[3] == -3.47
    assert "  2025.naacl-long.450: 97% not this person's [GC101]" in text
    assert "  author 4, printed “Ji Liu”, filed here by name alone" in text
    told = "  If it is not this person's, whose it is:\n    75% ji-liu-amd: co-authors in common: Emad Barsoum\n"
    assert f"{told}    20% nobody whom the bibliography knows\n" in text


def test_a_finding_about_the_page_is_told_with_the_facts() -> None:
    text = check_text([(page(codes=("GC101", "GC102")), [page_finding()])], PAPERS, 100)
    assert "GC102 mixed-page, 61%: Filed under Ji Liu" in text.split("Groups of papers")[0]


@pytest.mark.parametrize("width", [60, 80, 100, 160])
def test_lines_keep_to_the_width(width: int) -> None:
    assert max(cells(line) for line in text_of(page(), width).splitlines()) <= width
    assert any(line.endswith("…") for line in text_of(page(), width).splitlines())


def hostile_page(text: str) -> Page:
    judged = replace(
        authorship(),
        paper=text,
        name=text,
        suggestions=(Suggestion(text, 0.5, text),),
        evidence=(Evidence(text, -1.0, text),),
    )
    silent = replace(calm(text), score=None, abstained=text)
    group = Group(text, (text,), True, (2020, 2020), ((text, 1),), (Coauthor(text, text, 1),))
    both: tuple[JudgedAuthorship, ...] = (judged, silent)
    return page(
        person=text, name=text, orcid=text, openreview=text, core_reason=text, groups=(group,), authorships=both
    )


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_acts_on_a_terminal(text: str) -> None:
    shown = check_text(
        [(hostile_page(text), [page_finding(text=text)])], {text: PaperFacts(text, 2020, text)}, 80, text
    )
    assert shown.replace("\n", "").isprintable()


def test_people_are_parted_and_who_is_left_out_comes_last() -> None:
    text = check_text([(page(), []), (page(person="ji-liu-amd"), [])], PAPERS, 100, "3 more people")
    assert "\n\nJi Liu (ji-liu-amd)\n=" in text
    assert text.endswith("\n\n3 more people\n")


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        (0.00012, "rare: 0.00012 people"),
        (0.42, "not rare: 0.42 people"),
        (1.0, "common: 1 person"),
        (12.34, "common: 12 people"),
        (1234.5, "common: 1,234 people"),
    ],
)
def test_commonness_in_words(expected: float, words: str) -> None:
    assert commonness(expected).startswith(words)


def test_east_asian_letters_take_two_columns_and_marks_none() -> None:
    assert cells("刘吉") == 4
    assert cells("e\u0301") == 1
    assert cut("刘吉刘吉", 5) == "刘吉…"
    assert cut("abc", 3) == "abc"
    assert pad("刘", 4) == "刘  "


ESCAPE = re.compile("\x1b\\[[0-9;]*m")


def test_papers_by_year_are_drawn_for_each_group() -> None:
    lines = text_of(page()).splitlines()
    at = lines.index("Papers by year")
    assert lines[at + 1 : at + 4] == [
        "     2015  2018  2021  2024",
        "  A  1 · · · · · · · 1 · ·",
        "  B  · · · · · · · · · · 1   1 flagged",
    ]


def test_what_the_years_columns_mean_is_said_where_it_is_not_plain() -> None:
    papers = {f"p{n}": PaperFacts("", 1900 + (n > 0) * 120, "") for n in range(12)}
    group = Group("A", tuple(papers), True, (1900, 2020), (), ())
    text = check_text([(page(groups=(group,), authorships=tuple(calm(p) for p in papers)), [])], papers, 100)
    assert "Papers by year (2 years a column, + more than nine)\n" in text
    assert re.search(r"^  A  1·{59}\+$", text, re.MULTILINE)


def test_papers_of_one_year_are_not_drawn() -> None:
    same = {paper: replace(facts, year=2020) for paper, facts in PAPERS.items()}
    assert "Papers by year" not in check_text([(page(), [])], same, 100)


def test_many_groups_are_counted_where_they_are_not_drawn() -> None:
    papers = {f"p{n}": PaperFacts("", 2000 + n % 3, "") for n in range(15)}
    groups = tuple(Group(f"G{n}", (f"p{n}",), False, (2000, 2002), (), ()) for n in range(15))
    text = check_text([(page(groups=groups, authorships=tuple(calm(p) for p in papers)), [])], papers, 100)
    assert "  G11  · · 1\n  3 more groups, 3 papers\n" in text


def test_bars_stand_beside_the_evidence_where_there_is_room() -> None:
    wide = text_of(page(), 100)
    assert "     +3.21  " in wide
    assert "█" in wide
    assert "█" in text_of(page(), 80)
    assert "█" not in text_of(page(), 60)


@pytest.mark.parametrize("width", [60, 80, 100, 160])
def test_colours_change_nothing_but_colours(width: int) -> None:
    plain = text_of(page(), width)
    coloured = check_text([(page(), [])], PAPERS, width, coloured=True)
    assert "\x1b[" not in plain
    assert "\x1b[1;31m" in coloured
    bare = ESCAPE.sub("", coloured)
    assert [line.rstrip() for line in bare.splitlines()] == [line.rstrip() for line in plain.splitlines()]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_with_colours_only_ours_act_on_a_terminal(text: str) -> None:
    facts = {text: PaperFacts(text, 2020, text)}
    shown = check_text([(hostile_page(text), [page_finding(text=text)])], facts, 100, text, coloured=True)
    assert ESCAPE.sub("", shown).replace("\n", "").isprintable()
    assert set(ESCAPE.findall(shown)) <= {f"\x1b[{code}m" for code in ("0", "1", "2", "31", "32", "1;31")}


def test_what_is_told_of_a_person_does_not_take_the_sentences_of_every_paper(sample: Bibliography) -> None:
    texts: dict[bool, list[str]] = {}
    for evidence in (True, False):
        people = [sample.person(str(sample.people["id"].iat[row]), evidence=evidence) for row in sample.judged_people()]
        facts = paper_facts(sample.source.tables, [person.page for person in people])
        told = [(person.page, person.findings) for person in people]
        texts[evidence] = [check_text([one], facts) for one in told]
        written = [bool(judged.evidence) for person in people for judged in person.page.authorships]
        assert sum(written) > 500 or not evidence
        assert sum(written) < 50 or evidence
    assert texts[True] == texts[False]
