"""Who bears a name, or one that it can stand for: an index by last name, the given names of one made when asked for."""

from __future__ import annotations

from graphcheck.names import fold, given_key
from graphcheck.tables import Tables


class Bearers:
    """Looks up people (rows in people) by name: equal last names, and given names whose first words can be the same."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._families: dict[str, dict[str, set[int]]] = {}

    def of(self, first: str, last: str) -> set[int]:
        """Return who bears the name; an initial can be any name that begins with it, and a name its initial."""
        family, given = self._family(fold(last)), given_key(first)
        return family.get(given, set()) | family.get(given[:1] if len(given) != 1 else f"{given}…", set())

    def names_of(self, person: int) -> list[tuple[str, str]]:
        """Return the first and last names that a person (row in people) goes by, each once."""
        first, last = self._tables.texts("names", "first"), self._tables.texts("names", "last")
        return sorted({(first[row], last[row]) for row in self._tables.names_of(person)})

    def namesakes(self, person: int) -> set[int]:
        """Return the others who bear a name that can be one of this person's."""
        return set().union(*(self.of(*name) for name in self.names_of(person))) - {person}

    def _family(self, last: str) -> dict[str, set[int]]:
        """Return who bears a last name (folded): by given name, and by "j…" for all that begin with j."""
        if last not in self._families:
            found: dict[str, set[int]] = {}
            person_of, first = self._tables.numbers("names", "person"), self._tables.texts("names", "first")
            for row in self._rows(last):
                given, person = given_key(first[row]), int(person_of[row])
                found.setdefault(given, set()).add(person)
                if len(given) > 1:
                    found.setdefault(f"{given[0]}…", set()).add(person)
            self._families[last] = found
        return self._families[last]

    def _rows(self, last: str) -> list[int]:
        found = self._tables.names_by_family.get(last)
        rows: list[int] = [] if found is None else found.tolist()
        return rows
