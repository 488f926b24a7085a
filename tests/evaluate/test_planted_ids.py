"""Swapped ids are what they are said to be, and are noticed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from graphcheck.bibliography import Bibliography, load
from graphcheck.evaluate.identities import identities
from graphcheck.evaluate.planted_ids import as_listed, swap_ids, swap_orcids, swapped_ids, swapped_orcids
from graphcheck.identity.uses import alike
from graphcheck.settings import Settings
from graphcheck.weighing import default_model
from tests.identity.checkouts import ANA, BO, names, write

TEAM = ("Ada Quill", "Ben Ruck", "Cleo Stam", "Dora Vale")
OTHERS = ("Eli Wren", "Fay Xu", "Gus Yarn", "Hal Zorn")


@pytest.fixture
def namesakes(tmp_path: Path) -> Bibliography:
    """Two people of one name with four papers each, and two co-authors with an ORCID on two papers each."""
    both = [("Ana Souza", {"orcid": ANA}), ("Bo Ek", {"orcid": BO})]
    papers = [[("Ji Liu", {"id": "ji-liu-amd"}), *TEAM]] * 4 + [[("Ji Liu", {"id": "ji-liu-ustc"}), *OTHERS]] * 4
    alone = [[both[0], *TEAM], [both[1], *OTHERS]]
    people = {"ji-liu-amd": names("Ji Liu"), "ji-liu-ustc": names("Ji Liu")}
    return load(write(tmp_path, people, [*papers, both, *alone, *alone]))


def test_orcids_are_swapped_between_two_authors_of_one_paper(namesakes: Bibliography) -> None:
    tables = namesakes.source.tables
    swapped = swap_orcids(tables, 0)
    before, after = tables.authorships, swapped.tables.authorships
    assert len(swapped.record) == 2
    assert np.flatnonzero(before["orcid"] != after["orcid"]).tolist() == sorted(swapped.record.tolist())
    for record, right in zip(swapped.record.tolist(), swapped.right.tolist(), strict=True):
        assert after["orcid"].iat[record] == before["orcid"].iat[right]
        assert before["paper"].iat[record] == before["paper"].iat[right]
        assert not alike(before["name"].iat[record], before["name"].iat[right])
    assert before.drop(columns="orcid").equals(after.drop(columns="orcid"))


def test_ids_are_swapped_between_people_of_one_name(namesakes: Bibliography) -> None:
    tables = namesakes.source.tables
    swapped = swap_ids(tables, 0)
    before, after = tables.authorships, swapped.tables.authorships
    assert len(swapped.record) == 2
    assert before["person"].iloc[swapped.record].tolist() == swapped.right.tolist()
    assert after["person"].iloc[swapped.record].tolist() == swapped.right[::-1].tolist()
    assert (tables.people["id"].iloc[after["person"].iloc[swapped.record]].tolist()) == after["id"].iloc[
        swapped.record
    ].tolist()
    assert set(before["name"].iloc[swapped.record]) == {"Ji Liu"}


def test_swapped_ids_are_noticed_and_right_ones_left_alone(namesakes: Bibliography) -> None:
    source, model = namesakes.source, default_model()
    orcids = swapped_orcids(source, Settings(), model, range(2))
    assert (orcids.found.tolist(), orcids.right.tolist(), sum(orcids.alarms.values())) == ([1] * 4, [1] * 4, 0)
    assert orcids.links == 2 * (6 - 2)
    ids = swapped_ids(source, identities(source.tables), Settings(), model, range(2))
    assert (ids.found.tolist(), ids.right.tolist(), sum(ids.alarms.values())) == ([1] * 4, [1] * 4, 0)
    assert set(ids.name) == {"ji-liu"}


def test_every_identity_is_a_listed_person(sample: Bibliography) -> None:
    tables = sample.source.tables
    labels = identities(tables)
    listed = as_listed(tables, labels)
    link = listed.authorships["link"].to_numpy()
    assert ((link == "explicit") == (labels != "")).all()
    people = listed.people.iloc[listed.authorships["person"]]
    assert (people["id"].to_numpy()[labels != ""] == labels[labels != ""]).all()
    assert people["verified"].to_numpy()[labels != ""].all()


def test_a_source_with_nothing_to_swap_measures_nothing(tmp_path: Path) -> None:
    source = load(write(tmp_path, {}, [TEAM, OTHERS])).source
    found = swapped_orcids(source, Settings(), default_model(), range(2))
    assert (len(found.found), found.links) == (0, 0)
