"""Who an authorship is of, what the checker may see of it, and what is planted."""

import numpy as np
import pytest

from graphcheck.bibliography import Bibliography
from graphcheck.evaluate.assigning import _asked_twice
from graphcheck.evaluate.examples import Measured, fold_of, right_papers
from graphcheck.evaluate.identities import ASIDE, hidden, identities, labelled_alone, refiled
from graphcheck.evaluate.logistic import logistic
from graphcheck.evaluate.worlds import examples, labelled
from graphcheck.settings import Settings
from graphcheck.suggest import FEATURES, Choices
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


def test_pages_of_labelled_papers_alone_lose_nothing_else(tables: Tables) -> None:
    labels = identities(tables)
    concealed = hidden(tables, labels)
    mixed, clean = labelled(concealed, labels)
    known = labelled_alone(concealed, labels, [*mixed, *clean])
    ids = known.people["id"].to_numpy(dtype=object)[known.authorships["person"].to_numpy()]
    before = concealed.people["id"].to_numpy(dtype=object)[concealed.authorships["person"].to_numpy()]
    measured = np.isin(before.astype(str), [*mixed, *clean])
    assert (ids[~measured] == before[~measured]).all()
    assert (ids[measured & (labels != "")] == before[measured & (labels != "")]).all()
    aside = ids[measured & (labels == "")]
    assert len(aside)
    assert all(page.endswith(ASIDE) for page in aside)


def test_a_page_has_its_full_name_where_an_initial_is_printed_more_often() -> None:
    table = toy_tables({"p": ["J. Smith"], "q": ["J. Smith"], "r": ["Jane Smith"]})
    filed = refiled(table, np.array(["smith"] * 3, dtype=object))
    assert filed.people["name"].tolist() == ["Jane Smith"]
    assert filed.names["printed"].iat[0] == "Jane Smith"


def test_no_name_is_in_two_folds_and_left_out_names_are_not_learned_from(tables: Tables) -> None:
    everything = examples(tables, identities(tables), (1,), Settings())
    learned = everything.without(0, 5)
    for pages, fewer in ((everything.known, learned.known), (everything.whole, learned.whole)):
        left_out = set(pages.ids) - set(fewer.ids)
        assert left_out
        assert {fold_of(page) for page in left_out} == {0}
        assert 0 not in {fold_of(page) for page in fewer.ids}
    assert 0 not in {fold_of(page) for page in learned.planted[0].ids}
    assert 0 not in {fold_of(name) for name in learned.asked.name}
    assert len(learned.asked.rows) == sum(fold_of(name) != 0 for name in everything.asked.name) > 0


def test_right_papers_are_those_of_the_pages_main_person(tables: Tables) -> None:
    labels = identities(tables)
    known = examples(tables, labels, (1,), Settings()).planted[0]
    measured = Measured(known, Settings())
    right = right_papers(measured.batch.row_page, measured.label, measured.moved)
    assert (right[measured.moved] == 0).all()
    assert measured.moved.any()
    assert (right[~measured.moved & np.isfinite(right)] == 1).all(), "clean pages hold one person's"


def test_what_teaches_the_choice_of_a_person_is_asked_with_and_without_the_owner() -> None:
    choices = Choices(np.array([0, 0, 1]), np.array([5, 6, 7]), np.ones((3, len(FEATURES))))
    case, values, right = _asked_twice(choices, np.array([True, False, True]), 2)
    assert case.tolist() == [0, 0, 1, 2, 0, 1, 2, 3]
    assert right.tolist() == [1, 0, 1, 0, 0, 0, 1, 1]
    assert values[:, -1].tolist() == [0] * 4 + [1] * 4


def test_a_logistic_fit_finds_what_made_the_data() -> None:
    generator = np.random.default_rng(5)
    values = generator.normal(size=(20_000, 2))
    positive = generator.random(20_000) < 1 / (1 + np.exp(-(2 * values[:, 0] - values[:, 1] + 0.5)))
    coefficients, constant = logistic(values, positive, np.ones(20_000), 0.1)
    assert coefficients == pytest.approx([2, -1], abs=0.08)
    assert constant == pytest.approx(0.5, abs=0.08)
