"""The store folder: what counts as the good graph."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from graphcheck.store.folder import DamagedError, StoreFolder


@pytest.fixture
def folder(tmp_path: Path) -> StoreFolder:
    """Return a folder with a graph in it."""
    folder = StoreFolder("1", tmp_path / "graph")
    with folder.locked():
        path = folder.fresh()
        path.write_bytes(b"graph")
        folder.put(path, source="", revision="", fingerprint="")
    return folder


def test_a_graph_that_nobody_has_written_to_need_not_be_read(folder: StoreFolder) -> None:
    path = folder.good(every_byte=False)
    modified = path.stat().st_mtime_ns
    path.write_bytes(b"hparg")
    os.utime(path, ns=(modified, modified))
    assert folder.good(every_byte=False) == path
    with pytest.raises(DamagedError):
        folder.good()
    os.utime(path, ns=(modified, modified + 1))
    with pytest.raises(DamagedError):
        folder.good(every_byte=False)


@pytest.mark.parametrize("content", [b"grap", b"graph and more"])
def test_another_size_is_damage_whenever_it_was_written(folder: StoreFolder, content: bytes) -> None:
    path = folder.good()
    modified = path.stat().st_mtime_ns
    path.write_bytes(content)
    os.utime(path, ns=(modified, modified))
    with pytest.raises(DamagedError):
        folder.good(every_byte=False)


def test_a_graph_of_a_program_that_noted_no_time_is_read_whole(folder: StoreFolder) -> None:
    manifest = folder.root / "graph.json"
    told = json.loads(manifest.read_text())
    del told["modified"]
    manifest.write_text(json.dumps(told))
    assert folder.good(every_byte=False) == folder.good()
    folder.good().write_bytes(b"hparg")
    with pytest.raises(DamagedError):
        folder.good(every_byte=False)
