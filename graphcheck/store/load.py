"""What was read and concluded → the embedded graph, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from graphcheck.bibliography import Bibliography
from graphcheck.errors import GraphcheckError, StoreError
from graphcheck.progress import Progress
from graphcheck.store.changes import compared
from graphcheck.store.embedded import reading, write_graph
from graphcheck.store.folder import DamagedError, NoGraphError, OldLayoutError, Say, StoreFolder, store_folder
from graphcheck.store.judged import Judged
from graphcheck.store.rows import Frames, frames
from graphcheck.store.upkeep import fingerprint

if TYPE_CHECKING:
    from graphcheck.store.neo4j import ServerLoading


class Target(Protocol):
    """Somewhere a graph can be put."""

    def put(self, bibliography: Bibliography, judged: Judged, progress: Progress) -> None:
        """Make the graph of ``bibliography`` the one there is.

        Raises:
            StoreError: it can't be written.
        """
        ...


class Loading:
    """The right to put a new graph into the store."""

    def __init__(self, folder: StoreFolder, say: Say) -> None:
        self._folder = folder
        self._say = say

    def put(self, bibliography: Bibliography, judged: Judged, progress: Progress) -> None:
        """Make the graph of ``bibliography`` the good one; see ``Target``."""
        self._tell_what_becomes_of(bibliography.source.named_root)
        (new,) = progress.stage("laying out the graph", (self._compared(bibliography, judged) for _ in range(1)), 1)
        path = self._folder.fresh()
        with _explained(self._folder):
            write_graph(path, new, progress)
            self._folder.put(
                path,
                source=bibliography.source.named_root,
                revision=bibliography.source.revision,
                fingerprint=fingerprint(bibliography),
            )

    def _compared(self, bibliography: Bibliography, judged: Judged) -> Frames:
        with reading(self._folder) as before:
            return compared(before, frames(bibliography, judged), judged.states)

    def _tell_what_becomes_of(self, source: str) -> None:
        try:
            self._folder.good()
            before = self._folder.manifest().source
            if before != source:
                self._say(f"the graph for queries was of {before}; now it is of {source}")
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


class Server:
    """The right to put a new graph onto a Neo4j server."""

    def __init__(self, server: ServerLoading, say: Say) -> None:
        self._server = server
        self._say = say

    def put(self, bibliography: Bibliography, judged: Judged, progress: Progress) -> None:
        """Make the graph of ``bibliography`` the server's; see ``Target``."""
        if self._server.is_of_another_version():
            self._say("the graph on the server was written by another version of graphcheck; it is rebuilt")
        with self._server.before() as before:
            new = compared(before, frames(bibliography, judged), judged.states)
        self._server.put(new, progress)


@contextmanager
def serving(uri: str, say: Say) -> Iterator[Server]:
    """Hold the Neo4j server at ``uri`` for a load, from the start and not only after a minute of judging.

    Raises:
        UsageError: ``uri`` is no address.
        StoreError: the server can't be used, holds somebody else's data, or another load holds it.
    """
    from graphcheck.store.neo4j import loading_neo4j  # only here: most loads need no driver

    with loading_neo4j(uri) as server:
        yield Server(server, say)


def keep(bibliography: Bibliography, judged: Judged, say: Say, progress: Progress) -> None:
    """Keep the graph of what a command concluded on its way; where that is not possible, say so and go on."""
    try:
        with loading(say) as store:
            store.put(bibliography, judged, progress)
    except GraphcheckError as error:
        say(f"the graph for queries was not kept: {error}")


def judge(bibliography: Bibliography, progress: Progress) -> Judged:
    """Judge everybody, for the graph."""
    judged = Judged()
    people = bibliography.people_to_tell()
    verdicts = bibliography.verdicts_on_all(people)
    for verdict in progress.stage("judging people", verdicts, len(people)):
        judged.take(verdict)
        if bibliography.has_findings(verdict):
            judged.add(bibliography.findings(bibliography.page_of(verdict)))
    judged.add(bibliography.findings_on_no_page())
    return judged
