"""What a person may claim, page by page, as lists that are ready: ids, and the command that moves the papers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from shlex import join

from graphcheck.claims import Claim

MOST = 100  # papers of a list: longer commands are no use to anybody


@dataclass(frozen=True, slots=True)
class ClaimList:
    """Papers that are filed on one ``page``, likeliest first, and the ``command`` that moves them to who claims."""

    page: str
    claims: tuple[Claim, ...]
    command: str

    @property
    def ids(self) -> str:
        """The papers' ids, with spaces between them."""
        return " ".join(claim.paper for claim in self.claims)


def claim_lists(person: str, claims: Sequence[Claim]) -> Iterator[ClaimList]:
    """Yield a list for each page that papers which ``person`` may claim are on; several of a page that has many."""
    for page in dict.fromkeys(claim.page for claim in claims):
        here = [claim for claim in claims if claim.page == page]
        for begin in range(0, len(here), MOST):
            some = tuple(here[begin : begin + MOST])
            papers = ",".join(claim.paper for claim in some)
            yield ClaimList(page, some, f"graphcheck fix {join([page, '--papers', papers, '--to', person])}")
