"""Clicks to one person's papers, counted by hand."""

from __future__ import annotations

import numpy as np
import pytest

from graphcheck.evaluate.clicks import clicks


def marks(text: str) -> np.ndarray:
    return np.array([letter == "x" for letter in text])


@pytest.mark.parametrize(
    ("wanted", "flagged", "groups", "least", "why"),
    [
        ("...xx", ".....", "AAABB", 1, "the whole group B"),
        ("....x", ".....", "AAABB", 1, "one paper"),
        ("...xx", "...xx", "AAABB", 0, "what is flagged is right"),
        ("...xxx", ".....x", "AAABBB", 1, "the group, though one of it is flagged"),
        ("..xxxx", "......", "AAABBB", 2, "the group and a paper"),
        ("...xxx", "......", "AABBBB", 2, "the group, then one paper of it off"),
        ("xxxx....", "........", "ABCDEEEE", 4, "four groups of one paper"),
        ("...xx", "x....", "AAABC", 2, "two papers from nothing rather than three from the flags"),
        ("..xx..", "xxxx..", "AAAABB", 2, "two papers"),
        (".....x", "xxxxx.", "AAAAAB", 1, "from nothing"),
    ],
)
def test_least_clicks(wanted: str, flagged: str, groups: str, least: int, why: str) -> None:
    group = np.array([ord(letter) for letter in groups])
    assert clicks(marks(wanted), marks(flagged), group) == least, why


def test_without_groups_each_paper_is_a_click() -> None:
    group = np.array([0, 0, 0, 1, 1, 1])
    assert clicks(marks("...xxx"), marks("......"), group, whole_groups=False) == 3
    assert clicks(marks("...xxx"), marks("....xx"), group, whole_groups=False) == 1


def test_a_wholly_flagged_group_is_unticked_at_once() -> None:
    group = np.array([0] * 4 + [1] * 4)
    assert clicks(marks("....xxxx"), marks("xxxxxxxx"), group) == 1
