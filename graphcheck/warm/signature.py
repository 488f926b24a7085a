"""Whether files are those that were read: names, sizes and times, which a look at the folders tells."""

from __future__ import annotations

import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import graphcheck
from graphcheck.installed import version_of
from graphcheck.sources.formats import Format, read_files
from graphcheck.sources.revision import revision

# Libraries whose files are kept, that read what is kept, or whose tables the ids come from.
_LIBRARIES = ("igraph", "lxml", "numpy", "pandas", "pyarrow", "scipy", "python-slugify")
# Files that changed so shortly before could change again within the grain of their times: nanoseconds (here, 2 s).
FRESH = 2_000_000_000


class Signature:
    """What a source's files, and those of what stands beside it, look like.

    ``newest`` is when the last of them changed, in nanoseconds since 1970.

    Raises:
        SourceNotFoundError: there is no bibliography at ``root``, or at one of ``background``.
        OSError: its folders can't be looked at.
    """

    def __init__(self, root: Path, source_format: Format = Format.AUTO, background: Sequence[Path] = ()) -> None:
        self._digest = sha256(program().encode("utf-8", "surrogateescape"))
        self.newest = 0
        self._look(root, source_format)
        for beside in background:
            self._look(beside, Format.AUTO)
        self.digest = self._digest.hexdigest()

    def _look(self, root: Path, source_format: Format) -> None:
        above = root.absolute().parent  # where the data folder was given, the checkout is above it
        told = f"\0{root}\0{root.absolute()}\0{revision(root)}\0{revision(above)}"
        self._digest.update(told.encode("utf-8", "surrogateescape"))
        for place in read_files(root, source_format):
            for name, size, times in _files(place):
                self._digest.update(f"{name}\0{size}\0{times}\n".encode("utf-8", "surrogateescape"))
                self.newest = max(self.newest, *times)


def _files(place: Path) -> list[tuple[str, int, tuple[int, int]]]:
    """Return path, size and (modified, changed) of a file, or of all files in and below a folder, by path."""
    if place.is_file():
        state = place.stat()
        return [(os.fspath(place), state.st_size, (state.st_mtime_ns, state.st_ctime_ns))]
    folder, found = place, []
    folders = [os.fspath(folder)] if folder.is_dir() else []
    while folders:
        with os.scandir(folders.pop()) as inside:
            for entry in inside:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                else:
                    state = entry.stat()
                    found.append((entry.path, state.st_size, (state.st_mtime_ns, state.st_ctime_ns)))
    return sorted(found)


def program() -> str:
    """Return what names the running program: its version, its files, and the libraries that matter for what is kept."""
    package = Path(graphcheck.__file__).parent
    own = [(name, size, times[0]) for name, size, times in _files(package) if name.endswith((".py", ".json"))]
    return f"{graphcheck.__version__} {own} {[version_of(library) for library in _LIBRARIES]}"
