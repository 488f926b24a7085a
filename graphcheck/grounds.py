"""What each person's page is concluded from, as one number: the same number, the same conclusions, to the last digit.

Whoever kept a conclusion beside its number knows whether it still holds without concluding it again. Judging a page
reads all that its co-authors wrote, and with whom; whom a flagged paper may belong to is read from the pages of all
namesakes in the same way; what the person may claim, from those of namesakes whose pages are nobody's own. What people
decided counts for those whom it was decided of. A number that is too much, as of a paper's line, would only have pages
concluded again; one that is missing would leave them wrong: ``tests/test_grounds.py`` changes sources and decisions at
random and compares.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property
from hashlib import blake2b
from itertools import pairwise

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from graphcheck.bearers import Bearers
from graphcheck.claims import nobodys_own
from graphcheck.columns import Texts
from graphcheck.decisions import NOTHING_DECIDED, Decisions
from graphcheck.graph import Graph, Ints, at_few, entries
from graphcheck.tables import Tables

Digests = NDArray[np.uint64]

_PEOPLE = ("id", "name", "orcid", "openreview", "comment", "degree")
_FLAGS = ("verified", "catch_all", "name_matching")
_NAMES = ("first", "last", "printed", "slug")
_PAPERS = ("id", "title", "abstract")
_AUTHORSHIPS = ("name", "first", "last", "link", "id", "orcid", "openreview", "affiliation")
_STEP = np.uint64(0x9E3779B97F4A7C15)  # these four are splitmix64's, which spreads each bit over all
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
AT_ONCE = 50_000  # people, or runs of rows, that are looked at in one go; no number depends on it
_SHIFTS = tuple(np.uint64(bits) for bits in (30, 27, 31))


class Grounds:
    """The numbers of the m people of a graph.

    ``core``: shape (m,), what the person's own papers say, with those who are on them, and what was decided of the
    person, which nobody else's page reads. ``near``: shape (m,), that of the person and of all co-authors, of whose
    other papers it counts who wrote them together, when, and where they said to be: what a page is judged by, whom
    flagged papers may belong to apart.
    """

    def __init__(self, tables: Tables, graph: Graph, decisions: Decisions = NOTHING_DECIDED) -> None:
        """``decisions``: what people decided of the source's people and their papers."""
        self._tables = tables
        self._graph = graph
        self._bearers = Bearers(tables)
        self._places = _mixed(_texts([Texts.of(graph.institutions)]) + _bits(graph.institution_share))
        self._ids = _texts([tables.texts("people", "id")])
        person = self._people()
        paper, links = self._papers(person)
        self.core = _mixed(self._cores(person, paper) + self._decided(decisions))
        self.near = self._nearby(self._cores(person, links))
        self._nobodys = nobodys_own(tables)
        self._whole: dict[int, int] = {}
        self._names: dict[tuple[str, str], tuple[int, int]] = {}

    def judged_by(self, person: int) -> int:
        """Return what the judgement of a page rests on, with whom its papers may belong to; ``person``: row in people.

        So much is needed only where a paper is flagged.
        """
        if person not in self._whole:
            page = self._graph.record[self._graph.page[person] : self._graph.page[person + 1]].tolist()
            first, last = (self._tables.texts("authorships", name) for name in ("first", "last"))
            names = sorted({(first[record], last[record]) for record in page})
            self._whole[person] = self._with_namesakes(person, names)
        return self._whole[person]

    def shown_by(self, person: int) -> tuple[int, list[int]]:
        """Return what the page that shows the judgement rests on, and the people, rows, whose papers may be claimed."""
        owners = [other for other in sorted(self._bearers.namesakes(person)) if self._nobodys[other]]
        named = self._with_namesakes(person, self._bearers.names_of(person))
        parts = [self.judged_by(person), named, *map(self.judged_by, owners)]
        return _one(np.array(parts, dtype=np.uint64)), owners

    def _with_namesakes(self, person: int, names: Sequence[tuple[str, str]]) -> int:
        """Return one number for a person and all who bear one of ``names``, which the person bears, too."""
        parts = [self.near[person]]
        for name in names:
            number, family = self._borne(*name)
            parts.append(np.uint64(number))
            if family != self._graph.family[person]:
                parts.append(self._families[family])
        return _one(np.array(parts, dtype=np.uint64))

    def _borne(self, first: str, last: str) -> tuple[int, int]:
        """Return one number for all who bear a name, and the last name, its number, that the first of them goes by.

        Papers of the one are held against what is known of the other's last name: of another one that is all of it.
        """
        if (first, last) not in self._names:
            graph, rows = self._graph, sorted(self._bearers.of(first, last))
            family = graph.family[rows]
            usual = int(family[0])
            others = np.where(family == usual, np.uint64(0), self._families[family])
            # Co-authors of two of them are added up in the order of their rows.
            met = np.unique(np.concatenate([entries(graph.together, row)[0] for row in rows]))
            number = _one(np.concatenate((self.near[rows] + others, self._ids[met])))
            self._names[first, last] = number, usual
        return self._names[first, last]

    @cached_property
    def _families(self) -> Digests:
        """What is known of each last name's people at all institutions, shape (last names,)."""
        found = self._graph.family_at
        return _in_order(self._places[found.indices] + _bits(found.data), found.indptr)

    def _people(self) -> Digests:
        """Return what is told of each person without any paper, shape (m,)."""
        tables, graph = self._tables, self._graph
        found = _texts([tables.texts("people", name) for name in _PEOPLE])
        for flag in _FLAGS:
            found = _mixed(found) + tables.numbers("people", flag).astype(np.uint64)
        for number in (graph.expected, graph.family_size[graph.family]):
            found = _mixed(found) + _bits(number)
        stated = graph.home >= 0
        found = _mixed(found)
        found[stated] += self._places[graph.home[stated]]
        names = _texts([tables.texts("names", name) for name in _NAMES])
        names = _mixed(names) + tables.numbers("names", "listed").astype(np.uint64)
        bearer = tables.numbers("names", "person")
        order = np.argsort(bearer, kind="stable")
        begin = np.searchsorted(bearer[order], np.arange(len(found) + 1))
        return _mixed(found + _in_order(names[order], begin))

    def _decided(self, decisions: Decisions) -> Digests:
        """Return what was decided of each person, shape (m,): which papers are theirs, and who is somebody else."""
        told: defaultdict[str, list[object]] = defaultdict(list)
        for entry in decisions.confirmations:  # the last one on a paper counts
            told[entry.person].append(entry)
        for apart in decisions.distinctions:
            for person in apart.persons:
                told[person].append(sorted(apart.persons))
        found = np.zeros(self._tables.size("people"), dtype=np.uint64)
        for person, of_person in told.items():
            row = self._tables.person_row(person)
            if row is not None:
                found[row] = _number(repr(of_person).encode("utf-8", "replace"))
        return found

    def _papers(self, person: Digests) -> tuple[Digests, Digests]:
        """Return what each paper says, with what is known of who is on it, and its links alone, shapes (k,)."""
        tables, graph = self._tables, self._graph
        acronyms = _texts([Texts.of([*tables.texts("venues", "acronym"), ""])])
        venue_share = np.append(graph.venue_share, 1.0)[graph.venue]
        named = _bits(graph.language_share)[graph.languages.indices]
        found = _texts([tables.texts("papers", name) for name in _PAPERS])
        found = _mixed(found) + tables.numbers("papers", "year").astype(np.uint64)
        found = _mixed(found) + acronyms[tables.numbers("papers", "venue")]  # row −1, "no venue", is the last
        found = _mixed(found + _bits(venue_share)) + _in_order(named, graph.languages.indptr)
        begin = np.searchsorted(tables.numbers("authorships", "paper"), np.arange(len(found) + 1))
        found = _mixed(found) + _texts([tables.texts("authorships", name) for name in _AUTHORSHIPS], begin)
        named = np.zeros(tables.size("authorships"), dtype=np.uint64)
        named[graph.record] = _in_order(self._places[graph.institution.indices], graph.institution.indptr)
        position = tables.numbers("authorships", "position").astype(np.uint64)
        author = tables.numbers("authorships", "person")
        of_authors = _mixed(person[author] + _mixed(named + position))
        links = _mixed(_texts([tables.texts("papers", "id")])) + tables.numbers("papers", "year").astype(np.uint64)
        links = _mixed(links) + _in_order(self._ids[author] + _mixed(named), begin)
        return _mixed(found + _in_order(of_authors, begin)), links

    def _cores(self, person: Digests, paper: Digests) -> Digests:
        graph = self._graph
        met = _in_order(self._ids[graph.together.indices] + _bits(graph.together.data), graph.together.indptr)
        said = _in_order(self._places[graph.said.indices], graph.said.indptr) + graph.said_in.astype(np.uint64)
        # A statement on a paper of the source is on that paper; the others are known by what they say alone.
        beside = np.flatnonzero(graph.said_on >= len(paper))
        begin = np.searchsorted(graph.said_by[beside], np.arange(len(person) + 1))
        own = _in_order(paper[graph.paper], graph.page)
        return _mixed(_mixed(_mixed(person + own) + met) + _in_order(said[beside], begin))

    def _nearby(self, links: Digests) -> Digests:
        """Return ``near``; ``links``: shape (m,), what is known of a person, and the links of the papers."""
        together = self._graph.together
        near = _mixed(self.core) + _in_order(links[together.indices], together.indptr)
        return _mixed(_mixed(near) + _in_blocks(len(near), self._homonyms))

    def _homonyms(self, begin: int, end: int) -> Digests:
        """Return how many of the last name of each of the people from ``begin`` to ``end`` are at an institution.

        That counts where the person or a co-author is there.
        """
        graph = self._graph
        together = graph.together[begin:end]
        ones = sp.csr_matrix((np.ones(together.nnz, dtype=np.int32), together.indices, together.indptr), together.shape)
        own = sp.eye(*together.shape, k=begin, dtype=np.int32, format="csr")
        there = (ones + own) @ graph.states.astype(np.int32)
        there.sort_indices()
        place = there.indices.astype(np.int64)
        family = np.repeat(graph.family[begin:end], np.diff(there.indptr))
        of_family = self._places[place] + _bits(at_few(graph.family_at, family, place))
        return _in_order(of_family, there.indptr)


