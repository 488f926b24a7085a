"""Two people whose names can be one person's, and who share co-authors: pairs worth asking about.

Every person who wrote with two people of related names brings them together; pairs without anybody in common are not
looked for, since nothing but the name would speak for them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import scipy.sparse as sp

from graphcheck.graph import Graph, Ints
from graphcheck.names import fold, given_words, slug
from graphcheck.tables import Tables


class Related(StrEnum):
    """How two people's names are related, the closest first."""

    SAME = "same name"
    ORDER = "same words in another order"
    LONGER = "one name has more parts"
    INITIAL = "an initial stands for a name"


_CLOSEST = list(Related)
# Entries of the co-author graph that are looked through in one go, so that memory does not grow with a bibliography.
AT_ONCE = 500_000


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people, rows in people, the one with more papers first, and how their names are related."""

    one: int
    two: int
    related: Related


def pairs_alike(tables: Tables, graph: Graph, rarest: float) -> list[Pair]:
    """Return the pairs of people who have a co-author in common and names that can be one person's, by row.

    Last names of which one holds the other are looked for only where fewer than ``rarest`` people in a hundred thousand
    bear the given name.
    """
    names = _Names(tables)
    found: dict[tuple[int, int], Related] = {}
    for key in (names.family, names.words, names.rare_given(rarest)):
        for a, b in _meeting(graph, key):
            if (a, b) not in found and (related := names.related(a, b)) is not None:
                found[a, b] = related
    papers = graph.papers_of
    ordered = [(sorted(pair, key=lambda who: (-int(papers[who]), who)), how) for pair, how in sorted(found.items())]
    return [Pair(one, two, how) for (one, two), how in ordered]


def _meeting(graph: Graph, keys: Ints) -> set[tuple[int, int]]:
    """Return pairs a < b of people with one key who are both co-authors of somebody; ``keys``: rows (person, key)."""
    people, number = graph.together.shape[0], int(keys[:, 1].max(initial=-1)) + 1
    borne = sp.csr_matrix((np.ones(len(keys), dtype=np.int8), (keys[:, 0], keys[:, 1])), shape=(people, number))
    ends = graph.together.indptr
    parts = np.unique(np.searchsorted(ends, np.arange(0, ends[-1], AT_ONCE, dtype=ends.dtype)))
    pairs: set[tuple[int, int]] = set()
    for begin, end in pairwise([*parts.tolist(), people]):
        pairs |= _meeting_at(graph.together[begin:end], borne)
    return pairs


def _meeting_at(together: sp.csr_matrix, borne: sp.csr_matrix) -> set[tuple[int, int]]:
    """Return the pairs who meet at one of the people that the rows of ``together`` are; ``borne``: people × keys."""
    of_hub = borne[together.indices]
    hubs = np.repeat(np.arange(together.shape[0]), np.diff(together.indptr))
    times = np.diff(of_hub.indptr)
    hub, who, of = (np.repeat(hubs, times), np.repeat(together.indices.astype(np.int64), times), of_hub.indices)
    order = np.lexsort((who, of, hub))
    hub, who, of = hub[order], who[order], of[order]
    new = np.flatnonzero((np.diff(hub, prepend=-1) != 0) | (np.diff(of, prepend=-1) != 0))
    ends = np.append(new[1:], len(hub))
    several = np.flatnonzero(ends - new > 1)
    pairs: set[tuple[int, int]] = set()
    for begin, end in zip(new[several].tolist(), ends[several].tolist(), strict=True):
        met = who[begin:end].tolist()
        pairs.update((a, b) for at, a in enumerate(met) for b in met[at + 1 :])
    return pairs


class _Parts(NamedTuple):
    """One person's names: the words of each, sorted; and last name and given words of each, folded."""

    words: frozenset[tuple[str, ...]]
    names: list[tuple[str, list[str]]]


