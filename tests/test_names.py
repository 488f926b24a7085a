from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from slugify import slugify

from graphcheck.names import commonness, fold, printed, slug, split_name


def test_a_name_is_printed_first_then_last() -> None:
    assert printed("Ana", "Lopez") == "Ana Lopez"


def test_a_single_name_is_printed_alone() -> None:
    assert printed("", "Mausam") == "Mausam"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ana Lopez", "ana-lopez"),
        ("José García", "jose-garcia"),
        ("Sharon O'Brien", "sharon-o-brien"),
        ("Sharon O’Brien", "sharon-o-brien"),
        ("Sharon Oʼbrien", "sharon-o-brien"),
        ("J. R. R. Tolkien", "j-r-r-tolkien"),
        ("Jean-Luc  Picard", "jean-luc-picard"),
        ("刘 洋", "liu-yang"),
        ("Łukasz Kaiser", "lukasz-kaiser"),
        ("Ana  Lopez ", "ana-lopez"),
        ("J.L. Borges-Acevedo", "j-l-borges-acevedo"),
        ("", ""),
        ("...", ""),
    ],
)
def test_a_slug_is_the_anthologys(name: str, expected: str) -> None:
    assert slug(name) == expected


@given(st.text(st.sampled_from("aZéß' -.’ʼ&;刘0"), max_size=30))
def test_a_slug_is_what_slugify_makes_of_any_name(name: str) -> None:
    assert slug(name) == slugify(name, replacements=(("ʼ", "-"), ("’", "-")))


@given(st.text(max_size=30))
def test_a_slug_has_only_small_letters_digits_and_hyphens(name: str) -> None:
    assert set(slug(name)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug(slug(name)) == slug(name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("José  GARCÍA-Márquez", "jose garcia marquez"),
        ("Jose\u0301", "jose"),
        ("O’Brien, S.", "o brien s"),
        ("Straße", "strasse"),
        ("刘 洋", "刘 洋"),
        ("ﬁsh", "fish"),
    ],
)
def test_folding_drops_case_diacritics_and_signs_but_no_script(name: str, expected: str) -> None:
    assert fold(name) == expected


@given(st.text(max_size=30))
def test_folding_leaves_single_spaces_only(name: str) -> None:
    assert fold(name) == " ".join(fold(name).split())


def test_a_name_is_as_common_as_its_parts_make_it() -> None:
    first = ["Wei", "Wei", "Wei", "Ana"]
    last = ["Wang", "Wang", "Li", "Li"]
    assert commonness(first, last) == pytest.approx([3 * 2 / 4, 3 * 2 / 4, 3 * 2 / 4, 1 * 2 / 4])


def test_an_initial_may_be_anybody_with_that_letter() -> None:
    assert commonness(["W.", "Wei", "Will", "Ana"], ["Li"] * 4) == pytest.approx([3, 1, 1, 1])


def test_a_single_name_is_as_common_as_the_last_name() -> None:
    assert commonness(["", "Ana"], ["Li", "Li"]) == pytest.approx([2 * 1 / 2, 2 * 1 / 2])


def test_a_name_of_several_words_is_as_rare_as_its_rarest_full_one() -> None:
    first = ["Wei", "Wei", "Wei Emma", "Emma", "Wei E."]
    found = commonness(first, ["Li"] * 5, also={2: ["Wei", "Emma"]})
    assert found == pytest.approx([5 * 4 / 5, 4, 5 * 2 / 5, 2, 4])


def test_two_words_of_a_name_are_as_rare_as_they_are_together() -> None:
    first = ["Wei Emma", "Wei Emma", "Wei", "Wei", "Emma", "Emma", "Emma Wei", "Wei Lu Emma"]
    expected = [3, 3, 6, 6, 6, 6, 1, 1]
    assert commonness(first, ["Li"] * 8) == pytest.approx(expected)


def test_who_bears_two_words_as_one_may_be_meant() -> None:
    first = ["Min Soo", "Min-Soo", "Minsoo", "Soomin", "Min", "Min", "Soo", "Soo", "Soo"]
    assert commonness(first, ["Kim"] * 9) == pytest.approx([3, 2, 2, 1, 3, 3, 4, 4, 4])


def test_two_words_are_never_more_common_than_one_of_them() -> None:
    first = ["Min Soo", "Min-Soo", "Minsoo", "Min", "Min"]
    assert commonness(first, ["Kim"] * 5)[0] == 1


@pytest.mark.parametrize(
    ("also", "expected"),
    [
        (["Wei"], 3),
        (["Emma"], 3),
        (["Wei E."], 3),
        (["Emma Wei"], 3),
        (["Wei Emma J."], 1),
        (["WEI ÉMMA", "W. E.", "W."], 1),
        (["伟艾玛", "Вэй"], 1),
        (["Wei-Emma"], 1),
        (["Wei Emma J.", "Wei"], 3),
        ([""], 1),
    ],
)
def test_two_words_count_together_where_every_name_of_the_person_has_both(also: list[str], expected: float) -> None:
    first = ["Wei Emma", "Wei", "Wei", "Emma", "Emma"]
    assert commonness(first, ["Li"] * 5, also={0: also})[0] == pytest.approx(expected)


def test_further_names_say_nothing_about_names_of_one_word() -> None:
    first = ["Wei", "Wei", "W.", ""]
    alone = commonness(first, ["Li"] * 4)
    assert commonness(first, ["Li"] * 4, also={0: ["Emma"], 2: ["Wei Emma"], 3: ["Wei"]}).tolist() == alone.tolist()


def test_nobody_has_no_commonness() -> None:
    assert commonness([], []).shape == (0,)


def test_commonness_does_not_depend_on_order_or_spelling() -> None:
    forward = commonness(["Wei", "WEI", "Ana"], ["Wáng", "Wang", "Li"])
    backward = commonness(["Ana", "WEI", "Wei"], ["Li", "Wang", "Wáng"])
    np.testing.assert_allclose(forward, backward[::-1])


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("Ji Liu", "Ji", "Liu"),
        ("Liu, Ji", "Ji", "Liu"),
        ("Ludwig  van Beethoven", "Ludwig", "van Beethoven"),
        ("van den Berg, Anna", "Anna", "van den Berg"),
        ("Willemijn van der Meulenhoek", "Willemijn", "van der Meulenhoek"),
        ("Martin Luther King Jr.", "Martin Luther", "King Jr."),
        ("King, Jr.", "King", "Jr."),
        ("Martin King, Jr.", "Martin", "King Jr."),
        ("Henry VIII", "Henry", "VIII"),
        ("Mausam", "", "Mausam"),
        ("de Gaulle", "", "de Gaulle"),
        ("Maria de los Santos", "Maria", "de los Santos"),
        ("刘吉", "", "刘吉"),
        ("", "", ""),
    ],
)
def test_a_name_in_one_piece_is_parted(name: str, first: str, last: str) -> None:
    assert split_name(name) == (first, last)
