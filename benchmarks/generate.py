"""Invents a bibliography of any size, as tables of authorships, with errors whose place is known.

    python -m benchmarks.generate FOLDER --papers 100000 --seed 1

People have names drawn from lists in which few names are very common, careers of some years in one laboratory or two,
and write with those who are there, mostly with the same ones; laboratories have institutions, subjects and venues. A
part of the people has ids, as a part of the ACL Anthology's has; everybody else is filed by name, and so are some of
the papers of those who have ids. Some papers are filed under a namesake who has an id: ``key.csv`` lists them.

Measured on the ACL Anthology of autumn 2025 and imitated: 3.6 authors a paper, 3.7 papers a person with a heavy tail,
as many people as papers, some 40,000 last names of 104,000 people (here: ten times their number to the power of .72).

The same arguments give the same bytes. Memory: about 700 bytes a person.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import IO

COLUMNS = ("paper", "position", "name", "person", "link", "affiliation", "title", "year", "venue")
KEY = ("paper", "position", "person", "whose")
YEARS = range(1995, 2026)
GROWTH = 1.11  # a year has so many times the papers of the one before: the Anthology's, about
PER_PERSON = 1.0  # papers a person
IN_LAB = 40  # people, over the years
WITH_ID = 0.25  # of the people
EXPLICIT = 0.5  # of the papers of people with ids; the rest is filed by name
COMMON = 0.3  # of the people have names of a kind of which there are few
PLANTED = 0.003  # of all authorships are under a namesake who has an id, whatever the size, where there are namesakes
TAKEN = 0.5  # of the authorships that could be, while some are still owed
MOVES = 0.25  # of the people change laboratories once
KNOWN = 0.6  # of the co-authors are those of the first author's earlier papers
CIRCLE = 12  # people whom somebody remembers to have written with
OUTSIDE = 0.1  # of the co-authors are of another laboratory
SUBJECTS = 60  # words that a laboratory writes about in a year
DRIFT = 3  # of them are others the year after
_PER_FILE = 200_000  # papers
_SYLLABLES = [c + v for c in (*"bdfghklmnprstvz", "ch") for v in "aeiou"]


@dataclass(slots=True)
class Person:
    """Somebody: a name, years from the first to the last, laboratories before and after ``moved``, an id or "".

    ``weight``: how much somebody writes, beside others; ``met``: the latest co-authors, ``CIRCLE`` at most.
    """

    name: str
    first: int
    last: int
    labs: tuple[int, int]
    moved: int
    weight: float
    id: str
    met: list[int]

    def lab(self, year: int) -> int:
        """Return where somebody is in a year."""
        return self.labs[year >= self.moved]


class World:
    """The people of a bibliography and where they are, and the papers that they write."""

    def __init__(self, papers: int, seed: int) -> None:
        self._chance = random.Random(seed)
        self.people = self._people(max(30, round(papers / PER_PERSON)))
        self._labs = 1 + len(self.people) // IN_LAB
        self._namesakes: dict[str, list[int]] = {}
        for number, person in enumerate(self.people):
            if person.id:
                self._namesakes.setdefault(person.name, []).append(number)
        self._by_year = _parted(papers)
        self._owed = 0.0  # errors that are still to be planted

    def papers(self) -> Iterator[tuple[int, str, str, str, list[tuple[int, str, str]]]]:
        """Yield year, title, venue, affiliation and authors (person, id that is printed, link) of each paper."""
        for year, count in zip(YEARS, self._by_year, strict=True):
            there: dict[int, list[int]] = {}
            for number, person in enumerate(self.people):
                if person.first <= year <= person.last:
                    there.setdefault(person.lab(year), []).append(number)
            labs = sorted(there)
            places = {lab: list(accumulate(self.people[one].weight for one in there[lab])) for lab in labs}
            sizes = list(accumulate(places[lab][-1] for lab in labs))
            for _ in range(count if labs else 0):
                lab = labs[_drawn(self._chance, sizes)]
                yield self._paper(year, lab, labs, there, places)

    def _paper(
        self, year: int, lab: int, labs: Sequence[int], there: dict[int, list[int]], places: dict[int, list[float]]
    ) -> tuple[int, str, str, str, list[tuple[int, str, str]]]:
        chance = self._chance
        team: dict[int, None] = {}
        size = _team_size(chance)
        for attempt in range(4 * size):
            team[self._member(year, lab, labs, there, places, team, late=attempt >= 2 * size)] = None
            if len(team) == size:
                break
        for one in team:
            met = self.people[one].met
            met.extend(other for other in team if other != one)
            del met[:-CIRCLE]
        first = lab * 7919 + (year - YEARS[0]) * DRIFT
        words = [_word(first + chance.randrange(SUBJECTS), 3) for _ in range(chance.randint(5, 9))]
        venue = _word(lab % 97, 2).upper()
        affiliation = f"University of {_word(lab, 3).capitalize()}" if chance.random() < 0.3 else ""
        return year, " ".join(words), venue, affiliation, [(one, *self._filed(one)) for one in team]

    def _member(
        self,
        year: int,
        lab: int,
        labs: Sequence[int],
        there: dict[int, list[int]],
        places: dict[int, list[float]],
        team: dict[int, None],
        *,
        late: bool,
    ) -> int:
        """Return who joins: somebody whom the first author knows, or of the laboratory, or, ``late``, of any."""
        chance = self._chance
        kind = chance.random()
        if team and not late and kind < KNOWN:
            known = [one for one in self.people[next(iter(team))].met if self.people[one].last >= year]
            if known:
                return chance.choice(known)
        where = labs[chance.randrange(len(labs))] if team and (late or kind > 1 - OUTSIDE) else lab
        return there[where][_drawn(chance, places[where])]

    def _filed(self, number: int) -> tuple[str, str]:
        """Return the id that an authorship has, and its link; now and then a namesake's."""
        person, chance = self.people[number], self._chance
        self._owed += PLANTED
        if person.id and chance.random() < EXPLICIT:
            return person.id, "explicit"
        others = [other for other in self._namesakes.get(person.name, ()) if other != number]
        if others and self._owed >= 1 and chance.random() < TAKEN:
            self._owed -= 1
            return self.people[chance.choice(others)].id, "inferred"
        return (person.id, "inferred") if person.id else ("", "")

    def _people(self, count: int) -> list[Person]:
        chance = self._chance
        rare = _shares(round(10 * count**0.72), 40)
        few, given_few = _shares(150, 3), _shares(round(40 * count**0.3), 15)
        labs = 1 + count // IN_LAB
        starts = list(accumulate(_parted(1_000_000)))
        people = []
        for number in range(count):
            first = YEARS[min(bisect(starts, chance.random() * starts[-1]), len(YEARS) - 1)]
            last = first + min(int(chance.expovariate(1 / 6)), 40)
            if chance.random() < COMMON:
                name = f"{_named(_drawn(chance, given_few), 2)} {_named(_drawn(chance, few), 1)}"
            else:
                name = f"{_named(_drawn(chance, rare), 3)} {_named(_drawn(chance, rare), 4)}"
            here, then = chance.randrange(labs), chance.randrange(labs)
            moved = chance.randint(first, max(first, last)) if chance.random() < MOVES else 9999
            known = f"p{number}" if chance.random() < WITH_ID else ""
            people.append(
                Person(name, first, last, (here, then), moved, min(chance.paretovariate(1.1), 25.0), known, [])
            )
        return people


