"""The numbers of an authorship → sentences with the names and papers behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import scipy.sparse as sp

from graphcheck.evidence import affiliations, coauthors
from graphcheck.graph import Graph, entries
from graphcheck.model import Group
from graphcheck.score import Scores

SHOWN = 4  # names or papers in a sentence before "and 3 more"


def listing(items: Sequence[str], shown: int = SHOWN) -> str:
    """Return "a", "a and b", "a, b and c", "a, b, c, d and 3 more"."""
    if len(items) > shown + 1:
        return f"{', '.join(items[:shown])} and {len(items) - shown} more"
    return " and ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


def number(count: int, noun: str) -> str:
    """Return "1 paper", "3 papers"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


class Sentences:
    """Puts the evidence of a batch into words."""

    def __init__(self, graph: Graph, scores: Scores, names: list[str], papers: list[str]) -> None:
        self._graph = graph
        self._scores = scores
        self._names = names
        self._papers = papers
        batch = scores.batch
        size = (len(batch.coauthor), len(batch.coauthor))
        outside = sp.csr_matrix((batch.outside, (batch.left, batch.right)), shape=size)
        self._outside = (outside + outside.T).tocsr()

    def evidence(self, row: int, parts: dict[str, float]) -> Iterator[tuple[str, str]]:
        """Yield (kind, sentence) for each part of the row's score that says something, the prior first."""
        yield "prior", self._prior(row, parts["prior"])
        if parts["identifiers"]:
            yield "identifiers", "The paper names the person by an identifier, not by name alone."
        if parts[coauthors.KIND]:
            yield coauthors.KIND, self._coauthors(row)
        if parts[affiliations.KIND]:
            yield affiliations.KIND, self._affiliations(row)

    def silence(self, row: int) -> str:
        """Say why the row is not judged."""
        if self._scores.rest.size[row] == 0:
            return "It is the only paper on the page."
        return "It has no co-authors, and no institution that could be compared: nothing can be told from it."

    def core(self, which: int, groups: Sequence[Group], catch_all: bool) -> str:
        """Say which group is the core of a page and why."""
        if len(groups) == 1:
            return "All papers hold together."
        core, second = groups[0], groups[1]
        if catch_all:
            return "The page is said to hold several people, so no group is taken for the person."
        if self._scores.groups.by_identity[which]:
            return (
                f"Group {core.label} is the core: it is the largest with papers that name the person by an identifier."
            )
        sizes = f"{number(len(core.papers), 'paper')} against {len(second.papers)} in group {second.label}"
        if self._scores.groups.toss_up[which]:
            return f"No group is plainly the person: group {core.label} has {sizes}."
        return f"Group {core.label} is the core: it is by far the largest, {sizes}."

    def _prior(self, row: int, log_odds: float) -> str:
        person = self._scores.batch.people[self._scores.batch.row_page[row]]
        share = 1 / (1 + np.exp(log_odds))
        return (
            f"{expectation(float(self._graph.expected[person]))}; of the papers on pages with names as common as "
            f"this, about {100 * share:.2g}% are somebody else's."
        )

    def _coauthors(self, row: int) -> str:
        found = self._scores.connections
        columns = entries(self._scores.batch.wrote, row)[0]
        if found.shared[row] > 0:
            return self._shared(row, columns)
        names = listing([self._name(int(column)) for column in columns])
        where = self._where(row, "paper")
        if len(columns) == 1:
            start = f"Its only co-author, {names}, is not on any {where}"
        else:
            start = f"None of its {len(columns)} co-authors ({names}) is on any {where}"
        if found.ties[row] > 0:
            return f"{start}, but {self._tie(row, columns)}."
        return f"{start}, or wrote elsewhere with anybody who is."

    def _where(self, row: int, noun: str = "papers") -> str:
        return f"other {noun} of the {'page' if self._scores.rest.whole_page[row] else 'core'}"

    def _shared(self, row: int, columns: np.ndarray[tuple[int], np.dtype[np.int32]]) -> str:
        met, papers = entries(self._scores.connections.on_rest, row)
        on_rest = dict(zip(met.tolist(), papers.tolist(), strict=True))
        known = sorted((c for c in columns.tolist() if c in on_rest), key=lambda c: (-on_rest[c], c))
        who = listing([f"{self._name(c)} ({int(on_rest[c])})" for c in known])
        if len(columns) == 1:
            return f"Its only co-author is on {self._where(row)}, too: {who}."
        verb = "is" if len(known) == 1 else "are"
        return (
            f"{len(known)} of its {len(columns)} co-authors {verb} on {self._where(row)} "
            f"(how many in parentheses): {who}."
        )

    def _tie(self, row: int, columns: np.ndarray[tuple[int], np.dtype[np.int32]]) -> str:
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

    def _affiliations(self, row: int) -> str:
        graph_rows = self._scores.batch.rows
        own = entries(self._graph.institution, int(graph_rows[row]))[0]
        printed = [self._graph.institutions[i] for i in own]
        page = np.flatnonzero(self._scores.batch.row_page == self._scores.batch.row_page[row])
        judged_by = page[(self._scores.rest.in_core[page] | self._scores.rest.whole_page[row]) & (page != row)]
        stated = {int(h): entries(self._graph.institution, int(h))[0].tolist() for h in graph_rows[judged_by]}
        named = sorted({institution for found in stated.values() for institution in found})
        common = [institution for institution in own.tolist() if institution in set(named)]
        if common:
            rarest = min(common, key=lambda institution: float(self._graph.institution_share[institution]))
            papers = listing([self._papers[self._graph.paper[h]] for h, found in stated.items() if rarest in found])
            return f"The person states “{self._graph.institutions[rarest]}” here and on {papers}."
        others = [self._graph.institutions[institution] for institution in named]
        return f"The person states “{listing(printed)}” here and “{listing(others)}” on {self._where(row)}."

    def _name(self, column: int) -> str:
        return self._names[int(self._scores.batch.coauthor[column])]


def expectation(expected: float) -> str:
    """Say how common a name is, given E."""
    if expected >= 1:
        return f"The name is common: about {expected:,.0f} people would bear it by chance"
    if expected >= 0.01:
        return f"The name is not rare: {expected:.2g} people would bear it by chance"
    return f"The name is rare: {expected:.1g} people would bear it by chance"
