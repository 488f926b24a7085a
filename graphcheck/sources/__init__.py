"""Sources: one reader a format, all giving the same tables."""

from __future__ import annotations

from pathlib import Path

from graphcheck.progress import Progress, Silent
from graphcheck.sources.anthology import is_checkout, read_anthology
from graphcheck.sources.source import Source

__all__ = ["Source", "is_checkout", "read"]


def read(path: Path, *, keep_going: bool = False, progress: Progress | None = None) -> Source:
    """Read the bibliography at ``path``: the root of a checkout of the ACL Anthology, or its ``data`` folder.

    With ``keep_going`` whatever can't be used is left out (whole files of papers, single people and venues) and told
    in ``Source.skipped``.

    Raises:
        SourceNotFoundError: there is no bibliography at ``path``, or no right to look.
        BadInputError: files can't be used, and all of them are listed; or, with ``keep_going``, nothing is left.
    """
    return read_anthology(path, keep_going=keep_going, progress=progress or Silent())
