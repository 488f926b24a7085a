"""The store folder: which graph is the good one, who may write, and what killed loads left.

A graph is one file, written under a new name. ``graph.json``, the *manifest*, names the good one with its size and
checksum; replacing the manifest is the moment in which a new graph takes the place of the old one. So a load that is
killed at any moment leaves the graph before, and a reader sees the one or the other. A load holds a lock on a file;
the system lets go of it when the load ends, however it ends.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from hashlib import file_digest
from pathlib import Path

from graphcheck.errors import StoreError
from graphcheck.installed import version_of
from graphcheck.state import state_folder
from graphcheck.store import schema

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_MANIFEST = "graph.json"
_LOCK = "lock"
_PREFIX = "graph-"
_FILE = re.compile(rf"{_PREFIX}[0-9a-f]{{8}}\.lbug")
_MOST_BYTES = 65_536  # of a manifest; a damaged one may be anything
_FORMAT = 1  # of what lies in the folder
LOAD = "run: graphcheck load SOURCE"

Say = Callable[[str], None]  # hears what is worth a line


@dataclass(frozen=True, slots=True)
class Manifest:
    """What ``graph.json`` says of the good graph.

    ``layout`` names all that must be the same for it to be read: files, schema, engine. ``fingerprint`` is that of
    what it was made from. ``modified``: when the file was last written, in nanoseconds since 1970, 0 where nobody noted
    it.
    """

    layout: str
    file: str
    size: int
    sha256: str
    source: str
    revision: str
    fingerprint: str
    modified: int = 0


class DamagedError(StoreError):
    """The graph in the store is not what was written."""


class OldLayoutError(StoreError):
    """The graph in the store was written by another version."""


class NoGraphError(StoreError):
    """There is no graph in the store."""


def store_folder(root: Path | None = None) -> StoreFolder:
    """Return the store folder: ``root``, else ``graph`` in the state folder."""
    return StoreFolder(f"{_FORMAT}.{schema.VERSION} ladybug {version_of('ladybug')}", root or state_folder() / "graph")


class StoreFolder:
    """The folder that keeps the embedded graph; ``layout`` is that of the running program."""

    def __init__(self, layout: str, root: Path) -> None:
        self.layout = layout
        self.root = root

    def manifest(self) -> Manifest:
        """Return the manifest, which need not be of this layout.

        Raises:
            NoGraphError: there is none.
            DamagedError: it can't be understood.
        """
        path = self.root / _MANIFEST
        try:
            with path.open("rb") as file:
                read = json.loads(file.read(_MOST_BYTES))
            manifest = Manifest(**read)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise NoGraphError(f"there is no graph yet in {self.root}; {LOAD}") from error
        except OSError as error:
            raise DamagedError(f"{path}: can't be read ({error.strerror}); {LOAD}") from error
        except (ValueError, TypeError, RecursionError) as error:
            raise DamagedError(f"{path}: is damaged; {LOAD}") from error
        whole = all(
            isinstance(value, int if name in ("size", "modified") else str) for name, value in asdict(manifest).items()
        )
        if not whole or not _FILE.fullmatch(manifest.file):
            raise DamagedError(f"{path}: is damaged; {LOAD}")
        return manifest

    def good(self, *, every_byte: bool = True) -> Path:
        """Return the file of the good graph, after checking every byte of it.

        Without ``every_byte`` a file that nobody has written to since it was put there is taken for what it was: of a
        large graph the bytes take a tenth of a second.

        Raises:
            NoGraphError, DamagedError: as in ``manifest``; or the file is not the one that was written.
            OldLayoutError: another version wrote it.
        """
        while True:
            manifest = self.manifest()
            if manifest.layout != self.layout:
                raise OldLayoutError(f"the graph in {self.root} was written by another version of graphcheck; {LOAD}")
            path = self.root / manifest.file
            try:
                self._check(path, manifest, every_byte)
            except (OSError, DamagedError) as error:
                if self.manifest() != manifest:
                    continue  # a load has put another graph in its place meanwhile
                if isinstance(error, DamagedError):
                    raise
                raise DamagedError(f"{path}: can't be read ({error.strerror}); {LOAD}") from error
            return path

    def _check(self, path: Path, manifest: Manifest, every_byte: bool) -> None:
        with path.open("rb") as file:
            state = os.fstat(file.fileno())
            same = state.st_size == manifest.size
            if same and not every_byte and state.st_mtime_ns == manifest.modified:
                return
            if not same or file_digest(file, "sha256").hexdigest() != manifest.sha256:
                raise DamagedError(f"{path}: is damaged, its checksum is another; {LOAD}")

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the right to write; what killed loads left is gone.

        Raises:
            StoreError: another load holds it.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.root / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            try:
                _hold(descriptor)
            except OSError as error:
                raise StoreError(
                    f"another load is writing to {self.root}; wait for it to end, then load again"
                ) from error
            self._sweep()
            yield
        finally:
            os.close(descriptor)

    def fresh(self) -> Path:
        """Return a name for a new graph; whoever calls holds the lock."""
        return self.root / f"{_PREFIX}{secrets.token_hex(4)}.lbug"

    def put(self, path: Path, *, source: str, revision: str, fingerprint: str) -> None:
        """Make the new graph at ``path`` the good one; whoever calls holds the lock."""
        with path.open("rb") as file:
            os.fsync(file.fileno())
            state = os.fstat(file.fileno())
            digest = file_digest(file, "sha256").hexdigest()
        told = (source, revision, fingerprint)
        manifest = Manifest(self.layout, path.name, state.st_size, digest, *told, state.st_mtime_ns)
        beside = self.root / f"{_PREFIX}{secrets.token_hex(4)}.json"
        with beside.open("w", encoding="utf-8") as file:
            file.write(json.dumps(asdict(manifest), indent=1))
            file.flush()
            os.fsync(file.fileno())
        with suppress(OSError):
            (self.root / _MANIFEST).rmdir()  # somebody's folder of that name, if it is empty
        beside.replace(self.root / _MANIFEST)
        _flush(self.root)
        self._sweep()

    def _sweep(self) -> None:
        """Remove every graph but the good one; on systems that keep open files the next load does."""
        try:
            good = self.manifest().file
        except StoreError:
            good = ""
        for path in sorted(self.root.glob(f"{_PREFIX}*")):
            if path.name != good:
                with suppress(OSError):
                    path.unlink()


def _hold(descriptor: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _flush(folder: Path) -> None:
    """Have the system write the folder's names to the disk, where it can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