class _Names:
    """The names of all people, and the keys that related names share: each of shape (names, 2), person and key."""

    def __init__(self, tables: Tables) -> None:
        self._tables, self._people = tables, tables.size("people")
        self._first, self._last, self._slug = (tables.texts("names", name) for name in ("first", "last", "slug"))
        person = tables.numbers("names", "person").astype(np.int64)
        family = {last: _ascii(last) for last in set(self._last)}
        self._given_of = {first: _given(first) for first in set(self._first)}
        given = {first: words[0] if words else "" for first, words in self._given_of.items()}
        # With the given name's letter: one person's given names begin with one, and last names bring many together.
        letter = {first: word[:1] for first, word in given.items()}
        both = ((family[last], letter[first]) for last, first in zip(self._last, self._first, strict=True))
        self.family = _keys(person, (last + first if last and first else "" for last, first in both))
        self.words = _keys(person, map(_words, self._slug))
        self._given = _keys(person, (given[first] for first in self._first))
        self._parts = cache(self._parts_of)

    def _parts_of(self, person: int) -> _Parts:
        rows = self._tables.names_of(person)
        return _Parts(
            frozenset(_words(self._slug[row]) for row in rows),
            [(fold(self._last[row]), self._given_of[self._first[row]]) for row in rows],
        )

    def rare_given(self, rarest: float) -> Ints:
        """Return the keys of given names that few people bear."""
        count = np.bincount(self._given[:, 1], minlength=1)
        most = max(rarest * self._people / 100_000, 3)
        rare: Ints = self._given[count[self._given[:, 1]] <= most]
        return rare

    def related(self, one: int, other: int) -> Related | None:
        """Return how the names of two people are related, None where they can't be one person's."""
        mine, theirs = self._parts(one), self._parts(other)
        if any(len(words) > 1 for words in mine.words & theirs.words):
            same = any(_ascii(f) == _ascii(h) for f, _ in mine.names for h, _ in theirs.names)
            return Related.SAME if same else Related.ORDER
        best: Related | None = None
        for family, given in mine.names:
            for family2, given2 in theirs.names:
                how = _given_related(given, given2)
                if how is None:
                    continue
                if _ascii(family) != _ascii(family2):
                    how = _joined_last(how, family, family2, given)
                if how is not None and (best is None or _CLOSEST.index(how) < _CLOSEST.index(best)):
                    best = how
        return None if best is Related.INITIAL and self._differ(one, other) else best

    def _differ(self, one: int, other: int) -> bool:
        """Whether both bear given names in full, and none of the one's is one of the other's."""
        full = [
            {given[0] for _, given in self._parts(who).names if given and len(given[0]) > 1} for who in (one, other)
        ]
        return bool(full[0] and full[1] and not full[0] & full[1])


def _keys(people: Ints, values: Iterable[object]) -> Ints:
    """Return rows (person, key), each once: equal values have one key, empty ones none."""
    known: dict[object, int] = {}
    key = np.array([known.setdefault(value, len(known)) if value else -1 for value in values], dtype=np.int64)
    pairs = np.unique((people * (len(known) + 1) + key)[key >= 0])
    return np.stack(np.divmod(pairs, len(known) + 1), axis=1)


def _words(slugged: str) -> tuple[str, ...]:
    return tuple(sorted(word for word in slugged.split("-") if word))


def _given(first: str) -> list[str]:
    return [_ascii(word) or word for word in given_words(first)]


def _joined_last(given_how: Related, family: str, other: str, given: list[str]) -> Related | None:
    """Return how names are related of which one has a part more in its last name, as after a marriage."""
    if given_how not in (Related.SAME, Related.LONGER) or len(given[0]) == 1:
        return None
    one, two = set(family.split()), set(other.split())
    return Related.LONGER if one < two or two < one else None


def _given_related(one: list[str], other: list[str]) -> Related | None:
    """Return how two given names are related; every word of the one must go with a word of the other, in order."""
    if not one or not other:
        return None
    shorter, longer = sorted((one, other), key=len)
    if one == other:
        return Related.SAME
    if not _goes(shorter[0], longer[0]):
        return None
    at = 0
    for word in shorter:
        while at < len(longer) and not _goes(word, longer[at]):
            at += 1
        if at == len(longer):
            return None
        at += 1
    return Related.LONGER if shorter[0] == longer[0] else Related.INITIAL


def _goes(one: str, other: str) -> bool:
    return one == other or (len(one) == 1 and other.startswith(one)) or (len(other) == 1 and one.startswith(other))


def _ascii(name: str) -> str:
    """Return a name without any mark: "Møller" and "Moller" are one."""
    return slug(name).replace("-", "")
