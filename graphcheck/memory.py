"""Memory that was let go of → back to the system, so that one stage's peak does not carry the next one's."""

from __future__ import annotations

import ctypes
import mmap
import sys
from contextlib import suppress
from functools import cache
from typing import Any
from weakref import WeakSet

_MAPPED: WeakSet[mmap.mmap] = WeakSet()


def read_again(mapped: object) -> None:
    """Take down a file that is mapped for reading: ``give_back`` lets go of the parts of it that were looked at."""
    if isinstance(mapped, mmap.mmap):  # numpy maps no file that is empty
        _MAPPED.add(mapped)


def give_back() -> None:
    """Return what nobody holds any more to the system, where the C library and Arrow keep it for later.

    glibc keeps what lies between things that are still held, on the Anthology some hundred megabytes after each stage;
    as many are parts of files that were looked at, which the system reads again, mostly from its own cache, when they
    are. Where there is nothing to call (musl, macOS and Windows for the one, Windows for the other), nothing is done.
    """
    if hasattr(mmap, "MADV_DONTNEED"):
        for mapped in list(_MAPPED):
            with suppress(OSError, ValueError):  # it is closed, say
                mapped.madvise(mmap.MADV_DONTNEED)
    if "pyarrow" in sys.modules:  # else it holds nothing
        import pyarrow as pa

        pa.default_memory_pool().release_unused()
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> Any:
    """Return glibc's ``malloc_trim``, None where there is none."""
    return getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
