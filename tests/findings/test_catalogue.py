"""Every finding code has a page that says all that a page must say."""

from __future__ import annotations

import re

import pytest

from graphcheck import findings
from graphcheck.errors import EXIT_USAGE, UsageError
from graphcheck.findings.catalogue import CATALOGUE, HEADINGS, explain, find

CODES = sorted(CATALOGUE)


def sections(markdown: str) -> dict[str, str]:
    parts = re.split(r"^## (.+)$", markdown, flags=re.MULTILINE)
    return dict(zip(parts[1::2], (text.strip() for text in parts[2::2]), strict=True))


@pytest.mark.parametrize("code", CODES)
def test_page_has_every_heading_in_order_and_says_something_under_each(code: str) -> None:
    found = sections(explain(code))
    assert tuple(found) == HEADINGS
    assert all(len(text) > 40 for text in found.values())


@pytest.mark.parametrize("code", CODES)
def test_page_begins_with_code_and_name(code: str) -> None:
    assert explain(code).splitlines()[0] == f"# {code}: {CATALOGUE[code].name}"


@pytest.mark.parametrize("code", CODES)
def test_references_can_be_followed(code: str) -> None:
    references = sections(explain(code))["References"].splitlines()
    assert references
    assert all(re.search(r"<https://\S+>$", line) for line in references)


def test_codes_are_those_that_findings_are_made_with() -> None:
    assert {code: known.name for code, known in CATALOGUE.items()} == findings.NAMES


def test_summaries_are_one_line() -> None:
    for known in CATALOGUE.values():
        assert "\n" not in known.summary
        assert not known.summary.endswith(".")


@pytest.mark.parametrize("asked", ["gc101", " GC101 ", "stray-authorship", "Stray-Authorship"])
def test_code_is_found_by_number_or_name_in_any_casing(asked: str) -> None:
    assert find(asked).code == "GC101"
    assert explain(asked) == CATALOGUE["GC101"].page()


@pytest.mark.parametrize("asked", ["GC999", "", "../../secrets", "\x1b[31m"])
def test_unknown_code_names_the_known_ones(asked: str) -> None:
    with pytest.raises(UsageError) as error:
        explain(asked)
    (line,) = error.value.lines()
    assert error.value.exit_code == EXIT_USAGE
    assert all(code in line for code in CODES)
    assert line.isprintable()
