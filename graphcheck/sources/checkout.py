"""Where the data of a checkout of the ACL Anthology are; looking takes nothing that reading them takes."""

from __future__ import annotations

from pathlib import Path

from graphcheck.errors import BadInputError, SourceNotFoundError
from graphcheck.sources.files import folder_files, is_there, shown

_EXPECTED = "name the root of an Anthology checkout, or its data folder"


def find_data(root: Path) -> Path:
    """Return the folder that holds ``xml/``: ``root/data``, or ``root`` itself.

    Raises:
        SourceNotFoundError: there is none, or it can't be looked at.
    """
    try:
        for data in (root / "data", root):
            if is_there(data / "xml"):
                return data
        exists = is_there(root)
    except ValueError as error:
        raise SourceNotFoundError(f"{shown(root)} is no path; {_EXPECTED}") from error
    what = "has neither data/xml nor xml in it" if exists else "does not exist"
    raise SourceNotFoundError(f"{shown(root)} {what}; {_EXPECTED}")


def is_checkout(path: Path) -> bool:
    """Tell whether there are papers of the Anthology's format at ``path`` that can be read."""
    try:
        return bool(collection_files(find_data(path)))
    except SourceNotFoundError:
        return False


def collection_files(data: Path) -> list[Path]:
    """Return the files of papers in the folder that :func:`find_data` found.

    Raises:
        SourceNotFoundError: there is none, or they can't be listed.
    """
    folder = data / "xml"
    try:
        files = folder_files(folder, ".xml")
    except BadInputError as error:
        raise SourceNotFoundError(str(error)) from error
    if not files:
        raise SourceNotFoundError(f"{shown(folder)} holds no .xml file; {_EXPECTED}")
    return files
