"""Tables ↔ Arrow files, one a table, which are mapped into memory rather than read."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from graphcheck.tables import SCHEMA, Tables


def write_tables(folder: Path, tables: Tables) -> None:
    """Write each table as an uncompressed Arrow file into ``folder``.

    Raises:
        OSError: it can't be written.
    """
    for name in SCHEMA:
        table = pa.Table.from_pandas(getattr(tables, name), preserve_index=False)
        with pa.OSFile(str(folder / f"{name}.arrow"), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
            writer.write_table(table)


def read_tables(folder: Path) -> Tables:
    """Return what ``write_tables`` wrote.

    Raises:
        OSError, ValueError, KeyError: the files are not there, or damaged (pyarrow's errors are of these).
    """
    found = {}
    for name, schema in SCHEMA.items():
        with pa.memory_map(str(folder / f"{name}.arrow")) as file:
            frame = pa.ipc.open_file(file).read_all().to_pandas()
        found[name] = frame[list(schema)].astype(dict(schema))
    return Tables(**found)
