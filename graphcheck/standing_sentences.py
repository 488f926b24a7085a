"""How a paper stands on its page → sentences: its company, the papers that go with it, what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import scipy.sparse as sp

from graphcheck.evidence import topics
from graphcheck.graph import Graph, Ints, entries
from graphcheck.score import Scores
from graphcheck.topics import TopicWords
from graphcheck.wording import SHOWN, listing, number


class StandingSentences:
    """Puts into words how the papers of a batch stand on their pages; ``papers`` are the ids of all papers.

    ``words`` says what each is about.
    """

    def __init__(self, graph: Graph, scores: Scores, papers: Sequence[str], words: TopicWords) -> None:
        self._graph = graph
        self._scores = scores
        self._papers = papers
        self._words = words

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

    def _about(self, row: int) -> str:
        """Quote the words that the row's paper is told by; it has topics, so it holds some."""
        told = self._words[int(self._graph.paper[self._scores.batch.rows[row]])]
        return " and ".join(f"“{', '.join(words)}”" for words in told)

    def _listed(self, rows: Ints) -> str:
        named = self._ids(rows[: SHOWN + 1])
        return listing([*named, *[""] * (len(rows) - len(named))])  # of the others only their number is told

    def _ids(self, rows: Ints) -> list[str]:
        return [self._papers[paper] for paper in self._graph.paper[self._scores.batch.rows[rows]].tolist()]
