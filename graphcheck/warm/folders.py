"""Folders of things kept, each whole or not there: made beside their place, and what nobody used lately removed."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_HALF = ".half-"  # what a killed command may leave; older than a day it goes
_DAY = 86_400  # seconds


@contextmanager
def fresh(place: Path) -> Iterator[Path]:
    """Give an empty folder; when the block ends without an error it takes the place of what is at ``place``.

    Raises:
        OSError: it can't be made, or moved there.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=place.parent, prefix=_HALF))
    try:
        yield folder
        # Two commands at once: the later one finds the place taken, and what is there is as good.
        shutil.rmtree(place, ignore_errors=True)
        folder.rename(place)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(folder: Path, most: int) -> None:
    """Remove from ``folder`` all but the ``most`` folders that were used last, and what killed commands left.

    Raises:
        OSError: it can't be looked at.
    """
    found = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    kept = [path for path in found if not path.name.startswith(_HALF)]
    half = [path for path in found if path.name.startswith(_HALF) and time.time() - path.stat().st_mtime > _DAY]
    for path in [*kept[most:], *half]:
        shutil.rmtree(path, ignore_errors=True)
