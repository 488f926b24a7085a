"""Records → checked tables: what a source gives, and nothing that was concluded from it.

``Tables`` is what every later step reads. Each reader in ``sources/`` fills plain columns (``dict`` of lists)
and calls :func:`build`, which checks them against the schema below and refuses what does not hold.

A table is its columns. What looks up single rows reads these as they are (``texts``, ``numbers``); who asks for a whole
table gets one of pandas', made of them. So one person is shown without pandas, whose import alone takes a third of a
second.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from graphcheck.columns import Index, Rows, Texts, column_of
from graphcheck.names import fold

if TYPE_CHECKING:
    import pandas as pd

# Column → dtype, pandas' of a table and numpy's of numbers. "str" columns hold "" where a source says nothing: no table
# has missing values.
# Row numbers (paper, person, venue) are positions in the other table.
PAPERS = {
    "id": "str",  # full Anthology id, e.g. "2023.emnlp-main.488" or "P18-1217"
    "title": "str",  # text without mark-up, white space folded
    "abstract": "str",  # the same, "" where there is none
    "year": "int32",  # year of the volume
    "venue": "int32",  # row in venues, the volume's first venue; -1 where none is named
    "volume": "str",  # "2023.emnlp-main"
    "collection": "str",  # "2023.emnlp"
    "file": "str",  # path of the file, relative to the source's root
    "line": "int32",  # 1-based line of the paper's element
    "doi": "str",  # in small letters, "" where none is stated
}
PEOPLE = {
    "id": "str",
    "name": "str",  # canonical printed name, "First Last"
    "verified": "bool",  # listed in the people file, and not a catch-all page
    "catch_all": "bool",  # the people file says that the page may hold several people
    "orcid": "str",
    "openreview": "str",
    "comment": "str",
    "degree": "str",  # degree institution
    "name_matching": "bool",  # False where the people file disables it
}
NAMES = {  # every printed name of a person: listed, variant, or seen on a paper
    "person": "int32",
    "first": "str",
    "last": "str",
    "printed": "str",
    "slug": "str",
    "listed": "bool",  # stated by the people file, not merely seen on a paper
}
AUTHORSHIPS = {  # sorted by paper row, then position
    "paper": "int32",
    "position": "int16",  # 0-based
    "person": "int32",
    "name": "str",  # as printed, "First Last"
    "first": "str",
    "last": "str",
    "link": "str",  # a value of model.Link
    "id": "str",  # the explicit id in the data, "" where there is none
    "orcid": "str",  # as on the paper
    "openreview": "str",
    "affiliation": "str",
    "line": "int32",  # 1-based line of the author's element in the paper's file
}
EDITORSHIPS = {  # editors are kept apart: editing a volume says nothing about who writes with whom
    "volume": "str",
    "paper": "int32",  # row in papers where a paper names its own editors, else -1
    "position": "int16",
    "person": "int32",
    "name": "str",
}
VENUES = {
    "id": "str",
    "acronym": "str",
    "name": "str",
}
SCHEMA: Mapping[str, Mapping[str, str]] = {
    "papers": PAPERS,
    "people": PEOPLE,
    "names": NAMES,
    "authorships": AUTHORSHIPS,
    "editorships": EDITORSHIPS,
    "venues": VENUES,
}
# table.column → table whose rows it counts
REFERENCES = {
    ("papers", "venue"): "venues",
    ("names", "person"): "people",
    ("authorships", "paper"): "papers",
    ("authorships", "person"): "people",
    ("editorships", "paper"): "papers",
    ("editorships", "person"): "people",
}
# those of them that may point to no row, with -1
OPTIONAL = frozenset({("papers", "venue"), ("editorships", "paper")})

Columns = Mapping[str, Sequence[Any] | NDArray[Any]]
INDEXES = ("people_by_id", "papers_by_id", "names_by_family", "authorships_by_link")  # of Tables; kept with the columns

# Columns, as readers' are taken and ``warm/`` keeps them, by "table.column"; an index by its name in ``INDEXES``.
Kept = Mapping[str, NDArray[Any] | Texts | Index]


@dataclass(frozen=True)
class Tables:
    """What a source holds, as pandas tables (columns: ``SCHEMA``).

    ``background``: the tables of other bibliographies, less the papers that are here, too; evidence only
    (``graphcheck.background``).
    """

    papers: pd.DataFrame
    people: pd.DataFrame
    names: pd.DataFrame
    authorships: pd.DataFrame
    editorships: pd.DataFrame
    venues: pd.DataFrame
    background: tuple[Tables, ...] = ()

    @classmethod
    def of_columns(cls, kept: Kept, background: tuple[Tables, ...] = ()) -> Tables:
        """Return the tables that ``kept`` holds the columns of; pandas makes each when it is asked for."""
        tables = object.__new__(cls)
        tables.__dict__.update(_kept=kept, background=background)
        return tables

    if not TYPE_CHECKING:  # else any name would be taken for a table

        def __getattr__(self, name: str) -> pd.DataFrame:
            """Make a table that is not there yet from its columns."""
            if name not in SCHEMA or "_kept" not in self.__dict__:
                raise AttributeError(name)
            self.__dict__[name] = _framed(name, self._kept)
            return self.__dict__[name]

    def release(self) -> None:
        """Let go of the tables that pandas made of columns; asked for again they are made again."""
        if "_kept" in self.__dict__:
            for name in SCHEMA:
                self.__dict__.pop(name, None)

    def size(self, table: str) -> int:
        """Return how many rows a table has."""
        return len(self._column(table, next(iter(SCHEMA[table]))))

    def numbers(self, table: str, column: str) -> NDArray[Any]:
        """Return a column of numbers or truth values, of the type that ``SCHEMA`` says; it can't be written to."""
        found: NDArray[Any] = self._column(table, column)
        return found

    def texts(self, table: str, column: str) -> Texts:
        """Return a column of texts."""
        found: Texts = self._column(table, column)
        return found

    @cached_property
    def people_by_id(self) -> Index:
        """Person id, casefolded → rows in people."""
        return self._index("people_by_id") or Index.of(person.casefold() for person in self.texts("people", "id"))

    def person_row(self, person_id: str) -> int | None:
        """Return the row in people of the person with that id, None where nobody has it."""
        ids = self.texts("people", "id")
        found = self.people_by_id.get(person_id.casefold(), ())
        return next((int(row) for row in found if ids[row] == person_id), None)

    @cached_property
    def papers_by_id(self) -> Index:
        """Paper id → its row in papers."""
        return self._index("papers_by_id") or Index.of(self.texts("papers", "id"))

    @cached_property
    def names_by_family(self) -> Index:
        """Last name, folded → rows in names."""
        return self._index("names_by_family") or Index.of(fold(last) for last in self.texts("names", "last"))

    @cached_property
    def authorships_by_link(self) -> Index:
        """Why authorships are whose they are, a value of model.Link → rows in authorships."""
        return self._index("authorships_by_link") or Index.of(self.texts("authorships", "link"))

    def names_of(self, person: int) -> list[int]:
        """Return the rows in names of a person, a row in people."""
        order, starts = self._names_order
        found: list[int] = order[starts[person] : starts[person + 1]].tolist()
        return found

    def authors_of(self, paper: int) -> range:
        """Return the rows in authorships of a paper, a row in papers: its authors, in order."""
        papers = self.numbers("authorships", "paper")
        begin, end = np.searchsorted(papers, np.array([paper, paper + 1], dtype=papers.dtype))  # else all are converted
        return range(int(begin), int(end))

    @cached_property
    def _names_order(self) -> tuple[Rows, Rows]:
        people = self.numbers("names", "person")
        order = np.argsort(people, kind="stable")
        return order, np.searchsorted(people[order], np.arange(self.size("people") + 1, dtype=people.dtype))

    def _column(self, table: str, column: str) -> Any:
        found = self._columns.get(f"{table}.{column}")
        if found is None:
            series, kind = getattr(self, table)[column], SCHEMA[table][column]
            found = Texts.of_series(series) if kind == "str" else _read_only(series.to_numpy(kind))
            self._columns[f"{table}.{column}"] = found
        return found

    @cached_property
    def _columns(self) -> dict[str, Any]:
        return dict(self.__dict__.get("_kept", {}))

    def _index(self, name: str) -> Index | None:
        found = self._columns.get(name)
        return found if isinstance(found, Index) else None


