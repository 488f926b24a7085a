"""The library: a source that was read, its tables, its people, and what is thought of them."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd

from graphcheck.claims import Claim, claims
from graphcheck.decisions import NOTHING_DECIDED, Decisions, authors_digest
from graphcheck.decisions.confirmed import printed_authors
from graphcheck.decisions.ending import ended
from graphcheck.errors import NoPapersError, UnknownIdError
from graphcheck.findings import STRAY, WRONG_ID, of_page
from graphcheck.findings.wide import of_bibliography, with_codes
from graphcheck.graph import Graph, Ints, build_graph, entries
from graphcheck.model import Finding, Group, Page, State
from graphcheck.neighbourhood import neighbourhoods, to_networkx
from graphcheck.pages import PageMaker
from graphcheck.progress import Progress, Silent
from graphcheck.settings import Settings
from graphcheck.sources import Source, read
from graphcheck.weighing import Model, default_model


def load(
    path: str | Path,
    *,
    keep_going: bool = False,
    settings: Settings | None = None,
    progress: Progress | None = None,
    decisions: Decisions = NOTHING_DECIDED,
) -> Bibliography:
    """Read the source at ``path`` and build its graph.

    Parameters
    ----------
        path: a checkout of the Anthology, or its ``data`` folder.
        keep_going: leave bad files out instead of refusing the source; they are listed in ``.source.skipped``.
        decisions: what people decided, as ``decisions.reading.read_decisions`` returns it.

    Raises
    ------
        SourceNotFoundError: there is no bibliography at ``path``.
        BadInputError: files of it cannot be read; all of them are listed.
    """
    source = read(Path(path), keep_going=keep_going, progress=progress or Silent())
    return Bibliography(source, settings or Settings(), decisions=decisions)


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
    ) -> None:
        self.source = source
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
        return build_graph(self.source.tables)

    @cached_property
    def page_maker(self) -> PageMaker:
        """What judges people."""
        return PageMaker(self.source.tables, self.graph, self.settings, self.model, self.decisions)

    @cached_property
    def paper_facts(self) -> dict[str, tuple[str, int]]:
        """Paper id → (title, year)."""
        facts = zip(self.papers["title"], self.papers["year"].tolist(), strict=True)
        return dict(zip(self.papers["id"], facts, strict=True))

    @cached_property
    def person_rows(self) -> dict[str, int]:
        """Person id → row in people."""
        return {person: row for row, person in enumerate(self.people["id"])}

    @cached_property
    def _paper_row(self) -> dict[str, int]:
        return {paper: row for row, paper in enumerate(self.papers["id"])}

    def person(self, person_id: str) -> Person:
        """Return the person with that id.

        Raises:
            UnknownIdError: nobody has it.
        """
        if person_id not in self.person_rows:
            raise UnknownIdError("person", person_id)
        return Person(self, self.person_rows[person_id])

    def paper_row(self, paper_id: str) -> int:
        """Return the row of a paper in ``papers``.

        Raises:
            UnknownIdError: there is none with that id.
        """
        if paper_id not in self._paper_row:
            raise UnknownIdError("paper", paper_id)
        return self._paper_row[paper_id]

    def judged_people(self) -> Ints:
        """Return the rows of all people with two papers or more, in order of their ids."""
        return self._in_order(np.flatnonzero(self.graph.papers_of >= 2))

    def people_to_tell(self) -> Ints:
        """Return the rows of all people who are judged, or have one paper and a finding that concerns them."""
        rows = self.person_rows
        concerned = {person for found in self._wide.values() for finding in found for person in finding.concerned}
        told = np.array(sorted(rows[person] for person in concerned if person in rows), dtype=np.int64)
        return self._in_order(np.union1d(told[self.graph.papers_of[told] == 1], self.judged_people()))

    def _in_order(self, people: Ints) -> Ints:
        order: Ints = people[np.argsort(self.people["id"].to_numpy(dtype=str)[people], kind="stable")]
        return order

    def pages(self, people: Ints | None = None, *, evidence: bool = True) -> Iterator[Page]:
        """Yield pages, of everybody with two papers or more where ``people`` names no rows.

        Without ``evidence`` only flagged authorships carry their sentences.
        """
        for page in self.page_maker.pages(self.judged_people() if people is None else people, evidence=evidence):
            yield with_codes(page, self.findings(page)) if page.person in self._wide else page

    def findings(self, page: Page) -> list[Finding]:
        """Return the findings about a page; those whose dismissal holds are ``dismissed``, the others ``new``.

        What else has become of them only a report tells, which knows the runs before.
        """
        own = list(of_page(page, self.paper_facts))
        strays = {(finding.paper, finding.position) for finding in own if finding.code == STRAY}
        wide = (finding for finding in self._wide.get(page.person, ()) if not _is_told(finding, strays))
        return [self._decided(finding) for finding in (*own, *wide)]

    def findings_on_no_page(self) -> list[Finding]:
        """Return the findings about nobody, and about people who have written nothing, which are on no page."""
        pages = self.graph.papers_of > 0
        there = {person for person, row in self.person_rows.items() if pages[row]}
        return [self._decided(f) for person, found in self._wide.items() if person not in there for f in found]

    def is_concerned(self, person: str) -> bool:
        """Tell whether a finding on another page concerns the person (id), too."""
        return person in self._others

    @cached_property
    def _others(self) -> frozenset[str]:
        return frozenset(other for found in self._wide.values() for finding in found for other in finding.others)

    def concerning(self, page: Page) -> list[Finding]:
        """Return the findings about a page, then those that are told on other pages and concern this person, too."""
        others = (f for person, found in self._wide.items() if person != page.person for f in found)
        return [*self.findings(page), *(self._decided(f) for f in others if page.person in f.others)]

    @cached_property
    def _wide(self) -> dict[str, list[Finding]]:
        """Findings that take the whole bibliography to see, by the person on whose page they are told."""
        found: dict[str, list[Finding]] = {}
        maker = self.page_maker
        for finding in of_bibliography(self.source, self.graph, maker.candidates, self.settings, self.model):
            found.setdefault(finding.person, []).append(finding)
        return found

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


def _is_told(finding: Finding, strays: Set[tuple[str | None, int | None]]) -> bool:
    """Whether the page says already, as a stray, what a wrong id would be told for: one paper, one finding."""
    return finding.code == WRONG_ID and (finding.paper, finding.position) in strays


class Person:
    """One person of a bibliography."""

    def __init__(self, bibliography: Bibliography, row: int) -> None:
        self.bibliography = bibliography
        self.row = row
        self.id = str(bibliography.people["id"].iat[row])
        self.name = str(bibliography.people["name"].iat[row])

    @cached_property
    def page(self) -> Page:
        """The judged page.

        Raises:
            NoPapersError: the person has written no paper (editors have none).
        """
        for page in self.bibliography.pages(np.array([self.row])):
            return page
        raise NoPapersError(self.name, [self.id])

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups of papers, the core first."""
        return self.page.groups

    @cached_property
    def findings(self) -> list[Finding]:
        """What a maintainer is asked to look at, findings on other pages that concern the person last."""
        return self.bibliography.concerning(self.page)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Papers on pages without a person of their own that may be this person's, likeliest first."""
        whole = self.bibliography
        maker = whole.page_maker
        found = claims(whole.source.tables, whole.graph, maker.candidates, whole.model, whole.settings, [self.row])
        return found.get(self.id, ())

    def neighbourhood(self, without: str | None = None) -> nx.Graph[str]:
        """Return the co-author neighbourhood, the person left out, and the paper ``without``, too.

        Nodes are person ids with ``name``, ``papers`` (on the page), ``group`` (label of the group that most of
        these are in), ``core`` and ``stray`` (on flagged papers only). Edges have ``weight``, ``outside`` (papers
        together that are not on the page) and ``kind`` ("outside", or "page" for the weaker ties).
        """
        graph = self.bibliography.graph
        left_out = None if without is None else self._rows_of(without)
        batch = neighbourhoods(graph, np.array([self.row]), self.bibliography.settings, left_out)
        found = to_networkx(batch)
        people = self.bibliography.people
        groups, flagged = self._papers_of_coauthors()
        for node, facts in found.nodes(data=True):
            labels = groups[node]
            group = min(set(labels), key=lambda label: (-labels.count(label), label))
            facts.update(
                name=str(people["name"].iat[node]),
                group=group,
                core=group == self.groups[0].label,
                stray=all(flagged[node]),
            )
        ids = {node: str(people["id"].iat[node]) for node in found}
        named: nx.Graph[str] = nx.relabel_nodes(found, ids)  # type: ignore[arg-type]
        return named

    def _rows_of(self, paper_id: str) -> Ints:
        graph = self.bibliography.graph
        page = np.arange(graph.page[self.row], graph.page[self.row + 1])
        rows: Ints = page[graph.paper[page] == self.bibliography.paper_row(paper_id)]
        return rows

    def _papers_of_coauthors(self) -> tuple[dict[int, list[str]], dict[int, list[bool]]]:
        """Return for each co-author the groups of the papers written together, and whether each is flagged."""
        graph = self.bibliography.graph
        judged = {a.paper: a for a in self.page.authorships}
        groups: dict[int, list[str]] = {}
        flagged: dict[int, list[bool]] = {}
        for row in range(int(graph.page[self.row]), int(graph.page[self.row + 1])):
            authorship = judged[str(self.bibliography.papers["id"].iat[graph.paper[row]])]
            for coauthor in entries(graph.on_paper, row)[0].tolist():
                groups.setdefault(coauthor, []).append(authorship.group)
                flagged.setdefault(coauthor, []).append(authorship.flagged)
        return groups, flagged
