"""Text for terminals: how wide it is, and what may stand in it."""

from __future__ import annotations

import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphcheck.report.sheet import cells, cut


@pytest.mark.parametrize(("text", "columns"), [("", 0), ("Ji Liu", 6), ("刘洋", 4), ("Dušek", 5), ("Dus\u030cek", 5)])
def test_marks_take_no_column_and_east_asian_letters_two(text: str, columns: int) -> None:
    assert cells(text) == columns


@given(st.text(max_size=20))
def test_a_text_is_as_wide_as_its_letters(text: str) -> None:
    assert cells(text) == sum(map(cells, text))
    assert cells(cut(text, 5)) <= 5


def test_every_letter_of_ascii_takes_one_column() -> None:
    for letter in string.printable:
        assert cells(letter) == 1
        assert not unicodedata.combining(letter)
        assert unicodedata.east_asian_width(letter) not in "WF"
