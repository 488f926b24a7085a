"""ORCIDs that papers state: whose they become, and what is said of those that are nobody's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graphcheck.corrections.registry import Registry


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
