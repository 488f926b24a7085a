"""What is planted, on whom, and under which name."""

from __future__ import annotations

import numpy as np

from graphcheck.evaluate.identities import hidden
from graphcheck.evaluate.strays import KINDS, as_common, plant_strays
from graphcheck.names import fold, given_key
from graphcheck.tables import Tables
from tests.toy import toy_tables

PAPERS = {
    "a1": ["Jing Wang", "Ann Ash"],
    "a2": ["Jing Wang", "Ann Ash"],
    "b1": ["Jun Wang", "Bo Birch"],
    "b2": ["Jonathan Wang", "Bo Birch"],
    "c1": ["J. Wang", "Cy Cedar"],
    "d1": ["Peng Wang", "Di Dale"],
    "e1": ["Eve Elm", "Fay Fir"],
    "f1": ["Gus Gum", "Hal Hazel"],
}


def planted(seed: int) -> tuple[Tables, Tables, np.ndarray]:
    """The tables before and after, and what was planted."""
    table = toy_tables(PAPERS)
    labels = np.full(len(table.authorships), "", dtype=object)
    before = hidden(table, labels)
    rows = np.flatnonzero(before.people["id"] == "jing-wang")
    found = plant_strays(before, labels, rows, seed)
    return before, found.tables, found.kind


def test_a_planted_paper_is_printed_as_the_pages_name() -> None:
    before, after, kind = planted(seed=0)
    (row,) = np.flatnonzero(kind)
    assert before.authorships["name"].iat[row] != "Jing Wang"
    assert after.authorships.loc[row, ["first", "last", "name"]].tolist() == ["Jing", "Wang", "Jing Wang"]
    assert after.people["id"].iat[after.authorships["person"].iat[row]] == "jing-wang"
    assert len(after.authorships) == len(before.authorships)


def test_own_papers_stay_and_one_is_planted_a_page() -> None:
    before, after, kind = planted(seed=1)
    own = before.people["id"].to_numpy()[before.authorships["person"]] == "jing-wang"
    now = after.people["id"].to_numpy()[after.authorships["person"]] == "jing-wang"
    assert now[own].all()
    assert now.sum() == own.sum() + 1 == (kind > 0).sum() + own.sum()


def test_kinds_are_what_they_say() -> None:
    donors: dict[int, set[str]] = {1: set(), 2: set(), 3: set()}
    table = toy_tables(PAPERS)
    labels = np.full(len(table.authorships), "", dtype=object)
    before = hidden(table, labels)
    everybody = np.flatnonzero(before.people["id"].isin(["jing-wang", "ann-ash", "eve-elm"]))
    for seed in range(40):
        found = plant_strays(before, labels, everybody, seed)
        for row in np.flatnonzero(found.kind).tolist():
            page = found.tables.people["id"].iat[found.tables.authorships["person"].iat[row]]
            if page == "jing-wang":
                donors[int(found.kind[row])].add(before.authorships["name"].iat[row])
    assert len(KINDS) == 3
    assert donors[1] == {"Peng Wang"}
    # "J. Wang" may well be Jing Wang, "Jun" is near enough to "Jing" only in its initial
    assert donors[2] == {"Jun Wang", "Jonathan Wang"}
    assert donors[3]
    assert not {name for name in donors[3] if fold(name).endswith("wang") or given_key(name) == "jing"}


def test_who_is_known_to_be_another_one_may_have_the_same_name() -> None:
    papers = {"a1": ["Jing Wang", "Ann Ash"], "b1": ["J. Wang", "Bo Birch"], "c1": ["Cy Cedar"], "d1": ["Di Dale"]}
    table = toy_tables(papers)
    own, other = 0, 2
    found = {}
    for label in ("", "one", "two"):
        labels = np.full(len(table.authorships), "", dtype=object)
        labels[[own, other]] = "one", label
        before = hidden(table, np.full(len(labels), "", dtype=object))
        targets = np.flatnonzero(before.people["id"].isin(["jing-wang", "cy-cedar", "di-dale"]))
        found[label] = {int(plant_strays(before, labels, targets, seed).kind[other]) for seed in range(20)}
    assert 2 not in found[""]  # J. may be Jing
    assert 2 not in found["one"]
    assert 2 in found["two"]


def test_planting_repeats_itself() -> None:
    table = toy_tables(PAPERS)
    labels = np.full(len(table.authorships), "", dtype=object)
    targets = np.flatnonzero(table.people["id"].isin(["jing-wang", "ann-ash"]))
    kinds = [tuple(plant_strays(table, labels, targets, seed).kind) for seed in (0, 0, 1, 2, 3, 4)]
    assert kinds[0] == kinds[1]
    assert len(set(kinds)) > 1


def test_pages_are_chosen_as_common_as_mixed_ones() -> None:
    clean = np.concatenate([np.full(500, 0.001), np.full(500, 0.05), np.full(500, 0.5)])
    mixed = np.array([0.001, 0.05, 0.05, 0.5])
    chosen = as_common(clean, mixed, wanted=100, seed=0)
    assert np.bincount(chosen // 500).tolist() == [25, 50, 25]
    assert (np.diff(chosen) > 0).all()


def test_where_common_names_are_few_the_next_rarer_ones_are_taken() -> None:
    clean = np.concatenate([np.full(500, 0.001), np.full(500, 0.05), np.full(10, 0.5)])
    chosen = as_common(clean, np.array([0.5, 0.5, 0.5, 0.001]), wanted=100, seed=0)
    assert np.bincount(chosen // 500).tolist() == [25, 65, 10]
