"""What was read and concluded → the embedded graph, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

import pandas as pd

from graphcheck import __version__
from graphcheck.bibliography import Bibliography
from graphcheck.errors import GraphcheckError, StoreError
from graphcheck.progress import Progress, Silent
from graphcheck.store.changes import compared
from graphcheck.store.embedded import reading, store_folder, write_graph
from graphcheck.store.folder import DamagedError, NoGraphError, OldLayoutError, StoreFolder
from graphcheck.store.judged import Judged
from graphcheck.store.rows import Frames, frames, root_of

# Authorships up to which a command that judges a few people judges the rest, too, for the graph's sake: about a second.
SMALL = 20_000

Say = Callable[[str], None]


class Loading:
    """The right to put a new graph into the store."""

    def __init__(self, folder: StoreFolder, say: Say) -> None:
        self._folder = folder
        self._say = say

    def put(self, bibliography: Bibliography, judged: Judged, progress: Progress | None = None) -> None:
        """Make the graph of ``bibliography`` the good one.

        Raises:
            StoreError: it can't be written.
        """
        progress = progress or Silent()
        self._tell_why_rebuilt()
        (new,) = progress.stage("laying out the graph", (self._compared(bibliography, judged) for _ in range(1)), 1)
        path = self._folder.fresh()
        with _explained(self._folder):
            write_graph(path, new, progress)
            self._folder.put(
                path,
                source=root_of(bibliography),
                revision=bibliography.source.revision,
                fingerprint=fingerprint(bibliography),
            )

    def _compared(self, bibliography: Bibliography, judged: Judged) -> Frames:
        with reading(self._folder) as before:
            return compared(before, frames(bibliography, judged))

    def _tell_why_rebuilt(self) -> None:
        try:
            self._folder.good()
        except NoGraphError:
            return
        except OldLayoutError:
            self._say(f"the graph in {self._folder.root} was written by another version of graphcheck; it is rebuilt")
        except DamagedError:
            self._say(f"the graph in {self._folder.root} was damaged; it is rebuilt")


@contextmanager
def loading(say: Say, root: Path | None = None) -> Iterator[Loading]:
    """Hold the store for a load; ``say`` hears what is worth a line.

    Raises:
        StoreError: another load holds it, or the folder can't be written.
    """
    folder = store_folder(root)
    with ExitStack() as stack:
        with _explained(folder):
            stack.enter_context(folder.locked())
        yield Loading(folder, say)


@contextmanager
def _explained(folder: StoreFolder) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        why = error.strerror or type(error).__name__
        hint = "make room, or name another state folder with GRAPHCHECK_STATE"
        raise StoreError(f"{folder.root}: the graph can't be written ({why}); {hint}") from error


def keep(bibliography: Bibliography, judged: Judged, say: Say, progress: Progress | None = None) -> None:
    """Keep the graph of what a command concluded on its way; where that is not possible, say so and go on."""
    try:
        with loading(say) as store:
            store.put(bibliography, judged, progress)
    except GraphcheckError as error:
        say(f"the graph for queries was not kept: {error}")


def keep_if_cheap(bibliography: Bibliography, say: Say) -> None:
    """Keep the graph up to date after a command that judged only some people.

    Of a small source everybody is judged now. Of a large one that would take longer than the command; so the graph
    stays as it is, and ``say`` hears when it is of something else.
    """
    try:
        manifest = store_folder().manifest()
    except StoreError:
        manifest = None
    if len(bibliography.authorships) <= SMALL:
        current = manifest is not None and manifest.layout == store_folder().layout
        if manifest is None or not current or manifest.fingerprint != fingerprint(bibliography):
            keep(bibliography, judge(bibliography), say)
        return
    of = (root_of(bibliography), bibliography.source.revision)
    if manifest is not None and (manifest.source, manifest.revision) != of:
        say("the graph for queries is of another source or revision; graphcheck load brings it up to date")


def judge(bibliography: Bibliography, progress: Progress | None = None) -> Judged:
    """Judge everybody, for the graph."""
    judged = Judged()
    people = bibliography.judged_people()
    pages = bibliography.pages(people, evidence=False)
    for page in (progress or Silent()).stage("judging people", pages, len(people)):
        judged.add(page, bibliography.findings(page))
    return judged


def fingerprint(bibliography: Bibliography) -> str:
    """Return a digest of all that the graph is made from: the tables, the settings, the program's version."""
    digest = sha256(f"{__version__} {asdict(bibliography.settings)} {bibliography.source.root.absolute()}".encode())
    digest.update(bibliography.source.revision.encode())
    tables = bibliography.source.tables
    for table in (tables.papers.drop(columns="abstract"), tables.people, tables.names, tables.authorships, tables.venues):
        digest.update(pd.util.hash_pandas_object(table, index=False).to_numpy().tobytes())
    return digest.hexdigest()
