"""Papers that nobody gave an id, on the page of a namesake."""

from __future__ import annotations

import numpy as np

from graphcheck.evaluate.identities import identities
from graphcheck.evaluate.misfiled import misfile
from graphcheck.tables import Tables
from tests.toy import toy_tables


def two_of_a_name(catch_all: tuple[str, ...] = ()) -> Tables:
    """Wei Li and Wei Lee, who both publish as Wei Li, and have two papers each."""
    papers = {
        "a1": ["Wei Li", "Ann Ash"],
        "a2": ["Wei Li", "Ann Ash"],
        "b1": ["Wei Lee", "Bo Birch"],
        "b2": ["Wei Lee", "Bo Birch"],
        "c1": ["Cy Cedar"],
    }
    tables = toy_tables(papers, catch_all=catch_all)
    tables.names["slug"] = tables.names["slug"].replace("wei-lee", "wei-li")
    tables.authorships["name"] = tables.authorships["name"].replace("Wei Lee", "Wei Li")
    owner = tables.people["id"].to_numpy()[tables.authorships["person"]]
    tables.authorships["id"] = np.where(np.char.startswith(owner.astype(str), "wei"), owner, "").astype(object)
    return tables


def test_each_of_two_namesakes_loses_a_paper_to_the_other() -> None:
    tables = two_of_a_name()
    found = misfile(tables, identities(tables), seed=0)
    assert found.name == ("wei-li", "wei-li")
    ids = tables.people["id"].tolist()
    receivers = [ids[page] for page in found.page]
    assert sorted(zip(receivers, found.right, strict=True)) == [("wei-lee", "wei-li"), ("wei-li", "wei-lee")]
    moved = found.tables.authorships.iloc[found.record]
    assert [ids[person] for person in moved["person"]] == receivers
    assert set(moved["id"]) == {""}
    assert set(moved["link"]) == {"inferred"}
    rest = np.setdiff1d(np.arange(len(tables.authorships)), found.record)
    assert found.tables.authorships.iloc[rest].equals(tables.authorships.iloc[rest])


def test_catch_all_pages_neither_lose_nor_get_papers() -> None:
    tables = two_of_a_name(catch_all=("wei-lee",))
    assert len(misfile(tables, identities(tables), seed=0).record) == 0
