"""The numbers of an authorship → sentences with the names and papers behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from graphcheck.decisions import Confirmation
from graphcheck.evidence import coauthors, institutions, roles, topics, walks, years
from graphcheck.graph import Graph, Ints, entries
from graphcheck.model import Group
from graphcheck.score import Scores
from graphcheck.standing_sentences import StandingSentences
from graphcheck.wording import listing, number

Columns = NDArray[np.int32]


class Sentences:
    """Puts the evidence of a batch into words."""

    def __init__(
        self,
        graph: Graph,
        scores: Scores,
        names: Sequence[str],
        papers: Sequence[str],
        confirmed: Mapping[int, Confirmation] = MappingProxyType({}),
    ) -> None:
        self._graph = graph
        self._scores = scores
        self._names = names
        self._papers = papers
        self._confirmed = confirmed  # rows of the graph
        self._standing = StandingSentences(graph, scores, papers)
        self._starts = np.searchsorted(scores.batch.row_page, np.arange(len(scores.batch.people) + 1))

    @cached_property
    def _outside(self) -> sp.csr_matrix:
        """Co-authors × co-authors: how many papers they wrote together that are not on the page."""
        batch = self._scores.batch
        size = (len(batch.coauthor), len(batch.coauthor))
        outside = sp.csr_matrix((batch.outside, (batch.left, batch.right)), shape=size)
        return (outside + outside.T).tocsr()

    def evidence(self, row: int, parts: dict[str, float]) -> Iterator[tuple[str, str]]:
        """Yield (kind, sentence) for each part of the row's score, in the order of ``parts``."""
        say = {
            "prior": self._prior,
            "identifiers": lambda _row: "The paper names the person by an identifier, not by name alone.",
            "decision": lambda row: f"Confirmed as this person's own {self._decided(row).signed()}",
            coauthors.KIND: self._coauthors,
            walks.KIND: self._walks,
            institutions.KIND: self._institutions,
            years.KIND: self._years,
            roles.KIND: self._roles,
            "company": lambda row: self._standing.company(row, self._rows_of_page(row)),
            "fit": self._standing.fit,
            topics.KIND: lambda row: self._standing.topics(row, self._rows_of_page(row)),
            "page": self._page,
        }
        for kind, weight in parts.items():
            if weight:
                yield kind, say[kind](row)

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
            rows = range(self._starts[which], self._starts[which + 1])
            confirmed = any(int(self._scores.batch.rows[row]) in self._confirmed for row in rows)
            how = "name the person by an identifier" + (" or are confirmed" if confirmed else "")
            return f"Group {core.label} is the core: it is the largest with papers that {how}."
        sizes = f"{number(len(core.papers), 'paper')} against {len(second.papers)} in group {second.label}"
        if self._scores.groups.toss_up[which]:
            return f"No group is plainly the person: group {core.label} has {sizes}."
        return f"Group {core.label} is the core: it is by far the largest, {sizes}."

    def _prior(self, row: int) -> str:
        person = self._scores.batch.people[self._scores.batch.row_page[row]]
        share = 1 / (1 + np.exp(self._scores.parts["prior"][row]))
        return (
            f"{expectation(float(self._graph.expected[person]))}; of the papers on pages with names as common as "
            f"this, about {100 * share:.2g}% are somebody else's, as far as identifiers tell."
        )

    def _decided(self, row: int) -> Confirmation:
        return self._confirmed[int(self._scores.batch.rows[row])]

    def _coauthors(self, row: int) -> str:
        columns = entries(self._scores.batch.wrote, row)[0]
        if not len(columns):
            return "It has no co-authors."
        if self._scores.connections.shared[row]:
            return self._shared(row, columns)
        names = listing([self._name(int(column)) for column in columns])
        if len(columns) == 1:
            return f"Its only co-author, {names}, is not on any {self._where(row, 'paper')}."
        return f"None of its {len(columns)} co-authors ({names}) is on any {self._where(row, 'paper')}."

    def _shared(self, row: int, columns: Columns) -> str:
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

    def _walks(self, row: int) -> str:
        columns = entries(self._scores.batch.wrote, row)[0]
        where = self._where(row)
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

    def _institutions(self, row: int) -> str:
        graph_rows = self._scores.batch.rows
        own = entries(self._graph.institution, int(graph_rows[row]))[0].tolist()
        if own:
            others = graph_rows[self._judged_by(row)].tolist()
            stated = {h: entries(self._graph.institution, h)[0].tolist() for h in others}
            named = sorted({institution for found in stated.values() for institution in found})
            if common := [institution for institution in own if institution in set(named)]:
                rarest = min(common, key=lambda institution: float(self._graph.institution_share[institution]))
                papers = [self._papers[self._graph.paper[h]] for h, found in stated.items() if rarest in found]
                return f"The person states “{self._graph.institutions[rarest]}” here and on {listing(papers)}."
            if named:
                return (
                    f"The person states “{self._called(own)}” here and “{self._called(named)}” on {self._where(row)}."
                )
        here = self._places(entries(self._scores.batch.wrote, row)[0])
        there = self._places(entries(self._scores.connections.on_rest, row)[0])
        if not here or not there:
            return "Too little is known of where the co-authors work."
        return f"Its co-authors state “{here}” on their papers, those of {self._where(row)} “{there}”."

    def _called(self, found: Iterable[int]) -> str:
        return listing([self._graph.institutions[institution] for institution in found])

    def _places(self, columns: Columns) -> str:
        """Return the two institutions where most of these co-authors are at home, "" where none states any."""
        homes = self._graph.home[self._scores.batch.coauthor[columns]]
        found, count = np.unique(homes[homes >= 0], return_counts=True)
        return self._called(found[np.argsort(-count, kind="stable")[:2]].tolist())

    def _years(self, row: int) -> str:
        rows = self._scores.batch.rows
        others = rows[self._judged_by(row)]
        gap = np.abs(self._graph.year[others] - self._graph.year[rows[row]])
        nearest = int(others[np.argmin(gap)])
        paper = self._papers[self._graph.paper[nearest]]
        if gap.min() == 0:
            return f"It is of the same year as {paper}."
        return f"It is {number(int(gap.min()), 'year')} from the nearest of the {self._where(row)}, {paper}."

    def _roles(self, row: int) -> str:
        authors = int(self._scores.connections.coauthors[row]) + 1
        position = int(self._graph.position[self._scores.batch.rows[row]])
        last = int(self._graph.last_author[self._scores.batch.rows[row]])
        if authors == 1:
            return "The person is its only author."
        where = "first" if position == 0 else "last" if position == authors - 1 else f"number {position + 1}"
        end = "" if where == "last" else f"; {self._names[last]} is the last"
        return f"The person is {where} of {authors} authors{end}."

    def _page(self, row: int) -> str:
        papers = number(int(self._scores.rest.size[row]), "paper")
        return (
            f"It is held against {papers}; the more there are and the closer they are, the more a lone one stands out."
        )

    def _judged_by(self, row: int) -> Ints:
        """Return the rows of the batch that the row is judged against."""
        page = self._rows_of_page(row)
        counted = self._scores.rest.in_core[page] | self._scores.rest.whole_page[row]
        found: Ints = page[counted & (page != row)]
        return found

    def _rows_of_page(self, row: int) -> Ints:
        which = self._scores.batch.row_page[row]
        return np.arange(self._starts[which], self._starts[which + 1])

    def _where(self, row: int, noun: str = "papers") -> str:
        if self._scores.rest.whole_page[row]:
            return f"other {noun} of the page"
        return f"{'other ' if self._scores.rest.in_core[row] else ''}{noun} of the core"

    def _name(self, column: int) -> str:
        return self._names[int(self._scores.batch.coauthor[column])]


def expectation(expected: float) -> str:
    """Say how common a name is, given E."""
    if expected >= 10:
        return f"The name is common: about {expected:,.0f} people would bear it by chance"
    if expected >= 1:
        return f"The name is common: {expected:.2g} people would bear it by chance"
    if expected >= 0.01:
        return f"The name is not rare: {expected:.2g} people would bear it by chance"
    return f"The name is rare: {expected:.1g} people would bear it by chance"
