"""A person's page says everything, sums right, holds nothing alive, and stays small."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from lxml import html

from graphcheck.model import Evidence, Page, State, Suggestion
from graphcheck.report.links import person_page
from graphcheck.report.site.person import CLAIMS, GROUPS, ROWS, person_html
from tests.report.factories import HOSTILE, authorship, finding, hostile_people, page, page_finding
from tests.report.read_html import parsed, words
from tests.report.site.surrounded import findings_of, large_page, surroundings

ADDRESS = re.compile(
    r"https://aclanthology\.org/|https://orcid\.org/\d|#[a-z0-9-]+$|\.\./(index|findings)\.|[\w-]+\.html$"
)


def shown(one: Page, **changes: str) -> html.HtmlElement:
    return parsed(person_html(one, surroundings(one, **changes), findings_of(one), {one.person}))


def test_header_says_who_it_is() -> None:
    said = words(shown(page()).xpath("//header")[0])
    for text in ("Ji Liu", "ji-liu", "verified", "0000-0002-1825-0097", "~Ji_Liu1", "2015–2025", "40%", "common: 12"):
        assert text in said
    assert "name 2" in said
    assert "explicit id 1" in said
    assert "https://aclanthology.org/people/ji-liu/" in shown(page()).xpath("//header//@href")


def test_header_says_that_only_a_flagged_paper_states_the_orcid() -> None:
    stray = authorship(orcid="0000-0002-1825-0097")
    said = words(shown(page(verified=False, authorships=(*page().authorships[:2], stray))).xpath("//header")[0])
    assert f"stated only by {stray.paper}, which is flagged: it goes with that paper" in said
    assert "stated only by" not in words(shown(page()).xpath("//header")[0])


def test_finding_about_the_page_is_told_with_its_state() -> None:
    known = page_finding(state=State.KNOWN, since="2026-07-01", note="the page grew")
    text = person_html(page(), surroundings(page()), [known], {"ji-liu"})
    (verdict,) = parsed(text).xpath("//p[contains(@class, 'verdict')]")
    assert all(part in words(verdict) for part in ("GC102", "61%", "known", "since 2026-07-01", "the page grew"))


def test_flagged_paper_is_told_in_full() -> None:
    (article,) = shown(page()).xpath("//article")
    said = words(article)
    for text in ("97%", "On the parsing of rivers", "Author 5 Longname", "2025.naacl-long.450", "group B", "by name"):
        assert text in said
    assert "We parse what rivers say" in words(article.xpath(".//details")[0])
    assert "If it is not this person's, whose it is 75% ji-liu-amd" in said
    assert "20% nobody whom the bibliography knows" in said


def test_papers_that_may_be_missing_are_a_list_to_take_along() -> None:
    text = person_html(page(), surroundings(page(), claims=3), [], {"ji-liu", "j-liu/unverified"})
    (section,) = parsed(text).xpath("//section[@class='missing']")
    first, second = section.xpath("section")
    assert words(section.xpath("h2")[0]) == "Papers that may be missing here (3)"
    for told in ("2019.venue-main.0", "part 0", "90%", "co-authors in common: Emad", "printed Ji Liu , there by name"):
        assert told in words(first)
    assert first.xpath("h3//a/@href") == ["https://aclanthology.org/people/ji-liu/unverified/"]
    assert second.xpath("h3//a/@href") == ["j-liu--unverified.html"]
    assert [words(code) for code in first.xpath(".//code[@data-copied]")] == [
        "2019.venue-main.0 2019.venue-main.2",
        "graphcheck fix ji-liu/unverified --papers 2019.venue-main.0,2019.venue-main.2 --to ji-liu",
    ]
    buttons = first.xpath(".//button[@data-copy and @hidden]")
    assert [words(button) for button in buttons] == ["Copy the ids", "Copy the command"]


def test_many_missing_papers_are_counted_and_none_leave_no_trace() -> None:
    many = parsed(person_html(page(), surroundings(page(), claims=CLAIMS + 5), [], {"ji-liu"}))
    (section,) = many.xpath("//section[@class='missing']")
    assert len(section.xpath(".//tbody/tr")) == CLAIMS
    assert "And 5 more, less likely" in words(section)
    assert not shown(page()).xpath("//section[@class='missing']")


def test_bars_sum_to_the_score() -> None:
    (table,) = shown(page()).xpath("//article//table")
    weights = [float(td.text.replace("−", "-")) for td in table.xpath(".//td[contains(@class, 'right')]")]
    assert weights == [3.21, -5.41, -1.27, -3.47]
    assert round(sum(weights[:-1]), 2) == weights[-1]
    bars = [(float(bar.get("x")), float(bar.get("width"))) for bar in table.xpath(".//rect")]
    scale = 200 / (3.21 + 3.47)
    assert bars[0] == (pytest.approx(3.47 * scale, abs=0.1), pytest.approx(3.21 * scale, abs=0.1))
    assert bars[1][0] + bars[1][1] == pytest.approx(200, abs=0.1)
    assert bars[2] == (0, pytest.approx(1.27 * scale, abs=0.1))
    assert bars[3] == (0, pytest.approx(3.47 * scale, abs=0.1))


def test_suggested_person_leads_to_the_page_in_the_report_where_there_is_one() -> None:
    there = parsed(person_html(page(), surroundings(page()), [], {"ji-liu", "ji-liu-amd"}))
    assert there.xpath("//ul[@class='whose']//a/@href") == ["ji-liu-amd.html"]
    (elsewhere,) = shown(page()).xpath("//ul[@class='whose']//a/@href")
    assert elsewhere == "https://aclanthology.org/people/ji-liu-amd/"


def test_groups_say_who_where_and_what() -> None:
    groups = shown(page()).xpath("//section[contains(@class, 'group')]")
    assert [words(group.xpath("h3")[0]) for group in groups] == [
        "Group A: 2 papers, 2015–2023 core",
        "Group B: 1 paper, 2025",
    ]
    said = words(groups[0])
    for text in (
        "with Bo (2)",
        "states Tsinghua University (3)",
        "co-authors are at AMD (2)",
        "rivers, parsing",
        "EMNLP (2)",
    ):
        assert text in said
    assert [words(row)[:8] for row in groups[0].xpath(".//tbody/tr")] == ["W15-1527", "2023.x-1"]


def test_each_dot_and_mark_says_which_flagged_paper_it_belongs_to() -> None:
    document = shown(page())
    dots = document.xpath("//svg[@id='network']/g[contains(@class, 'dot') and not(contains(@class, 'rest'))]")
    assert [dot.get("data-group") for dot in dots] == ["A", "B"] * 6
    assert {dot.get("data-flagged") for dot in dots if dot.get("data-group") == "B"} == {"0"}
    shown_names = [words(text) for text in document.xpath("//svg[@id='network']//text[not(@class)]")]
    assert len(shown_names) == len(set(shown_names)) > 6
    assert shown_names.count("+7") == 1
    assert "7 further co-authors of group A" in words(document.xpath("//svg[@id='network']")[0])
    marks = document.xpath("//svg[@class='timeline']//g[@data-flagged]/title")
    assert [words(mark) for mark in marks] == ["2025.naacl-long.450 (ACL, 2017), flagged"]


def test_groups_differ_in_shape_and_letter_as_well() -> None:
    document = shown(large_page(40, 2, groups=6))
    legend = document.xpath("//ul[@class='picks']/li/a[@data-group]")
    assert len({words(entry.xpath("strong")[0]) for entry in legend}) == 6
    assert len({entry.xpath(".//use/@href")[0] for entry in legend}) == 6
    assert set(document.xpath("//use/@href")) <= {f"#{symbol}" for symbol in document.xpath("//symbol/@id")}


def test_page_of_a_hundred_papers_is_small() -> None:
    for flagged in (0, 20, 100):
        one = large_page(100, flagged)
        text = person_html(one, surroundings(one, claims=CLAIMS), findings_of(one), {one.person})
        assert len(text.encode()) < 240_000  # 300 KB with the dialog


def test_larger_pages_are_bounded_and_leave_no_flagged_paper_out() -> None:
    one = large_page(1000, 400, groups=26)
    text = person_html(one, surroundings(one), findings_of(one), {one.person})
    assert len(text.encode()) < 500_000
    document = parsed(text)
    assert len(document.xpath("//*[@data-flagged and starts-with(@id, 'flagged-')]")) == 400
    assert 3 < len(document.xpath("//article")) < 60
    assert len(document.xpath("//table[@class='papers']/tbody/tr")) <= ROWS
    assert "its first" in words(document.xpath("//section[contains(@class, 'group')]")[0])


def test_many_groups_are_summed_up() -> None:
    base = page().groups[1]
    groups = tuple(type(base)(f"G{n}", (f"p-{n}",), n == 0, base.years, base.venues, ()) for n in range(GROUPS + 5))
    judged = tuple(authorship(f"p-{n}", group=f"G{n}") for n in range(GROUPS + 5))
    document = shown(page(groups=groups, authorships=judged))
    assert len(document.xpath("//section[contains(@class, 'group')]")) == GROUPS
    assert "And 5 smaller groups with 5 papers" in words(document.xpath("//main")[0])


def test_page_is_accessible() -> None:
    document = shown(large_page(30, 4))
    assert document.get("lang") == "en"
    assert [e.tag for e in document.xpath("//body/*")] == ["a", "header", "main", "footer", "script"]
    assert len(document.xpath("//h1")) == 1
    for table in document.xpath("//table"):
        assert words(table.xpath("caption")[0])
        assert not table.xpath(".//th[not(@scope)]")
    for section in document.xpath("//section[@aria-labelledby] | //svg[@aria-labelledby]"):
        for named in section.get("aria-labelledby").split():
            assert words(document.xpath(f"//*[@id='{named}']")[0])
    assert not document.xpath("//svg[not(@role='img') and not(@aria-hidden='true')]")
    assert len(set(document.xpath("//@id"))) == len(document.xpath("//@id"))


def hostile(one: Page) -> str:
    text = one.person
    about = page_finding(person=text, person_name=text, name=text, text=text, note=text, since=text)
    stray = finding(person=text, person_name=text, paper=text, title=text, text=text, note=text, since=text)
    changed = authorship(
        text, name=text, group=text, suggestions=(Suggestion(text, 0.5, text),), evidence=(Evidence(text, -1.0, text),),
        abstained=text,
    )  # fmt: skip
    return person_html(
        type(one)(**{**fields(one), "authorships": (changed,)}),
        surroundings(one, text, claims=2),
        [about, stray],
        {text},
    )


def fields(one: Page) -> dict[str, object]:
    return {name: getattr(one, name) for name in one.__dataclass_fields__}


@pytest.mark.parametrize("one", hostile_people(), ids=range(len(HOSTILE)))
class TestHostile:
    def test_nothing_comes_alive(self, one: Page) -> None:
        document = parsed(hostile(one))
        assert len(document.xpath("//script")) == 1
        assert not document.xpath("//iframe | //object | //embed | //form | //base | //link | //img | //foreignObject")
        assert not document.xpath("//@style | //@*[starts-with(name(), 'on')]")
        assert len(document.xpath("//h1")) == 1
        assert [a for a in document.xpath("//@href | //@src") if not ADDRESS.match(a)] == []

    def test_nothing_is_turned_around_or_endless(self, one: Page) -> None:
        text = hostile(one)
        assert not set(text) & set("\x00\x07\x1b‮⁦")
        assert "A" * 4100 not in re.sub(r"https://[^\"]+", "", text)
        assert len(text.encode()) < 160_000

    def test_policy_allows_our_style_sheets_and_script_and_nothing_else(self, one: Page) -> None:
        document = parsed(hostile(one))
        (policy,) = document.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        styles, scripts = (
            " ".join(f"'sha256-{b64encode(sha256(e.text.encode()).digest()).decode()}'" for e in document.xpath(path))
            for path in ("//style", "//script")
        )
        assert policy == (
            f"default-src 'none'; style-src {styles}; script-src {scripts}; base-uri 'none'; form-action 'none'"
        )


class TestFiles:
    @pytest.mark.parametrize(
        ("person", "file"),
        [
            ("ji-liu", "people/ji-liu.html"),
            ("ji-liu/unverified", "people/ji-liu--unverified.html"),
            ("chao-zhang-0001", "people/chao-zhang-0001.html"),
        ],
    )
    def test_ids_of_the_anthology_are_their_names(self, person: str, file: str) -> None:
        assert person_page(person) == file

    @pytest.mark.parametrize(
        "person", [*HOSTILE, "..", "../x", "a/../../b", ".", "", "/", "Ji-Liu", "nul", "\ud800", "a//b"]
    )
    def test_other_ids_stay_in_the_folder_and_are_short(self, person: str) -> None:
        assert re.fullmatch(r"people/[a-z0-9-]{1,124}\.html", person_page(person))

    def test_no_two_ids_share_a_page(self) -> None:
        ids = [*HOSTILE, "ji-liu", "Ji-Liu", "ji-liu/unverified", "ji-liu--unverified", "ji--liu", "a" * 121, "a" * 122]
        assert len({person_page(person) for person in ids}) == len(ids)
