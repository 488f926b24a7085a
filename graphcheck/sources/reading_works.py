"""Files of works, read one after the other with the same care whatever their format.

A format gives a generator of works for a file; a work that can't be used raises nothing there, but is told to the
file's ``Complaints`` and not given.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from graphcheck.errors import BadInputError, Problem
from graphcheck.progress import Progress
from graphcheck.sources.files import Complaints, bad_file, shown
from graphcheck.sources.source import Source
from graphcheck.sources.works import Known, Work, WorkWriter
from graphcheck.tables import build

STAGE = "Reading works"
_YEAR = re.compile(r"\s*(\d{4})(?!\d)", re.ASCII)  # of a date, its first part
YEARS = (1400, 2999)  # what a year of publication may be: the rest are mistakes

Works = Callable[[Path, Complaints], Iterator[Work]]


@dataclass(frozen=True, slots=True)
class Reading:
    """How works of a format are read: its prefix, what its people are called by, a file's works."""

    prefix: str
    people_format: str
    works: Works


def read_works(
    root: Path,
    files: Sequence[Path],
    reading: Reading,
    *,
    keep_going: bool,
    progress: Progress,
    people: Mapping[str, Known] | None = None,
) -> Source:
    """Read files of works; see :func:`graphcheck.sources.read` for what is returned and raised."""
    writer = WorkWriter(reading.prefix, people)
    problems: list[Problem] = []
    faults: list[Problem] = []
    for path in progress.stage(STAGE, files, len(files)):
        complaints = Complaints(shown(path))
        try:
            for work in reading.works(path, complaints):
                _add(writer, work, root, complaints)
        except BadInputError as error:
            problems.extend(error.problems)
        problems.extend(complaints.problems)
        faults.extend(complaints.faults)
    tables = build(writer.columns())
    if problems and (not keep_going or not len(tables.papers)):
        raise BadInputError(problems)
    if not len(tables.papers):
        raise bad_file(root, "holds no work with an author", "name a file or folder of works")
    return Source(
        root=root,
        tables=tables,
        people_format=reading.people_format,
        revision="",
        files=len(files),
        skipped=tuple(sorted(problems)),
        faults=tuple(sorted(faults)),
    )


def _add(writer: WorkWriter, work: Work, root: Path, complaints: Complaints) -> None:
    complaints.where = work.id
    if first := writer.find(work.id):
        what = f"the work {work.id} stands twice, first in {first[0] or shown(root)}:{first[1]}"
        complaints.fault(work.line, what, "the first one is taken; remove the other", "repeated-work", paper=work.id)
        return
    people = [author.person for author in work.authors if author.person]
    if len(set(people)) < len(people):
        twice = next(person for at, person in enumerate(people) if person in people[:at])
        what = f"two authors of {work.id} are one person, “{twice}”"
        complaints.fault(work.line, what, "give one of them another id", "twice-on-paper", person=twice)
    writer.add(work)


def relative(path: Path, root: Path) -> str:
    """Return a file's path as from ``root``, with "/"; its name, where it is the root itself."""
    return path.name if path == root else shown(path.relative_to(root)).replace("\\", "/")


def year_of(value: object) -> int | None:
    """Return a year of publication, None where ``value`` is none."""
    found = _YEAR.match(str(value))
    return int(found[1]) if found and YEARS[0] <= int(found[1]) <= YEARS[1] else None


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a file, unpacked where its name ends in ``.gz``.

    Raises:
        BadInputError: it can't be read, or unpacked, while the block reads it, too.
    """
    try:
        with path.open("rb") as packed:
            if path.suffix != ".gz":
                yield packed
                return
            with gzip.open(packed) as file:
                yield file  # type: ignore[misc]  # all that is asked of it is what bytes files do
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise bad_file(path, f"can't be unpacked: {error}", "fetch it again") from error
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise bad_file(path, f"can't be read: {why}", "check that you have the right to read it") from error
