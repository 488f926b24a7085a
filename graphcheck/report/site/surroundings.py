"""What a page of the report shows besides judgements: papers, co-authors, places, topics, papers that may be missing.

All of it is looked up in what was read; nothing is decided here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graphcheck.bibliography import Bibliography
from graphcheck.claims import Claim, claims
from graphcheck.graph import entries
from graphcheck.memory import give_back
from graphcheck.model import Page
from graphcheck.neighbourhood import neighbourhoods
from graphcheck.report.facts import PaperFacts
from graphcheck.report.lines import Lines
from graphcheck.report.namesakes import Namesakes
from graphcheck.report.site.network import Network, networks
from graphcheck.report.site.topics import Topics

BATCH = 100  # pages whose networks are built at once
_PLACES = 3  # institutions that a group is introduced by

Named = tuple[tuple[str, int], ...]  # (name, how many), the largest first
GroupTopics = Mapping[str, tuple[str, ...]]  # group label → its most telling words


@dataclass(frozen=True, slots=True)
class Places:
    """Institutions of a group: that the person states on its papers (papers each), where co-authors are at home."""

    stated: Named
    inferred: Named


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is shown around the judgements of one page; ``places`` and ``topics`` by group label.

    ``claims``: papers on pages without a person of their own that may be this person's, likeliest first.
    """

    papers: Mapping[str, PaperFacts]
    network: Network
    places: Mapping[str, Places]
    topics: GroupTopics
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Rests:
    """What surroundings rest on: where it is the same, so are they.

    ``sources``: a number for all that they are looked up in (``Grounds.shown_by``); ``basis``: settings and model;
    ``topics``: as in ``Surroundings``, since they depend on the titles of all papers; ``owners``: ids of those whose
    papers may be claimed.
    """

    sources: int
    basis: str
    topics: GroupTopics
    owners: tuple[str, ...]


class Library:
    """Looks up what pages are surrounded by."""

    def __init__(self, bibliography: Bibliography) -> None:
        self._bibliography, self._grounds = bibliography, bibliography.grounds
        self._graph = bibliography.graph
        self._settings = bibliography.settings
        tables = bibliography.source.tables
        self.lines = Lines(bibliography)
        self.namesakes = Namesakes(bibliography)
        self.revision = bibliography.source.revision
        self._candidates = bibliography.page_maker.candidates
        self._person_row, self._paper_row = bibliography.person_rows, bibliography.paper_rows
        # Columns as they lie there: of a large bibliography few of them are looked up.
        self._people = tables.texts("people", "id"), tables.texts("people", "name")
        self._paper_ids, self._titles_of, self._abstracts = (
            tables.texts("papers", column) for column in ("id", "title", "abstract")
        )
        self._years, self._venues = (tables.numbers("papers", column).data for column in ("year", "venue"))
        self._acronyms = [*tables.texts("venues", "acronym"), ""]  # row -1, "no venue", is the last
        self._signed = tables.texts("authorships", "name")
        # An index of all: a report asks for most papers, several times, where ``Tables.authors_of`` looks for one.
        papers = tables.numbers("authorships", "paper")
        self._first_author = np.searchsorted(papers, np.arange(tables.size("papers") + 1, dtype=papers.dtype)).tolist()
        self._topics = Topics(self._titles_of, self._settings.count_bits)

    def rests_on(self, page: Page) -> Rests:
        """Return what the surroundings of a page rest on, which is looked up faster than they are."""
        sources, owners = self._grounds.shown_by(self._person_row[page.person])
        ids = self._people[0]
        return Rests(sources, self._bibliography.basis, self._topics_of(page), tuple(ids[owner] for owner in owners))

    def around(self, pages: Sequence[Page], topics: Sequence[GroupTopics] | None = None) -> Iterator[Surroundings]:
        """Yield what surrounds each of ``pages``, in their order; ``topics``: those that ``rests_on`` told, if any."""
        missing = self._claims(pages)
        give_back()
        for begin in range(0, len(pages), BATCH):
            chosen = pages[begin : begin + BATCH]
            rows = np.array([self._person_row[page.person] for page in chosen], dtype=np.int64)
            batch = neighbourhoods(self._graph, rows, self._settings)
            papers = [self._paper_ids[paper] for paper in self._graph.paper[batch.rows].tolist()]
            found = networks(batch, chosen, papers, *self._people)
            told = topics[begin : begin + BATCH] if topics is not None else map(self._topics_of, chosen)
            for page, row, network, words in zip(chosen, rows.tolist(), found, told, strict=True):
                places = self._places(page, row)
                yield Surroundings(self._facts(page), network, places, words, missing.get(page.person, ()))

    def _claims(self, pages: Sequence[Page]) -> dict[str, tuple[Claim, ...]]:
        """Return what each person may claim; all are asked in one go, since namesakes ask about the same papers."""
        whole = self._bibliography
        people = [self._person_row[page.person] for page in pages]
        return claims(whole.source.tables, self._graph, self._candidates, whole.model, self._settings, people)

    def _facts(self, page: Page) -> dict[str, PaperFacts]:
        return {paper: self._fact(self._paper_row[paper]) for group in page.groups for paper in group.papers}

    def _fact(self, row: int) -> PaperFacts:
        authors = tuple(self._signed[self._first_author[row] : self._first_author[row + 1]])
        acronym = self._acronyms[self._venues[row]]
        return PaperFacts(self._titles_of[row], int(self._years[row]), acronym, authors, self._abstracts[row])

    def _topics_of(self, page: Page) -> GroupTopics:
        titles = {
            group.label: [self._titles_of[self._paper_row[paper]] for paper in group.papers] for group in page.groups
        }
        return self._topics.of(titles)

    def _places(self, page: Page, person: int) -> dict[str, Places]:
        rows = range(int(self._graph.page[person]), int(self._graph.page[person + 1]))
        row_of = {self._paper_ids[self._graph.paper[row]]: row for row in rows}
        found = {}
        for group in page.groups:
            mine = [row_of[paper] for paper in group.papers]
            stated = Counter(place for row in mine for place in entries(self._graph.institution, row)[0].tolist())
            met = {coauthor for row in mine for coauthor in entries(self._graph.on_paper, row)[0].tolist()}
            homes = Counter(home for home in self._graph.home[sorted(met)].tolist() if home >= 0)
            found[group.label] = Places(self._named(stated), self._named(homes))
        return found

    def _named(self, counts: Counter[int]) -> Named:
        named = [(self._graph.institutions[place], count) for place, count in counts.items()]
        return tuple(sorted(named, key=lambda item: (-item[1], item[0]))[:_PLACES])
