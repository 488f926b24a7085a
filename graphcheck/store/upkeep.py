"""Whether the graph in the store is that of what was just read, and what a command does where it isn't."""

from __future__ import annotations

from dataclasses import asdict
from hashlib import sha256

from graphcheck import __version__
from graphcheck.bibliography import Bibliography
from graphcheck.errors import StoreError
from graphcheck.progress import Progress, Silent
from graphcheck.store.folder import Manifest, Say, StoreFolder, store_folder
from graphcheck.tables import EDITORSHIPS, SCHEMA

# Authorships up to which a command that judges a few people judges the rest, too, for the graph's sake: about a second.
SMALL = 20_000
_NOT_IN_GRAPH = {("papers", "abstract"), *(("editorships", column) for column in EDITORSHIPS)}


def keep_up(bibliography: Bibliography, say: Say, progress: Progress) -> None:
    """Keep the graph up to date after a command that judged only some people.

    Of a small source everybody is judged whenever the graph is of an earlier state of it. Of a large one that takes
    longer than the command: it is done once, where there is no graph that could be asked; later ``say`` hears when the
    graph is of another revision. A graph of another source stays, and ``say`` hears that.
    """
    graph = _usable(store_folder())
    if graph is not None and graph.source != bibliography.source.named_root:
        say(f"the graph for queries is of another source, {graph.source}; graphcheck load puts this one in its place")
    elif bibliography.source.tables.size("authorships") <= SMALL:
        if graph is None or graph.fingerprint != fingerprint(bibliography):
            _judge_and_keep(bibliography, say, Silent())
    elif graph is None:
        say("judging everybody, this once, so that graphcheck query has a graph; what was asked for is complete above")
        _judge_and_keep(bibliography, say, progress)
    elif graph.revision != bibliography.source.revision:
        say("the graph for queries is of another revision; graphcheck load brings it up to date")


def _usable(folder: StoreFolder) -> Manifest | None:
    """Return what the good graph is made from, or None where there is none that could be asked."""
    try:
        folder.good(every_byte=False)
        return folder.manifest()
    except StoreError:
        return None


def _judge_and_keep(bibliography: Bibliography, say: Say, progress: Progress) -> None:
    from graphcheck.store.load import judge, keep  # only here: the engine takes time to import

    keep(bibliography, judge(bibliography, progress), say, progress)


def fingerprint(bibliography: Bibliography) -> str:
    """Return a digest of all that the graph is made from: the tables, the settings, the program's version.

    Of a large source it is "": nobody would compare it, and it takes time.
    """
    if bibliography.source.tables.size("authorships") > SMALL:
        return ""
    tables = bibliography.source.tables
    digest = sha256(f"{__version__} {asdict(bibliography.settings)} {bibliography.source.root.absolute()}".encode())
    beside = [background.digest for background in bibliography.source.backgrounds]
    digest.update(f"{bibliography.source.revision} {bibliography.decisions} {beside}".encode())
    for table, columns in SCHEMA.items():
        for column, kind in columns.items():
            if (table, column) not in _NOT_IN_GRAPH:
                parts = tables.texts(table, column).parts() if kind == "str" else (tables.numbers(table, column),)
                for part in parts:
                    digest.update(part.tobytes())
    return digest.hexdigest()
