"""The library: a source that was read, its tables, its people, and what is thought of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from graphcheck.background import ties
from graphcheck.decisions import NOTHING_DECIDED, Decisions, authors_digest
from graphcheck.decisions.confirmed import printed_authors
from graphcheck.decisions.ending import ended
from graphcheck.errors import UnknownIdError
from graphcheck.findings import of_page
from graphcheck.findings.told import Told, told_once, with_codes
from graphcheck.graph import Graph, Ints, build_graph
from graphcheck.grounds import Grounds
from graphcheck.memory import give_back
from graphcheck.model import Finding, Page, State
from graphcheck.names import forget_names
from graphcheck.pages import PageMaker
from graphcheck.person import Person
from graphcheck.progress import Progress, Silent
from graphcheck.rejudging import Rejudging
from graphcheck.settings import Settings
from graphcheck.sources import Format, Place, Source, read
from graphcheck.tables import TitlesAndYears
from graphcheck.verdicts import Verdict
from graphcheck.warm.findings_file import kept_or_made
from graphcheck.warm.shelf import Shelf
from graphcheck.warm.signature import program
from graphcheck.warm.verdicts_file import Keeping, Kept, place_of
from graphcheck.weighing import Model, default_model

if TYPE_CHECKING:
    import pandas as pd

    from graphcheck.warm.collections_file import Collections


def load(
    path: str | Path,
    *,
    keep_going: bool = False,
    settings: Settings | None = None,
    progress: Progress | None = None,
    decisions: Decisions = NOTHING_DECIDED,
    warm: bool = False,
    source_format: Format = Format.AUTO,
    columns: Mapping[str, str] | None = None,
    background: Sequence[str | Path] = (),
) -> Bibliography:
    """Read the source at ``path`` and build its graph.

    Parameters
    ----------
        path: a checkout of the Anthology or its ``data`` folder, or works of dblp, OpenAlex or tables.
        keep_going: leave bad files out instead of refusing the source; they are listed in ``.source.skipped``.
        decisions: what people decided, as ``decisions.reading.read_decisions`` returns it.
        warm: take what an earlier call read, where the files are still the same, and keep what is read for the next
            one, in the state folder (``warm/``).
        source_format: what is at ``path``, where looking at it does not tell.
        columns: what columns of tables at ``path`` are called there, by ours: ``{"paper": "pub_id"}``.
        background: where papers of other bibliographies are, as evidence only (``graphcheck.background``).

    Raises
    ------
        SourceNotFoundError: there is no bibliography at ``path``.
        BadInputError: files of it, or of a background, cannot be read; all of them are listed.
        UsageError: there are no such columns; or a background is the source itself, or stands there twice.
    """
    settings = settings or Settings()
    place, beside = Place(Path(path), source_format, columns or {}), [Path(one) for one in background]
    shelf = Shelf(place, beside, settings) if warm else None
    kept = shelf.read() if shelf is not None else None
    if kept is not None:
        return Bibliography(kept[0], settings, decisions=decisions, graph=kept[1], shelf=shelf)
    before = shelf.signature() if shelf is not None else None
    with nullcontext() if shelf is None else _parsed_before(shelf) as collections:
        source = read(
            place.path,
            keep_going=keep_going,
            progress=progress or Silent(),
            source_format=source_format,
            columns=columns,
            background=beside,
            collections=collections,
        )
    forget_names()
    give_back()  # what reading took beside the tables: names that are remembered lie between all of it
    bibliography = Bibliography(source, settings, decisions=decisions, shelf=shelf)
    if shelf is None:
        return bibliography
    shelf.keep(source, bibliography.graph, before)
    kept = shelf.read()
    if kept is None:
        return bibliography
    # What was kept is the same, but mapped: what was read takes half a gigabyte of the Anthology, which can go.
    del source, bibliography
    forget_names()
    give_back()
    return Bibliography(kept[0], settings, decisions=decisions, graph=kept[1], shelf=shelf)


def _parsed_before(shelf: Shelf) -> Collections:
    from graphcheck.warm.collections_file import Collections  # only here: whoever finds all as it was has no need of it

    return Collections(shelf.name)


class Bibliography:
    """A source, its tables and its graph.

    ``source`` says what was read; ``papers``, ``people``, ``authorships`` and ``venues`` are pandas tables (their
    columns: ``graphcheck.tables.SCHEMA``).
    """

    def __init__(
        self,
        source: Source,
        settings: Settings,
        model: Model | None = None,
        decisions: Decisions = NOTHING_DECIDED,
        graph: Graph | None = None,
        shelf: Shelf | None = None,
    ) -> None:
        self.source = source
        self._graph = graph
        self._shelf = shelf
        self.decisions = decisions
        self.model = model or default_model()
        self.settings = settings

    @property
    def papers(self) -> pd.DataFrame:
        """One row a paper."""
        return self.source.tables.papers

    @property
    def people(self) -> pd.DataFrame:
        """One row a person."""
        return self.source.tables.people

    @property
    def authorships(self) -> pd.DataFrame:
        """One row an authorship: a paper, a position, a person."""
        return self.source.tables.authorships

    @property
    def venues(self) -> pd.DataFrame:
        """One row a venue."""
        return self.source.tables.venues

    @cached_property
    def graph(self) -> Graph:
        """The papers and people as arrays."""
        return self._graph or build_graph(self.source.tables, settings=self.settings)

    @cached_property
    def page_maker(self) -> PageMaker:
        """What judges people."""
        return PageMaker(self.source.tables, self.graph, self.settings, self.model, self.decisions)

    def release(self) -> None:
        """Let go of what judging needs, a fifth of a gigabyte for the Anthology; asked for again it is made again."""
        for name in ("page_maker", "grounds", "paper_facts", "paper_rows", "person_rows"):
            self.__dict__.pop(name, None)
        self.source.tables.release()
        forget_names()

    @cached_property
    def paper_facts(self) -> Mapping[str, tuple[str, int]]:
        """Paper id → (title, year)."""
        return TitlesAndYears(self.source.tables)

    @cached_property
    def person_rows(self) -> dict[str, int]:
        """Person id → row in people."""
        return {person: row for row, person in enumerate(self.people["id"].tolist())}

    @cached_property
    def _told_widely(self) -> frozenset[int]:
        return frozenset(self.person_rows[person] for person in self._wide.people if person in self.person_rows)

    @cached_property
    def paper_rows(self) -> dict[str, int]:
        """Paper id → row in papers, for who looks most of them up; ``paper_row`` finds one without this table."""
        return {paper: row for row, paper in enumerate(self.papers["id"].tolist())}

    def person(self, person_id: str, *, evidence: bool = True) -> Person:
        """Return the person with that id; ``evidence`` as in ``Person``.

        Raises:
            UnknownIdError: nobody has it.
        """
        row = self.source.tables.person_row(person_id)
        if row is None:
            raise UnknownIdError("person", person_id)
        return Person(self, row, evidence=evidence)

    def paper_row(self, paper_id: str) -> int:
        """Return the row of a paper in ``papers``.

        Raises:
            UnknownIdError: there is none with that id.
        """
        rows = self.source.tables.papers_by_id.get(paper_id)
        if rows is None:
            raise UnknownIdError("paper", paper_id)
        return int(rows[0])

    def met_beside(self) -> list[int]:
        """Return how many of the people are in each of the backgrounds that were read."""
        found = ties(self.source.tables, self.graph.expected)
        return [len(np.unique(people[people >= 0])) for people in found]

    def judged_people(self) -> Ints:
        """Return the rows of all people with two papers or more, in order of their ids."""
        return self._in_order(np.flatnonzero(self.graph.papers_of >= 2))

    def people_to_tell(self) -> Ints:
        """Return the rows of all people who are judged, or have one paper and a finding that concerns them."""
        rows = self.person_rows
        concerned = {person for finding in self._wide for person in finding.concerned}
        told = np.array(sorted(rows[person] for person in concerned if person in rows), dtype=np.int64)
        return self._in_order(np.union1d(told[self.graph.papers_of[told] == 1], self.judged_people()))

    def _in_order(self, people: Ints) -> Ints:
        order: Ints = people[np.argsort(self.people["id"].to_numpy(dtype=str)[people], kind="stable")]
        return order

    def pages(self, people: Ints | None = None, *, evidence: bool = True) -> Iterator[Page]:
        """Yield pages, of everybody with two papers or more where ``people`` names no rows.

        Without ``evidence`` only flagged authorships carry their sentences.
        """
        for verdict in self.verdicts(self.judged_people() if people is None else people, evidence=evidence):
            yield self.page_of(verdict)

    def verdicts(self, people: Ints, *, evidence: bool = True) -> Iterator[Verdict]:
        """Yield what is concluded of each of ``people``; few of them have anything that is told (``has_findings``)."""
        return self.page_maker.verdicts(people, evidence=evidence)

    def verdicts_on_all(self, people: Ints) -> Iterator[Verdict]:
        """Yield what ``verdicts`` without evidence does; what was kept and still holds is not concluded again.

        So it takes up to as many seconds as judging everybody, and keeps the verdicts where the source is kept.
        """
        if self._shelf is None:
            return self.verdicts(people, evidence=False)
        place, key = place_of(self._shelf.name), sha256(f"{program()} {self.basis}".encode()).hexdigest()
        ids = self.source.tables.texts("people", "id")
        return Rejudging(self.page_maker, self.grounds, ids, Kept(place, key)).verdicts(people, Keeping(place, key))

    @cached_property
    def grounds(self) -> Grounds:
        """What conclusions on each person rest on: the source, and what was decided."""
        return Grounds(self.source.tables, self.graph, self.decisions)

    @cached_property
    def basis(self) -> str:
        """What else conclusions on people rest on: settings and model."""
        return sha256(f"{self.settings} {self.model}".encode()).hexdigest()

    def page_of(self, verdict: Verdict) -> Page:
        """Return the page that a verdict is about, with the codes of all its findings."""
        page = verdict.page
        return with_codes(page, self.findings(page)) if page.person in self._wide.people else page

    def has_findings(self, verdict: Verdict) -> bool:
        """Tell whether ``findings`` of the page returns any."""
        return verdict.told or verdict.row in self._told_widely

    def findings(self, page: Page) -> list[Finding]:
        """Return the findings about a page; those whose dismissal holds are ``dismissed``, the others ``new``.

        What else has become of them only a report tells, which knows the runs before.
        """
        own, wide = of_page(page, self.paper_facts), self._wide.of(page.person)
        confirmed = {entry.paper for entry in self.page_maker.confirmed.of(page.person)}
        return told_once(map(self._decided, own), map(self._decided, wide), confirmed)

    def findings_on_no_page(self) -> list[Finding]:
        """Return the findings about nobody, and about people who have written nothing, which are on no page."""
        pages = self.graph.papers_of > 0
        there = {person for person, row in self.person_rows.items() if pages[row]}
        return [self._decided(f) for person in self._wide.people if person not in there for f in self._wide.of(person)]

    def is_concerned(self, row: int) -> bool:
        """Tell whether a finding on another page concerns the person, a row in people, too."""
        return row in self._others

    @cached_property
    def _others(self) -> frozenset[int]:
        found = (other for finding in self._wide for other in finding.others)
        return frozenset(self.person_rows[other] for other in found if other in self.person_rows)

    def concerning(self, page: Page) -> list[Finding]:
        """Return the findings about a page, then those that are told on other pages and concern this person, too."""
        return [*self.findings(page), *(self._decided(f) for f in self._wide.elsewhere_on(page.person))]

    @cached_property
    def _wide(self) -> Told:
        """Findings that take the whole bibliography to see."""
        return kept_or_made(self._shelf, self._wide_key, self._compare_identities)

    def _compare_identities(self) -> Iterator[Finding]:
        from graphcheck.findings.wide import of_bibliography  # only here: what was found before is kept

        return of_bibliography(self.source, self.graph, self.page_maker.candidates, self.settings, self.model)

    @property
    def _wide_key(self) -> str:
        """What these findings depend on, the source and the program apart."""
        distinct = [entry.persons for entry in self.decisions.distinctions]
        return f"{self.settings} {self.model} {distinct}"

    def _decided(self, finding: Finding) -> Finding:
        dismissal = self.decisions.dismissal_of(finding)
        if dismissal is None or ended(dismissal, finding, self.authors_digest(finding.paper), self.settings):
            return finding
        return replace(finding, state=State.DISMISSED, note=f"dismissed {dismissal.signed()}")

    def authors_digest(self, paper_id: str | None) -> str:
        """Return the digest of a paper's authors as printed, "" for no paper."""
        if paper_id is None:
            return ""
        return authors_digest(printed_authors(self.source.tables, self.paper_row(paper_id)))
