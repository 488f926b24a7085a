"""A selection → its correction: planned, written and proved, in one place for the command line and for batches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from graphcheck.bibliography import Bibliography
from graphcheck.corrections.change import FileChange
from graphcheck.corrections.files import changes_of
from graphcheck.corrections.mentions import Mentions
from graphcheck.corrections.plan import Plan, plan_of
from graphcheck.corrections.proof import prove
from graphcheck.corrections.selection import Selection
from graphcheck.sources.anthology import find_data
from graphcheck.sources.anthology_people import People, read_people


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction that was proved; ``proof`` says in sentences what was checked and what else is to be known."""

    plan: Plan
    changes: tuple[FileChange, ...]
    proof: tuple[str, ...]


class Corrector:
    """Makes corrections of one source."""

    def __init__(self, bibliography: Bibliography) -> None:
        self.bibliography = bibliography
        self.root = bibliography.source.root

    @cached_property
    def mentions(self) -> Mentions:
        """The mentions of the source."""
        return Mentions(self.bibliography.source.tables)

    @cached_property
    def people(self) -> People:
        """What the people file says."""
        return read_people(self._data)

    @cached_property
    def _data(self) -> Path:
        return find_data(self.root)

    def correct(self, selection: Selection, suffixes: Mapping[int, str] = {}) -> Correction:
        """Return the correction that ``selection`` asks for.

        Raises:
            EditError: it can't be done, or would do something else.
            BadInputError: files can't be read any more.
        """
        plan = plan_of(selection, self.mentions, self.people, suffixes=suffixes)
        changes = changes_of(plan, self.mentions, self.root, self._data)
        data = self._data.relative_to(self.root).as_posix().removeprefix(".")
        proof = prove(plan, changes, self.mentions, self.bibliography.source.tables, self.people, data)
        return Correction(plan, tuple(changes), proof)
