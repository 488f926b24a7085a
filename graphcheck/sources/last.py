"""Which source was last read, so that the next command need not name it.

The path is kept in a small file in the place where the system wants programs to keep their state;
``GRAPHCHECK_STATE`` names another folder. It is a convenience: a file that can't be written or read is as if it
were not there.
"""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from graphcheck.sources.formats import Format, Place
from graphcheck.state import state_folder

_FILE = "last-source.json"
_VERSION = 1


def remember(place: Place) -> None:
    """Keep ``place`` as the source that was last read; where that can't be written, don't."""
    kept = {"path": str(place.path.absolute()), "format": place.source_format, "columns": dict(place.columns)}
    content = json.dumps({"version": _VERSION, **kept})
    with suppress(OSError):
        folder = state_folder()
        folder.mkdir(parents=True, exist_ok=True)
        descriptor, beside = tempfile.mkstemp(dir=folder, prefix=f".{_FILE}-")
        try:
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(content)
            Path(beside).replace(folder / _FILE)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise


def recall() -> Place | None:
    """Return the source that was last read, or None where that isn't known."""
    try:
        kept = json.loads((state_folder() / _FILE).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(kept, dict) or kept.get("version") != _VERSION:
        return None
    path = kept.get("path")
    if not isinstance(path, str) or not path or "\0" in path:
        return None
    said, called = kept.get("format"), kept.get("columns")
    columns = {str(column): str(name) for column, name in called.items()} if isinstance(called, dict) else {}
    return Place(Path(path), Format(said) if said in list(Format) else Format.AUTO, columns)
