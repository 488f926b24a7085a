"""What graphcheck proposes for a page: the flagged papers, in sets by whom they most likely belong to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from graphcheck.model import JudgedAuthorship, Page

MOST_SETS = 8  # made without being asked; what is left goes into one more


def by_paper(page: Page) -> dict[str, JudgedAuthorship]:
    """Return a judgement for each paper, the flagged one where the person is on it twice."""
    return {judged.paper: judged for judged in sorted(page.authorships, key=lambda judged: judged.flagged)}


def proposed_sets(
    page: Page, papers: Sequence[str], known: Mapping[str, str] = MappingProxyType({})
) -> list[tuple[str, tuple[str, ...]]]:
    """Return (person, papers) for whom each of ``papers`` most likely belongs to, "" for nobody known, most first.

    The last set is that of nobody known; without papers it is the only one. ``known``: paper → person, where a finding
    says whose it is.
    """
    judged: Mapping[str, JudgedAuthorship] = by_paper(page)
    sets: dict[str, list[str]] = {}
    for paper in papers:
        best = judged[paper].suggestions[:1]
        likely = best[0].person if best and best[0].probability > (judged[paper].nobody or 0.0) else ""
        likely = known.get(paper, likely)
        sets.setdefault(likely, []).append(paper)
    by_size = sorted((person for person in sets if person), key=lambda person: -len(sets[person]))
    rest = [paper for person in ["", *by_size[MOST_SETS:]] for paper in sets.get(person, [])]
    found = [(person, tuple(sets[person])) for person in by_size[:MOST_SETS]]
    return [*found, ("", tuple(rest))] if rest or not found else found
