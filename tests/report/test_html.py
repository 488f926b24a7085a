"""Pages tell what was found, hold nothing alive, and need nothing but themselves."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from hashlib import sha256
from typing import Any

import pytest
from lxml import html

from graphcheck.findings.catalogue import CATALOGUE
from graphcheck.model import Evidence, Suggestion
from graphcheck.report.facts import PaperFacts
from graphcheck.report.html import MOST_ROWS, check_page_html, index_html
from graphcheck.report.records import in_order
from tests.report.factories import HOSTILE, authorship, calm, finding, hostile_findings, page, page_finding, run

SUMMARY: dict[str, Any] = {
    **run(),
    "tool": "graphcheck",
    "version": "1.2.3",
    "format_version": 2,
    "judged": 600,
    "abstained": 40,
    "flagged": 2,
    "counts": {"GC101": 1, "GC102": 1},
}
TITLES = {"2025.naacl-long.450": PaperFacts("On something else", 2025, "NAACL")}
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def parsed(text: str) -> html.HtmlElement:
    return html.document_fromstring(text.encode("utf-8"))


def words(element: html.HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split())


def hostile_page() -> tuple[str, str]:
    """Return the index and the check page for people, papers and texts that are all hostile."""
    pages = [
        page(
            person=text,
            name=text,
            orcid=text,
            openreview=text,
            core_reason=text,
            authorships=(
                authorship(
                    text, name=text, suggestions=(Suggestion(text, 0.5, text),), evidence=(Evidence(text, -1.0, text),)
                ),
            ),
            groups=tuple(
                type(g)(
                    text, (text,), g.core, g.years, ((text, 1),), tuple(type(c)(text, text, 1) for c in g.coauthors)
                )
                for g in page().groups
            ),
        )
        for text in HOSTILE
    ]
    summary = {**SUMMARY, "source": HOSTILE[0], "revision": HOSTILE[1], "skipped": list(HOSTILE)}
    facts = {text: PaperFacts(text, 2020, text) for text in HOSTILE}
    return index_html(hostile_findings(), summary), check_page_html(pages, [SVG] * len(pages), facts)


def test_row_tells_all_of_a_finding() -> None:
    row = parsed(index_html([finding()], SUMMARY)).xpath("//table/tbody/tr")[0]
    said = words(row)
    assert all(
        text in said
        for text in ("97%", "GC101", "stray-authorship", "Ji Liu", "2025.naacl-long.450", "On something else", "2025")
    )
    assert "None of its 6 co-authors wrote with anybody of the core." in said
    assert "3 reasons, sum −3.47" in said
    assert row.xpath(".//td[@data-label='Linked by']")[0].text == "name"
    assert set(row.xpath(".//a/@href")) == {
        "#GC101",
        "https://aclanthology.org/people/ji-liu/",
        "https://aclanthology.org/2025.naacl-long.450/",
        "https://aclanthology.org/people/ji-liu-amd/",
    }


def test_row_of_a_page_lists_papers() -> None:
    row = parsed(index_html([page_finding()], SUMMARY)).xpath("//table/tbody/tr")[0]
    assert "2 papers outside the core group" in words(row)
    assert "https://aclanthology.org/W15-1527/" in row.xpath(".//a/@href")


def test_header_tells_source_and_counts() -> None:
    header = words(parsed(index_html([finding()], SUMMARY)).xpath("//header")[0])
    assert "Source: bibliography , revision 903b3130c0f… , people in people.json" in header
    assert "authorships 640" in header


def test_no_findings_is_said() -> None:
    document = parsed(index_html([], SUMMARY))
    assert "No findings" in words(document.xpath("//main")[0])
    assert not document.xpath("//table")


def test_left_out_files_are_told_of() -> None:
    (note,) = parsed(index_html([], {**SUMMARY, "skipped": ["a.xml:3: broken", "b.xml: gone"]})).xpath(
        "//*[@role='note']"
    )
    assert "2 problems" in words(note)
    assert "a.xml:3: broken" in words(note)
    assert not parsed(index_html([], SUMMARY)).xpath("//*[@role='note']")


@pytest.mark.parametrize(
    ("faults", "said"), [(["a.xml:7: x"], "1 fault that"), (["a.xml:7: x"] * 1088, "1,088 faults")]
)
def test_faults_are_counted_with_where_to_read_them(faults: list[str], said: str) -> None:
    footer = parsed(index_html([], {**SUMMARY, "faults": faults})).xpath("//footer")[0]
    assert f"The source has {said}" in words(footer)
    assert "each is told under faults in summary.json" in words(footer)
    assert "summary.json" in footer.xpath(".//code[text()='faults']/following-sibling::a/@href")


def test_a_source_without_faults_has_no_word_on_them() -> None:
    assert "fault" not in words(parsed(index_html([], {**SUMMARY, "faults": []})).xpath("//footer")[0])


def test_every_code_is_explained() -> None:
    document = parsed(index_html([], SUMMARY))
    for code in CATALOGUE:
        (explained,) = document.xpath(f"//details[@id='{code}']")
        assert "Known false alarms" in words(explained)


def test_too_many_rows_are_cut_and_the_rest_is_told_of() -> None:
    found = in_order(finding(id=str(i), score=i / 10_000) for i in range(MOST_ROWS + 5))
    document = parsed(index_html(found, SUMMARY))
    assert len(document.xpath("//tbody/tr")) == MOST_ROWS
    assert "the 5,000 findings with the highest scores; all 5,005 are in" in words(document.xpath("//main")[0])


@pytest.mark.parametrize(
    "text", [index_html([finding(), page_finding()], SUMMARY), check_page_html([page()], [SVG], TITLES)]
)
def test_page_is_accessible(text: str) -> None:
    document = parsed(text)
    assert document.get("lang") == "en"
    assert document.xpath("//title")[0].text
    assert [e.tag for e in document.xpath("//body/*")] == ["a", "header", "main", "footer"]
    assert document.xpath("//body/a[1]/@href") == ["#main"]
    assert document.xpath("//main/@id") == ["main"]
    assert len(document.xpath("//h1")) == 1
    for table in document.xpath("//table"):
        assert words(table.xpath("caption")[0])
        assert table.xpath("thead//th")
        assert not table.xpath(".//th[not(@scope)]")
        assert all(len(row.xpath("th[@scope='row']")) == 1 for row in table.xpath("tbody/tr"))
    assert not document.xpath("//img[not(@alt)]")
    assert len(set(document.xpath("//@id"))) == len(document.xpath("//@id"))


@pytest.mark.parametrize("text", hostile_page(), ids=["index", "check"])
class TestHostile:
    def test_nothing_comes_alive(self, text: str) -> None:
        document = parsed(text)
        assert not document.xpath("//script | //iframe | //object | //embed | //form | //base | //link | //svg")
        assert not document.xpath("//@style | //@*[starts-with(name(), 'on')]")
        assert len(document.xpath("//h1")) == 1
        for address in document.xpath("//@href | //@src"):
            assert re.match(
                r"https://aclanthology\.org/|https://(doi|orcid)\.org/|#|findings\.|summary\.|data:image/svg", address
            )
        assert "49" not in words(document.xpath("//main")[0])  # {{ 7 * 7 }}

    def test_nothing_is_turned_around_or_endless(self, text: str) -> None:
        assert not set(text) & set("\x00\x07\x1b‮⁦")
        assert "A" * 700 not in re.sub(r"https://\S+", "", text)
        assert "&lt;script&gt;" in text

    def test_policy_allows_the_style_sheet_and_nothing_else(self, text: str) -> None:
        document = parsed(text)
        (policy,) = document.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        (style,) = document.xpath("//style")
        digest = b64encode(sha256(style.text.encode("utf-8")).digest()).decode()
        assert policy == (
            f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
        )
        assert document.xpath("//head/meta")[1].get("http-equiv") == "Content-Security-Policy"


class TestCheck:
    def test_person_is_told(self) -> None:
        said = words(parsed(check_page_html([page()], [], TITLES)).xpath("//section[@class='person']")[0])
        for text in ("Ji Liu", "verified", "0000-0002-1825-0097", "~Ji_Liu1", "2015–2025", "Group A is the core"):
            assert text in said

    def test_reasons_sum_to_the_score(self) -> None:
        table, whose = parsed(check_page_html([page()], [], TITLES)).xpath("//section[@class='flag']//table")
        assert words(whose).endswith("ji-liu-amd co-authors in common: Emad Barsoum 75% nobody known 20%")
        cells = [td.text.replace("−", "-") for td in table.xpath(".//tbody/tr/td[last()]")]
        (total,) = (td.text.replace("−", "-") for td in table.xpath(".//tfoot//td[last()]"))
        assert cells == ["+3.21", "-5.41", "-1.27"]
        assert sum(round(float(cell) * 100) for cell in cells) == round(float(total) * 100) == -347
        assert "97%" in words(table.xpath(".//tfoot")[0])

    def test_groups_list_papers_with_titles_and_scores(self) -> None:
        rows = parsed(check_page_html([page()], [], TITLES)).xpath("//section[@class='group']//tbody/tr")
        assert [words(row) for row in rows] == [
            "W15-1527 – 2%",
            "2023.x-1.2 – 2%",
            "2025.naacl-long.450 On something else NAACL 2025 97% flagged",
        ]

    def test_paper_that_was_not_judged_says_why(self) -> None:
        silent = page(authorships=(calm("W15-1527", score=None, abstained="it has no co-authors"),))
        assert "not judged: it has no co-authors" in words(parsed(check_page_html([silent], [], {})))

    def test_picture_is_in_the_page_where_it_can_do_nothing(self) -> None:
        document = parsed(check_page_html([page(), page(person="other")], ["", SVG], TITLES))
        (source,) = document.xpath("//img/@src")
        assert b64decode(source.removeprefix("data:image/svg+xml;base64,")).decode() == SVG
        assert document.xpath("//section[@id='person-2']//img")

    def test_several_persons_have_a_way_to_each(self) -> None:
        document = parsed(check_page_html([page(), page(person="ji-liu/unverified", verified=False)], [], TITLES))
        assert document.xpath("//nav//a/@href") == ["#person-1", "#person-2"]
        assert "unverified" in words(document.xpath("//section[@id='person-2']")[0])

    def test_nobody_is_a_page_too(self) -> None:
        assert "Nobody of that name" in words(parsed(check_page_html([], [], {})))

    def test_malformed_orcid_is_shown_but_leads_nowhere(self) -> None:
        document = parsed(check_page_html([page(orcid="0000/../x")], [], {}))
        assert "0000/../x" in words(document)
        assert not [href for href in document.xpath("//@href") if "orcid.org" in href]
