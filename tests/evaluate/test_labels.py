"""Who an authorship is of, what the checker may see of it, and what is planted."""

import numpy as np
import pytest

from graphcheck.bibliography import Bibliography
from graphcheck.evaluate.identities import hidden, identities
from graphcheck.evaluate.planting import plant
from graphcheck.evaluate.training import logistic, right_papers
from graphcheck.evaluate.worlds import fold_of, labelled, worlds
from graphcheck.tables import Tables
from tests.toy import toy_tables


@pytest.fixture
def tables(sample: Bibliography) -> Tables:
    return sample.source.tables


def test_ids_are_identities_and_those_of_catch_all_pages_are_none() -> None:
    table = toy_tables({"p": ["Ann Ash", "Bo Birch"]}, catch_all=["bo-birch"])
    table.authorships["id"] = ["ann-ash", "bo-birch"]
    assert identities(table).tolist() == ["ann-ash", ""]


def test_an_orcid_is_the_same_identity_as_the_id_that_it_stands_beside() -> None:
    table = toy_tables({"p": ["Ann Ash"], "q": ["Ann Ash"], "r": ["Ann Ash"]})
    table.authorships["id"] = ["ann-ash", "", ""]
    table.authorships["orcid"] = ["0000-0001", "0000-0001", "0000-0002"]
    assert identities(table).tolist() == ["ann-ash", "ann-ash", "orcid:0000-0002"]


def test_hidden_tables_show_nothing_of_identities(tables: Tables) -> None:
    labels = identities(tables)
    concealed = hidden(tables, labels)
    assert len(concealed.authorships) == len(tables.authorships)
    assert set(concealed.authorships["link"]) == {"inferred"}
    for column in ("id", "orcid", "openreview"):
        assert (concealed.authorships[column] == "").all()
    assert not concealed.people["verified"].any()
    mixed, clean = labelled(concealed, labels)
    assert "rahul-sharma" in mixed
    assert not set(mixed) & set(clean)


def test_planted_papers_are_of_somebody_else_with_the_same_last_name(tables: Tables) -> None:
    concealed = hidden(tables, identities(tables))
    target = concealed.people.index[concealed.people["id"] == "wei-chen"].to_numpy()
    planted, moved = plant(concealed, target, seed=1)
    (row,) = np.flatnonzero(moved)
    assert concealed.authorships["last"].iat[row] == "Chen"
    assert concealed.people["id"].iat[concealed.authorships["person"].iat[row]] != "wei-chen"
    assert planted.people["id"].iat[planted.authorships["person"].iat[row]] == "wei-chen"
    assert (plant(concealed, target, seed=1)[1] == moved).all()


def test_no_name_is_in_two_folds_and_left_out_names_are_not_learned_from(tables: Tables) -> None:
    labels = identities(tables)
    (everything,) = worlds(tables, labels, ())
    (learned,) = worlds(tables, labels, (), fold=0)
    left_out = set(everything.ids) - set(learned.ids)
    assert left_out
    assert {fold_of(page) for page in left_out} == {0}
    assert 0 not in {fold_of(page) for page in learned.ids}


def test_right_papers_are_those_of_the_cores_main_identity() -> None:
    page = np.array([0, 0, 0, 0, 0, 1])
    label = np.array(["a", "a", "b", "", "a", "c"], dtype=object)
    moved = np.array([False, False, False, False, True, False])
    in_core = np.array([True, True, False, True, False, True])
    found = right_papers(page, label, moved, in_core)
    assert found[[0, 1, 2, 4, 5]].tolist() == [1, 1, 0, 0, 1]
    assert np.isnan(found[3])


def test_a_logistic_fit_finds_what_made_the_data() -> None:
    generator = np.random.default_rng(5)
    values = generator.normal(size=(20_000, 2))
    positive = generator.random(20_000) < 1 / (1 + np.exp(-(2 * values[:, 0] - values[:, 1] + 0.5)))
    coefficients, constant = logistic(values, positive, np.ones(20_000), 0.1)
    assert coefficients == pytest.approx([2, -1], abs=0.08)
    assert constant == pytest.approx(0.5, abs=0.08)
