"""Half-made outputs beside their place: who holds them, and what killed runs left.

Whatever is being written for ``out`` lies in the same folder as ``out`` (so that it can be moved into place) under
a name of ours that depends on ``out``. The run that makes it holds a lock on it; the system lets go of the lock
when the run ends, however it ends. So an unlocked one is a leftover.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

if sys.platform != "win32":
    import fcntl

NEW = ".new"  # being written
OLD = ".old"  # what was at ``out``, moved aside


@dataclass(frozen=True, slots=True)
class Staged:
    """Something half-made; ``lock`` is the descriptor that holds it, None where there are no locks."""

    path: Path
    lock: int | None

    def release(self) -> None:
        """Let go of it."""
        if self.lock is not None:
            os.close(self.lock)


def stage(out: Path, make: Callable[[Path], None]) -> Staged:
    """Make a new thing beside ``out`` with ``make`` and hold it.

    Raises:
        OSError: it can't be made there.
    """
    while True:
        path = aside(out, NEW)
        make(path)
        try:
            held = lock(path)
        except (BlockingIOError, FileNotFoundError):
            continue  # a run that was clearing up took it for a leftover
        if held is None or path.exists():
            return Staged(path, held)
        os.close(held)


def aside(out: Path, ending: str) -> Path:
    """Return an unused name beside ``out``, one of ours."""
    return out.parent / f"{_prefix(out)}{secrets.token_hex(4)}{ending}"


def lock(path: Path) -> int | None:
    """Hold ``path`` and return the descriptor that holds it, None where system or file system has no locks.

    Raises:
        BlockingIOError: another run holds it.
        FileNotFoundError: it is gone.
    """
    if sys.platform == "win32":
        return None
    descriptor = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a folder while the block runs; whoever else wants to waits. Does nothing where there are no locks."""
    if sys.platform == "win32" or not folder.is_dir():
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def recover(out: Path) -> None:
    """Clear what killed runs left beside ``out``; what they had moved aside goes back if its place is empty."""
    for path in sorted(out.parent.glob(f"{_prefix(out)}*")):
        if path.suffix not in (NEW, OLD):
            continue
        try:
            held = lock(path)
        except OSError:
            continue  # in use, gone meanwhile, or not ours to touch
        if path.suffix == OLD and not os.path.lexists(out):
            path.rename(out)
        elif held is not None:
            discard(path)
        if held is not None:
            os.close(held)


def discard(path: Path) -> None:
    """Remove a folder or file of ours; what can't be removed stays for the next run."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _prefix(out: Path) -> str:
    """Return what our names for ``out`` begin with; a digest, since the name itself may be too long to extend."""
    return f".graphcheck-{sha256(os.fsencode(out.name)).hexdigest()[:12]}-"
