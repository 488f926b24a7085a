"""What a finding about a page of several people says: what the page holds, and how to part it."""

from __future__ import annotations

from collections import Counter

from graphcheck.model import Group, Link, Page
from graphcheck.wording import listing, number

NAMED = 4  # groups that are named one by one, the core and the main group among them
_LINKS = {Link.EXPLICIT: "explicit", Link.ORCID: "by ORCID", Link.OPENREVIEW: "by OpenReview id"}


def papers_apart(page: Page) -> tuple[str, ...]:
    """Return the papers outside the group that is left on the page where it is parted."""
    return tuple(paper for group in page.groups if group != page.staying for paper in group.papers)


def holding(page: Page) -> str:
    """Say which groups a page holds; the numbers of papers add up to all of them."""
    named = _named(page)
    further = [group for group in page.groups if group not in named and len(group.papers) > 1]
    singles = sum(group not in named and len(group.papers) == 1 for group in page.groups)
    told = [f"{len(group.papers):,} in group {group.label}" for group in named]
    if further:
        told.append(f"{sum(len(group.papers) for group in further):,} in {len(further):,} further groups")
    if singles:
        told.append(f"{number(singles, 'paper')} {'on its own' if singles == 1 else 'each on its own'}")
    papers = number(sum(len(group.papers) for group in page.groups), "paper")
    groups = f"{len(page.groups):,} groups that do not connect"
    return f"The page of {page.name} holds {papers} in {groups}: {listing(told, shown=len(told))}."


def _named(page: Page) -> list[Group]:
    """Return the groups that are named: core and main group, however small, and the largest others."""
    always = [group for group in page.groups if group.core or group == page.staying]
    others = [group for group in page.groups if group not in always and len(group.papers) > 1]
    others.sort(key=lambda group: -len(group.papers))
    # "And 2 in one further group" would be longer than its name.
    kept = others if len(others) <= NAMED + 1 - len(always) else others[: NAMED - len(always)]
    return [group for group in page.groups if group in always or group in kept]


def advice(page: Page) -> str:
    """Say by which links the papers are on the page that are to be parted from it, and what that means."""
    apart, stays = set(papers_apart(page)), page.staying.label
    links = Counter({one.paper: one.link for one in reversed(page.authorships) if one.paper in apart}.values())
    if not links:
        return ""
    told = listing([f"{count:,} {_LINKS.get(link, 'inferred')}" for link in Link if (count := links[link])])
    explicit = " Explicit ones are to be unlinked first." if links[Link.EXPLICIT] else ""
    ids = "Each further person needs an id on these papers."
    if page.catch_all:
        ids = f"Each person needs an id on their papers, those of group {stays}, too."
    return f"Links of the {number(len(apart), 'paper')} outside group {stays}: {told}.{explicit} {ids}"
