from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphcheck.errors import (
    EXIT_DATA,
    EXIT_USAGE,
    BadInputError,
    GraphcheckError,
    Problem,
    SourceNotFoundError,
    UnknownNameError,
    UsageError,
    one_line,
)


@given(st.text())
def test_one_line_is_printable_and_short(text: str) -> None:
    line = one_line(text, limit=40)
    assert line.isprintable()
    assert len(line) <= 40


def test_one_line_keeps_words_and_folds_space() -> None:
    assert one_line(" Ana\t\r\n  López ") == "Ana López"


def test_one_line_takes_the_escape_out_of_a_terminals_sequence() -> None:
    assert one_line("\x1b[31mred\x07\u202eabc\x9b") == "[31mred abc"


def test_one_line_says_that_it_cut() -> None:
    assert one_line("x" * 301) == "x" * 299 + "…"
    assert one_line("x" * 300) == "x" * 300


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (Problem("a.xml", 7, "is broken", "mend it"), "a.xml:7: is broken; mend it"),
        (Problem("a.xml", 0, "can't be read"), "a.xml: can't be read"),
        (Problem("a\nb.xml", 1, "is\x1b[31m red"), "a b.xml:1: is [31m red"),
    ],
)
def test_a_problem_is_one_line_of_file_line_fault_and_remedy(problem: Problem, text: str) -> None:
    assert str(problem) == text


def test_bad_input_lists_all_problems_by_file_and_line() -> None:
    problems = [Problem("b.xml", 1, "x"), Problem("a.xml", 10, "y"), Problem("a.xml", 9, "z")]
    error = BadInputError(iter(problems))
    assert error.lines() == ["a.xml:9: z", "a.xml:10: y", "b.xml:1: x"]
    assert str(error) == "a.xml:9: z; a.xml:10: y; b.xml:1: x"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("x"), EXIT_USAGE),
        (SourceNotFoundError("x"), EXIT_DATA),
        (BadInputError([]), EXIT_DATA),
        (UnknownNameError("x", []), EXIT_DATA),
    ],
)
def test_every_error_has_its_exit_code(error: GraphcheckError, code: int) -> None:
    assert error.exit_code == code


def test_an_unknown_name_comes_with_the_nearest() -> None:
    error = UnknownNameError("Ji Lui", ["Ji Liu", "Jie Liu"])
    assert error.lines() == ["nobody in this source is called “Ji Lui”; the nearest names are: Ji Liu, Jie Liu"]
    assert error.nearest == ("Ji Liu", "Jie Liu")


def test_an_unknown_name_may_be_near_to_none() -> None:
    assert UnknownNameError("\x1b[2J", []).lines() == ["nobody in this source is called “ [2J”; no name comes near it"]
