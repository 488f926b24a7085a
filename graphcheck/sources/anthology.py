"""The ACL Anthology's own data: a checkout of its repository → tables.

    people file ──► People ──────► Resolver ─┐
    venues ───────► Venues ──────────────────┤
    data/xml/*.xml ► Collection (one a file) ┴► ColumnWriter ──► Tables

The formats and the rules are told in ``anthology_people``, ``anthology_venues``, ``anthology_xml`` and
``anthology_resolve``.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graphcheck.errors import BadInputError
from graphcheck.progress import Progress
from graphcheck.sources.anthology_columns import ColumnWriter
from graphcheck.sources.anthology_people import missing_file, read_people
from graphcheck.sources.anthology_resolve import Resolver
from graphcheck.sources.anthology_venues import read_venues
from graphcheck.sources.anthology_xml import Collection, CollectionReader
from graphcheck.sources.checkout import collection_files, find_data
from graphcheck.sources.files import Complaints, shown
from graphcheck.sources.revision import revision
from graphcheck.sources.source import Source
from graphcheck.tables import build

STAGE = "Reading collections"


def read_anthology(root: Path, *, keep_going: bool, progress: Progress, collections: CollectionReader) -> Source:
    """Read a checkout, each of its files by ``collections``.

    See :func:`graphcheck.sources.read` for what is returned and raised.
    """
    with _no_garbage_collection():
        return _read(root, keep_going, progress, collections)


def _read(root: Path, keep_going: bool, progress: Progress, collections: CollectionReader) -> Source:
    data = find_data(root)
    files = collection_files(data)
    people = read_people(data)
    venues = read_venues(data)
    problems = [*people.problems, *venues.problems]
    faults = [*people.faults, *venues.faults]
    resolver = Resolver(people)
    writer = ColumnWriter(resolver, venues)
    taken = 0
    ids_unknown = False
    for path in progress.stage(STAGE, files, len(files)):
        complaints = Complaints(shown(path))
        try:
            collection = collections(path)
            ids_unknown = ids_unknown or (people.is_missing and _has_ids(collection))
            _check(collection, writer, resolver, root, complaints)
        except BadInputError as error:
            problems.extend(error.problems)
            continue
        writer.add(collection, _relative(path, root), complaints)
        faults.extend([*collection.faults, *complaints.faults])
        taken += 1
    if people.is_missing:  # one line on the cause, not one on each id
        (problems if ids_unknown else faults).append(missing_file(data, needed=ids_unknown))
    if problems and (not keep_going or not taken):
        raise BadInputError(problems)
    return Source(
        root=root,
        tables=build(writer.columns()),
        people_format=people.format,
        revision=_revision(root, data),
        files=taken,
        skipped=tuple(sorted(problems)),
        faults=tuple(sorted(faults)),
    )


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Keep Python from looking for cycles: reading makes millions of objects and none (a fifth of its time)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _revision(root: Path, data: Path) -> str:
    """Return the commit of the checkout, whose root is one up where the data folder was given."""
    return revision(root) or (revision(root.resolve().parent) if data == root else "")


def _has_ids(collection: Collection) -> bool:
    papers = (paper for volume in collection.volumes for paper in volume.papers)
    return any(mention.id is not None for paper in papers for mention in paper.authors)


def _check(
    collection: Collection, writer: ColumnWriter, resolver: Resolver, root: Path, complaints: Complaints
) -> None:
    """Compare a collection with the people file and with the collections before it.

    Raises:
        BadInputError: an author's id is not defined, or a paper was met before.
    """
    for volume in collection.volumes:
        for paper in volume.papers:
            if first := writer.find(paper.id):
                what = f"the paper id {paper.id} stands twice, first in {shown(root / first[0])}:{first[1]}"
                hint = "give one of the two another id, or remove it"
                complaints.problem(paper.line, what, hint, "duplicate-paper", paper=paper.id)
            for mention in paper.authors:
                if mention.id is not None and resolver.is_undefined(mention):
                    what = f"an author of {paper.id} has the id “{mention.id}”, which is not defined"
                    hint = f"list it in {resolver.people.file}, or correct it"
                    about = {"paper": paper.id, "value": mention.id}
                    complaints.problem(mention.line, what, hint, "undefined-id", **about)
    if complaints.problems:
        raise BadInputError(complaints.problems)


def _relative(path: Path, root: Path) -> str:
    return shown(path.relative_to(root)).replace("\\", "/")
