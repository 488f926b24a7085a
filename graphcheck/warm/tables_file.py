"""Tables ↔ Arrow files, one a table, which are mapped into memory rather than read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa

from graphcheck.tables import SCHEMA, Tables


def write_tables(folder: Path, tables: Tables) -> None:
    """Write each table as an uncompressed Arrow file into ``folder``, those of each background into one below it.

    Raises:
        OSError: it can't be written.
    """
    for name in SCHEMA:
        table = pa.Table.from_pandas(getattr(tables, name), preserve_index=False)
        with pa.OSFile(str(folder / f"{name}.arrow"), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
            writer.write_table(table)
    for place, beside in enumerate(tables.background):
        below = _below(folder, place)
        below.mkdir()
        write_tables(below, beside)


def read_tables(folder: Path, backgrounds: int = 0) -> Tables:
    """Return what ``write_tables`` wrote, with so many backgrounds.

    Raises:
        OSError, ValueError, KeyError: the files are not there, or damaged (pyarrow's errors are of these).
    """
    found: dict[str, Any] = {}
    for name, schema in SCHEMA.items():
        with pa.memory_map(str(folder / f"{name}.arrow")) as file:
            frame = pa.ipc.open_file(file).read_all().to_pandas()
        found[name] = frame[list(schema)].astype(dict(schema))
    return Tables(**found, background=tuple(read_tables(_below(folder, place)) for place in range(backgrounds)))


def _below(folder: Path, place: int) -> Path:
    return folder / f"background-{place}"
