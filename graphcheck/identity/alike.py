"""Two people whose names can be one person's, and who share co-authors: pairs worth asking about.

Every person who wrote with two people of related names brings them together; pairs without anybody in common are not
looked for, since nothing but the name would speak for them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

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
    borne = sp.csr_matrix((np.ones(len(keys), dtype=np.int64), (keys[:, 0], keys[:, 1])), shape=(people, number))
    of_hub = borne[graph.together.indices]
    hubs = np.repeat(np.arange(people), np.diff(graph.together.indptr))
    times = np.diff(of_hub.indptr)
    hub, who, of = (np.repeat(hubs, times), np.repeat(graph.together.indices.astype(np.int64), times), of_hub.indices)
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


class _Names:
    """The names of all people, and the keys that related names share: each of shape (names, 2), person and key."""

    def __init__(self, tables: Tables) -> None:
        names = tables.names
        self._words: dict[int, set[tuple[str, ...]]] = defaultdict(set)  # slugs' words, of all names
        self._parts: dict[int, list[tuple[str, list[str]]]] = defaultdict(list)  # folded last name, given words
        self._people = len(tables.people)
        keys: tuple[list[tuple[int, int]], ...] = ([], [], [])
        numbers: tuple[dict[object, int], ...] = ({}, {}, {})
        columns = (names[column].tolist() for column in ("person", "first", "last", "slug"))
        for person, first, last, slugged in zip(*columns, strict=True):
            given = [_ascii(word) or word for word in given_words(first)]
            words = tuple(sorted(word for word in slugged.split("-") if word))
            self._parts[person].append((fold(last), given))
            self._words[person].add(words)
            values: tuple[object, ...] = (_ascii(last), words, given[0] if given else "")
            for key, known, value in zip(keys, numbers, values, strict=True):
                if value:
                    key.append((person, known.setdefault(value, len(known))))
        self.family, self.words, self._given = (
            np.unique(np.array(key, dtype=np.int64).reshape(-1, 2), axis=0) for key in keys
        )

    def rare_given(self, rarest: float) -> Ints:
        """Return the keys of given names that few people bear."""
        count = np.bincount(self._given[:, 1], minlength=1)
        most = max(rarest * self._people / 100_000, 3)
        rare: Ints = self._given[count[self._given[:, 1]] <= most]
        return rare

    def related(self, one: int, other: int) -> Related | None:
        """Return how the names of two people are related, None where they can't be one person's."""
        if any(len(words) > 1 for words in self._words[one] & self._words[other]):
            parts = {(f, tuple(g)) for f, g in self._parts[one]} & {(f, tuple(g)) for f, g in self._parts[other]}
            same = parts or any(_ascii(f) == _ascii(h) for f, _ in self._parts[one] for h, _ in self._parts[other])
            return Related.SAME if same else Related.ORDER
        best: Related | None = None
        for family, given in self._parts[one]:
            for family2, given2 in self._parts[other]:
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
        full = [{given[0] for _, given in self._parts[who] if given and len(given[0]) > 1} for who in (one, other)]
        return bool(full[0] and full[1] and not full[0] & full[1])


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
