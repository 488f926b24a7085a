"""Author or editor → person, with exactly the rules of each generation of the people file.

An explicit id is always that person. Without one,

- in the first generation, the printed name is looked up among the listed names: one owner is the person; else the
  name's slug is the person's id, listed or not;
- in the later ones, the slug is looked up among the slugs of listed names: one owner that allows name matching is the
  person; else it is the unverified page ``<slug>/unverified``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from graphcheck.model import Link
from graphcheck.names import UNVERIFIED, printed, slug
from graphcheck.sources.anthology_people import ListedPerson, Name, People
from graphcheck.sources.anthology_xml import Mention
from graphcheck.sources.files import Complaints

# The first generation's id for names without any letter, whose slug is empty.
NAMELESS = "nameless"


@dataclass(slots=True)
class Spelling:
    """A name that mentions of a person print; ``mentions`` counts them (0 for variants), ``person`` is a row."""

    person: int
    first: str
    last: str
    printed: str
    mentions: int = 0


class Resolver:
    """Finds the person of each mention, and remembers what the mentions say about the person.

    ``ids`` are the people's ids by row: the listed ones in the order of their file, then others as they are met.
    """

    def __init__(self, people: People) -> None:
        self.people = people
        self.ids: list[str] = list(people.listed)
        self.spellings: list[Spelling] = []
        self._rows = {person_id: row for row, person_id in enumerate(self.ids)}
        self._by_name = by_printed_name(people) if people.by_printed_name else by_slug(people)
        self._known: dict[tuple[str | None, str, str], Spelling] = {}
        self._variants: set[tuple[int, Name]] = set()
        self._orcids: defaultdict[int, set[str]] = defaultdict(set)
        self._openreviews: defaultdict[int, set[str]] = defaultdict(set)

    def is_undefined(self, mention: Mention) -> bool:
        """Tell whether the mention has an id that the people file, read whole, does not list."""
        return mention.id is not None and mention.id not in self.people.listed and not self.people.incomplete

    def resolve(self, mention: Mention, complaints: Complaints) -> Spelling:
        """Return the person whom a mention means, as the spelling that it prints.

        What the mention says against the people file goes to ``complaints`` as faults.
        """
        key = (mention.id, mention.first, mention.last)
        spelling = self._known.get(key)
        if spelling is None:
            spelling = self._known[key] = self._new_spelling(mention)
        spelling.mentions += 1
        if mention.id is not None or mention.orcid or mention.openreview or mention.variants:
            self._remember(mention, spelling.person, complaints)
        return spelling

    def orcid(self, row: int) -> str:
        """Return a person's ORCID: the listed one, else the one that mentions carry if there is exactly one."""
        listed = self.listed(row)
        return (listed.orcid if listed else "") or _only(self._orcids.get(row))

    def openreview(self, row: int) -> str:
        """Return the OpenReview id that a person's mentions carry, "" if none or several."""
        return _only(self._openreviews.get(row))

    def link(self, row: int, mention_id: str, orcid: str, openreview: str) -> Link:
        """Return why a mention is on a person's page; asks for all mentions to be resolved before."""
        if mention_id:
            return Link.EXPLICIT
        if orcid and orcid == self.orcid(row):
            return Link.ORCID
        if openreview and openreview == self.openreview(row):
            return Link.OPENREVIEW
        return Link.INFERRED

    def listed(self, row: int) -> ListedPerson | None:
        """Return what the people file says of a person, None where it does not list them."""
        return self.people.listed.get(self.ids[row])

    def _new_spelling(self, mention: Mention) -> Spelling:
        person_id = self._by_name(mention.first, mention.last) if mention.id is None else mention.id
        row = self._rows.setdefault(person_id, len(self.ids))
        if row == len(self.ids):
            self.ids.append(person_id)
        name = printed(mention.first, mention.last)
        self.spellings.append(Spelling(row, mention.first, mention.last, name))
        return self.spellings[-1]

    def _remember(self, mention: Mention, row: int, complaints: Complaints) -> None:
        if mention.orcid:
            self._orcids[row].add(mention.orcid)
        if mention.openreview:
            self._openreviews[row].add(mention.openreview)
        for variant in mention.variants:
            if (row, variant) not in self._variants:
                self._variants.add((row, variant))
                self.spellings.append(Spelling(row, variant.first, variant.last, printed(*variant)))
        if not self.people.by_printed_name:
            self._check(mention, complaints)

    def _check(self, mention: Mention, complaints: Complaints) -> None:
        """Complain where a mention breaks the rules of the later generations."""
        name = printed(mention.first, mention.last)
        if mention.id is None:
            if mention.orcid:
                what = f"“{name}” has the ORCID {mention.orcid} but no id"
                person_id = self.ids[self._known[None, mention.first, mention.last].person]
                is_listed = person_id in self.people.listed
                hint = (
                    "add the id of the person whom the ORCID names" if is_listed else "list the person and add the id"
                )
                about = {"person": person_id}
                complaints.fault(mention.line, what, hint, "orcid-without-id", value=mention.orcid, **about)
            return
        person = self.people.listed.get(mention.id)
        if person is None:
            return
        if Name(mention.first, mention.last) not in person.names:
            what = f"“{mention.id}” is used with the name “{name}”, which is not listed"
            hint = "list the name, or correct the id"
            complaints.fault(mention.line, what, hint, "unlisted-name", person=person.id, value=name)
        if mention.orcid and mention.orcid != person.orcid:
            known = person.orcid or "none"
            what = f"“{mention.id}” is used with the ORCID {mention.orcid}, but the people file has {known}"
            kind = "another-orcid" if person.orcid else "unlisted-orcid"
            about = {"person": person.id, "value": mention.orcid}
            complaints.fault(mention.line, what, "find out which is right", kind, **about)


def by_printed_name(people: People) -> Callable[[str, str], str]:
    """Return the first generation's rule: names as printed, then slugs."""
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for person in people.listed.values():
        for name in dict.fromkeys(printed(*name) for name in person.names):
            owners[name].append(person.id)

    def find(first: str, last: str) -> str:
        name = printed(first, last)
        ids = owners.get(name, ())
        return ids[0] if len(ids) == 1 else slug(name) or NAMELESS

    return find


def by_slug(people: People) -> Callable[[str, str], str]:
    """Return the later generations' rule: slugs of listed names, then unverified pages."""
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for person in people.listed.values():
        for name in person.names:
            owners[slug(printed(*name))].add(person.id)

    def find(first: str, last: str) -> str:
        own = slug(printed(first, last))
        ids = owners.get(own, set())
        if len(ids) == 1:
            (only,) = ids
            if people.listed[only].name_matching:
                return only
        return f"{own}{UNVERIFIED}"

    return find


def _only(values: set[str] | None) -> str:
    return next(iter(values)) if values and len(values) == 1 else ""