class TitlesAndYears(Mapping[str, tuple[str, int]]):
    """Paper id → (title, year), looked up when asked for."""

    def __init__(self, tables: Tables) -> None:
        self._rows = tables.papers_by_id
        self._titles, self._years = tables.texts("papers", "title"), tables.numbers("papers", "year")

    def __getitem__(self, paper: str) -> tuple[str, int]:
        row = int(self._rows[paper][0])
        return self._titles[row], int(self._years[row])

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def build(columns: Mapping[str, Columns]) -> Tables:
    """Turn a reader's columns into tables.

    ``columns`` maps each table of ``SCHEMA`` to its columns, all of one length within a table.

    Raises:
        ValueError: a column is missing, unknown, or holds something else than it should; lengths differ, ids repeat, or
            a row number points nowhere.
            These are faults of a reader, never of its input, which a reader must have checked.
    """
    kept = {f"{table}.{name}": column for table in SCHEMA for name, column in _columns(table, columns[table]).items()}
    tables = Tables.of_columns(kept)
    for (table, name), target in REFERENCES.items():
        least = -1 if (table, name) in OPTIONAL else 0
        _check_rows(f"{table}.{name}", tables.numbers(table, name), least, tables.size(target))
    for table in ("papers", "people", "venues"):
        if len(set(columns[table]["id"])) < tables.size(table):
            raise ValueError(f"{table}.id repeats")
    return tables


