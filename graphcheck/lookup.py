"""A name as somebody types it → the people it may mean.

Names are compared by the words of their slugs, as the Anthology itself compares them: case, diacritics, commas and
the order of the words don't count. A name in another script is first looked for in that script.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from graphcheck.addresses import person_in
from graphcheck.errors import NoPapersError, UnknownNameError, UsageError
from graphcheck.names import UNVERIFIED, fold, slug
from graphcheck.tables import Tables

NEAREST = 5  # names to offer for one that nobody has
_NEAR_ENOUGH = 60.0  # of 100, rapidfuzz's ratio of the slugs; below it names have little in common


@dataclass(frozen=True, slots=True)
class Match:
    """People whom a name may mean; numbers are rows in people, and all of them have papers.

    ``people``: verified people first, then by number of papers. ``exact``: they bear the whole name, or it is an
    id; otherwise the name is part of theirs. ``longer``: where ``exact``, the people whose longer names hold it.
    """

    people: tuple[int, ...]
    exact: bool
    longer: tuple[int, ...] = ()


def find_people(tables: Tables, name: str) -> Match:
    """Return the people whom ``name`` means: an id or its page's address, a whole printed name, else a part of one.

    Raises:
        UsageError: ``name`` holds no letter or digit.
        UnknownNameError: nobody has it.
        NoPapersError: somebody has it, but as an author of no paper.
    """
    name = person_in(name)
    if not fold(name):
        raise UsageError("NAME holds no letter; give a person id or a printed name, e.g. “Liu, Ji”")
    known = _People(tables)
    rows = known.with_id(name)
    if rows:
        return Match(known.with_papers(rows, name), exact=True)
    if "/" in name:  # somebody wants one page, not everybody of that name
        raise UnknownNameError(name, known.nearest(name))
    found = known.named(name)
    if found.whole:
        people = known.with_papers(found.whole, name)
        return Match(people, exact=True, longer=known.in_order(found.words - found.whole))
    part = found.words or found.beginnings
    if not part:
        raise UnknownNameError(name, known.nearest(name))
    return Match(known.with_papers(part, name), exact=False)


@dataclass(frozen=True, slots=True)
class _Bearers:
    """Rows in people: those whose whole name it is, some whole words of it, the beginnings of its words."""

    whole: set[int] = field(default_factory=set)
    words: set[int] = field(default_factory=set)
    beginnings: set[int] = field(default_factory=set)


class _People:
    """The people and names tables, as a look-up reads them."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self.ids, self.names = tables.texts("people", "id"), tables.texts("people", "name")
        self.verified = tables.numbers("people", "verified")
        self.bearer = tables.numbers("names", "person")
        self.first, self.last = tables.texts("names", "first"), tables.texts("names", "last")
        self.slugs = tables.texts("names", "slug")
        self.papers = np.bincount(tables.numbers("authorships", "person"), minlength=len(self.ids))

    def with_id(self, name: str) -> set[int]:
        found = self._tables.people_by_id.get(name.strip().casefold())
        return set() if found is None else set(found.tolist())

    def named(self, name: str) -> _Bearers:
        """Return who bears the name, by how much of their names it is."""
        folded = fold(name)
        if not any(c.isascii() and c.isalpha() for c in folded):
            found = self._named_in_script("".join(folded.split()))
            if found.whole or found.words:
                return found
        return self._named_in_latin(slug(name).split("-"))

    def _named_in_latin(self, words: list[str]) -> _Bearers:
        found = _Bearers()
        wanted = Counter(words)
        for row in self.slugs.containing(max(words, key=len)):  # few of all names
            bearer, slugged = int(self.bearer[row]), self.slugs[row]
            if not all(word in slugged for word in wanted):
                continue
            borne = Counter(slugged.split("-"))
            if wanted == borne:
                found.whole.add(bearer)
            elif wanted <= borne:
                found.words.add(bearer)
            elif all(any(b.startswith(word) for b in borne) for word in wanted):
                found.beginnings.add(bearer)
        return found

    def _named_in_script(self, wanted: str) -> _Bearers:
        """Compare without spaces: 刘洋 is printed as 洋 刘, too."""
        found = _Bearers()
        for row in sorted({*self.first.beyond_ascii(), *self.last.beyond_ascii()}):
            bearer = int(self.bearer[row])
            given, family = ("".join(fold(part).split()) for part in (self.first[row], self.last[row]))
            if wanted in (given + family, family + given):
                found.whole.add(bearer)
            elif wanted in given + family or wanted in family + given:
                found.words.add(bearer)
        return found

    def in_order(self, rows: Iterable[int]) -> tuple[int, ...]:
        """Return those of ``rows`` who have papers: verified people, then by number of papers, then by id."""
        having = (row for row in rows if self.papers[row])
        return tuple(sorted(having, key=lambda row: (not self.verified[row], -self.papers[row], self.ids[row])))

    def with_papers(self, rows: set[int], name: str) -> tuple[int, ...]:
        found = self.in_order(rows)
        if not found:
            raise NoPapersError(name, sorted(self.ids[row] for row in rows))
        return found

    def nearest(self, name: str) -> list[str]:
        """Return names, with their ids, that look most like ``name``, nearest first."""
        from rapidfuzz import fuzz, process  # only here: most names are somebody's

        asked = slug(name.strip().removesuffix(UNVERIFIED))
        spelled = [*map(_sorted_words, self.slugs), *(person.removesuffix(UNVERIFIED) for person in self.ids)]
        bearers = [*self.bearer.tolist(), *range(len(self.ids))]
        if "-" not in asked:  # one word is most often a last name
            spelled += [slugged.rsplit("-", 1)[-1] for slugged in self.slugs]
            bearers += self.bearer.tolist()
        best: dict[int, float] = {}
        for wanted in (asked, _sorted_words(asked)):
            for _, ratio, row in process.extract(
                wanted, spelled, scorer=fuzz.ratio, limit=NEAREST * 8, score_cutoff=_NEAR_ENOUGH
            ):
                best[bearers[row]] = max(ratio, best.get(bearers[row], 0.0))
        rows = sorted(best, key=lambda row: (-best[row], -self.papers[row], self.ids[row]))
        return [f"{self.names[row]} ({self.ids[row]})" for row in rows if self.papers[row]][:NEAREST]


def _sorted_words(slugged: str) -> str:
    return "-".join(sorted(slugged.split("-")))
