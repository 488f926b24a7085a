"""Planted errors under the page's own name: what filing by name alone would have put there.

Three kinds, by whose paper it is: somebody's with the same last name, somebody's with a similar name (the same last
name and the same given name or initial), and a stranger's. Whosever it is, it is printed as the page's name; a name
that differs would tell. They measure quietness well and difficulty badly: a real homonym was let in because name,
field, even institution agree.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from rapidfuzz.distance import Levenshtein

from graphcheck.evaluate.identities import Strings, refiled
from graphcheck.graph import Floats, Ints
from graphcheck.names import fold, given_key
from graphcheck.tables import Tables

KINDS = ("last name", "similar name", "stranger")  # 1, 2, 3 in ``Planted.kind``
DRAWS = 20  # strangers drawn until one can be planted
BANDS = (0.01, 0.03, 0.1, 0.3, 1.0)  # of E: within them commonness is taken to be the same


@dataclass(frozen=True)
class Planted:
    """Tables with planted errors; ``kind``: shape (authorships,), 0 or 1 + the place in KINDS."""

    tables: Tables
    kind: Ints


def as_common(clean: Floats, mixed: Floats, wanted: int, seed: int) -> Ints:
    """Choose about ``wanted`` of the clean pages, whose names are as common as those of the mixed ones.

    ``clean``, ``mixed``: E of the pages. Where a band of E has too few pages the next rarer one gives the rest.
    Returns positions in ``clean``, sorted.
    """
    generator = np.random.default_rng([seed, 1])
    share = np.bincount(np.searchsorted(BANDS, mixed), minlength=len(BANDS) + 1) / max(len(mixed), 1)
    band = np.searchsorted(BANDS, clean)
    chosen: list[Ints] = []
    missing = 0.0
    for number in range(len(BANDS), -1, -1):
        pages = generator.permutation(np.flatnonzero(band == number))
        missing += share[number] * wanted
        taken = pages[: round(missing)]
        missing -= len(taken)
        chosen.append(taken)
    return np.sort(np.concatenate(chosen))


def plant_strays(tables: Tables, labels: Strings, pages: Ints, seed: int) -> Planted:
    """Put one paper of somebody else onto each of ``pages`` (rows in people), the kinds in turn.

    The pages' own papers are moved nowhere. A page that has nobody of a similar name gets a paper of the same last
    name, and where there is none a stranger's.
    """
    donors = _Donors(tables, labels, pages)
    generator = np.random.default_rng([seed, 2])
    kind = np.zeros(len(tables.authorships), dtype=np.int64)
    source = np.full(len(kind), -1)
    for turn, target in enumerate(generator.permutation(pages).tolist()):
        for wanted in ((1, 3), (2, 1, 3), (3,))[turn % len(KINDS)]:
            rows = [row for row in donors.of_kind(wanted, target, generator) if donors.free(row, target, kind)]
            if rows:
                row = int(generator.choice(rows))
                kind[row], source[row] = wanted, target
                break
    return Planted(moved(tables, source), kind)


class _Donors:
    """Authorships that can be planted on a page."""

    def __init__(self, tables: Tables, labels: Strings, pages: Ints) -> None:
        authorships = tables.authorships
        self.person = authorships["person"].to_numpy(np.int64)
        self.paper = authorships["paper"].to_numpy(np.int64)
        self.labels = labels
        self.kept = set(pages.tolist())
        self.last = [fold(name) for name in authorships["last"]]
        self.given = [given_key(name) for name in authorships["first"]]
        self.bearers: dict[str, list[int]] = defaultdict(list)
        for row, name in enumerate(self.last):
            self.bearers[name].append(row)
        own = np.flatnonzero(np.isin(self.person, pages))
        self.own: dict[int, list[int]] = defaultdict(list)
        for row in own.tolist():
            self.own[int(self.person[row])].append(row)
        self.papers = {page: set(self.paper[rows].tolist()) for page, rows in self.own.items()}

    def of_kind(self, kind: int, target: int, generator: np.random.Generator) -> list[int]:
        """Return the rows whose paper would be a planted error of that kind."""
        first = self.own[target][0]
        last, given = self.last[first], self.given[first]
        if kind == 3:
            drawn = generator.integers(len(self.person), size=DRAWS).tolist()
            return [row for row in drawn if self.last[row] != last and self.given[row] != given]
        similar = [self.given[row][:1] == given[:1] for row in self.bearers[last]]
        rows = [row for row, near in zip(self.bearers[last], similar, strict=True) if near == (kind == 2)]
        return [row for row in rows if self._other_person(row, target, given)]

    def _other_person(self, row: int, target: int, given: str) -> bool:
        """Return whether the labels say so, or given names that no abbreviation or slip makes of each other."""
        whose = {self.labels[own] for own in self.own[target]} - {""}
        if self.labels[row] and whose:
            return self.labels[row] not in whose
        other = self.given[row]
        near = other.startswith(given) or given.startswith(other) or Levenshtein.distance(other, given) < 2
        return not near

    def free(self, row: int, target: int, kind: Ints) -> bool:
        """Return whether the row is not on a page that is kept, not planted already, and not on the target's papers."""
        on_page = int(self.paper[row]) in self.papers[target]
        return int(self.person[row]) not in self.kept and not kind[row] and not on_page


def moved(tables: Tables, source: Ints) -> Tables:
    """Return ``tables`` with rows filed on page ``source`` (−1: as they are) and printed as its most common name."""
    authorships = tables.authorships
    ids = tables.people["id"].to_numpy(dtype=object)
    names = tables.names.drop_duplicates("person").set_index("person")
    planted = np.flatnonzero(source >= 0)
    columns = {}
    for column, name in (("first", "first"), ("last", "last"), ("name", "printed")):
        values = authorships[column].to_numpy(dtype=object).copy()
        values[planted] = names[name].reindex(source[planted]).to_numpy(dtype=object)
        columns[column] = pd.Series(values, index=authorships.index, dtype="str")
    page: Strings = ids[np.where(source >= 0, source, authorships["person"].to_numpy())]
    return refiled(replace(tables, authorships=authorships.assign(**columns)), page)
