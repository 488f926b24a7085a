"""Who bears a name, or one that it can stand for: an index by last name, the given names of one made when asked for."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from graphcheck.graph import Ints
from graphcheck.names import fold, given_key
from graphcheck.tables import Tables


class Bearers:
    """Looks up people (rows in people) by name: equal last names, and given names whose first words can be the same."""

    def __init__(self, tables: Tables) -> None:
        self._names = tables.names
        self._families: dict[str, dict[str, set[int]]] = {}

    def of(self, first: str, last: str) -> set[int]:
        """Return who bears the name; an initial can be any name that begins with it, and a name its initial."""
        family, given = self._family(fold(last)), given_key(first)
        return family.get(given, set()) | family.get(given[:1] if len(given) != 1 else f"{given}…", set())

    def _family(self, last: str) -> dict[str, set[int]]:
        """Return who bears a last name (folded): by given name, and by "j…" for all that begin with j."""
        if last not in self._families:
            found: dict[str, set[int]] = {}
            rows = self._rows.get(last, np.zeros(0, dtype=np.int64))
            people = self._names["person"].to_numpy()[rows].tolist()
            for person, first in zip(people, self._names["first"].take(rows).tolist(), strict=True):
                given = given_key(first)
                found.setdefault(given, set()).add(person)
                if len(given) > 1:
                    found.setdefault(f"{given[0]}…", set()).add(person)
            self._families[last] = found
        return self._families[last]

    @cached_property
    def _rows(self) -> dict[str, Ints]:
        """Last name, folded → rows in names."""
        number, printed = self._names["last"].factorize()
        folded = {last: place for place, last in enumerate(dict.fromkeys(map(fold, printed.tolist())))}
        code = np.array([folded[fold(last)] for last in printed.tolist()], dtype=np.int64)[number]
        order = np.argsort(code, kind="stable")
        starts = np.searchsorted(code[order], np.arange(len(folded) + 1))
        return {last: order[starts[place] : starts[place + 1]] for last, place in folded.items()}
