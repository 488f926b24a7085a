"""A plan → the commands of the Anthology's repository that carry it out, in an order that works.

They are ``bin/correct/disable_name_matching.py``, ``unlink_items.py`` and ``verify_author.py``. There is none that
turns one explicit link into another: it is taken off, and set anew. Somebody is verified by an ORCID only.
"""

from __future__ import annotations

import shlex
from collections import defaultdict
from collections.abc import Iterator

from graphcheck.corrections.change import PersonEdit
from graphcheck.corrections.mentions import Mentions
from graphcheck.corrections.plan import Plan
from graphcheck.names import slug
from graphcheck.sources.anthology_people import People
from graphcheck.wording import number

FOLDER = "bin/correct"


def commands_of(plan: Plan, mentions: Mentions, people: People, *, issue: int | None = None) -> list[str]:
    """Return lines of a shell script; those that begin with ``#`` say what the next one does, or what none can do."""
    if plan.by_printed_name:
        return [f"# {people.file} is of the first generation, which no {FOLDER} command changes; take the patch"]
    return list(_Commands(plan, mentions, people, f" --issue {issue}" if issue is not None else "").lines())


class _Commands:
    def __init__(self, plan: Plan, mentions: Mentions, people: People, issue: str) -> None:
        self._plan = plan
        self._mentions = mentions
        self._people = people
        self._issue = issue
        self._new: dict[str, PersonEdit] = {edit.person: edit for edit in plan.people if edit.is_new}

    def lines(self) -> Iterator[str]:
        """Yield the commands: names that lead astray first, then links off, links on, and new people's names."""
        disabled = [edit.person for edit in self._plan.people if edit.disable_name_matching]
        yield from self._disable([person for person in disabled if person not in self._new])
        yield from self._unlink()
        yield from self._verify()
        yield from self._disable([person for person in disabled if person in self._new])

    def _disable(self, people: list[str]) -> Iterator[str]:
        if people:
            yield f"# names no longer lead to {', '.join(people)}"
            yield f"{FOLDER}/disable_name_matching.py {shlex.join(people)}"

    def _unlink(self) -> Iterator[str]:
        wrong: defaultdict[str, list[str]] = defaultdict(list)
        for move in self._plan.moves:
            if move.had and move.had != move.gets:
                wrong[move.had].append(self._mentions.paper[move.row])
        for person, papers in wrong.items():
            yield f"# take the id {person} off {number(len(papers), 'paper')}"
            yield f"{FOLDER}/unlink_items.py{self._issue} {shlex.join([person, *papers])}"

    def _verify(self) -> Iterator[str]:
        right: defaultdict[str, list[str]] = defaultdict(list)
        for move in self._plan.moves:
            if move.gets and move.had != move.gets:
                name = slug(self._mentions.printed[move.row])
                right[move.gets].append(f"{self._mentions.paper[move.row]}:{name}")
        for person, papers in right.items():
            new = self._new.get(person)
            listed = self._people.listed.get(person)
            orcid = new.orcid if new else listed.orcid if listed else ""
            what = f"{'list ' if new else ''}{person}{' and put the id on' if new else ': put the id on'}"
            if not orcid:
                yield f"# {what} {number(len(papers), 'paper')}: no command can, without an ORCID; take the patch"
                continue
            yield f"# {what} {number(len(papers), 'paper')}"
            yield f"{FOLDER}/verify_author.py{self._issue}{self._described(new)} {shlex.join([orcid, *papers])}"

    def _described(self, new: PersonEdit | None) -> str:
        if new is None:
            return ""
        own = slug(f"{new.names[0].first} {new.names[0].last}".strip())
        suffix = new.person.removeprefix(f"{own}-") if new.person != own else ""
        degree = f" --degree {shlex.quote(new.degree)}" if new.degree else ""
        return degree + (f" --suffix {shlex.quote(suffix)}" if suffix else "")
