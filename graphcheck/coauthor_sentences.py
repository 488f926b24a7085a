"""Who of a paper's co-authors connects to the rest of its page → sentences."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from graphcheck.evidence import coauthors
from graphcheck.graph import Graph, entries
from graphcheck.held_against import SHOWN, HeldAgainst
from graphcheck.score import Scores
from graphcheck.wording import listing, number

Columns = NDArray[np.int32]
_IN_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TELLING = 0.5  # r below which a name is that of several people more likely than of one


class CoauthorSentences:
    """Puts into words how the co-authors of a batch's rows connect; ``names`` are those of all people."""

    def __init__(self, graph: Graph, scores: Scores, against: HeldAgainst, names: Sequence[str]) -> None:
        self._graph = graph
        self._scores = scores
        self._against = against
        self._names = names

    @cached_property
    def _outside(self) -> sp.csr_matrix:
        """Co-authors × co-authors: how many papers they wrote together that are not on the page."""
        batch = self._scores.batch
        size = (len(batch.coauthor), len(batch.coauthor))
        outside = sp.csr_matrix((batch.outside, (batch.left, batch.right)), shape=size)
        return (outside + outside.T).tocsr()

    def coauthors(self, row: int) -> str:
        """Say which of the row's co-authors are on the papers that it is held against."""
        columns = entries(self._scores.batch.wrote, row)[0]
        if not len(columns):
            return "It has no co-authors."
        if self._scores.connections.shared[row]:
            return self._shared(row, columns)
        names = listing([self._name(int(column)) for column in columns])
        where = self._against.called(row, "paper")
        if len(columns) == 1:
            told = f"Its only co-author, {names}, is not on any {where}"
        else:
            told = f"None of its {len(columns)} co-authors ({names}) is on any {where}"
        return f"{told}{self._little_told(row, columns)}."

    def _little_told(self, row: int, columns: Columns) -> str:
        """Say why strangers speak for the person, where they do.

        Of what is measured only ``strangers`` can: co-authors with other papers, where the teams are so small that
        they cost less than that. Where they are large somebody would be met again.
        """
        if self._scores.parts[coauthors.KIND][row] < SHOWN:
            return ""
        known = int((self._graph.papers_of[self._scores.batch.coauthor[columns]] > 1).sum())
        if not known:
            return ""
        who = "they" if known == len(columns) else f"{_word(known)} of them"
        team = f"which says little for a team of {_word(len(columns) + 1)}"
        return f", {team}; that {who} wrote other papers speaks for the person"

    def _shared(self, row: int, columns: Columns) -> str:
        met, papers = entries(self._scores.connections.on_rest, row)
        on_rest = dict(zip(met.tolist(), papers.tolist(), strict=True))
        known = sorted((c for c in columns.tolist() if c in on_rest), key=lambda c: (-on_rest[c], c))
        who = listing([f"{self._name(c)} ({int(on_rest[c])})" for c in known])
        where, but = self._against.called(row), self._but(row, known)
        if len(columns) == 1:
            return f"Its only co-author is on {where}, too: {who}{but}."
        verb = "is" if len(known) == 1 else "are"
        return f"{len(known)} of its {len(columns)} co-authors {verb} on {where} (how many in parentheses): {who}{but}."

    def _but(self, row: int, known: Sequence[int]) -> str:
        """Say why co-authors in common, ``known``, speak against the person, where they do."""
        if self._scores.parts[coauthors.KIND][row] > -SHOWN:
            return ""
        closest = self._against.closest(row).tolist()
        without = [one for one in closest if set(known).isdisjoint(entries(self._scores.batch.wrote, one)[0].tolist())]
        if without:
            verb = "is" if len(without) == 1 else "are"
            return f"; but {len(without)} of the {number(len(closest), 'paper')} that count most {verb} without them"
        if float(self._graph.telling[self._scores.batch.coauthor[list(known)]].max()) < _TELLING:
            return "; but with names so common that says little"
        return "; but for teams of these sizes that is little"

    def walks(self, row: int) -> str:
        """Say who of the row's co-authors wrote elsewhere with those of the papers that it is held against."""
        columns = entries(self._scores.batch.wrote, row)[0]
        where = self._against.called(row)
        if self._scores.connections.tied[row]:
            return f"Outside this page, {self._tie(row, columns)} on {where}."
        if self._scores.connections.shared[row] and self._scores.parts["walks"][row] > 0:
            return f"Outside this page, co-authors whom it shares with {where} wrote with others of these."
        return f"Outside this page, none of its new co-authors wrote with co-authors of {where}."

    def _tie(self, row: int, columns: Columns) -> str:
        """Name the strongest outside tie between the row's co-authors and the rest's."""
        known = set(entries(self._scores.connections.on_rest, row)[0].tolist()) - set(columns.tolist())
        telling = self._graph.telling[self._scores.batch.coauthor]
        best: tuple[float, int, int, int] | None = None
        for column in columns.tolist():
            others, together = entries(self._outside, column)
            for other, papers in zip(others.tolist(), together.tolist(), strict=True):
                if other in known and papers > 0:
                    strength = float(np.log2(1 + papers) * telling[column] * telling[other])
                    best = max(best or (0.0, 0, 0, 0), (strength, column, other, int(papers)))
        if best is None:
            return "some of them wrote elsewhere with co-authors who are"
        _, column, other, papers = best
        return f"{self._name(column)} wrote {number(papers, 'other paper')} with {self._name(other)}, who is"

    def _name(self, column: int) -> str:
        return self._names[int(self._scores.batch.coauthor[column])]


def _word(count: int) -> str:
    return _IN_WORDS[count - 1] if count <= len(_IN_WORDS) else f"{count:,}"
