"""Which names can be one person's."""

from __future__ import annotations

import pytest

from graphcheck.identity.uses import alike, name_in, share_family


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Michael Yoder", "Michael Miller Yoder"),
        ("A. Pastor López-Monroy", "Adrian Pastor Lopez Monroy"),
        ("Junlin Li", "Li Junlin"),
        ("SeyedAbolghasem Mirroshandel", "Seyed Abolghasem Mirroshandel"),
        ("J. Preston", "Joseph Preston"),
        ("Zoë Ångström", "Zoe Angstrom"),
    ],
)
def test_names_of_one_person(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Loïc Grobol", "Morgan Grobol"),
        ("Els Lefever", "Véronique Hoste"),
        ("Wei Bi", "V. W."),
        ("A. Gelbukh", "I. Gelbukh"),
        ("J. P.", "Joseph Preston"),
        ("", "Joseph Preston"),
        ("Li", "Wei Li"),
    ],
)
def test_names_of_two_people(one: str, other: str) -> None:
    assert not alike(one, other)
    assert not alike(other, one)


def test_a_profile_spells_a_name() -> None:
    assert name_in("~Jane_van_Doe12") == "Jane van Doe"
    assert name_in("jane@doe.org") == ""


def test_given_names_change() -> None:
    assert share_family("Loïc Grobol", "Morgan Gröbol")
    assert not share_family("Loïc Grobol", "Grobol Morgan")
