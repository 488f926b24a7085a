from __future__ import annotations

import pytest

from graphcheck.sources.anthology_ids import build_paper_id, build_volume_id, parse_paper_id

BOTH_WAYS = [
    (("2023.emnlp", "main", "488"), "2023.emnlp-main.488"),
    (("2020.acl", "1", "0"), "2020.acl-1.0"),
    (("P18", "1", "217"), "P18-1217"),
    (("P18", "1", "7"), "P18-1007"),
    (("W15", "15", "27"), "W15-1527"),
    (("W00", "1", "5"), "W00-0105"),
    (("C69", "1", "1"), "C69-0101"),
    (("C73", "1", "1"), "C73-1001"),
    (("D19", "1", "1"), "D19-1001"),
    (("D19", "4", "12"), "D19-4012"),
    (("D19", "57", "2"), "D19-5702"),
    (("D18", "5", "2"), "D18-5002"),
]


@pytest.mark.parametrize(("parts", "full_id"), BOTH_WAYS)
def test_an_id_is_built_and_parsed(parts: tuple[str, str, str], full_id: str) -> None:
    assert build_paper_id(*parts) == full_id
    assert parse_paper_id(full_id) == parts


@pytest.mark.parametrize(
    ("parts", "full_id"),
    [(("2023.emnlp", "main"), "2023.emnlp-main"), (("P18", "1"), "P18-1"), (("W15", "1"), "W15-01")],
)
def test_a_volume_has_an_id(parts: tuple[str, str], full_id: str) -> None:
    assert build_volume_id(*parts) == full_id


@pytest.mark.parametrize(
    ("parts", "complaint"),
    [
        (("emnlp", "main", "1"), "no collection id"),
        (("p18", "1", "1"), "no collection id"),
        (("2023.EMNLP", "main", "1"), "no collection id"),
        (("2023.emnlp", "Main", "1"), "no volume id"),
        (("2023.emnlp", "main", "1.2"), "no paper id"),
        (("2023.emnlp", "main", ""), "no paper id"),
        (("2023.emnlp", "main", "１"), "no paper id"),
        (("P18", "long", "1"), "no volume number"),
        (("P18", "10", "1"), "no volume number"),
        (("P18", "1", "1000"), "no paper number"),
        (("W15", "1", "100"), "no paper number"),
        (("W15", "100", "1"), "no volume number"),
        (("P18", "1", "²"), "no paper number"),
        (("P18", "1", "1_0"), "no paper number"),
    ],
)
def test_parts_that_fit_no_style_are_refused(parts: tuple[str, str, str], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        build_paper_id(*parts)


@pytest.mark.parametrize(
    "text", ["", "P18", "P18-1", "P18-12345", "2023.emnlp-main", "2023.emnlp-main.1.2", "x", "P18-١٢٣٤"]
)
def test_what_is_no_paper_id_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no paper id"):
        parse_paper_id(text)


def test_a_small_volume_of_d19_has_one_digit_and_a_large_one_two() -> None:
    assert build_paper_id("D19", "3", "1") == "D19-3001"
    assert build_paper_id("D19", "50", "1") == "D19-5001"
    assert parse_paper_id("D19-3001") == ("D19", "3", "1")
    assert parse_paper_id("D19-5001") == ("D19", "50", "1")
