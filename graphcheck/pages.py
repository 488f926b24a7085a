"""Scores → pages: what is thought of each person, in words and objects.

The arrays of ``score.py`` say how much; here the names and papers behind each number are looked up and put into
sentences. Nothing is decided here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

import numpy as np

from graphcheck.columns import Texts
from graphcheck.communities import Bools
from graphcheck.decisions import NOTHING_DECIDED, Decisions
from graphcheck.decisions.confirmed import find_confirmed
from graphcheck.graph import Graph, Ints, entries
from graphcheck.main_group import MainGroups
from graphcheck.model import Coauthor, Evidence, Group, JudgedAuthorship, Link, Page, Suggestion
from graphcheck.score import Scores, judge
from graphcheck.sentences import Sentences
from graphcheck.settings import Settings
from graphcheck.suggest import Candidates
from graphcheck.tables import Tables
from graphcheck.topics import TopicWords
from graphcheck.verdicts import Verdict, mixed_pages, verdicts
from graphcheck.weighing import Model

# People judged at once: large enough for numpy, small enough for memory; the answer does not depend on it.
BATCH = 1000
# Flagged row of a batch → whom it may belong to, and the probability that it is nobody's whom we know.
Whose = dict[int, tuple[tuple[Suggestion, ...], float]]
_NOBODY = np.zeros(0, dtype=np.int64)
LEADING = 6  # co-authors and venues that a group is introduced by


def group_name(label: int) -> str:
    """Return A, B, …, Z, AA, AB, … for 0, 1, …."""
    name = ""
    label += 1
    while label:
        label, letter = divmod(label - 1, 26)
        name = chr(65 + letter) + name
    return name


@dataclass(frozen=True, slots=True)
class _Columns:
    """Columns that are looked up row by row; ``venue``: row in venues → acronym, "" for row -1, "no venue"."""

    paper_id: Texts
    paper_year: Sequence[int]
    paper_venue: Sequence[int]
    venue: Sequence[str]
    person_id: Texts
    person_name: Texts
    verified: Sequence[int]
    orcid: Texts
    openreview: Texts
    link: Texts
    stated: Texts  # the ORCID that the paper states for the author
    name: Texts
    position: Sequence[int]


class PageMaker:
    """Judges people and tells what was found, page by page.

    ``again``: row of the graph → further rows in authorships of somebody who stands on a paper more than once.
    """

    def __init__(
        self,
        tables: Tables,
        graph: Graph,
        settings: Settings,
        model: Model,
        decisions: Decisions = NOTHING_DECIDED,
    ) -> None:
        self.graph = graph
        self.settings = settings
        self.model = model
        self.tables = tables
        self._columns = _columns(tables)
        self._words = TopicWords(tables, graph.topics)
        self._catch_all = tables.numbers("people", "catch_all")
        named = np.ones(tables.size("authorships"), dtype=bool)
        named[tables.authorships_by_link.get(Link.INFERRED.value, _NOBODY)] = False
        # An id that stands for several people identifies nobody, nor does an ORCID that nobody has verified.
        self._identified = named[graph.record] & tables.numbers("people", "verified")[graph.person]
        self.again = _repeated_positions(graph, tables)
        self.confirmed = find_confirmed(tables, graph, decisions)
        self._is_confirmed = np.zeros(len(graph.person), dtype=bool)
        self._is_confirmed[list(self.confirmed.rows)] = True
        self._main: MainGroups | None = None
        self.candidates = Candidates(tables, graph, settings, [entry.persons for entry in decisions.distinctions])

    def judge(self, people: Ints) -> Scores:
        """Return the scores of ``people``, rows in people, shape (b,)."""
        return judge(
            self.graph, people, self._identified, self._catch_all, self.settings, self.model, self._is_confirmed
        )

    def pages(self, people: Ints, *, evidence: bool = True) -> Iterator[Page]:
        """Yield the page of each of ``people`` (rows in people, shape (b,)) that has a paper, in that order.

        Without ``evidence`` only flagged authorships carry their sentences, which take longer than the judgement.
        """
        for verdict in self.verdicts(people, evidence=evidence):
            yield verdict.page

    def verdicts(self, people: Ints, *, evidence: bool = True) -> Iterator[Verdict]:
        """Yield what is concluded of each of ``people``, as ``pages`` does; pages are written when asked for."""
        people = people[self.graph.papers_of[people] > 0]
        for begin in range(0, len(people), BATCH):
            scores = self.judge(people[begin : begin + BATCH])
            flagged = np.flatnonzero(scores.flagged)
            suggested = self.candidates.suggest(scores.batch.rows[flagged], self.model)
            whose = dict(zip(flagged.tolist(), suggested, strict=True))
            names, papers, venues = self._columns.person_name, self._columns.paper_id, self._columns.venue
            sentences = Sentences(
                self.graph, scores, names, papers, self._words, venues, self.confirmed.rows, everything=evidence
            )
            mixed = mixed_pages(scores, self._catch_all[scores.batch.people], self.settings)
            write = partial(self._page, scores, sentences, whose, mixed, evidence)
            yield from verdicts(self.graph, scores, mixed, self.again, write)

    def _page(
        self, scores: Scores, sentences: Sentences, whose: Whose, mixed: Bools, evidence: bool, which: int
    ) -> Page:
        person = int(scores.batch.people[which])
        rows = range(*np.searchsorted(scores.batch.row_page, (which, which + 1)).tolist())
        known = self._columns
        authorships = tuple(a for row in rows for a in self._judged(scores, sentences, whose, row, evidence))
        groups = self._groups(scores, rows)
        years = [self._columns.paper_year[self.graph.paper[scores.batch.rows[row]]] for row in rows]
        links = Counter({a.paper: a.link for a in reversed(authorships)}.values())  # a paper once
        doubt = float(scores.doubt[which])
        flagged = {code for a in authorships for code in a.codes}
        main_group, main_reason = self._main_group(scores, person, rows) if mixed[which] else ("", "")
        return Page(
            person=known.person_id[person],
            name=known.person_name[person],
            verified=bool(known.verified[person]),
            catch_all=bool(self._catch_all[person]),
            orcid=known.orcid[person] or None,
            openreview=known.openreview[person] or None,
            papers=len(rows),
            years=(min(years), max(years)),
            links=tuple((link, links[link]) for link in Link if links[link]),
            name_commonness=float(self.graph.expected[person]),
            doubt=None if np.isnan(doubt) else doubt,
            groups=groups,
            core_reason=sentences.core(which, groups, bool(self._catch_all[person])),
            authorships=authorships,
            codes=tuple(sorted(flagged | ({"GC102"} if mixed[which] else set()))),
            main_group=main_group,
            main_reason=main_reason,
        )

    def _main_group(self, scores: Scores, person: int, rows: range) -> tuple[str, str]:
        if self._main is None:
            self._main = MainGroups(self.tables, self.graph, self.candidates.hints)
        members: dict[str, list[int]] = {}
        for row in sorted(rows, key=lambda row: int(scores.groups.label[row])):
            members.setdefault(group_name(int(scores.groups.label[row])), []).append(int(scores.batch.rows[row]))
        return self._main.told(person, members)

    def _judged(
        self, scores: Scores, sentences: Sentences, whose: Whose, row: int, evidence: bool
    ) -> Iterator[JudgedAuthorship]:
        graph_row = int(scores.batch.rows[row])
        flagged = bool(scores.flagged[row])
        score = float(scores.score[row])
        silent = bool(np.isnan(score))
        told: tuple[Evidence, ...] = ()
        if evidence or flagged:
            parts = {kind: float(values[row]) for kind, values in scores.parts.items()}
            told = tuple(Evidence(kind, parts[kind], text) for kind, text in sentences.evidence(row, parts))
        label = int(scores.groups.label[row])
        person = int(self.graph.person[graph_row])
        paper = int(self.graph.paper[graph_row])
        suggestions, nobody = whose.get(row, ((), None))
        for record in (int(self.graph.record[graph_row]), *self.again.get(graph_row, ())):
            yield JudgedAuthorship(
                person=self._columns.person_id[person],
                paper=self._columns.paper_id[paper],
                position=self._columns.position[record],
                name=self._columns.name[record],
                link=Link(self._columns.link[record]),
                score=None if silent else score,
                flagged=flagged,
                group=group_name(label),
                core=label == 0,
                suggestions=suggestions,
                nobody=nobody,
                codes=("GC101",) if flagged else (),
                evidence=told,
                abstained=sentences.silence(row) if silent else None,
                orcid=self._columns.stated[record],
            )

    def _groups(self, scores: Scores, rows: range) -> tuple[Group, ...]:
        members: dict[int, list[int]] = {}
        for row in rows:
            members.setdefault(int(scores.groups.label[row]), []).append(row)
        return tuple(self._group(scores, label, members[label]) for label in sorted(members))

    def _group(self, scores: Scores, label: int, rows: list[int]) -> Group:
        papers = [int(self.graph.paper[scores.batch.rows[row]]) for row in rows]
        years = [self._columns.paper_year[paper] for paper in papers]
        venues = Counter(self._columns.venue[self._columns.paper_venue[paper]] for paper in papers)
        columns = np.concatenate([entries(scores.batch.wrote, row)[0] for row in rows])
        met = Counter(scores.batch.coauthor[columns].tolist())
        leading = sorted(met.items(), key=lambda item: (-item[1], self._columns.person_id[item[0]]))
        return Group(
            label=group_name(label),
            papers=tuple(self._columns.paper_id[paper] for paper in papers),
            core=label == 0,
            years=(min(years), max(years)),
            venues=tuple(islice(sorted(venues.items(), key=lambda item: (-item[1], item[0])), LEADING)),
            coauthors=tuple(
                Coauthor(self._columns.person_id[person], self._columns.person_name[person], papers_together)
                for person, papers_together in leading[:LEADING]
            ),
        )


def _columns(tables: Tables) -> _Columns:
    return _Columns(
        paper_id=tables.texts("papers", "id"),
        paper_year=tables.numbers("papers", "year").data,
        paper_venue=tables.numbers("papers", "venue").data,
        venue=[*tables.texts("venues", "acronym"), ""],
        person_id=tables.texts("people", "id"),
        person_name=tables.texts("people", "name"),
        verified=tables.numbers("people", "verified").data,
        orcid=tables.texts("people", "orcid"),
        openreview=tables.texts("people", "openreview"),
        link=tables.texts("authorships", "link"),
        stated=tables.texts("authorships", "orcid"),
        name=tables.texts("authorships", "name"),
        position=tables.numbers("authorships", "position").data,
    )


def _repeated_positions(graph: Graph, tables: Tables) -> dict[int, tuple[int, ...]]:
    """Return for each row whose person stands on the paper more than once the further authorship records."""
    there = np.zeros(tables.size("authorships"), dtype=bool)
    there[graph.record] = True
    left_out = np.flatnonzero(~there)
    people, papers = tables.numbers("authorships", "person"), tables.numbers("authorships", "paper")
    again: dict[int, tuple[int, ...]] = {}
    for record in left_out.tolist():
        person, paper = int(people[record]), int(papers[record])
        page = np.arange(graph.page[person], graph.page[person + 1])
        row = int(page[graph.paper[page] == paper][0])
        again[row] = (*again.get(row, ()), record)
    return again
