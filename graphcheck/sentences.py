"""The numbers of an authorship → sentences with the names and papers behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

import numpy as np

from graphcheck.coauthor_sentences import CoauthorSentences
from graphcheck.decisions import Confirmation
from graphcheck.evidence import coauthors, institutions, languages, roles, topics, venues, walks, years
from graphcheck.graph import Graph
from graphcheck.held_against import SHOWN, HeldAgainst
from graphcheck.institution_sentences import InstitutionSentences
from graphcheck.model import Group
from graphcheck.score import Scores
from graphcheck.standing_sentences import StandingSentences
from graphcheck.topics import TopicWords
from graphcheck.wording import number

NEAR = 4  # years up to which papers are near in time; from there on the years speak against the person themselves


class Sentences:
    """Puts the evidence of a batch into words."""

    def __init__(
        self,
        graph: Graph,
        scores: Scores,
        names: Sequence[str],
        papers: Sequence[str],
        words: TopicWords,
        called: Sequence[str],
        confirmed: Mapping[int, Confirmation] = MappingProxyType({}),
        *,
        everything: bool = False,
    ) -> None:
        """``names``, ``papers``: of all people, and the ids of all papers; ``words``: what papers are about.

        ``called``: the names of venues. ``everything``: most rows will be asked for, not flagged ones alone.
        """
        self._graph = graph
        self._scores = scores
        self._names = names
        self._papers = papers
        self._confirmed = confirmed  # rows of the graph
        self._against = HeldAgainst(scores)
        self._coauthors = CoauthorSentences(graph, scores, self._against, names)
        self._institutions = InstitutionSentences(graph, scores, self._against, papers, everything=everything)
        self._standing = StandingSentences(graph, scores, papers, words, called)

    def evidence(self, row: int, parts: dict[str, float]) -> Iterator[tuple[str, str]]:
        """Yield (kind, sentence) for each part of the row's score, in the order of ``parts``."""
        say = {
            "prior": self._prior,
            "identifiers": lambda _row: "The paper names the person by an identifier, not by name alone.",
            "decision": lambda row: f"Confirmed as this person's own {self._decided(row).signed()}",
            coauthors.KIND: self._coauthors.coauthors,
            walks.KIND: self._coauthors.walks,
            institutions.KIND: self._institutions.say,
            years.KIND: self._years,
            roles.KIND: self._roles,
            "company": lambda row: self._standing.company(row, self._against.page(row)),
            "fit": self._standing.fit,
            topics.KIND: lambda row: self._standing.topics(row, self._against.page(row)),
            venues.KIND: lambda row: self._standing.venues(row, self._against.page(row)),
            languages.KIND: lambda row: self._standing.languages(row, self._against.page(row)),
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
            rows = self._scores.batch.rows[self._scores.batch.row_page == which]
            confirmed = any(row in self._confirmed for row in rows.tolist())
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

    def _years(self, row: int) -> str:
        rows = self._scores.batch.rows
        others = rows[self._against.papers(row)]
        gap = np.abs(self._graph.year[others] - self._graph.year[rows[row]])
        nearest = int(others[np.argmin(gap)])
        paper = self._papers[self._graph.paper[nearest]]
        least = int(gap.min())
        if least == 0:
            return f"It is of the same year as {paper}{self._far(row, least)}."
        if len(others) == 1:
            return f"It is {number(least, 'year')} from the one paper that it is held against, {paper}."
        # The core may hold papers that are nearer and not judged themselves: nothing is held against these.
        held = f"the {number(len(others), 'paper')} that it is held against"
        return f"It is {number(least, 'year')} from the nearest of {held}, {paper}{self._far(row, least)}."

    def _far(self, row: int, nearest: int) -> str:
        """Say how far the papers are that count, where one is near and they speak against the person all the same."""
        rows = self._scores.batch.rows
        gap = np.abs(self._graph.year[rows[self._against.closest(row)]] - self._graph.year[rows[row]])
        if self._scores.parts[years.KIND][row] > -SHOWN or nearest > NEAR or gap.max(initial=nearest) == nearest:
            return ""
        return f", but up to {number(int(gap.max()), 'year')} from the papers that count most"

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


def expectation(expected: float) -> str:
    """Say how common a name is, given E."""
    if expected >= 10:
        return f"The name is common: about {expected:,.0f} people would bear it by chance"
    if expected >= 1:
        return f"The name is common: {expected:.2g} people would bear it by chance"
    if expected >= 0.01:
        return f"The name is not rare: {expected:.2g} people would bear it by chance"
    return f"The name is rare: {expected:.1g} people would bear it by chance"
