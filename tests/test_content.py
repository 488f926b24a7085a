"""What papers say, whoever wrote them."""

from dataclasses import replace

import numpy as np

from graphcheck.content import content_of, venues_of
from graphcheck.tables import Tables
from tests.toy import toy_tables

EXACT = 53


def tables(venues: dict[str, str], titles: dict[str, str] | None = None) -> Tables:
    return toy_tables({paper: ["Ann Ash"] for paper in ("a", "b", "c", "d")}, titles=titles, venues=venues)


def test_papers_are_read_once_for_tables_that_share_them_and_anew_for_others() -> None:
    one = tables({})
    filed_anew = replace(one, people=one.people.copy())
    assert content_of(filed_anew, EXACT) is content_of(one, EXACT)
    other = content_of(tables({"a": "ACL"}), EXACT)
    assert other.venue.tolist() == [0, -1, -1, -1]


def test_shares_are_of_all_papers() -> None:
    found = content_of(tables({"a": "ACL", "b": "BEA", "c": "BEA"}, {"d": "Urdu"}), EXACT)
    assert found.venue_share.tolist() == [0.25, 0.5]
    assert np.sort(found.language_share)[-2:].tolist() == [0.0, 0.25]


def test_shares_are_told_from_rounded_counts_and_are_never_above_one() -> None:
    everywhere = toy_tables(
        paper_names := {f"p{n}": ["Ann Ash"] for n in range(100)}, venues=dict.fromkeys(paper_names, "ACL")
    )
    assert content_of(everywhere, 3).venue_share.tolist() == [1.0]
    some = replace(
        everywhere, papers=everywhere.papers.assign(venue=np.where(np.arange(100) < 9, 0, -1)).astype("object")
    )
    some = replace(some, papers=some.papers.astype(everywhere.papers.dtypes.to_dict()))
    assert content_of(some, 3).venue_share.tolist() == [8 / 96]


def test_venues_of_one_acronym_are_one_and_one_without_is_none() -> None:
    told = tables({"a": "ACL", "b": "BEA", "c": "WMT"})
    renamed = replace(told, venues=told.venues.assign(acronym=["ACL", "ACL", ""]).astype(told.venues.dtypes.to_dict()))
    assert venues_of(renamed).tolist() == [0, 0, -1, -1]
