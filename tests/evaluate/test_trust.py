"""Labels that are left out, without a look at any score."""

from __future__ import annotations

import numpy as np

from graphcheck.evaluate.trust import surely_clean, surely_mixed
from tests.toy import toy_tables


def test_a_rare_name_with_two_identities_is_not_trusted() -> None:
    tables = toy_tables({"p": ["Wei Li"], "q": ["Wei Li"], "r": ["Ann Ash"], "s": ["Ann Ash"], "t": ["Ann Ash"]})
    labels = np.array(["a", "b", "c", "d", "e"], dtype=object)
    pages = np.array(["wei-li", "ann-ash"], dtype=object)
    assert surely_mixed(tables, labels, pages, np.array([0.5, 0.001])).tolist() == [True, True]
    assert surely_mixed(tables, labels, pages, np.array([0.001, 0.001])).tolist() == [False, True]


def test_an_identity_that_otherwise_has_another_last_name_does_not_count() -> None:
    papers = {"p": ["Wei Li", "Bo Birch"], "q": ["Wei Li", "Bo Birch"], "r": ["Bo Birch"]}
    tables = toy_tables(papers)
    # Bo Birch's ORCID sits on Wei Li in paper p
    labels = np.array(["birch", "", "li", "birch", "birch"], dtype=object)
    assert not surely_mixed(tables, labels, np.array(["wei-li"], dtype=object), np.array([5.0]))[0]


def test_a_common_name_needs_labels_on_half_of_its_papers_to_be_clean() -> None:
    expected, papers = np.array([0.001, 0.5, 0.5]), np.array([20, 20, 6])
    assert surely_clean(expected, papers, np.array([3, 3, 3])).tolist() == [True, False, True]
