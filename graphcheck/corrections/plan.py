"""A selection → what has to be changed in the data, so that the papers named, and no others, change person.

Every move is an ``id`` on an author element. That alone may not do: a name that is listed for somebody new, or that no
longer leads to somebody, can draw other papers along. So everybody whom the changed names could mean is asked again
until nothing moves but what was asked for; each thing that is added for that has its reason.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from graphcheck.corrections.change import MOST_NAMED, EditError, Move, NoPatchError, PersonEdit, Plan
from graphcheck.corrections.mentions import Mentions
from graphcheck.corrections.names_alike import alike
from graphcheck.corrections.new_person import new_id, parted
from graphcheck.corrections.orcids import contradiction, left_behind, orcid_to_adopt, unknown_orcid
from graphcheck.corrections.registry import NEW_CATCH_ALL, Registry, text
from graphcheck.corrections.selection import Selection, Target, TargetKind
from graphcheck.names import UNVERIFIED, slug
from graphcheck.sources.anthology_people import Name, People
from graphcheck.wording import listing, number

MixedUp = Callable[[], Collection[str]]


def plan_of(
    selection: Selection,
    mentions: Mentions,
    people: People,
    *,
    suffixes: Mapping[int, str] = {},
    mixed_up: MixedUp = frozenset,
) -> Plan:
    """Return what has to be changed for ``selection``; ``suffixes`` are wanted for new ids, by target.

    ``mixed_up`` returns the papers of the page whose ORCID is most likely a co-author's; few plans ask.

    Raises:
        EditError: it can't be done; says why, and what can.
    """
    if people.is_missing:
        raise EditError(f"{people.file}: is not there, and nobody can have an id without a people file; add it")
    planner = _Planner(selection, mentions, people, mixed_up)
    targets = tuple(planner.ask(target, suffixes.get(at, "")) for at, target in enumerate(selection.targets))
    planner.settle()
    moves = planner.moves()
    return Plan(
        selection,
        moves,
        planner.registry.edits,
        targets,
        tuple(planner.reasons()),
        people.by_printed_name,
        tuple(planner.objections),
        planner.named,
    )


class _Planner:
    def __init__(self, selection: Selection, mentions: Mentions, people: People, mixed_up: MixedUp) -> None:
        self.registry = Registry(people)
        self._mixed_up = mixed_up
        self._moved = selection.moved
        self._page = selection.person
        self._is_merge = selection.is_merge
        self._mentions = mentions
        self._of_page = mentions.of_person(selection.person)
        if not self._of_page:
            raise EditError(f"{selection.person} is author of no paper in this source; look the id up")
        self._people = set(mentions.person)
        self._wanted: dict[int, str | None] = {}  # None: anybody but the page's person
        self._gets: dict[int, str] = {}
        self._why: dict[str, None] = {}
        self.objections: dict[str, None] = {}
        self.named: dict[str, str] = {}

    def ask(self, target: Target, suffix: str) -> str:
        """Move a target's papers; return the person's id, "" where it isn't known."""
        rows = [self._row(paper) for paper in target.papers]
        if target.kind is TargetKind.UNKNOWN:
            person = ""
        elif target.kind is TargetKind.NEW:
            person = self._new(target, rows, suffix)
        else:
            person = self._existing(target.person, suffix)
        is_merge = self._is_merge and len(rows) == sum(map(len, self._of_page.values()))
        can_go = is_merge and self._can_go(person)
        if is_merge:
            self._adopt_orcid(person, rows)
        for row in rows:
            self._wanted[row] = person or None
            self._gets[row] = person
            if person:
                self._list_name(person, row, target.kind is TargetKind.NEW)
        if can_go:
            self.registry.take_out(self._page, person)
            self._why[
                f"{self._page} is taken out of the people file: all its papers go, and its names are {person}'s."
            ] = None
        return person

    def _list_name(self, person: str, row: int, is_new: bool) -> None:
        """List the name that a mention prints, as whoever an id names must be listed with it."""
        listed, name, paper = self.registry.listed(person), self._mentions.name(row), self._mentions.paper[row]
        names = listed.names if listed else ()
        known = names[:1] if is_new else names  # a new person is listed with what the papers print already
        if not any(name == other or alike(name, other) for other in known):
            whose = ", ".join(map(text, known))
            self.objections[
                f"{paper} prints {text(name)}, and {person} is {whose}: the names have nothing in common"
            ] = None
        if name not in names:
            self._why[f"{text(name)} is added to the names of {person}: {paper} prints it."] = None
        self.registry.add_name(person, name)

    def settle(self) -> None:
        """Add what is needed for nothing else to move."""
        # Each round disables a name, lists somebody, or gives at least one mention an id, never twice.
        while wrong := self._wrong():
            for row in wrong:
                if self._is_wrong(row):  # what was done for one before may have put this one right
                    self._mend(row)

    def moves(self) -> tuple[Move, ...]:
        """Return all changed mentions, in the order of the source."""
        found = []
        for row in sorted(self._gets):
            had, gets = self._mentions.id[row], self._gets[row]
            person = self.registry.leads_to(gets, self._mentions.name(row))
            move = Move(row, self._mentions.person[row], person, had, gets, self._orcid(row, person, gets))
            if had != gets or move.orcid is not None or row in self._wanted:
                found.append(move)
        return tuple(found)

    def reasons(self) -> list[str]:
        """Return a sentence for each thing that was not asked for."""
        pinned: dict[str, list[str]] = {}
        for row, gets in sorted(self._gets.items()):
            if row not in self._wanted and gets:
                pinned.setdefault(gets, []).append(self._mentions.paper[row])
        ids = [
            f"{number(len(papers), 'mention')} that {'stays' if len(papers) == 1 else 'stay'} with {person} "
            f"{'gets' if len(papers) == 1 else 'get'} that id, since the name alone would no longer lead there: "
            f"{listing(papers, MOST_NAMED)}."
            for person, papers in sorted(pinned.items())
        ]
        return [*self._why, *ids]

    def _row(self, paper: str) -> int:
        rows = self._of_page.get(paper, [])
        if len(rows) == 1:
            return rows[0]
        if rows:
            at = " and ".join(str(self._mentions.position[row] + 1) for row in rows)
            raise EditError(f"{paper} names {self._page} as authors {at}; correct this paper by hand")
        authors = [self._mentions.person[row] for row, one in enumerate(self._mentions.paper) if one == paper]
        if authors:
            raise EditError(
                f"{paper} is not on the page of {self._page}; perhaps it was moved already: it is by {listing(authors)}"
            )
        raise EditError(f"{paper} is not on the page of {self._page}; look the id up, or read the source anew")

    def _existing(self, person: str, suffix: str) -> str:
        listed = self.registry.listed(person)
        if listed is not None and listed.catch_all:
            self.objections[f"the page of {person} is said to hold several people, so its id names none of them"] = None
        if listed is None and person.endswith(UNVERIFIED) and person in self._people:
            return self._name_page(person, suffix)
        if listed is None and not (self.registry.by_printed_name and person in self._people):
            raise EditError(f"nobody has the id {person}; look it up, or use --to new")
        if listed is None:
            rows = [row for rows in self._mentions.of_person(person).values() for row in rows]
            names = tuple(dict.fromkeys(self._mentions.name(row) for row in rows))
            self.registry.add(PersonEdit(person, is_new=True, names=names))
            self._why[f"{person} is listed in the people file, as whoever has an id must be."] = None
        return person

    def _name_page(self, page: str, suffix: str) -> str:
        """Give the person of a page without an id one, with all that is on the page; return it."""
        rows = [row for rows in self._mentions.of_person(page).values() for row in rows]
        names = tuple(dict.fromkeys(self._mentions.name(row) for row in rows))
        orcid = orcid_to_adopt(self.registry, page, [self._mentions.orcid[row] for row in rows])
        try:
            person = new_id(names[0], "", orcid, suffix, self._is_taken)
        except EditError as error:
            raise EditError(f"{page} has no id, and no new one is free; say --suffix, or another one") from error
        self.registry.add(PersonEdit(person, is_new=True, names=names, orcid=orcid))
        for row in rows:
            self._wanted[row] = person
            self._gets[row] = person if self._mentions.orcid[row] else self._mentions.id[row]
        self._why[
            f"{page} becomes {person}, with {number(len(rows), 'paper')}: only who has an id can be given papers."
        ] = None
        self.named[page] = person
        return person

    def _new(self, target: Target, rows: Sequence[int], suffix: str) -> str:
        printed = [self._mentions.name(row) for row in rows]
        name = parted(target.name, printed)
        if target.orcid and (owner := self.registry.owner_of_orcid(target.orcid)):
            raise EditError(f"the ORCID {target.orcid} is that of {owner}; use --to {owner}")
        person = new_id(name, target.institution, target.orcid, suffix, self._is_taken)
        stay = [row for paper, own in self._of_page.items() if paper not in self._moved for row in own]
        states = [self._mentions.paper[row] for row in stay if self._mentions.orcid[row] == target.orcid]
        if target.orcid and states:
            self.objections[left_behind(self._page, target.orcid, states)] = None
        names = tuple(dict.fromkeys((name, *printed)))
        self.registry.add(PersonEdit(person, True, names, orcid=target.orcid, degree=target.institution))
        return person

    def _is_taken(self, person: str) -> bool:
        return self.registry.listed(person) is not None or person in self._people or person in self._mentions.editors

    def _wrong(self) -> list[int]:
        changed = [self.registry.listed(edit.person) for edit in self.registry.edits]
        names = [name for listed in changed if listed for name in listed.names]
        slugs = {slug(text(name)) for name in names}
        rows = set(self._mentions.of_slugs(slugs)) | self._wanted.keys()
        return [row for row in sorted(rows) if self._is_wrong(row)]

    def _is_wrong(self, row: int) -> bool:
        now = self._now(row)
        wanted = self._wanted.get(row, self._mentions.person[row])
        return self._is_somebody(now) if wanted is None else now != wanted

    def _is_somebody(self, person: str) -> bool:
        """Whether a page is the one that papers leave, or that of another known person: not "nobody known"."""
        listed = self.registry.listed(person)
        return person == self._page or (listed is not None and not listed.catch_all)

    def _now(self, row: int) -> str:
        return self.registry.leads_to(self._gets.get(row, self._mentions.id[row]), self._mentions.name(row))

    def _mend(self, row: int) -> None:
        wanted = self._wanted.get(row, self._mentions.person[row])
        name, paper = self._mentions.name(row), self._mentions.paper[row]
        if wanted is None and self._now(row) != self._page:
            raise NoPatchError(
                f"{text(name)} without an id leads to {self._now(row)}, who is somebody else; say whose {paper} is, "
                "e.g. --to new --name …"
            )
        if wanted is None:
            self._lead_away(self._page, name, f"{paper} would be led back to it by the name {text(name)}")
        elif self.registry.listed(wanted):
            self.registry.add_name(wanted, name)
            if self._is_wrong(row):
                self._gets[row] = wanted
        else:
            self._lead_away(self._now(row), name, f"it would draw {paper} from {wanted} by the name {text(name)}")

    def _lead_away(self, person: str, name: Name, why: str) -> None:
        """Let a name no longer lead to ``person``."""
        if self.registry.listed(person) is None and not self.registry.by_printed_name:
            raise NoPatchError(
                f"{text(name)} without an id leads to {person}; say whose the papers are, e.g. --to new --name …"
            )
        if not self.registry.by_printed_name:
            self.registry.disable_name_matching(person)
            self._why[f"Name matching is disabled for {person}: {why}."] = None
            return
        page = slug(text(name))
        if page == person or self.registry.listed(page):
            raise NoPatchError(
                f"{text(name)} without an id leads to {person}, in this generation of the people file; "
                "say whose the papers are, e.g. --to new --name …"
            )
        self.registry.add(PersonEdit(page, is_new=True, names=(name,), comment=NEW_CATCH_ALL))
        self._why[f"{page} is listed as a page that {NEW_CATCH_ALL.lower()}, apart from {person}: {why}."] = None

    def _can_go(self, heir: str) -> bool:
        """Whether the page's entry in the people file is needed no more once all papers are its heir's."""
        page = self._page
        is_needed = self.registry.listed(page) is None or page in self._mentions.editors
        return not is_needed and self.registry.can_be_taken_out(page, heir)

    def _adopt_orcid(self, person: str, rows: Sequence[int]) -> None:
        """List the ORCID that a page's papers state for the person to whom the whole page goes."""
        orcid = orcid_to_adopt(self.registry, person, [self._mentions.orcid[row] for row in rows])
        if orcid:
            self.registry.set_orcid(person, orcid)
            self._why[f"{person} is listed with the ORCID {orcid}: papers of {self._page} state it."] = None

    def _orcid(self, row: int, person: str, gets: str) -> str | None:
        """Return what becomes of the ORCID on a mention; it has to be that of the person whom the id names."""
        there, paper = self._mentions.orcid[row], self._mentions.paper[row]
        listed = self.registry.listed(person) if gets else None
        right = listed.orcid if listed else ""
        if not there or there == right:
            return None
        of_page = self.registry.listed(self._page)
        if row in self._wanted and paper in self._mixed_up():
            self._why[
                f"The ORCID {there} is no reason to keep {paper}: it is most likely that of a co-author (GC104)."
            ] = None
            return None if self.registry.by_printed_name and there != (of_page.orcid if of_page else "") else right
        if row in self._wanted and of_page and there == of_page.orcid:
            goes = f"it is replaced by {right}" if right else "it is taken off"
            self.objections[
                f"{paper} states the ORCID of {self._page} for this author, {there}, which says more plainly than "
                f"anything else whose it is; with the correction {goes}"
            ] = None
            return right
        if self.registry.by_printed_name:  # ORCIDs of mentions need not agree with the people file there
            owner = self.registry.owner_of_orcid(there)
            if row in self._wanted and owner != person and (owner or right):
                self.objections[contradiction(paper, there, owner, person, right)] = None
            return None
        if row not in self._wanted and self._gets[row] == self._mentions.id[row]:
            return None
        known = [self._page if row in self._wanted else "", person if gets else ""]
        raise EditError(unknown_orcid(self.registry, paper, there, known))
