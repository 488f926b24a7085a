"""Which names can be one person's, before an id is put on a paper that prints another one."""

from __future__ import annotations

import pytest

from graphcheck.corrections.names_alike import alike
from graphcheck.sources.anthology_people import Name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Ji", "Liu"), ("J.", "Liu")),
        (("Ji", "Liu"), ("Liu", "Ji")),
        (("José", "Núñez Pérez"), ("Jose", "Perez")),
        (("Abdulmalik", "Al-Salman"), ("Abdulmalik", "AlSalman")),
        (("Emily", "Prud’hommeaux"), ("Emily T.", "Prudhommeaux")),
        (("Ron", "Di Carlantonio"), ("Ron", "DiCarlantonio")),
        (("Angel", "S"), ("Angel Deborah", "S")),
        (("Angel", "S"), ("Angel", "Suseelan")),
        (("Ana", "de la Cruz"), ("Ana", "Delacruz")),
        (("Soman", "K P"), ("Soman", "KP")),
        (("Peiyuan", "Yang1"), ("Peiyuan", "Yang")),
        (("", "吉 刘"), ("Ji", "Liu")),
    ],
)
def test_can_be_one(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert alike(Name(*one), Name(*other))
    assert alike(Name(*other), Name(*one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Ji", "Liu"), ("Jay", "Lin")),
        (("Weiguang", "Qv"), ("Weiguang", "Qu")),
        (("Anna", "S"), ("Angel Deborah", "S")),
        (("A", "S"), ("B", "S")),
        (("Bo", "Li"), ("Ann", "Lindner")),
        (("Yan", "Li"), ("Wei", "Chen")),
        (("Wei", "Chen"), ("Chengyu", "Huang")),
        (("Li", "Zhan"), ("Min", "Zhang")),
        (("Jun", "Wang"), ("Wangari", "Maathai")),
        (("A", "Iwan"), ("Kai", "Wang")),
        (("Wei", "L"), ("Wei", "Zhang")),
        (("", "123"), ("Wei", "Chen")),
    ],
)
def test_have_nothing_in_common(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert not alike(Name(*one), Name(*other))
    assert not alike(Name(*other), Name(*one))
