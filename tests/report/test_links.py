"""Addresses stay on the Anthology's site, whatever an id holds."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from graphcheck.report.links import paper_url, person_url
from tests.report.factories import HOSTILE


def test_addresses_are_those_of_the_site() -> None:
    assert paper_url("2025.naacl-long.450") == "https://aclanthology.org/2025.naacl-long.450/"
    assert paper_url("W15-1527") == "https://aclanthology.org/W15-1527/"
    assert person_url("ji-liu") == "https://aclanthology.org/people/ji-liu/"
    assert person_url("ji-liu/unverified") == "https://aclanthology.org/people/ji-liu/unverified/"


@pytest.mark.parametrize(
    ("entry", "paper", "person"),
    [
        ("dblp:conf/acl/Liu24", "https://dblp.org/rec/conf/acl/Liu24", ""),
        ("dblp:66/2835", "https://dblp.org/rec/66/2835", "https://dblp.org/pid/66/2835"),
        ("dblp:l/JiLiu-1", "https://dblp.org/rec/l/JiLiu-1", "https://dblp.org/pid/l/JiLiu-1"),
        ("dblp:l/unverified", "https://dblp.org/rec/l/unverified", ""),
        ("dblp:ji-liu-0007", "https://dblp.org/rec/ji-liu-0007", ""),
        ("openalex:W12", "https://openalex.org/W12", ""),
        ("openalex:A12", "https://openalex.org/A12", "https://openalex.org/A12"),
        ("openalex:ji-liu/unverified", "https://openalex.org/ji-liu/unverified", ""),
        ("table:7", "", ""),
    ],
)
def test_ids_of_other_bibliographies_lead_there(entry: str, paper: str, person: str) -> None:
    assert (paper_url(entry), person_url(entry)) == (paper, person)


@pytest.mark.parametrize("prefix", ["dblp:", "openalex:", "table:"])
@pytest.mark.parametrize("text", [*HOSTILE, "//evil.example/", "?q#f", "\ud800", "../../x", "l/x\n"])
def test_hostile_ids_of_others_stay_there_too(prefix: str, text: str) -> None:
    for url in (paper_url(prefix + text), person_url(prefix + text)):
        parts = urlsplit(url)
        assert parts.netloc in ("", "dblp.org", "openalex.org")
        assert (parts.query, parts.fragment) == ("", "")
        assert not set(url) & set("<>\"' \n")


@pytest.mark.parametrize("text", [*HOSTILE, "//evil.example/", "?q#f", "\ud800"])
def test_hostile_ids_stay_on_the_site(text: str) -> None:
    for url in (paper_url(text), person_url(text)):
        parts = urlsplit(url)
        assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("https", "aclanthology.org", "", "")
        assert url.isascii()
        assert not set(url) & set("<>\"' \n")
