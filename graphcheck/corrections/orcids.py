"""ORCIDs that papers state: whose they become, and what is said of those that are nobody's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graphcheck.corrections.change import MOST_NAMED
from graphcheck.corrections.registry import Registry
from graphcheck.wording import listing, number


def orcid_to_adopt(registry: Registry, person: str, stated: Iterable[str]) -> str:
    """Return the ORCID that ``person`` is to be listed with, "" for none, of those that all the papers state.

    It is the only one among them, and nobody's yet; somebody who has one keeps it. In the first generation of the
    people file ORCIDs of papers need not be anybody's.
    """
    listed = registry.listed(person)
    orcids = set(stated) - {""}
    if len(orcids) != 1 or registry.by_printed_name or (listed is not None and listed.orcid):
        return ""
    (orcid,) = orcids
    return "" if registry.owner_of_orcid(orcid) else orcid


def unknown_orcid(registry: Registry, paper: str, orcid: str, known: Sequence[str]) -> str:
    """Return what is said of a paper that states an ORCID which is none of the people ``known``, "" for nobody."""
    neither = " nor ".join(f"that of {one}" for one in dict.fromkeys(known) if one)
    owner = registry.owner_of_orcid(orcid)
    what = f"it is that of {owner}; look whether the paper is" if owner else "find out whose it is"
    instead = f"--to {owner}" if owner else f"--to new --orcid {orcid}"
    return f"{paper} states the ORCID {orcid} for this author, which is not {neither}; {what} ({instead}?)"


def contradiction(paper: str, orcid: str, owner: str | None, person: str, right: str) -> str:
    """Return what is said of a paper whose ORCID is its ``owner``'s, or not ``right``, that of the ``person`` to be."""
    whose = f"which is that of {owner} (--to {owner}?)" if owner else f"and {person} has another one, {right}"
    return f"{paper} states the ORCID {orcid} for this author, {whose}"


def left_behind(page: str, orcid: str, papers: Sequence[str]) -> str:
    """Return what is said of papers that would stay on a page though they state a new person's ORCID."""
    what = f"{number(len(papers), 'paper')} that would stay with {page} {'states' if len(papers) == 1 else 'state'}"
    return f"{what} the ORCID {orcid} for this author: {listing(papers, MOST_NAMED)}"
