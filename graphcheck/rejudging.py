"""Verdicts on everybody, of which those are taken from the run before that rest on the same grounds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from graphcheck.columns import Texts
from graphcheck.graph import Ints
from graphcheck.grounds import Grounds
from graphcheck.model import Page
from graphcheck.pages import PageMaker
from graphcheck.verdicts import Columns, Verdict, records
from graphcheck.warm.pages_file import decoded, encoded
from graphcheck.warm.verdicts_file import Keeping, Kept


class Rejudging:
    """Judges people, but for those on whom ``kept`` has a verdict that still holds; ``ids``: of everybody."""

    def __init__(self, maker: PageMaker, grounds: Grounds, ids: Texts, kept: Kept) -> None:
        self._maker, self._grounds, self._ids, self._kept = maker, grounds, ids, kept

    def verdicts(self, people: Ints, keeping: Keeping) -> Iterator[Verdict]:
        """Yield the verdicts on ``people``, as ``PageMaker.verdicts`` without evidence does, and keep them."""
        people = people[self._maker.graph.papers_of[people] > 0]
        known = self._known(people)
        anew = self._maker.verdicts(people[known < 0], evidence=False)
        taken = self._taken(people[known >= 0], known[known >= 0])
        with keeping:
            for person, place in zip(people.tolist(), known.tolist(), strict=True):
                verdict = next(taken if place >= 0 else anew)
                judged_by = self._grounds.judged_by(person) if verdict.told else 0
                yield verdict
                # Only now: on some pages nothing is told, and they are put into words all the same.
                page = self._kept.page(place) if place >= 0 else b""
                if not page and verdict.is_written:
                    page = encoded(verdict.page)
                keeping.add(self._ids[person], int(self._grounds.near[person]), judged_by, verdict, page)

    def _known(self, people: Ints) -> Ints:
        """Return where in what was kept the verdict on each of ``people`` is, −1 where there is none that holds."""
        kept, grounds = self._kept, self._grounds
        place = kept.places(self._ids)[people]
        there = place >= 0
        there[there] = kept.near[place[there]] == grounds.near[people[there]]
        for at in np.flatnonzero(there)[kept.told[place[there]]].tolist():
            there[at] = int(kept.judged_by[place[at]]) == grounds.judged_by(int(people[at]))
        return np.where(there, place, -1)

    def _taken(self, people: Ints, places: Ints) -> Iterator[Verdict]:
        """Yield the verdicts at ``places`` of what was kept; ``people``: rows of these, shape (places,)."""
        kept, graph = self._kept, self._maker.graph
        row, record = records(graph, graph.rows(people), self._maker.again)
        sizes = graph.papers_of[people]
        ends = np.searchsorted(row, np.cumsum(sizes)).tolist()
        begin = 0
        for person, place, papers, end in zip(people.tolist(), places.tolist(), sizes.tolist(), ends, strict=True):
            mine = slice(int(kept.begin[place]), int(kept.begin[place + 1]))
            columns = (record[begin:end], kept.score[mine], kept.flagged[mine], kept.label[mine])
            yield Verdict(
                row=person,
                papers=papers,
                groups=int(kept.groups[place]),
                doubt=float(kept.doubt[place]),
                told=bool(kept.told[place]),
                columns=Columns(*(column.tolist() for column in columns)),
                authorships=slice(0, end - begin),
                write=partial(self._written, person, kept.page(place)),
            )
            begin = end

    def _written(self, person: int, kept: memoryview) -> Page:
        """Return a page; where nothing is told, nobody may have put it into words then."""
        if kept:
            return decoded(kept)
        (page,) = self._maker.pages(np.array([person]), evidence=False)
        return page
