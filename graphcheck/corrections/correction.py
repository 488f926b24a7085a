"""A selection → its correction: planned, written and proved, in one place for the command line and for batches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from graphcheck.bibliography import Bibliography
from graphcheck.corrections.change import FileChange, NoPatchError
from graphcheck.corrections.files import changes_of
from graphcheck.corrections.mentions import Mentions
from graphcheck.corrections.plan import Plan, plan_of
from graphcheck.corrections.proof import prove
from graphcheck.corrections.selection import Selection, TargetKind
from graphcheck.sources.anthology import find_data
from graphcheck.sources.anthology_people import People, read_people
from graphcheck.wording import listing


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

    def correct_what_can_be(self, selection: Selection, suffixes: Mapping[int, str] = {}) -> Correction:
        """Return the same as ``correct``, but without papers of nobody known where only these can't be moved.

        It is for what graphcheck proposes by itself: one paper that the data can't take off a page should not keep the
        others there. The proof says what is left out, and why.

        Raises:
            EditError, BadInputError: as ``correct``.
        """
        try:
            return self.correct(selection, suffixes)
        except NoPatchError as error:
            kept = [at for at, one in enumerate(selection.targets) if one.kind is not TargetKind.UNKNOWN]
            left = [p for one in selection.targets if one.kind is TargetKind.UNKNOWN for p in one.papers]
            if not kept or not left:
                raise
            fewer = replace(
                selection, targets=tuple(selection.targets[at] for at in kept), keeps=(*selection.keeps, *left)
            )
            made = self.correct(fewer, {new: suffixes[at] for new, at in enumerate(kept) if at in suffixes})
            stays = f"Left where {'it is' if len(left) == 1 else 'they are'}: {listing(left)}. {error}"
            return replace(made, proof=(*made.proof, stays))

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