def _mixed(values: Digests) -> Digests:
    """Return numbers of which each bit depends on all bits of the one in its place."""
    found = values + _STEP
    found = (found ^ (found >> _SHIFTS[0])) * _FIRST
    found = (found ^ (found >> _SHIFTS[1])) * _SECOND
    return found ^ (found >> _SHIFTS[2])


def _bits(values: NDArray[np.float64]) -> Digests:
    return _mixed(np.ascontiguousarray(values, dtype=np.float64).view(np.uint64))


def _one(values: Digests) -> int:
    return _number(values.tobytes())


def _number(content: bytes) -> int:
    return int.from_bytes(blake2b(content, digest_size=8).digest(), "little")


def _in_order(values: Digests, starts: Ints) -> Digests:
    """Return one number for each run of ``values``: run i begins at ``starts[i]``; another order is another number."""
    starts = np.asarray(starts, dtype=np.int64)
    values = values[: starts[-1]]
    place = np.arange(len(values)) - np.repeat(starts[:-1], np.diff(starts))
    total = np.zeros(len(values) + 1, dtype=np.uint64)
    np.cumsum(_mixed(values + place.astype(np.uint64) * _STEP), out=total[1:])
    return _mixed(total[starts[1:]] - total[starts[:-1]] + np.diff(starts).astype(np.uint64))


