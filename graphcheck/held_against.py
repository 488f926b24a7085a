"""What each authorship of a batch is held against, for the sentences about it, and how that is called."""

from __future__ import annotations

import numpy as np

from graphcheck.graph import Ints
from graphcheck.linking import BEST
from graphcheck.score import Scores

SHOWN = 0.005  # log-odds: a smaller part is shown as ±0.00, and speaks neither for the person nor against


class HeldAgainst:
    """Looks up, for rows of a batch, the rows that they are held against."""

    def __init__(self, scores: Scores) -> None:
        self._scores = scores
        self._closest: tuple[int, Ints] | None = None  # of the row that was asked for last
        self._starts = np.searchsorted(scores.batch.row_page, np.arange(len(scores.batch.people) + 1))

    def page(self, row: int) -> Ints:
        """Return all rows of the row's page."""
        which = self._scores.batch.row_page[row]
        return np.arange(self._starts[which], self._starts[which + 1])

    def papers(self, row: int) -> Ints:
        """Return the rows that the row is held against."""
        page = self.page(row)
        found: Ints = page[self._counted(row, page) & (page != row)]
        return found

    def closest(self, row: int) -> Ints:
        """Return those of them that the row's parts are read from, the best first: as ``score.best_pairs`` for all."""
        if self._closest is None or self._closest[0] != row:
            self._closest = (row, self._found_closest(row))
        return self._closest[1]

    def _found_closest(self, row: int) -> Ints:
        page, pairs = self.page(row), self._scores.pairs
        begin, end = np.searchsorted(pairs.one, (page[0], page[-1] + 1)).tolist()
        one, two = pairs.one[begin:end], pairs.two[begin:end]
        first, second = np.flatnonzero(one == row), np.flatnonzero(two == row)
        other = np.concatenate((two[first], one[second]))
        together = self._scores.together[begin:end][np.concatenate((first, second))]
        counted = self._counted(row, other)
        found: Ints = other[counted][np.argsort(-together[counted], kind="stable")[:BEST]]
        return found

    def called(self, row: int, noun: str = "papers") -> str:
        """Return how that is called which the row is held against."""
        if self._scores.rest.whole_page[row]:
            return f"other {noun} of the page"
        return f"{'other ' if self._scores.rest.in_core[row] else ''}{noun} of the core"

    def _counted(self, row: int, others: Ints) -> Ints:
        counted: Ints = self._scores.rest.in_core[others] | self._scores.rest.whole_page[row]
        return counted
