"""The page of one name tells its people as a report does, each apart from the others, and holds nothing alive."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise

import pytest
from lxml import html

from graphcheck.model import State
from graphcheck.report.fixing import fixing_view
from graphcheck.report.site.check import Checked, check_html
from graphcheck.report.site.person import CLAIMS, GROUPS, person_html
from tests.report.factories import HOSTILE, authorship, calm, finding, hostile_people, page, page_finding
from tests.report.read_html import parsed, words
from tests.report.site.surrounded import check_page, findings_of, large_page, surroundings

OTHER = page(person="ji-liu-amd", verified=False, authorships=(calm("W15-1527"), calm("2023.x-1.2"), authorship()))
ADDRESS = re.compile(r"https://aclanthology\.org/|https://orcid\.org/\d|#[a-z0-9-]+$")


def two_people() -> html.HtmlElement:
    people = [page(), OTHER]
    return parsed(check_page(people, [fixing_view(one, {}, findings_of(one)) for one in people]))


def hostile_page(*, dialogs: bool = True) -> str:
    """Return the page of people whose every text is hostile."""
    return check_html(
        [
            Checked(
                one,
                surroundings(one, one.person, claims=2),
                [page_finding(name=one.person, text=one.person), finding(paper=one.person, text=one.person)],
                fixing_view(one, {}, []) if dialogs else None,
            )
            for one in hostile_people()
        ]
    )


class TestOnePerson:
    @pytest.mark.parametrize("papers", [3, 40])
    def test_main_part_is_that_of_the_report(self, papers: int) -> None:
        one = page(codes=()) if papers == 3 else large_page(papers, 3)
        here = parsed(check_page([one])).xpath("//main")[0]
        there = parsed(person_html(one, surroundings(one), [], {one.person})).xpath("//main")[0]
        for what in (".//svg", ".//article//table", ".//section[contains(@class, 'group')]"):
            assert [html.tostring(e) for e in here.xpath(what)] == [html.tostring(e) for e in there.xpath(what)]
            assert here.xpath(what)

    def test_nothing_leads_to_a_report(self) -> None:
        addresses = parsed(check_page([page(), OTHER])).xpath("//@href")
        assert [a for a in addresses if not ADDRESS.match(a)] == []

    def test_all_is_told_in_full(self) -> None:
        one = large_page(300, 60, groups=GROUPS + 5)
        document = parsed(check_page([one]))
        assert len(document.xpath("//article//table[@class='fall']")) == 60
        assert len(document.xpath("//section[contains(@class, 'group ')]")) == GROUPS + 5
        assert len(document.xpath("//table[@class='papers']/tbody/tr")) == 300

    def test_all_missing_papers_are_told(self) -> None:
        around = surroundings(page(), claims=CLAIMS + 5)
        (section,) = parsed(check_html([Checked(page(), around, [])])).xpath("//section[@class='missing']")
        assert len(section.xpath(".//tbody/tr")) == CLAIMS + 5

    def test_states_are_those_of_decisions_only(self) -> None:
        one = page()
        known = [finding(), finding(id="2", paper="W15-1527", state=State.DISMISSED, note="dismissed by Ann")]
        dismissed = replace(known[0], state=State.DISMISSED, note="dismissed by Bo")
        assert not parsed(check_html([Checked(one, surroundings(one), known)])).xpath("//*[contains(@class, 'state')]")
        (article,) = parsed(check_html([Checked(one, surroundings(one), [dismissed])])).xpath("//article")
        assert "dismissed dismissed by Bo" in words(article)

    def test_page_with_nothing_flagged_says_so(self) -> None:
        calm_page = page(authorships=tuple(map(calm, ("W15-1527", "2023.x-1.2", "2025.naacl-long.450"))))
        assert "No paper is flagged on this page." in words(parsed(check_page([calm_page])))
        assert "No paper is flagged" not in words(parsed(check_page([page()])))

    def test_paper_that_was_not_judged_says_why(self) -> None:
        silent = calm("W15-1527", score=None, abstained="it has no co-authors")
        document = parsed(check_page([page(authorships=(silent, calm("2023.x-1.2"), authorship()))]))
        assert "not judged: it has no co-authors" in words(document.xpath("//table[@class='papers']")[0])

    def test_malformed_orcid_is_shown_but_leads_nowhere(self) -> None:
        document = parsed(check_page([page(orcid="0000/../x")]))
        assert "0000/../x" in words(document)
        assert not [href for href in document.xpath("//@href") if "orcid.org" in href]


class TestSeveral:
    def test_each_has_a_place_and_a_way_to_it(self) -> None:
        document = two_people()
        assert words(document.xpath("//h1")[0]) == "Ji Liu"
        assert document.xpath("//nav//a/@href") == ["#person-1", "#person-2"]
        for number, one in ((1, "ji-liu"), (2, "ji-liu-amd")):
            (section,) = document.xpath(f"//section[@id='person-{number}']")
            assert one in words(section.xpath("p[@class='id']")[0])
            assert section.xpath(".//svg[@class='network']")
            assert section.xpath(".//svg[@class='timeline']")
            assert section.xpath(".//section[@data-fixing]")

    def test_ids_are_of_one_element_each_and_lead_within_their_person(self) -> None:
        document = two_people()
        ids = document.xpath("//@id")
        assert len(set(ids)) == len(ids) > 40
        for section in document.xpath("//section[@class='one']"):
            inside = {*section.xpath(".//@id"), *document.xpath("//symbol/@id"), "person-1", "person-2"}
            named = " ".join(section.xpath(".//@aria-labelledby | .//@aria-describedby | .//@for")).split()
            led = [address[1:] for address in section.xpath(".//@href") if address.startswith("#")]
            assert led
            assert {*named, *led} <= inside

    def test_suggested_person_of_the_page_is_where_it_says(self) -> None:
        (first, second) = two_people().xpath("//section[@class='one']//ul[@class='whose']//a/@href")
        assert first == second == "#person-2"

    def test_headings_go_down_step_by_step(self) -> None:
        for document in (two_people(), parsed(check_page([page()]))):
            levels = [int(h.tag[1]) for h in document.xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")]
            assert levels[0] == 1
            assert levels.count(1) == 1
            assert all(after - before <= 1 for before, after in pairwise(levels))

    def test_nobody_is_a_page_too(self) -> None:
        assert "Nobody of that name" in words(parsed(check_page([])))


def test_page_is_accessible() -> None:
    document = two_people()
    assert document.get("lang") == "en"
    assert document.xpath("//title")[0].text == "Ji Liu: graphcheck"
    assert [e.tag for e in document.xpath("//body/*[not(self::script)]")] == ["a", "header", "main", "footer"]
    for table in document.xpath("//table"):
        assert words(table.xpath("caption")[0])
        assert not table.xpath(".//th[not(@scope)]")
    assert not document.xpath("//svg[not(@role='img') and not(@aria-hidden='true')]")


class TestHostile:
    def test_nothing_comes_alive(self) -> None:
        document = parsed(hostile_page())
        assert len(document.xpath("//section[@class='one']")) == len(HOSTILE)
        assert len(document.xpath("//script[not(@type)]")) == 5
        assert not document.xpath("//iframe | //object | //embed | //form | //base | //link | //img | //foreignObject")
        assert not document.xpath("//@style | //@*[starts-with(name(), 'on')]")
        assert len(document.xpath("//h1")) == 1
        assert [a for a in document.xpath("//@href | //@src") if not ADDRESS.match(a)] == []
        assert "49" not in " ".join(map(words, document.xpath("//main//h2")))  # {{ 7 * 7 }}
        ids = document.xpath("//@id")
        assert len(set(ids)) == len(ids)

    def test_nothing_is_turned_around_or_endless(self) -> None:
        # Without dialogs: their data holds the exact ids, which a script compares and nobody sees.
        text = hostile_page(dialogs=False)
        assert not set(text) & set("\x00\x07\x1b\u202e\u2066")
        assert "A" * 4100 not in re.sub(r"https://[^\"]+", "", text)
        assert "&lt;script&gt;" in text

    def test_policy_allows_our_style_sheets_and_scripts_and_nothing_else(self) -> None:
        document = parsed(hostile_page())
        (policy,) = document.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        styles, scripts = (
            " ".join(f"'sha256-{b64encode(sha256(e.text.encode()).digest()).decode()}'" for e in document.xpath(path))
            for path in ("//style", "//script[not(@type)]")
        )
        assert policy == (
            f"default-src 'none'; style-src {styles}; script-src {scripts}; base-uri 'none'; form-action 'none'"
        )
        assert document.xpath("//head/meta")[1].get("http-equiv") == "Content-Security-Policy"
