"""What engines give becomes what answers hold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from graphcheck.store.engine import plain


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, None),
        (True, True),
        ("a", "a"),
        (Decimal(18), 18),
        (Decimal("0.5"), 0.5),
        ([Decimal(1), "x", None], [1, "x", None]),
        (("a", ["b"]), ["a", '["b"]']),
        ({"id": "é", "year": 2024}, '{"id": "é", "year": 2024}'),
        (date(2024, 5, 1), "2024-05-01"),
    ],
)
def test_plain(given: object, expected: object) -> None:
    found = plain(given)
    assert found == expected
    assert type(found) is type(expected)
