"""Records → checked pandas tables: what a source gives, and nothing that was concluded from it.

``Tables`` is what every later step reads. Each reader in ``sources/`` fills plain columns (``dict`` of lists)
and calls :func:`build`, which checks them against the schema below and refuses what does not hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

# Column → pandas dtype. "str" columns hold "" where a source says nothing: no table has missing values.
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

Columns = Mapping[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
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


def build(columns: Mapping[str, Columns]) -> Tables:
    """Turn a reader's columns into tables.

    ``columns`` maps each table of ``SCHEMA`` to its columns, all of one length within a table.

    Raises:
        ValueError: a column is missing or unknown, lengths differ, ids repeat, or a row number points nowhere.
            These are faults of a reader, never of its input, which a reader must have checked.
    """
    frames: dict[str, Any] = {name: _frame(name, columns[name]) for name in SCHEMA}
    for (table, column), target in REFERENCES.items():
        least = -1 if (table, column) in OPTIONAL else 0
        _check_rows(f"{table}.{column}", frames[table][column], least, len(frames[target]))
    for table in ("papers", "people", "venues"):
        if not frames[table]["id"].is_unique:
            raise ValueError(f"{table}.id repeats")
    return Tables(**frames)


def canonical(tables: Tables) -> tuple[list[str], list[str]]:
    """Return each person's given and last name: the first in the names table."""
    first = tables.names.drop_duplicates("person").set_index("person").reindex(range(len(tables.people)))
    return first["first"].fillna("").tolist(), first["last"].fillna("").tolist()


def _frame(table: str, columns: Columns) -> pd.DataFrame:
    schema = SCHEMA[table]
    if set(columns) != set(schema):
        raise ValueError(f"{table} has columns {sorted(columns)}, not {sorted(schema)}")
    if len({len(values) for values in columns.values()}) > 1:
        raise ValueError(f"{table} has columns of several lengths")
    return pd.DataFrame({name: pd.Series(columns[name], dtype=kind) for name, kind in schema.items()})


def _check_rows(what: str, rows: pd.Series[int], least: int, size: int) -> None:
    if len(rows) and (rows.max() >= size or rows.min() < least):
        raise ValueError(f"{what} points outside its table of {size} rows")
