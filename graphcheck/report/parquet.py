"""The records of the output contract as Parquet, with types: for those who join them with other tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, is_dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

_EVIDENCE = pa.list_(pa.struct([("kind", pa.string()), ("weight", pa.float64()), ("text", pa.string())]))
_SUGGESTIONS = pa.list_(pa.struct([("person", pa.string()), ("probability", pa.float64()), ("text", pa.string())]))
_TEXTS = pa.list_(pa.string())
_GROUPS = pa.list_(pa.struct([("group", pa.string()), ("papers", _TEXTS), ("core", pa.bool_())]))
_LISTS = pa.list_(pa.struct([("group", pa.string()), ("papers", _TEXTS), ("core", pa.bool_()), ("main", pa.bool_())]))
FINDINGS = pa.schema(
    [
        *((name, pa.string()) for name in ("id", "code", "name")),
        ("score", pa.float64()),
        *((name, pa.string()) for name in ("state", "since", "note", "person", "person_name")),
        ("verified", pa.bool_()),
        *((name, pa.string()) for name in ("person_url", "paper")),
        ("position", pa.int32()),
        ("title", pa.string()),
        ("year", pa.int32()),
        *((name, pa.string()) for name in ("paper_url", "link", "text")),
        ("evidence", _EVIDENCE),
        ("papers", _TEXTS),
        ("suggested", _TEXTS),
        ("suggestions", _SUGGESTIONS),
        ("nobody", pa.float64()),
        ("kind", pa.string()),
        ("others", _TEXTS),
        ("file", pa.string()),
        ("line", pa.int32()),
        ("groups", _LISTS),
    ]
)
SCORES = pa.schema(
    [
        *((name, pa.string()) for name in ("person", "paper")),
        ("position", pa.int32()),
        *((name, pa.string()) for name in ("name", "link")),
        ("score", pa.float64()),
        ("flagged", pa.bool_()),
        ("group", pa.string()),
        ("core", pa.bool_()),
        ("suggested", _TEXTS),
        ("codes", _TEXTS),
        ("evidence", _EVIDENCE),
        ("suggestions", _SUGGESTIONS),
        ("nobody", pa.float64()),
        ("abstained", pa.string()),
    ]
)
PAGES = pa.schema(
    [
        *((name, pa.string()) for name in ("person", "name")),
        ("verified", pa.bool_()),
        ("papers", pa.int32()),
        ("doubt", pa.float64()),
        ("groups", _GROUPS),
        ("codes", _TEXTS),
    ]
)
_BATCH = 20_000  # records that are held before they are written


class ParquetFile:
    """Writes records to a file, batch by batch; a key that a record lacks is null."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._schema = schema
        self._writer = pq.ParquetWriter(path, schema)
        self._held: list[Mapping[str, Any]] = []

    def add(self, records: Iterable[Mapping[str, Any]]) -> None:
        """Take records, as ``records`` makes them."""
        self._held.extend({name: _plain(value) for name, value in record.items()} for record in records)
        if len(self._held) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        self._writer.write_table(pa.Table.from_pylist(self._held, schema=self._schema))
        self._held.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._flush()
        self._writer.close()


def _plain(value: object) -> object:
    """Return a value without classes of ours, and without halves of surrogate pairs, which no UTF-8 can hold."""
    if isinstance(value, str):
        return str(value).encode("utf-8", errors="replace").decode("utf-8")
    if is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(part) for name, part in asdict(value).items()}
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value