def _parted(papers: int) -> list[int]:
    """Return how many papers each year has."""
    shares = [GROWTH ** (year - YEARS[0]) for year in YEARS]
    counts = [int(papers * share / sum(shares)) for share in shares]
    return [*counts[:-1], papers - sum(counts[:-1])]


def _shares(count: int, flat: int) -> list[float]:
    """Return the sums of shares of names that fall as one over the rank; the first ``flat`` are about as common."""
    return list(accumulate(1 / (rank + flat) for rank in range(count)))


def _named(number: int, syllables: int) -> str:
    return _word(number, syllables).capitalize()


def _team_size(chance: random.Random) -> int:
    size = 1 + int(chance.expovariate(1 / 3.1))
    return min(size, 60)


def _drawn(chance: random.Random, sums: Sequence[float]) -> int:
    return min(bisect(sums, chance.random() * sums[-1]), len(sums) - 1)


def _word(number: int, syllables: int) -> str:
    """Return an invented word of at least so many syllables, another one for each number."""
    parts = []
    while number or len(parts) < syllables:
        number, part = divmod(number, len(_SYLLABLES))
        parts.append(_SYLLABLES[part])
    return "".join(parts)


def write(folder: Path, papers: int, seed: int) -> dict[str, int]:
    """Write a bibliography into a new folder, and its key beside it; return how much of what there is."""
    folder.mkdir(parents=True)
    world = World(papers, seed)
    counts = {"papers": 0, "people": len(world.people), "authorships": 0, "planted": 0}
    with ExitStack() as stack:
        key = csv.writer(stack.enter_context((folder.parent / f"{folder.name}.key.csv").open("w", newline="")))
        key.writerow(KEY)
        for number, (year, title, venue, affiliation, authors) in enumerate(world.papers()):
            if number % _PER_FILE == 0:
                rows = csv.writer(_packed(folder / f"part-{number // _PER_FILE:04d}.csv.gz", stack))
                rows.writerow(COLUMNS)
            for position, (one, given, link) in enumerate(authors, start=1):
                person = world.people[one]
                shown = affiliation if position == 1 else ""
                rows.writerow([f"w{number}", position, person.name, given, link, shown, title, year, venue])
                if given not in ("", person.id):
                    key.writerow([f"w{number}", position, given, person.id or f"p{one}"])
                    counts["planted"] += 1
            counts["papers"] += 1
            counts["authorships"] += len(authors)
    return counts


def _packed(path: Path, stack: ExitStack) -> IO[str]:
    """Open a packed file for writing that holds no time and no name: the same content is the same bytes."""
    file = stack.enter_context(path.open("wb"))
    packed = stack.enter_context(gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0))
    return stack.enter_context(io.TextIOWrapper(packed, encoding="ascii", newline=""))


def main() -> None:
    """Write a bibliography."""
    parser = argparse.ArgumentParser(description="Invent a bibliography.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--papers", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print(write(given.folder, given.papers, given.seed))


if __name__ == "__main__":
    main()
