"""Sources: one reader a format, all giving the same tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graphcheck.errors import GraphcheckError, UsageError
from graphcheck.progress import Progress, Silent
from graphcheck.sources.checkout import is_checkout
from graphcheck.sources.files import shown
from graphcheck.sources.formats import Format, Place, files_of, format_of
from graphcheck.sources.source import Background, Source

if TYPE_CHECKING:  # else it and lxml are imported where nothing is read
    from graphcheck.sources.anthology_xml import CollectionReader

__all__ = ["Background", "Format", "Place", "Source", "is_checkout", "read"]


def read(
    path: Path,
    *,
    keep_going: bool = False,
    progress: Progress | None = None,
    source_format: Format = Format.AUTO,
    columns: Mapping[str, str] | None = None,
    background: Sequence[Path] = (),
    collections: CollectionReader | None = None,
) -> Source:
    """Read the bibliography at ``path``.

    That is a checkout of the ACL Anthology or its ``data`` folder, or a file or folder of dblp's, OpenAlex's or tables;
    ``columns`` says what columns of tables are called, by ours. What is at ``background`` is evidence beside it.

    With ``keep_going`` whatever can't be used is left out (whole files of papers of the Anthology, single works of the
    others, single people and venues, whole backgrounds) and told in ``Source.skipped`` and ``Background.skipped``.
    ``collections`` reads single files of the Anthology, where another reader than the usual one is to.

    Raises:
        SourceNotFoundError: there is no bibliography at ``path``, or no right to look.
        BadInputError: files can't be used, and all of them are listed; or, with ``keep_going``, nothing is left.
        UsageError: ``columns`` are named that there are not, or ``path`` holds no tables; or a background is the
            source itself, or stands there twice.
    """
    from graphcheck.sources.beside import check_places, stand_beside  # here: what was read before is kept

    progress = progress or Silent()
    check_places(path, source_format, background, keep_going=keep_going)
    reading = _Reading(keep_going, progress, collections)
    source = _read(path, format_of(path, source_format), columns or {}, reading)
    if not background:
        return source
    return stand_beside(source, [_beside(place, reading) for place in background])


@dataclass(frozen=True, slots=True)
class _Reading:
    """How all of a source and its backgrounds are read."""

    keep_going: bool
    progress: Progress
    collections: CollectionReader | None


def _beside(place: Path, reading: _Reading) -> Source | Background:
    from graphcheck.sources.beside import left_out

    try:
        return _read(place, format_of(place), {}, reading)
    except GraphcheckError as error:
        if not reading.keep_going:
            raise
        return left_out(place, error)


def _read(path: Path, kind: Format, columns: Mapping[str, str], reading: _Reading) -> Source:
    if columns and kind is not Format.TABLES:
        raise UsageError(f"--map is about columns of tables, and {shown(path)} is of the format {kind}; leave it out")
    if kind is Format.ANTHOLOGY:
        from graphcheck.sources.anthology import read_anthology  # only here: what was read before is kept
        from graphcheck.sources.anthology_xml import read_collection

        collections = reading.collections or read_collection
        return read_anthology(path, keep_going=reading.keep_going, progress=reading.progress, collections=collections)
    return _read_works(path, kind, columns, reading)


def _read_works(path: Path, kind: Format, columns: Mapping[str, str], reading: _Reading) -> Source:
    from graphcheck.sources import dblp, openalex, table_files
    from graphcheck.sources.reading_works import read_works
    from graphcheck.sources.works import Known

    files = files_of(path, kind)
    people: dict[str, Known] = {}
    if kind is Format.DBLP:
        registry = dblp.registry_of(files)
        works, people = dblp.dblp_of(path, registry), registry.people
    elif kind is Format.OPENALEX:
        works = openalex.openalex_of(path, people)
    else:
        works = table_files.tables_of(path, columns)
    return read_works(path, files, works, keep_going=reading.keep_going, progress=reading.progress, people=people)
