"""Papers of other bibliographies that stand beside the one under test: what they tell of its people.

They are evidence only. Of a background paper nothing is kept but which of the source's people wrote it together, when,
and where they said to work; who is in the background alone is nobody here, except that people who share a name with
somebody of the source make that name commoner. No background paper is on anybody's page.

An author of the background is a person of the source, who has a paper there,

- where both have the same id in the same bibliography (dblp, OpenAlex, the Anthology; tables number as they like),
- else where both state the same ORCID,
- else where both bear a name that is safe: with a given name in full, borne by one person of the source and by one of
  the background, and rarer than ``SAFE``.

Everybody else stays apart: a tie that is missing says nothing, a wrong one could clear a stray.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphcheck.counts import EXACT, steady
from graphcheck.names import UNVERIFIED, commonness, given_words
from graphcheck.tables import Tables, canonical, further_given

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

# E from which a name alone ties nobody, counted over the people of both: at least one other bearer is to be expected,
# and each bibliography may well mean another one.
SAFE = 1.0
_OWN_NUMBERS = "table"  # prefix of ids that mean nothing outside their table


@dataclass(frozen=True, slots=True)
class Beside:
    """What the backgrounds tell of the m people of the source; b authorships of theirs on background papers.

    ``person``, ``paper``, ``year``: shape (b,), rows in people, numbers of background papers from 0 on, and the years
    of these; a person once a paper. ``affiliation``: what is printed there, b texts. ``expected``: shape (m,), E as the
    backgrounds know it, too, at least that of the source.
    """

    person: Ints
    paper: Ints
    year: Ints
    affiliation: list[str]
    expected: Floats


def look_beside(tables: Tables, expected: Floats, bits: int = EXACT) -> Beside:
    """Return what the backgrounds of ``tables`` tell; ``expected``: shape (m,), E as the source alone tells it.

    Of the others of a name whom a background knows, so many are expected here as of all its people are here: in a
    bibliography of everything most namesakes write of other things. ``bits``: as in ``counts.steady``.
    """
    found: list[tuple[Ints, Ints, Ints, list[str]]] = []
    papers = 0
    common = expected
    for other, (who, others) in zip(tables.background, _met(tables, expected), strict=True):
        person, paper, affiliation = _authorships(other, who)
        found.append((person, paper + papers, other.papers["year"].to_numpy(np.int64)[paper], affiliation))
        papers += len(other.papers)
        common = np.maximum(common, others * (steady(np.sum(who >= 0), bits) / steady(max(len(who), 1), bits)))
    nothing = np.zeros(0, dtype=np.int64)
    person, paper, year = (np.concatenate([nothing, *(one[at] for one in found)]) for at in range(3))
    return Beside(person, paper, year, [text for one in found for text in one[3]], common)


def ties(tables: Tables, expected: Floats) -> list[Ints]:
    """Return who in ``tables`` each person of each background is, rows in people, shapes (people there,).

    −1 where nobody is, or where it is not certain. ``expected``: shape (m,), E, of the source or as ``Beside`` has it.
    """
    return [who for who, _ in _met(tables, expected)]


def _met(tables: Tables, expected: Floats) -> list[tuple[Ints, Floats]]:
    """Return for each background who its people are here, and how many others of each name it knows (``_bearers``)."""
    certain = [_certain(tables, other) for other in tables.background]
    others = [_bearers(tables, other, who) for other, who in zip(tables.background, certain, strict=True)]
    # What one of them tells apart no other one ties by name.
    apart = np.max([expected, *others], axis=0)
    who = (_by_name(tables, *one, apart) for one in zip(tables.background, certain, strict=True))
    return list(zip(who, others, strict=True))


def _certain(tables: Tables, other: Tables) -> Ints:
    """Return the ties by id and by ORCID."""
    mine, theirs = _Stated(tables), _Stated(other)
    by_id = {known: row for row, known in enumerate(mine.ids) if known}
    bearers = Counter(mine.orcids)
    by_orcid = {orcid: row for row, orcid in enumerate(mine.orcids) if orcid and bearers[orcid] == 1}
    found = np.full(len(theirs.ids), -1, dtype=np.int64)
    for at, (known, orcid) in enumerate(zip(theirs.ids, theirs.orcids, strict=True)):
        row = by_id.get(known, by_orcid.get(orcid))
        if row is not None and mine.writes[row] and mine.may_be(row, theirs, at):
            found[at] = row
    return found


class _Stated:
    """What people state of themselves: ids that mean the same in other bibliographies, ORCIDs; "" for neither.

    ``writes``: shape (m,), who has a paper: whom the people file lists and no paper names is nobody's co-author.
    """

    def __init__(self, tables: Tables) -> None:
        people = tables.people
        columns = (people[name].tolist() for name in ("id", "orcid", "verified", "catch_all"))
        self.writes = np.bincount(tables.authorships["person"], minlength=len(people)) > 0
        self.ids: list[str] = []
        self.orcids: list[str] = []
        for given, orcid, verified, several in zip(*columns, strict=True):
            # Old people files of the Anthology give everybody an id: of those who are not listed it is their name's.
            is_name = not verified and not _bibliography(given)
            self.ids.append("" if several or is_name else shared_id(given))
            self.orcids.append("" if several else orcid)

    def may_be(self, row: int, others: _Stated, at: int) -> bool:
        """Tell whether nothing that both state keeps the person ``row`` from being the other one, ``at``."""
        orcid, other = self.orcids[row], others.orcids[at]
        if orcid and other and orcid != other:
            return False
        own, their = self.ids[row], others.ids[at]
        return not (own and their and own != their and _bibliography(own) == _bibliography(their))


def shared_id(given: str) -> str:
    """Return an id that means the same in every copy of its bibliography, "" where it is a name's or a table's."""
    return "" if given.endswith(UNVERIFIED) or _bibliography(given) == _OWN_NUMBERS else given


def _bibliography(person: str) -> str:
    return person.partition(":")[0] if ":" in person else ""


def _bearers(tables: Tables, other: Tables, ties: Ints) -> Floats:
    """Return how many others the background tells apart who bear a name of each person, shape (m,).

    Only who is verified there counts: an algorithm that parts one person in two would count as two. Where nobody of
    them is the person for certain, one of them may be.
    """
    verified = other.people["verified"].tolist()
    bearing: dict[str, set[int]] = defaultdict(set)
    for person, slug in zip(other.names["person"].tolist(), other.names["slug"].tolist(), strict=True):
        if slug and verified[person]:
            bearing[slug].add(person)
    who = ties.tolist()
    found = np.zeros(len(tables.people))
    for person, slug in zip(tables.names["person"].tolist(), tables.names["slug"].tolist(), strict=True):
        if there := bearing.get(slug):
            own = sum(who[one] == person for one in there)
            found[person] = max(found[person], len(there) - max(own, 1))
    return found


def _by_name(tables: Tables, other: Tables, ties: Ints, expected: Floats) -> Ints:
    """Return ``ties``, and with them those by a name that is safe."""
    stated, others = _Stated(tables), _Stated(other)
    several = other.people["catch_all"].tolist()
    taken = set(ties.tolist())
    met: dict[int, list[int]] = defaultdict(list)
    for person, (row, *more) in _leading(tables, other, expected).items():
        certain = not more and row >= 0 and stated.writes[row] and not several[person] and ties[person] < 0
        if certain and stated.may_be(row, others, person):
            met[row].append(person)
    every = ties.copy()
    for row, people in met.items():
        if len(people) == 1 and row not in taken:
            every[people] = row
    return every


def _leading(tables: Tables, other: Tables, expected: Floats) -> Mapping[int, set[int]]:
    """Return whom the names of each person of the background lead to; −1 stands for names that are not safe."""
    common = np.maximum(expected, _commonness_in_both(tables, other))
    unsafe = (common >= SAFE) | tables.people["catch_all"].to_numpy(bool)
    mine, theirs = _bearers_of(tables), _bearers_of(other)
    leading: dict[int, set[int]] = defaultdict(set)
    for slug, there in theirs.items():
        if here := mine.get(slug):
            safe = len(here) == len(there) == 1 and not any(unsafe[one] for one in here)
            for person in there:
                leading[person] |= here if safe else {-1}
    return leading


def _commonness_in_both(tables: Tables, other: Tables) -> Floats:
    """Return E of each person of the source, shape (m,), counted over the people of both."""
    (first, last), (more_first, more_last) = canonical(tables), canonical(other)
    return commonness(first + more_first, last + more_last, also=further_given(tables))[: len(first)]


def _bearers_of(tables: Tables) -> Mapping[str, set[int]]:
    """Return who bears each name, by slug, rows in people; names without a given name in full are left out."""
    names = tables.names
    found: dict[str, set[int]] = defaultdict(set)
    columns = (names[name].tolist() for name in ("person", "first", "slug"))
    for person, first, slug in zip(*columns, strict=True):
        if slug and any(len(word) > 1 for word in given_words(first)):
            found[slug].add(person)
    return found


def _authorships(other: Tables, ties: Ints) -> tuple[Ints, Ints, list[str]]:
    """Return person, paper and affiliation of the authorships whose person is one of the source, once a paper."""
    authorships = other.authorships
    person = ties[authorships["person"].to_numpy(np.int64)]
    paper = authorships["paper"].to_numpy(np.int64)
    rows = np.flatnonzero(person >= 0)
    _, first = np.unique(np.column_stack((paper[rows], person[rows])), axis=0, return_index=True)
    rows = rows[first]
    return person[rows], paper[rows], authorships["affiliation"].iloc[rows].tolist()
