"""How a paper stands on its page → sentences: its company, the papers that go with it, what they say."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import scipy.sparse as sp

from graphcheck.evidence import topics
from graphcheck.evidence.languages import KIND as LANGUAGES
from graphcheck.evidence.venues import KIND as VENUES
from graphcheck.graph import Graph, Ints, entries
from graphcheck.languages import languages
from graphcheck.score import Scores
from graphcheck.topics import TopicWords
from graphcheck.wording import SHOWN, listing, number


class StandingSentences:
    """Puts into words how the papers of a batch stand on their pages; ``papers`` are the ids of all papers.

    ``words`` says what each is about, ``venues`` what venues are called.
    """

    def __init__(
        self, graph: Graph, scores: Scores, papers: Sequence[str], words: TopicWords, venues: Sequence[str]
    ) -> None:
        self._graph = graph
        self._scores = scores
        self._papers = papers
        self._words = words
        self._venues = venues

    @cached_property
    def _going(self) -> sp.csr_matrix:
        """Rows × rows: log-odds of the pairs that read as one person's, 0 for all others."""
        pairs, together = self._scores.pairs, self._scores.together
        going = together > 0
        one, two, odds = pairs.one[going], pairs.two[going], together[going]
        size = len(self._scores.batch.rows)
        return sp.csr_matrix((np.tile(odds, 2), (np.append(one, two), np.append(two, one))), shape=(size, size))

    def company(self, row: int, page: Ints) -> str:
        """Say what company the row has outside the core; ``page``: the rows of its page."""
        label = self._scores.groups.label
        others = page[(label[page] == label[row]) & (page != row)]
        core = f"It is outside the core, which holds {self._scores.standing.core[row]:.0%} of the papers of the page"
        if not len(others):
            return f"{core}, and no other paper is in its group."
        verb = "is" if len(others) == 1 else "are"
        return f"{core}; {number(len(others), 'other paper')} {verb} in its group ({self._listed(others)})."

    def fit(self, row: int) -> str:
        """Say how much of the page goes with the row."""
        compared = int(self._scores.standing.compared[row])
        others, odds = entries(self._going, row)
        going = self._listed(others[np.argsort(-odds, kind="stable")].astype(np.int64))
        if compared == 1:
            paper = "one person's with the one paper of the page that it is compared with"
            return f"It reads as {paper}, {going}." if going else f"It does not read as {paper}."
        papers = f"the {number(compared, 'paper')} of the page that it is compared with, the core's or not"
        if not going:
            return f"It reads as one person's with none of {papers}."
        return f"It reads as one person's with {len(others):,} of {papers}: {going}."

    def topics(self, row: int, page: Ints) -> str:
        """Say what the row is about, and what of the page is nearest to that."""
        near = topics.nearest(self._graph, self._scores.batch, row, page[page != row])
        (paper,) = self._ids(np.array([near]))
        return f"It is about {self._about(row)}; nearest to that on the page is {paper}, about {self._about(near)}."

    def venues(self, row: int, page: Ints) -> str:
        """Say who of the page appeared at the row's venue, too."""
        at = self._graph.venue[self._graph.paper[self._scores.batch.rows[page]]]
        venue = int(at[np.searchsorted(page, row)])
        others = page[(at == venue) & (page != row)]
        share = _percent(float(self._graph.venue_share[venue]))
        it_appeared = f"It appeared at {self._venues[venue]}, where {share} of all papers did"
        if not len(others):
            return f"{it_appeared}, and no other paper of the page."
        papers = f"{number(len(others), 'other paper')} of the page ({self._listed(others)})"
        return f"{it_appeared}, and {papers}{self._little(row, VENUES)}."

    def languages(self, row: int, page: Ints) -> str:
        """Say who of the page names a language that the row's paper names."""
        named, naming = self._named
        begin, end = np.searchsorted(naming, (page[0], page[-1] + 1))  # a page's rows follow each other
        named, naming = named[begin:end], naming[begin:end]
        own = named[naming == row]
        elsewhere = np.isin(own, named[naming != row])
        known = languages()
        it_names = f"It names {listing([known[column] for column in own.tolist()])}"
        if not elsewhere.any():
            return f"{it_names}; no other paper of the page names {'it' if len(own) == 1 else 'one of these'}."
        common = own[elsewhere]
        rarest = int(common[np.argmin(self._graph.language_share[common])])
        others = naming[(named == rarest) & (naming != row)]
        share = _percent(float(self._graph.language_share[rarest]))
        little = self._little(row, LANGUAGES)
        papers = f"{number(len(others), 'other paper')} of the page ({self._listed(others)})"
        name = f"name{'s' if len(others) == 1 else ''} {known[rarest]}, too, as {share} of all papers do"
        return f"{it_names}; {papers} {name}{little}."

    @cached_property
    def _named(self) -> tuple[Ints, Ints]:
        """The languages that papers of the batch name, and the rows that name them, in order of rows."""
        names = self._graph.languages[self._graph.paper[self._scores.batch.rows]]
        return names.indices.astype(np.int64), np.repeat(np.arange(names.shape[0]), np.diff(names.indptr))

    def _little(self, row: int, kind: str) -> str:
        """Say why something in common speaks against the person, where it does."""
        return "" if self._scores.parts[kind][row] > 0 else "; that says little"

    def _about(self, row: int) -> str:
        """Quote the words that the row's paper is told by; it has topics, so it holds some."""
        told = self._words[int(self._graph.paper[self._scores.batch.rows[row]])]
        return " and ".join(f"“{', '.join(words)}”" for words in told)

    def _listed(self, rows: Ints) -> str:
        named = self._ids(rows[: SHOWN + 1])
        return listing([*named, *[""] * (len(rows) - len(named))])  # of the others only their number is told

    def _ids(self, rows: Ints) -> list[str]:
        return [self._papers[paper] for paper in self._graph.paper[self._scores.batch.rows[rows]].tolist()]


def _percent(share: float) -> str:
    return f"{share:.0%}" if share > 0.095 else f"{100 * share:.2g}%"