def _framed(table: str, kept: Kept) -> pd.DataFrame:
    import pyarrow as pa  # only here: it and pandas are imported where a table is asked for as a whole

    columns = {}
    for name in SCHEMA[table]:
        column = kept[f"{table}.{name}"]
        if isinstance(column, Texts):
            parts = (pa.py_buffer(column.starts), pa.py_buffer(column.content))
            columns[name] = pa.LargeStringArray.from_buffers(len(column), *parts)
        else:
            columns[name] = pa.array(column)
    frame: pd.DataFrame = pa.table(columns).to_pandas()
    return frame.astype(dict(SCHEMA[table]))


def _read_only(column: NDArray[Any]) -> NDArray[Any]:
    found = np.ascontiguousarray(column).view()
    found.flags.writeable = False
    return found


def canonical(tables: Tables) -> tuple[list[str], list[str]]:
    """Return each person's given and last name: the first in the names table."""
    first = tables.names.drop_duplicates("person").set_index("person").reindex(range(len(tables.people)))
    return first["first"].fillna("").tolist(), first["last"].fillna("").tolist()


def further_given(tables: Tables) -> dict[int, list[str]]:
    """Return row in people → given names that a person has in the names table beside the canonical name's."""
    found: dict[int, list[str]] = {}
    more = tables.names[tables.names.duplicated("person")]
    for person, first in zip(more["person"].tolist(), more["first"].tolist(), strict=True):
        found.setdefault(person, []).append(first)
    return found


def _columns(table: str, columns: Columns) -> dict[str, NDArray[Any] | Texts]:
    schema = SCHEMA[table]
    if set(columns) != set(schema):
        raise ValueError(f"{table} has columns {sorted(columns)}, not {sorted(schema)}")
    if len({len(values) for values in columns.values()}) > 1:
        raise ValueError(f"{table} has columns of several lengths")
    return {name: column_of(f"{table}.{name}", columns[name], kind) for name, kind in schema.items()}


def _check_rows(what: str, rows: NDArray[Any], least: int, size: int) -> None:
    if len(rows) and (rows.max() >= size or rows.min() < least):
        raise ValueError(f"{what} points outside its table of {size} rows")
