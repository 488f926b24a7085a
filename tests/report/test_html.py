"""Pages tell what was found, hold nothing alive, and need nothing but themselves."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from hashlib import sha256

import pytest
from lxml import html

from graphcheck.model import Evidence, Page, Suggestion
from graphcheck.report.facts import PaperFacts
from graphcheck.report.html import check_page_html
from tests.report.factories import HOSTILE, authorship, calm, page

TITLES = {"2025.naacl-long.450": PaperFacts("On something else", 2025, "NAACL")}
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def parsed(text: str) -> html.HtmlElement:
    return html.document_fromstring(text.encode("utf-8"))


def words(element: html.HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split())


def hostile_people() -> list[Page]:
    """Return people whose ids, names, papers and texts are all hostile."""
    return [
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


def hostile_page() -> str:
    """Return the check page of these people."""
    pages = hostile_people()
    facts = {text: PaperFacts(text, 2020, text) for text in HOSTILE}
    return check_page_html(pages, [SVG] * len(pages), facts)


def test_page_is_accessible() -> None:
    document = parsed(check_page_html([page()], [SVG], TITLES))
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


@pytest.mark.parametrize("text", [hostile_page()], ids=["check"])
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
