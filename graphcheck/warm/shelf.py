"""The shelf: a folder for each source that was read lately, each whole or not there.

GRAPHCHECK_STATE/read/<of which source>/manifest.json, tables.columns, *.npy, told.json
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from graphcheck.errors import GraphcheckError, Problem
from graphcheck.graph import Graph
from graphcheck.settings import Settings
from graphcheck.sources import Background, Place, Source
from graphcheck.state import state_folder
from graphcheck.warm.folders import fresh, sweep
from graphcheck.warm.graph_files import read_graph, write_graph
from graphcheck.warm.signature import FRESH, Signature
from graphcheck.warm.tables_file import read_tables, write_tables

MOST = 3  # sources that are kept; each takes 250 MB where it is as large as the ACL Anthology
MANIFEST = "manifest.json"
_NOT_THERE = (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, GraphcheckError)


class Shelf:
    """The place of one source and what stands beside it, as their roots are typed: problems are told with these.

    ``name`` is that of its folder, unlike that of any other source.
    """

    def __init__(self, place: Place, background: Sequence[Path] = (), settings: Settings | None = None) -> None:
        """Take the place; ``settings`` say how counts are rounded, and a graph of others is not what is asked for."""
        self._place, self._background = place, background
        self._bits = (settings or Settings()).count_bits
        root = place.path
        told = f"{root}\0{root.absolute()}\0{place.source_format}\0{sorted(place.columns.items())}"
        told += "".join(f"\0{other}\0{other.absolute()}" for other in background)
        name = sha256(told.encode("utf-8", "surrogateescape")).hexdigest()[:24]
        self._all = state_folder() / "read"
        self.name = name
        self._folder = self._all / name
        self._signature = ""  # of what lies there, where that is what was read

    def read(self) -> tuple[Source, Graph] | None:
        """Return what was kept, if the files are still as they were then."""
        try:
            content = (self._folder / MANIFEST).read_bytes()
            manifest = orjson.loads(content)
            if manifest["bits"] != self._bits or manifest["signature"] != self._signed().digest:
                return None
            beside = [
                Background(**{**told, "root": root, "skipped": ()})
                for told, root in zip(manifest["backgrounds"], self._background, strict=True)
            ]
            source = Source(
                root=self._place.path,
                tables=read_tables(self._folder, len(beside)),
                people_format=str(manifest["people_format"]),
                revision=str(manifest["revision"]),
                files=int(manifest["files"]),
                faults=tuple(map(Problem.of, manifest["faults"])),
                backgrounds=tuple(beside),
            )
            graph = read_graph(self._folder)
            if content != (self._folder / MANIFEST).read_bytes():
                return None  # another command has put something in its place meanwhile
        except _NOT_THERE:
            return None
        with suppress(OSError):
            os.utime(self._folder)  # used lately: others go first
        self._signature = manifest["signature"]
        return source, graph

    def keep(self, source: Source, graph: Graph, before: Signature | None) -> None:
        """Keep what was read; not where files were left out, or have changed since ``before`` or just then."""
        left_out = source.skipped or any(beside.skipped for beside in source.backgrounds)
        if before is None or left_out or time.time_ns() - before.newest < FRESH:
            return
        manifest = {
            "signature": before.digest,
            "bits": self._bits,
            "root": str(self._place.path.absolute()),
            "people_format": source.people_format,
            "revision": source.revision,
            "files": source.files,
            "faults": [asdict(fault) for fault in source.faults],
            "backgrounds": [{**asdict(beside), "root": str(beside.root)} for beside in source.backgrounds],
        }
        with suppress(*_NOT_THERE):
            if self._signed().digest != before.digest:
                return
            with fresh(self._folder) as folder:
                write_tables(folder, source.tables)
                write_graph(folder, graph)
                (folder / MANIFEST).write_bytes(orjson.dumps(manifest))
            self._signature = before.digest
            sweep(self._all, MOST)

    def signature(self) -> Signature | None:
        """Return what the files look like now, None where they can't be looked at."""
        try:
            return self._signed()
        except _NOT_THERE:
            return None

    def _signed(self) -> Signature:
        return Signature(self._place.path, self._place.source_format, self._background)

    def told(self, key: str) -> Any:
        """Return what ``tell`` kept under ``key`` beside the source, None where there is nothing."""
        try:
            kept = orjson.loads((self._folder / "told.json").read_bytes())
            return kept["told"] if self._signature and kept["key"] == [self._signature, key] else None
        except _NOT_THERE:
            return None

    def tell(self, key: str, told: Any) -> None:
        """Keep something that was concluded from the source, in place of what was kept before."""
        if not self._signature:
            return
        with suppress(*_NOT_THERE):
            handle, beside = tempfile.mkstemp(dir=self._folder)
            with os.fdopen(handle, "wb") as file:
                file.write(orjson.dumps({"key": [self._signature, key], "told": told}))
            Path(beside).replace(self._folder / "told.json")
