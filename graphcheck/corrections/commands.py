"""A plan → the commands of the Anthology's repository that carry it out, in an order that works.

They are ``bin/correct/disable_name_matching.py``, ``unlink_items.py`` and ``verify_author.py``. There is none that
turns one explicit link into another: it is taken off, and set anew. Somebody is verified by an ORCID only.
"""

from __future__ import annotations

import shlex
from collections import defaultdict
from collections.abc import Iterator

from graphcheck.corrections.change import Move, PersonEdit, Plan
from graphcheck.corrections.mentions import Mentions
from graphcheck.corrections.registry import text
from graphcheck.names import slug
from graphcheck.sources.anthology_people import People
from graphcheck.wording import number

FOLDER = "bin/correct"


def commands_of(plan: Plan, mentions: Mentions, people: People, *, issue: int | None = None) -> list[str]:
    """Return lines of a shell script; those that begin with ``#`` say what the next one does.

    Where one step is beyond the commands none is given, for the others alone would move other papers: then the lines
    say what stands in the way.
    """
    if plan.by_printed_name:
        return [f"# {people.file} is of the first generation, which no {FOLDER} command changes; take the patch"]
    made = _Commands(plan, mentions, people, f" --issue {issue}" if issue is not None else "")
    lines = list(made.lines())
    if made.impossible:
        return [
            "# no commands: some of this is beyond them, and a part alone would move other papers; take the patch"
        ] + [f"# {what}" for what in made.impossible]
    return ["# what was checked is the patch; these do the same", *lines] if lines else []


class _Commands:
    def __init__(self, plan: Plan, mentions: Mentions, people: People, issue: str) -> None:
        self.impossible: list[str] = []
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
        listed = [edit.person for edit in self._plan.people if edit.orcid and not edit.is_new]
        self.impossible += [f"{person}: list the ORCID of somebody who has an id: no command does" for person in listed]
        gone = [edit.person for edit in self._plan.people if edit.is_gone]
        self.impossible += [f"{person}: take an entry out of the people file: no command does" for person in gone]

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
        right: defaultdict[str, list[Move]] = defaultdict(list)
        for move in self._plan.moves:
            if move.gets and move.had != move.gets:
                right[move.gets].append(move)
        for person, moves in right.items():
            new, listed = self._new.get(person), self._people.listed.get(person)
            orcid = new.orcid if new else listed.orcid if listed else ""
            self.impossible += self._obstacles(person, moves, orcid)
            papers = [f"{self._mentions.paper[m.row]}:{slug(self._mentions.printed[m.row])}" for m in moves]
            what = f"{'list ' if new else ''}{person}{' and put the id on' if new else ': put the id on'}"
            yield f"# {what} {number(len(papers), 'paper')}"
            yield f"{FOLDER}/verify_author.py{self._issue}{self._described(new)} {shlex.join([orcid, *papers])}"

    def _obstacles(self, person: str, moves: list[Move], orcid: str) -> Iterator[str]:
        """Yield what keeps verify_author.py, which knows an ORCID and names on papers, from putting an id there."""
        if not orcid:
            yield f"{person}: put the id on {number(len(moves), 'paper')}: no command can, without an ORCID"
        new = self._new.get(person)
        if new and new.names[0] not in {self._mentions.name(move.row) for move in moves}:
            yield f"{person}: no paper prints the name {text(new.names[0])}, and no command takes one"
        for move in moves:
            paper, name = self._mentions.paper[move.row], self._mentions.printed[move.row]
            if sum(slug(self._mentions.printed[row]) == slug(name) for row in self._mentions.of_paper(paper)) > 1:
                yield f"{paper}: two of its authors are called {name}, and no command parts them"

    def _described(self, new: PersonEdit | None) -> str:
        if new is None:
            return ""
        own = slug(f"{new.names[0].first} {new.names[0].last}".strip())
        suffix = new.person.removeprefix(f"{own}-") if new.person != own else ""
        degree = f" --degree {shlex.quote(new.degree)}" if new.degree else ""
        return degree + (f" --suffix {shlex.quote(suffix)}" if suffix else "")
