"""Sources: one reader a format, all giving the same tables."""

from __future__ import annotations

from pathlib import Path

from graphcheck.progress import Progress, Silent
from graphcheck.sources.checkout import is_checkout
from graphcheck.sources.formats import Format, Place, files_of, format_of
from graphcheck.sources.source import Source

__all__ = ["Format", "Place", "Source", "is_checkout", "read"]


def read(
    path: Path, *, keep_going: bool = False, progress: Progress | None = None, source_format: Format = Format.AUTO
) -> Source:
    """Read the bibliography at ``path``.

    That is a checkout of the ACL Anthology or its ``data`` folder, or a file or folder of dblp's, OpenAlex's or tables.

    With ``keep_going`` whatever can't be used is left out (whole files of papers of the Anthology, single works of the
    others, single people and venues) and told in ``Source.skipped``.

    Raises:
        SourceNotFoundError: there is no bibliography at ``path``, or no right to look.
        BadInputError: files can't be used, and all of them are listed; or, with ``keep_going``, nothing is left.
    """
    progress = progress or Silent()
    kind = format_of(path, source_format)
    if kind is Format.ANTHOLOGY:
        from graphcheck.sources.anthology import read_anthology  # only here: what was read before is kept

        return read_anthology(path, keep_going=keep_going, progress=progress)
    return _read_works(path, kind, keep_going, progress)


def _read_works(path: Path, kind: Format, keep_going: bool, progress: Progress) -> Source:
    from graphcheck.sources import dblp, openalex, table_files
    from graphcheck.sources.reading_works import read_works
    from graphcheck.sources.works import Known

    files = files_of(path, kind)
    people: dict[str, Known] = {}
    if kind is Format.DBLP:
        registry = dblp.registry_of(files)
        reading, people = dblp.dblp_of(path, registry), registry.people
    elif kind is Format.OPENALEX:
        reading = openalex.openalex_of(path, people)
    else:
        reading = table_files.tables_of(path)
    return read_works(path, files, reading, keep_going=keep_going, progress=progress, people=people)
