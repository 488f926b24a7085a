"""Who is listed, and to whom each name leads: before a correction, and as it would be after it.

The rules of resolution are those of ``sources/anthology_resolve``; here people can be changed one by one, and asked
again, without reading anything.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from graphcheck.corrections.change import PersonEdit
from graphcheck.names import printed, slug
from graphcheck.sources.anthology_people import ListedPerson, Name, People, is_catch_all
from graphcheck.sources.anthology_resolve import by_printed_name, by_slug

NEW_CATCH_ALL = "May refer to several people"


class Registry:
    """The people file as it would be with the edits so far."""

    def __init__(self, people: People) -> None:
        self._people = replace(people, listed=dict(people.listed))
        self._edits: dict[str, PersonEdit] = {}
        self._find = _rule(self._people)

    @property
    def by_printed_name(self) -> bool:
        """Whether this is the first generation, whose unlisted people have pages of their own."""
        return self._people.by_printed_name

    @property
    def edits(self) -> tuple[PersonEdit, ...]:
        """What has to be changed in the people file, in order of ids."""
        return tuple(self._edits[person] for person in sorted(self._edits))

    def listed(self, person: str) -> ListedPerson | None:
        """Return what is listed of a person, None for nothing."""
        return self._people.listed.get(person)

    def owner_of_orcid(self, orcid: str) -> str | None:
        """Return who is listed with an ORCID, None for nobody."""
        return next((one.id for one in self._people.listed.values() if one.orcid == orcid), None)

    def leads_to(self, explicit: str, name: Name) -> str:
        """Return whom a mention means that has the id ``explicit``, "" for none, and that name."""
        return explicit or self._find(name.first, name.last)

    def add(self, edit: PersonEdit) -> None:
        """List somebody new."""
        self._edits[edit.person] = edit
        self._put(
            ListedPerson(
                id=edit.person,
                names=edit.names,
                orcid=edit.orcid,
                comment=edit.comment,
                degree=edit.degree,
                catch_all=is_catch_all(edit.comment),
                name_matching=not edit.disable_name_matching,
                line=0,
            )
        )

    def add_name(self, person: str, name: Name) -> None:
        """List a name of somebody who is listed, where it isn't yet."""
        there = self._people.listed[person]
        if name in there.names:
            return
        edit = self._edits.get(person, PersonEdit(person, is_new=False, names=()))
        self._edits[person] = replace(edit, names=(*edit.names, name))
        self._put(replace(there, names=(*there.names, name)))

    def set_orcid(self, person: str, orcid: str) -> None:
        """List the ORCID of somebody who is listed without one."""
        edit = self._edits.get(person, PersonEdit(person, is_new=False, names=()))
        self._edits[person] = replace(edit, orcid=orcid)
        self._put(replace(self._people.listed[person], orcid=orcid))

    def disable_name_matching(self, person: str) -> None:
        """Let names no longer lead to somebody who is listed."""
        edit = self._edits.get(person, PersonEdit(person, is_new=False, names=()))
        self._edits[person] = replace(edit, disable_name_matching=True)
        self._put(replace(self._people.listed[person], name_matching=False))

    def can_be_taken_out(self, person: str, heir: str) -> bool:
        """Whether nothing is lost, and nothing else changes, when somebody listed is one with ``heir``, and leaves.

        Comments, degrees and a second ORCID would be lost; where somebody else is listed with one of the names, too, it
        would begin to lead there.
        """
        one, other = self._people.listed[person], self._people.listed[heir]
        plain = one.name_matching and not (one.catch_all or one.comment or one.degree or one.similar)
        own = {slug(text(name)) for name in one.names}
        return (
            plain
            and (not one.orcid or other.orcid in ("", one.orcid))
            and not any(
                person in there.similar or not own.isdisjoint(slug(text(name)) for name in there.names)
                for there in self._people.listed.values()
                if there.id != person
            )
        )

    def take_out(self, person: str, heir: str) -> None:
        """Take somebody out who is one with ``heir``, who gets names and ORCID."""
        one = self._people.listed[person]
        for name in one.names:
            self.add_name(heir, name)
        if one.orcid and not self._people.listed[heir].orcid:
            self.set_orcid(heir, one.orcid)
        self._edits[person] = PersonEdit(person, is_new=False, names=(), is_gone=True)
        del self._people.listed[person]
        self._find = _rule(self._people)

    def _put(self, person: ListedPerson) -> None:
        self._people.listed[person.id] = person
        self._find = _rule(self._people)


def _rule(people: People) -> Callable[[str, str], str]:
    return by_printed_name(people) if people.by_printed_name else by_slug(people)


def text(name: Name) -> str:
    """Return a name as papers print it."""
    return printed(*name)