def _texts(columns: Sequence[Texts], starts: Ints | None = None) -> Digests:
    """Return a number for each row of ``columns``; with ``starts`` for each run of rows, as in ``_in_order``."""
    rows = np.arange(len(columns[0]) + 1) if starts is None else starts
    lengths = np.zeros(len(rows) - 1, dtype=np.uint64)
    for column in columns:  # texts lie end to end: where one ends must be told, too
        lengths = _mixed(lengths) + _in_order(np.diff(column.starts).astype(np.uint64), rows)
    content = _in_blocks(len(lengths), lambda begin, end: _content(columns, rows[begin : end + 1]))
    return _mixed(content + lengths)


def _content(columns: Sequence[Texts], rows: Ints) -> Digests:
    """Return a number for the texts of each run of rows, end to end."""
    parts = []
    for column in columns:
        places = column.starts[rows]
        content = column.content[places[0] : places[-1]].tobytes()  # a slice of it takes a tenth of one of a view
        parts.append([content[begin:end] for begin, end in pairwise((places - places[0]).tolist())])
    digests = b"".join(blake2b(b"".join(row), digest_size=8).digest() for row in zip(*parts, strict=True))
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64)


def _in_blocks(size: int, found: Callable[[int, int], Digests]) -> Digests:
    """Return ``found(begin, end)`` from 0 to ``size``, asked block by block: memory does not grow with what is left."""
    begins = range(0, size, AT_ONCE)
    return np.concatenate([np.zeros(0, dtype=np.uint64), *(found(at, min(at + AT_ONCE, size)) for at in begins)])
