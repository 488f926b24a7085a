"""Columns without pandas: the same answers as looking at every row."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphcheck.columns import Index, Texts

TEXTS = st.lists(st.text(alphabet="abäß刘-𝄞", max_size=5), max_size=12)


@given(TEXTS)
def test_texts_are_what_they_were(texts: list[str]) -> None:
    column = Texts.of(texts)
    assert list(column) == texts
    assert [column[row] for row in range(len(column))] == texts
    assert column[1:3] == texts[1:3]


@given(TEXTS, st.integers(0, 4))
def test_a_part_of_a_table_gives_its_own_texts(texts: list[str], begin: int) -> None:
    series = pd.Series(texts, dtype="str").iloc[begin:]
    column = Texts.of_series(series)
    assert list(column) == texts[begin:]
    starts, content = column.parts()
    assert list(Texts(starts, content)) == texts[begin:]
    assert starts[0] == 0
    assert starts[-1] == len(content)


@given(TEXTS, st.text(alphabet="abäß刘-𝄞", max_size=3))
def test_rows_are_found_as_by_looking_at_each(texts: list[str], wanted: str) -> None:
    for column in (Texts.of(texts), Texts.of_series(pd.Series(["a", *texts, "a"], dtype="str").iloc[1:-1])):
        assert column.containing(wanted) == [row for row, text in enumerate(texts) if wanted in text]
        assert column.beyond_ascii() == [row for row, text in enumerate(texts) if not text.isascii()]


def test_what_two_texts_make_together_is_in_neither() -> None:
    assert Texts.of(["xli", "lili", "li", "l", "i"]).containing("lili") == [1]


def test_no_row_is_counted_from_the_end() -> None:
    for row in (-1, 2):
        with pytest.raises(IndexError):
            Texts.of(["a", "b"])[row]


@given(TEXTS, st.text(alphabet="abäß刘-𝄞", max_size=3))
def test_an_index_finds_the_rows_of_each_text(texts: list[str], wanted: str) -> None:
    index = Index.of(texts)
    assert list(index) == sorted(set(texts))
    for each in {wanted, *texts}:
        rows = [row for row, text in enumerate(texts) if text == each]
        assert list(index.get(each, ())) == rows
        assert (each in index) == bool(rows)


def test_an_index_holds_nothing_but_arrays_and_texts() -> None:
    index = Index.of(["b", "a", "b"])
    assert list(index.words) == ["a", "b"]
    assert np.array_equal(index.starts, [0, 1, 3])
    assert np.array_equal(index.rows, [1, 0, 2])
