"""Which format a source is of: told, or seen from what is there."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from enum import StrEnum
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from graphcheck.errors import BadInputError, SourceNotFoundError
from graphcheck.sources.checkout import find_data
from graphcheck.sources.files import Complaints, is_there, shown

_MOST_LOOKED_AT = 1_000  # files, to see a folder's format
_EXPECTED = "name a checkout of the Anthology, or files of dblp, OpenAlex or tables; or say --source-format"
_ANTHOLOGY_PARTS = ("xml", "json", "yaml")  # what of a checkout's folder data is read


class Format(StrEnum):
    """What a source can be; ``AUTO``: to be seen from what is there."""

    AUTO = "auto"
    ANTHOLOGY = "anthology"
    DBLP = "dblp"
    OPENALEX = "openalex"
    TABLES = "tables"


class Place(NamedTuple):
    """Where a source is, of what format it was said to be, and what its columns were said to be called."""

    path: Path
    source_format: Format = Format.AUTO
    columns: Mapping[str, str] = MappingProxyType({})


def format_of(root: Path, wanted: Format = Format.AUTO) -> Format:
    """Return the format of the source at ``root``, never ``AUTO``.

    Raises:
        SourceNotFoundError: there is nothing, or nothing of a known format.
    """
    if wanted is not Format.AUTO:
        return wanted
    if _has_collections(root) or not _is_file_or_folder(root):
        return Format.ANTHOLOGY  # whose reader says what is missing
    for path in _candidates(root):
        found = _seen(path)
        if found is not None:
            return found
    if root.is_dir():
        return Format.ANTHOLOGY
    raise SourceNotFoundError(f"{shown(root)} is of no format that is known; {_EXPECTED}")


def files_of(root: Path, kind: Format) -> list[Path]:
    """Return the files of a source that is no checkout, by name: itself, or those in the folder and below it.

    Raises:
        SourceNotFoundError: there is none.
    """
    from graphcheck.sources import dblp, openalex, table_files  # only here: a checkout needs none of them

    if root.is_file():
        return [root]
    readers = {Format.DBLP: dblp, Format.OPENALEX: openalex, Format.TABLES: table_files}
    found = sorted(path for path in _below(root) if path.name.endswith(readers[kind].SUFFIXES))
    if not found:
        raise SourceNotFoundError(f"{shown(root)} holds no file of {kind}; {_EXPECTED}")
    return found


def read_files(root: Path, wanted: Format = Format.AUTO) -> list[Path]:
    """Return the files and folders that reading the source looks at: what it is made of.

    Raises:
        SourceNotFoundError: there is none.
    """
    kind = format_of(root, wanted)
    if kind is Format.ANTHOLOGY:
        data = find_data(root)
        return [data / part for part in _ANTHOLOGY_PARTS]
    from graphcheck.sources import table_files

    mapping = (root if root.is_dir() else root.parent) / table_files.MAPPING
    extra = [mapping] if kind is Format.TABLES and mapping.is_file() else []
    return [*files_of(root, kind), *extra]


def _has_collections(root: Path) -> bool:
    """Tell whether there is the folder that a checkout has, be it empty or not to be read."""
    try:
        find_data(root)
    except SourceNotFoundError:
        return False
    return True


def _is_file_or_folder(root: Path) -> bool:
    try:
        return is_there(root) and (root.is_file() or root.is_dir())
    except (OSError, ValueError):
        return False


def _candidates(root: Path) -> Iterator[Path]:
    """Yield the first files of a source: a folder that holds none among them is no source, but somebody's disk."""
    yield from [root] if root.is_file() else islice(_below(root), _MOST_LOOKED_AT)


def _below(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder and below it, hidden ones left out, folder by folder, each by name.

    Raises:
        SourceNotFoundError: a folder can't be listed.
    """

    def refuse(error: OSError) -> None:
        hint = "check that you have the right to read it"
        raise SourceNotFoundError(f"{error.filename} can't be listed: {error.strerror}; {hint}") from error

    for place, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if name[0] != ".")
        yield from (Path(place) / name for name in sorted(files) if name[0] != ".")


def _seen(path: Path) -> Format | None:
    """Return the format of a file, None where it is of none."""
    from graphcheck.sources import dblp, openalex, table_files
    from graphcheck.sources.lines import records
    from graphcheck.sources.reading_works import opened

    name = path.name.removesuffix(".gz")
    if name.endswith((".csv", ".tsv", ".parquet")):
        return Format.TABLES
    with suppress(BadInputError):
        if name.endswith(".xml"):
            with opened(path) as file:
                return Format.DBLP if dblp.looks_like_dblp(file.read(4096)) else None
        if name.endswith((".jsonl", ".json")) or path.suffix == ".gz":
            for _, record in records(path, Complaints(shown(path))):
                if openalex.looks_like_openalex(record):
                    return Format.OPENALEX
                return Format.TABLES if path.name.endswith(table_files.SUFFIXES) else None
    return None
