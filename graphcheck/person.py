"""One person of a bibliography: the page, the findings, the neighbourhood, each made when asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from graphcheck.claims import Claim, claims
from graphcheck.errors import NoPapersError
from graphcheck.graph import Ints, entries
from graphcheck.model import Finding, Group, Page
from graphcheck.neighbourhood import neighbourhoods, to_networkx

if TYPE_CHECKING:
    import networkx as nx

    from graphcheck.bibliography import Bibliography


class Person:
    """One person of a bibliography."""

    def __init__(self, bibliography: Bibliography, row: int, *, evidence: bool = True) -> None:
        """``evidence``: all authorships of the page carry their sentences, not only those that something is told of."""
        self._evidence = evidence
        self.bibliography = bibliography
        self.row = row
        self.id = bibliography.source.tables.texts("people", "id")[row]
        self.name = bibliography.source.tables.texts("people", "name")[row]

    @cached_property
    def page(self) -> Page:
        """The judged page.

        Raises:
            NoPapersError: the person has written no paper (editors have none).
        """
        page = self._page(self._evidence)
        if any(judged.codes and judged.score is not None and not judged.evidence for judged in page.authorships):
            page = self._page(evidence=True)  # what ids alone say is known once the page is made
        return page

    def _page(self, evidence: bool) -> Page:
        for page in self.bibliography.pages(np.array([self.row]), evidence=evidence):
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
        names = self.bibliography.source.tables.texts("people", "name")
        groups, flagged = self._papers_of_coauthors()
        for node, facts in found.nodes(data=True):
            labels = groups[node]
            group = min(set(labels), key=lambda label: (-labels.count(label), label))
            facts.update(
                name=names[node],
                group=group,
                core=group == self.groups[0].label,
                stray=all(flagged[node]),
            )
        person_ids = self.bibliography.source.tables.texts("people", "id")
        ids = {node: person_ids[node] for node in found}
        import networkx as nx  # only here: it takes a tenth of a second, and one name is to be shown at once

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
        papers = self.bibliography.source.tables.texts("papers", "id")
        groups: dict[int, list[str]] = {}
        flagged: dict[int, list[bool]] = {}
        for row in range(int(graph.page[self.row]), int(graph.page[self.row + 1])):
            authorship = judged[papers[int(graph.paper[row])]]
            for coauthor in entries(graph.on_paper, row)[0].tolist():
                groups.setdefault(coauthor, []).append(authorship.group)
                flagged.setdefault(coauthor, []).append(authorship.flagged)
        return groups, flagged
