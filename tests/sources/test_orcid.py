from __future__ import annotations

import pytest

from graphcheck.sources.orcid import has_valid_checksum, normalise


@pytest.mark.parametrize(
    "text",
    [
        "0000-0002-1694-233X",
        "0000-0002-1694-233x",
        "https://orcid.org/0000-0002-1694-233X",
        "http://orcid.org/0000-0002-1694-233X",
        " 0000-0002-1694-233X ",
    ],
)
def test_an_orcid_has_one_normal_form(text: str) -> None:
    assert normalise(text) == "0000-0002-1694-233X"


@pytest.mark.parametrize(
    "text",
    ["", "0000-0002-1694", "0000000216942330", "0000-0002-1694-23X3", "٠٠٠٠-0002-1694-2330", "x0000-0002-1694-2330"],
)
def test_another_shape_is_no_orcid(text: str) -> None:
    assert normalise(text) is None


# The first three are examples of ORCID's own documentation of the checksum.
@pytest.mark.parametrize(
    "orcid", ["0000-0002-1825-0097", "0000-0001-5109-3700", "0000-0002-1694-233X", "0000-0000-0000-0001"]
)
def test_the_checksum_holds(orcid: str) -> None:
    assert has_valid_checksum(orcid)


def test_every_other_last_character_fails() -> None:
    held = [last for last in "0123456789X" if has_valid_checksum(f"0000-0002-1825-009{last}")]
    assert held == ["7"]


def test_two_swapped_digits_fail() -> None:
    assert not has_valid_checksum("0000-0002-8125-0097")
