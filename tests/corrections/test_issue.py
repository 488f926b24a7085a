"""The issue lists every paper of every person, and nothing in it comes alive."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from graphcheck.corrections.cleaning import is_harmless, lines, one_line, plain
from graphcheck.corrections.issue import LONGEST_URL, issue_of, issue_url
from graphcheck.corrections.selection import selection_of
from tests.corrections.selections import new, person, selection, unknown
from tests.report.factories import HOSTILE

EXPECTED = """\
**Type:** Split/disambiguate
**Page:** [ji-liu](https://aclanthology.org/people/ji-liu/) (Ji Liu, ORCID 0000-0001-5109-3700)

4 papers on this page are not this person's.

### Stay with [ji-liu](https://aclanthology.org/people/ji-liu/): 2 papers

- [2023.x-1.2](https://aclanthology.org/2023.x-1.2/)
- [W15-1527](https://aclanthology.org/W15-1527/)

### Belong to [ji-liu/unverified](https://aclanthology.org/people/ji-liu/unverified/) (Ji Liu): 1 paper

- [a-1.1](https://aclanthology.org/a-1.1/)

In addition to what is on that page, 1 paper:

- [2024.acl-long.1](https://aclanthology.org/2024.acl-long.1/)

Why: other co-authors
and another city

### Belong to a new person, Ji Liu: 2 papers

- [b-1.1](https://aclanthology.org/b-1.1/)
- [b-1.2](https://aclanthology.org/b-1.2/)

ORCID: https://orcid.org/0000-0002-1825-0097
Degree institution: Kestrel Bay University

### Belong to somebody else; it is not known to whom: 1 paper

- [c-1.1](https://aclanthology.org/c-1.1/)

Selected in a report of graphcheck, data of revision 903b3130c0f.
"""


def test_everything_is_told() -> None:
    moved = (
        person("a-1.1", person="ji-liu/unverified", why="other co-authors\nand another city"),
        new("b-1.1", "b-1.2"),
        unknown("c-1.1"),
    )
    issue = issue_of(selection_of(selection(*moved)))
    assert issue.title == "Author Page: ji-liu"
    assert issue.body == EXPECTED


def test_what_is_not_known_is_said_or_left_out() -> None:
    value = selection(
        person("a", has=None),
        person("d", person="x", has=[]),
        new("b", orcid="", institution=""),
        revision="",
        orcid="",
    )
    body = issue_of(selection_of({**value, "name": ""})).body
    assert "**Page:** [ji-liu](https://aclanthology.org/people/ji-liu/)\n" in body
    assert "In addition to all papers that are on that page." in body
    assert "No papers are on that page so far." in body
    assert "ORCID: not known\nDegree institution: not known\n" in body
    assert body.endswith("\nSelected in a report of graphcheck.\n")


def test_a_whole_page_is_merged_only_into_somebody_who_is_there() -> None:
    whole = selection(person("a-1.1", "b-1.1"), keeps=[], merge=True)
    merged = issue_of(selection_of(whole)).body
    assert merged.startswith("**Type:** Merge\n**Page:** [ji-liu]")
    said = "This page and another one are one person's; all that is on this one, 2 papers, goes there."
    assert f"\n\n{said}\n\n### Belong to" in merged
    assert "Stay with" not in merged
    others = [{**whole, "merge": False}, {**whole, "keeps": ["c-1.1"]}]
    others += [{**whole, "targets": [person("a-1.1"), unknown("b-1.1")]}, {**whole, "targets": [new("a-1.1")]}]
    for other in others:
        assert issue_of(selection_of(other)).body.startswith("**Type:** Split/disambiguate\n")


def test_the_address_opens_the_same_issue() -> None:
    issue = issue_of(selection_of(selection(person("a#1&b=c", why="+ 100% 刘吉"))))
    url = issue_url(issue)
    assert url is not None
    assert url.startswith("https://github.com/acl-org/acl-anthology/issues/new?")
    assert parse_qs(urlsplit(url).query) == {"title": [issue.title], "body": [issue.body]}


def test_an_address_that_is_too_long_is_not_given() -> None:
    def url(papers: int) -> str | None:
        return issue_url(issue_of(selection_of(selection(keeps=[f"2023.acl-long.{n}" for n in range(papers)]))))

    lengths = [len(url(n) or "") for n in range(100)]
    assert lengths[0] > 0
    assert lengths[-1] == 0
    assert max(lengths) <= LONGEST_URL
    assert max(lengths) > LONGEST_URL - 200


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_stay_texts(text: str) -> None:
    name = one_line(text)[:300].strip() or "x"
    value = selection(new(name, name=name, institution=name), person=f"p {name}"[:300].strip(), name=name)
    body = issue_of(selection_of(value)).body
    unescaped = body.replace("\\<", "").replace("\\`", "").replace("\\[", "").replace("\\!", "")
    assert "<" not in unescaped
    assert "`" not in unescaped
    assert "![" not in unescaped
    assert is_harmless(body.replace("\n", ""))
    assert body.count("### ") == 2


def test_nobody_is_notified_and_no_markup_is_made() -> None:
    assert plain("@acl-org/all *b* _i_ [x](y) <i> #1 a|b ~~c~~ $d$ &amp; ![e] \\") == (
        "@\u2060acl-org/all \\*b\\* \\_i\\_ \\[x\\](y) \\<i\\> \\#1 a\\|b \\~\\~c\\~\\~ \\$d\\$ \\&amp; \\!\\[e\\] \\\\"
    )


def test_lines_are_cleaned_one_by_one() -> None:
    assert lines("\r\n a\u3000 b\t\r\n\r\nc\u202e\x1b[1m\n\n") == "a b\n\nc [1m"
    assert one_line(" a\nb\u2028c\u200dd\ud800 ") == "a b c\u200dd"
