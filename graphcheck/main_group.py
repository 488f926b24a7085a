"""Which group of a page is most likely the person whose page it is.

Asked in this order, and the first question that one group answers better than all others decides: whose papers carry
the person's ORCID; whose carry the person's OpenReview id; whose are linked explicitly; whose fit the institution that
stands beside the person; which has most papers.

The first three are asked of verified people only. Nobody is listed for an unverified page: the ids it shows are those
of some paper on it. They say whose that paper is, and whom an id can be made for, not who keeps all the others.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from graphcheck.graph import Graph
from graphcheck.hints import Hints
from graphcheck.model import Link
from graphcheck.tables import Tables
from graphcheck.wording import listing, number

_ORCID, _OPENREVIEW, _EXPLICIT, _DEGREE, _MOST = range(5)


class MainGroups:
    """Says it of pages, given by the rows of the graph of each group."""

    def __init__(self, tables: Tables, graph: Graph, hints: Hints) -> None:
        self._graph = graph
        self._hints = hints
        self._link = tables.texts("authorships", "link")
        self._ids = [tables.texts("authorships", name) for name in ("orcid", "openreview")]
        self._own = [tables.texts("people", name) for name in ("orcid", "openreview")]
        self._verified = tables.numbers("people", "verified")
        self._catch_all = tables.numbers("people", "catch_all")

    def told(self, person: int, groups: Mapping[str, Sequence[int]]) -> tuple[str, str]:
        """Return the label of the group that is most likely ``person`` (a row in people) and a sentence on why.

        ``groups``: label → rows of the graph. The label is "" where no group is likelier than the others, and on pages
        of which the people file says that they are nobody's.
        """
        if self._catch_all[person]:
            return "", f"The page is a catch-all and nobody's own: every group needs an id.{self._carried(groups)}"
        carried = self._carried(groups)
        for question in range(_MOST + 1) if self._verified[person] else (_DEGREE, _MOST):
            counts = Counter({label: self._count(question, person, rows) for label, rows in groups.items()})
            (label, best), *others = counts.most_common(2)
            if best > 0 and (not others or best > others[0][1]):
                return label, self._sentence(question, person, label, groups[label], best, bool(carried)) + carried
        return "", f"No group is likelier than the others to be the person of the page.{carried}"

    def _count(self, question: int, person: int, rows: Iterable[int]) -> float:
        records = [int(self._graph.record[row]) for row in rows]
        if question in (_ORCID, _OPENREVIEW):
            own = self._own[question][person]
            return sum(self._ids[question][record] == own for record in records) if own else 0
        if question == _EXPLICIT:
            return sum(self._link[record] == Link.EXPLICIT.value for record in records)
        if question == _DEGREE:
            return sum(self._hints.fits(person, row) for row in rows)
        return len(records)

    def _sentence(
        self, question: int, person: int, label: str, rows: Sequence[int], best: float, with_ids: bool
    ) -> str:
        """Say which group it is and why; ``with_ids``: papers of the page carry ids."""
        count = number(round(best), "paper")
        apart = with_ids and not self._verified[person]
        else_ = "; ids that only papers state say whose these are, not who keeps the page" if apart else ""
        why = {
            _ORCID: f"{count} in it {'carries' if best == 1 else 'carry'} the person's ORCID",
            _OPENREVIEW: f"{count} in it {'carries' if best == 1 else 'carry'} the person's OpenReview id",
            _EXPLICIT: f"{count} in it {'names' if best == 1 else 'name'} the person by id",
            _DEGREE: f"“{self._named(person, rows)}” stands beside the person and is where its authors are",
            _MOST: f"it has most papers, {len(rows):,}{else_ or ', and nothing else tells'}",
        }[question]
        who = "The person of the page is" if self._verified[person] else "If somebody keeps the page it is"
        return f"{who} most likely group {label}: {why}."

    def _named(self, person: int, rows: Iterable[int]) -> str:
        return next((named for row in rows if (named := self._hints.named(person, row))), "")

    def _carried(self, groups: Mapping[str, Sequence[int]]) -> str:
        """Return which ids the papers of each group carry, "" where they carry none."""
        found: dict[str, list[str]] = defaultdict(list)
        for label, rows in groups.items():
            for column, noun in zip(self._ids, ("ORCID", "OpenReview id"), strict=True):
                counts = Counter(value for row in rows if (value := column[int(self._graph.record[row])]))
                found[label] += [
                    f"{noun} {value} on {number(count, 'paper')}" for value, count in counts.most_common(2)
                ]
        told = [f"group {label} has {listing(ids)}" for label, ids in found.items() if ids]
        return f" Ids on the papers: {'; '.join(told)}." if told else ""
