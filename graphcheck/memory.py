"""Memory that was let go of → back to the system, so that one stage's peak does not carry the next one's."""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from typing import Any


def give_back() -> None:
    """Return what nobody holds any more to the system, where the C library and Arrow keep it for later.

    glibc keeps what lies between things that are still held, on the Anthology some hundred megabytes after each stage.
    Elsewhere (macOS, Windows, musl) there is nothing to call, and nothing is done.
    """
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
