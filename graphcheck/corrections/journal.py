"""What a run that writes several files was about to do, kept until it is done: so that the next run can finish it.

A disk has no way to change several files at once. A run that is killed between two of them leaves each file whole,
old or new; the journal in the state folder says which files there are and what each was to become.
"""

from __future__ import annotations

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from graphcheck.corrections.change import FileChange
from graphcheck.errors import GraphcheckError
from graphcheck.report.folder import write_file
from graphcheck.report.staging import lock
from graphcheck.sources.files import shown
from graphcheck.state import state_folder

_FOLDER = "unfinished-fixes"
_VERSION = 1


@contextmanager
def noted(root: Path, changes: Sequence[FileChange]) -> Iterator[None]:
    """Keep ``changes`` of the source at ``root`` while the block runs, and drop them when it ends, however it ends.

    What ends without ending is a kill. Where no state can be kept, none is.
    """
    place = _place(root)
    told = {
        "version": _VERSION,
        "files": [[c.path, b64encode(c.before).decode(), b64encode(c.after).decode()] for c in changes],
    }
    held = None
    with suppress(OSError, GraphcheckError):
        place.parent.mkdir(parents=True, exist_ok=True)
        with write_file(place) as file:
            file.write(json.dumps(told).encode("utf-8", errors="surrogatepass"))
        held = lock(place)
    try:
        yield
    finally:
        forget(root)
        if held is not None:
            os.close(held)


def unfinished(root: Path) -> tuple[FileChange, ...]:
    """Return what a killed run meant to change, all files of it; nothing where there is no such run.

    Raises:
        GraphcheckError: another run is changing the files right now.
    """
    place = _place(root)
    try:
        held = lock(place)
    except BlockingIOError as error:
        raise GraphcheckError(f"{shown(root)}: another graphcheck fix is changing it; wait until it is done") from error
    except OSError:
        return ()
    try:
        told = json.loads(place.read_bytes())
        files = [(str(path), b64decode(before), b64decode(after)) for path, before, after in told["files"]]
        return tuple(FileChange(*one) for one in files) if told["version"] == _VERSION else ()
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return ()
    finally:
        if held is not None:
            os.close(held)


def forget(root: Path) -> None:
    """Drop what is kept for the source at ``root``."""
    with suppress(OSError):
        _place(root).unlink(missing_ok=True)


def _place(root: Path) -> Path:
    return state_folder() / _FOLDER / f"{sha256(os.fsencode(root.resolve())).hexdigest()[:24]}.json"
