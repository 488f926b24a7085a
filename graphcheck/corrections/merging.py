"""Two pages of one person, as GC103 or GC104 says: whether one can be filed under the other, and what comes first."""

from __future__ import annotations

from graphcheck.corrections.change import MOST_NAMED, EditError
from graphcheck.corrections.correction import doubted_papers
from graphcheck.corrections.proposed import MOVING, claims_a_page, merging, moving
from graphcheck.findings import CONFLICT, MIXED
from graphcheck.model import Finding
from graphcheck.person import Person
from graphcheck.wording import listing, number


def merge_of(person: Person, least: float) -> Finding:
    """Return the finding that claims the whole page to be another page's person's, of the score ``least`` or more.

    The surest one counts. Where the page that it names is claimed to be a third one's itself, and so is this one, it is
    the one that names the third.

    Raises:
        EditError: there is none; one of the two pages may hold several people; or the other one is to be filed under a
            third one first.
    """
    page = person.page
    claims = {one.person: one for one in reversed(merging(person.findings, page.person, least))}
    if not claims:
        raise EditError(_no_claim(person, least))
    *_, whole = claims.values()
    claim = f"{page.person} may be {whole.person} ({whole.code})"
    if doubted := doubted_papers(page):
        raise EditError(
            f"{claim}, but {number(len(doubted), 'paper')} of the page may be somebody else's: "
            f"{listing(sorted(doubted), MOST_NAMED)}; say first whose these are"
        )
    kept = person.bibliography.person(whole.person)
    while further := merging(kept.findings, kept.id, least):
        if further[0].person not in claims:
            raise EditError(
                f"{claim}, and {kept.id} may be {further[0].person}; carry that out first: "
                f"graphcheck fix {kept.id} --from-findings"
            )
        whole = claims.pop(further[0].person)
        kept = person.bibliography.person(whole.person)
    if MIXED in kept.page.codes:
        raise EditError(
            f"{page.person} may be {kept.id} ({whole.code}), whose own page may hold several people ({MIXED}); say "
            "first whose its papers are"
        )
    return whole


def _no_claim(person: Person, least: float) -> str:
    below = [*moving(person.findings, person.id).values(), *merging(person.findings, person.id)]
    if below:
        surest = max(one.score for one in below)
        return f"{person.id} has no finding of the score {least:g} or more; the surest has {surest:.2f}"
    others = [(one.code, one.others[0]) for one in person.findings if claims_a_page(one) and one.person == person.id]
    instead = "name papers with --papers, or a group with --from-group"
    if others:
        code, other = others[0]
        instead = f"{code} is carried out from the other page: graphcheck fix {other} --from-findings"
    elif any(one.code == CONFLICT for one in person.findings):
        instead = f"what {CONFLICT} says of it is carried out by naming the papers: --papers, or --all-papers"
    told = ", ".join(MOVING)
    return f"{person.id} has no finding that says that a paper is somebody else's ({told}); {instead}"
