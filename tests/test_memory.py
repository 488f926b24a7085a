"""What is let go of goes back to the system."""

from __future__ import annotations

import mmap
import sys
from pathlib import Path

import pytest

from graphcheck.memory import give_back, read_again

PIECES, SIZE = 200_000, 600  # more than what Python's own allocator hands out: 120 MB of the C library's
EVERY = 100  # piece that stays: a heap with holes is not made smaller by itself


def resident() -> int:
    """Return how many bytes of this process are in memory."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc is asked to give memory back")
def test_holes_in_the_heap_go_back_to_the_system() -> None:
    pieces = [bytes([at % 256]) * SIZE for at in range(PIECES)]
    held = pieces[::EVERY]
    del pieces
    before = resident()
    give_back()
    assert before - resident() > PIECES * SIZE // 4
    assert all(piece == piece[:1] * SIZE for piece in held)


@pytest.mark.skipif(sys.platform != "linux", reason="only there memory is told from files that are mapped")
def test_parts_of_mapped_files_go_back_and_are_read_again(tmp_path: Path) -> None:
    place, size = tmp_path / "file", 64 << 20
    place.write_bytes(bytes(range(256)) * (size // 256))
    with place.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    read_again(mapped)
    seen = sum(mapped[:: 4096 + 1])
    before = resident()
    give_back()
    assert before - resident() > size // 2
    assert sum(mapped[:: 4096 + 1]) == seen
    mapped.close()
    give_back()
