"""Ids of new people, by the Anthology's rules."""

from __future__ import annotations

import pytest

from graphcheck.corrections.change import EditError
from graphcheck.corrections.new_person import new_id, parted, short_form
from graphcheck.sources.anthology_people import Name

JI = Name("Ji", "Liu")


@pytest.mark.parametrize(
    ("institution", "orcid", "suffix", "taken", "expected"),
    [
        ("University of Rochester", "0000-0002-1825-009X", "", (), "ji-liu"),
        ("University of Rochester", "0000-0002-1825-009X", "", ("ji-liu",), "ji-liu-rochester"),
        ("", "0000-0002-1825-009X", "", ("ji-liu",), "ji-liu-009x"),
        ("Rochester", "0000-0002-1825-009X", "", ("ji-liu", "ji-liu-rochester"), "ji-liu-009x"),
        ("University of Rochester", "", "meta", (), "ji-liu-meta"),
    ],
)
def test_the_slug_then_the_institution_then_the_orcid(
    institution: str, orcid: str, suffix: str, taken: tuple[str, ...], expected: str
) -> None:
    assert new_id(JI, institution, orcid, suffix, taken.__contains__) == expected


@pytest.mark.parametrize(
    ("name", "suffix", "what"),
    [
        (JI, "", "the id ji-liu is taken; say --degree or --orcid"),
        (JI, "amd", "the id ji-liu-amd is taken; say another --suffix"),
        (JI, "-", "“ji-liu--” is no person id"),
        (Name("", "…"), "", "“” is no person id"),
        (Name("2", "Pac"), "", "“2-pac” is no person id"),
    ],
)
def test_no_free_id_is_one_line(name: Name, suffix: str, what: str) -> None:
    with pytest.raises(EditError) as raised:
        new_id(name, "", "", suffix, {"ji-liu", "ji-liu-amd"}.__contains__)
    assert str(raised.value).startswith(what)


@pytest.mark.parametrize(
    ("institution", "expected"),
    [
        ("University of Edinburgh", "edinburgh"),
        ("Carnegie Mellon University", "cmu"),
        ("Massachusetts Institute of Technology (MIT)", "mit"),
        ("University of Science and Technology of China", "ustc"),
        ("AMD", "amd"),
        ("Universität Tübingen", "tubingen"),
        ("Charles University, Prague", "charles"),
        ("", ""),
    ],
)
def test_what_an_id_calls_an_institution(institution: str, expected: str) -> None:
    assert short_form(institution) == expected


def test_names_are_parted_as_papers_part_them() -> None:
    assert parted("Ana de la Cruz", [Name("Ana", "de la Cruz")]) == Name("Ana", "de la Cruz")
    assert parted("Ana Maria Cruz", []) == Name("Ana Maria", "Cruz")
    assert parted("Plato", []) == Name("", "Plato")
