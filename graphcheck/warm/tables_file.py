"""Tables ↔ one file of their columns, which is mapped into memory rather than read.

It begins with how long its directory is; the directory says which array is where; the arrays follow. Of a column of
texts two arrays are kept, of an index four (``columns.py``).
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from graphcheck.columns import Index, Texts
from graphcheck.memory import read_again
from graphcheck.tables import INDEXES, SCHEMA, Tables

FILE = "tables.columns"
_ALIGNED = 64  # bytes: where arrays may begin
_LENGTH = 8  # bytes of the directory's length

_Array = NDArray[Any]


def write_tables(folder: Path, tables: Tables) -> None:
    """Write all columns and indexes into a file in ``folder``, those of each background into a folder below it.

    Raises:
        OSError: it can't be written.
    """
    arrays = dict(_arrays(tables))
    places: dict[str, tuple[str, int, int]] = {}
    end = 0
    for name, array in arrays.items():
        places[name] = (array.dtype.str, len(array), end)
        end += -(-array.nbytes // _ALIGNED) * _ALIGNED
    directory = orjson.dumps({"arrays": places, "size": end})
    directory += b" " * (-(_LENGTH + len(directory)) % _ALIGNED)
    with (folder / FILE).open("wb") as file:
        file.write(len(directory).to_bytes(_LENGTH, "little"))
        file.write(directory)
        for array in arrays.values():
            file.write(np.ascontiguousarray(array).data)
            file.write(b"\0" * (-array.nbytes % _ALIGNED))
    for place, beside in enumerate(tables.background):
        below = _below(folder, place)
        below.mkdir()
        write_tables(below, beside)


def read_tables(folder: Path, backgrounds: int = 0) -> Tables:
    """Return what ``write_tables`` wrote, with so many backgrounds; its columns can't be written to.

    Raises:
        OSError, ValueError, KeyError, TypeError: the file is not there, or damaged.
    """
    with (folder / FILE).open("rb") as file:
        content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    read_again(content)
    begin = _LENGTH + int.from_bytes(content[:_LENGTH], "little")
    directory = orjson.loads(content[_LENGTH:begin])
    if len(content) != begin + directory["size"]:
        raise ValueError(f"{FILE} has another size than was written")
    arrays = {
        name: np.frombuffer(content, dtype=dtype, count=count, offset=begin + place)
        for name, (dtype, count, place) in directory["arrays"].items()
    }
    kept: dict[str, _Array | Texts | Index] = {name: _index(arrays, name) for name in INDEXES}
    for table, schema in SCHEMA.items():
        for column, kind in schema.items():
            name = f"{table}.{column}"
            kept[name] = _texts(arrays, name) if kind == "str" else arrays[name]
    return Tables.of_columns(kept, tuple(read_tables(_below(folder, place)) for place in range(backgrounds)))


def _below(folder: Path, place: int) -> Path:
    return folder / f"background-{place}"


def _arrays(tables: Tables) -> Iterator[tuple[str, _Array]]:
    for table, schema in SCHEMA.items():
        for column, kind in schema.items():
            name = f"{table}.{column}"
            if kind == "str":
                yield from _of_texts(name, tables.texts(table, column))
            else:
                yield name, tables.numbers(table, column)
    for name in INDEXES:
        index: Index = getattr(tables, name)
        yield from _of_texts(f"{name}.words", index.words)
        yield f"{name}.starts", index.starts
        yield f"{name}.rows", index.rows


def _of_texts(name: str, texts: Texts) -> Iterator[tuple[str, _Array]]:
    starts, content = texts.parts()
    yield f"{name}.starts", starts
    yield f"{name}.bytes", content


def _texts(arrays: Mapping[str, _Array], name: str) -> Texts:
    return Texts(arrays[f"{name}.starts"], arrays[f"{name}.bytes"])


def _index(arrays: Mapping[str, _Array], name: str) -> Index:
    return Index(_texts(arrays, f"{name}.words"), arrays[f"{name}.starts"], arrays[f"{name}.rows"])
