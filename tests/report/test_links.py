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


@pytest.mark.parametrize("text", [*HOSTILE, "//evil.example/", "?q#f", "\ud800"])
def test_hostile_ids_stay_on_the_site(text: str) -> None:
    for url in (paper_url(text), person_url(text)):
        parts = urlsplit(url)
        assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("https", "aclanthology.org", "", "")
        assert url.isascii()
        assert not set(url) & set("<>\"' \n")
