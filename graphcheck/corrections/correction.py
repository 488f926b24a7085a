"""A selection → its correction: planned, written and proved, in one place for the command line and for batches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from pathlib import Path

from graphcheck.bibliography import Bibliography
from graphcheck.corrections.change import MOST_NAMED, EditError, FileChange, NoPatchError, Plan
from graphcheck.corrections.files import changes_of
from graphcheck.corrections.mentions import Mentions
from graphcheck.corrections.plan import plan_of
from graphcheck.corrections.proof import prove
from graphcheck.corrections.selection import Selection, TargetKind
from graphcheck.findings import CONFLICT, MIXED
from graphcheck.identity.conflicts import COAUTHOR
from graphcheck.model import Page
from graphcheck.sources.anthology_people import People, read_people
from graphcheck.sources.checkout import find_data
from graphcheck.wording import listing, number


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

    def correct_what_can_be(
        self, selection: Selection, suffixes: Mapping[int, str] = {}, *, force: bool = False
    ) -> Correction:
        """Return the same as ``correct``, but without papers of nobody known where only these can't be moved.

        It is for what graphcheck proposes by itself: one paper that the data can't take off a page should not keep the
        others there. The proof says what is left out, and why.

        Raises:
            EditError, BadInputError: as ``correct``.
        """
        try:
            return self.correct(selection, suffixes, force=force)
        except NoPatchError as error:
            kept = [at for at, one in enumerate(selection.targets) if one.kind is not TargetKind.UNKNOWN]
            left = [p for one in selection.targets if one.kind is TargetKind.UNKNOWN for p in one.papers]
            if not kept or not left:
                raise
            fewer = replace(
                selection, targets=tuple(selection.targets[at] for at in kept), keeps=(*selection.keeps, *left)
            )
            made = self.correct(
                fewer, {new: suffixes[at] for new, at in enumerate(kept) if at in suffixes}, force=force
            )
            stays = f"Left where {'it is' if len(left) == 1 else 'they are'}: {listing(left)}. {error}"
            return replace(made, proof=(*made.proof, stays))

    def correct(self, selection: Selection, suffixes: Mapping[int, str] = {}, *, force: bool = False) -> Correction:
        """Return the correction that ``selection`` asks for; with ``force`` also one that is most likely wrong.

        Raises:
            EditError: it can't be done, would do something else, or is most likely wrong.
            BadInputError: files can't be read any more.
        """
        mixed_up = cache(partial(self._mixed_up, selection.person))
        plan = plan_of(selection, self.mentions, self.people, suffixes=suffixes, mixed_up=mixed_up)
        doubted = (*self._doubted_merge(selection), *self._doubted(plan), *self._doubted_names(plan))
        plan = replace(plan, objections=(*plan.objections, *doubted))
        if plan.objections and not force:
            raise EditError(f"{plan.objections[0]}; --force makes it all the same")
        changes = changes_of(plan, self.mentions, self.root, self._data)
        proof = prove(plan, changes, self.mentions, self.bibliography.source.tables, self.people, self.root)
        return Correction(plan, tuple(changes), proof)

    def _mixed_up(self, person: str) -> set[str]:
        """Return the papers on which an ORCID of the person is most likely a co-author's."""
        findings = self.bibliography.person(person).findings
        told = (one for one in findings if one.code == CONFLICT and one.kind == COAUTHOR and one.person == person)
        return {one.paper for one in told if one.paper and one.score >= 0.5}

    def _doubted_merge(self, selection: Selection) -> Iterator[str]:
        """Yield a sentence where a page goes to one person as a whole, though it may hold several."""
        if not selection.is_merge:
            return
        if doubted := selection.moved & doubted_papers(self.bibliography.person(selection.person).page):
            yield (
                f"of {number(len(doubted), 'paper')} of {selection.person} it is doubted that they are one person's "
                f"with the others ({listing(sorted(doubted), MOST_NAMED)}); say first whose these are"
            )

    def _doubted(self, plan: Plan) -> Iterator[str]:
        """Yield a sentence for each person whose id would be put on papers that may not be the person's."""
        pinned: dict[str, list[str]] = {}
        for move in plan.moves:
            if move.stays and move.gets and move.gets != move.had:
                pinned.setdefault(move.person, []).append(self.mentions.paper[move.row])
        for person, papers in pinned.items():
            if person not in self.bibliography.person_rows:
                continue
            doubted = set(papers) & doubted_papers(self.bibliography.person(person).page)
            if doubted:
                told = listing([paper for paper in papers if paper in doubted])
                yield (
                    f"so that nothing else moves, {number(len(papers), 'paper')} would have to get the id {person}, "
                    f"and of {number(len(doubted), 'paper')} of them it is doubted that they are that person's "
                    f"({told}); say first whose these are, e.g. --from-group"
                )

    def _doubted_names(self, plan: Plan) -> Iterator[str]:
        """Yield a sentence for each page whose person would get an id though the page may hold several."""
        for page, person in plan.named.items():
            if doubted := doubted_papers(self.bibliography.person(page).page):
                yield (
                    f"all of {page} would be {person}, and of {number(len(doubted), 'paper')} there it is doubted that "
                    f"they are one person's with the others ({listing(sorted(doubted))}); say first whose these are"
                )


def doubted_papers(page: Page) -> set[str]:
    """Return the papers of a page that are flagged, and on a page of several people those outside its main group."""
    flagged = {judged.paper for judged in page.authorships if judged.flagged}
    if MIXED not in page.codes:
        return flagged
    return flagged.union(*(group.papers for group in page.groups if group != page.staying))
