"""Whose the ORCID of a page is: the person's where somebody is listed, else that of the papers that state it."""

from __future__ import annotations

import pytest

from graphcheck.findings import of_page
from graphcheck.findings.stated import orcid_note, stating
from graphcheck.model import Link, Page
from tests.report.factories import authorship, calm, page

ORCID = "0000-0002-1825-0097"
ANOTHER = "0000-0001-5109-3700"
STRAY = authorship(orcid=ORCID, link=Link.ORCID)
FACTS = dict.fromkeys(("2025.naacl-long.450", "W15-1527", "2023.x-1.2"), ("", 2024))


def unverified(*authorships: object) -> Page:
    return page(verified=False, authorships=authorships)


def told(one: Page) -> str:
    return next(of_page(one, FACTS)).text


def test_an_orcid_that_one_flagged_paper_states_goes_with_it() -> None:
    one = unverified(calm("W15-1527"), calm("2023.x-1.2"), STRAY)
    assert stating(one) == ("2025.naacl-long.450",)
    assert orcid_note(one) == "stated only by 2025.naacl-long.450, which is flagged: it goes with that paper"
    assert told(one).startswith(
        f"Filed under Ji Liu by name. The paper states the ORCID {ORCID}; the page has it from this paper alone, so "
        "that it goes along with it. None of its 6 co-authors"
    )


def test_one_that_several_flagged_papers_state_goes_with_them() -> None:
    one = unverified(calm("W15-1527"), authorship("2023.x-1.2", orcid=ORCID, link=Link.ORCID), STRAY)
    assert orcid_note(one).endswith("2023.x-1.2 and 2025.naacl-long.450, which are flagged: it goes with these papers")
    assert "the page has it from flagged papers alone, this one and 2025.naacl-long.450: it goes with them." in told(
        one
    )


def test_one_that_other_papers_state_too_is_the_pages() -> None:
    one = unverified(calm("W15-1527", orcid=ORCID), calm("2023.x-1.2"), STRAY)
    assert orcid_note(one) == ""
    assert "and so does 1 paper of the page that is not flagged." in told(one)


@pytest.mark.parametrize(
    ("orcid", "said"),
    [(ORCID, f"{ORCID}, which is the person's."), (ANOTHER, f"{ANOTHER}, and the person has another one, {ORCID}.")],
)
def test_a_listed_persons_is_the_persons(orcid: str, said: str) -> None:
    one = page(authorships=(authorship(orcid=orcid, link=Link.ORCID),))
    assert (stating(one), orcid_note(one)) == ((), "")
    assert f"Filed under Ji Liu by ORCID. The paper states the ORCID {said}" in told(one)


def test_nothing_is_said_where_no_paper_states_one() -> None:
    assert "ORCID" not in told(page())
    assert "The paper states the ORCID" not in told(page(orcid=None))
    assert f"The paper states the ORCID {ORCID}. None" in told(page(orcid=None, authorships=(authorship(orcid=ORCID),)))
