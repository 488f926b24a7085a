"""What a correction changes: attributes of author elements, entries of the people file, files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graphcheck.errors import GraphcheckError
from graphcheck.sources.anthology_people import Name


class EditError(GraphcheckError):
    """A correction can't be made; says what, and where."""


@dataclass(frozen=True, slots=True)
class LinkEdit:
    """Attributes of one author element."""

    paper: str
    position: int
    attributes: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class PersonEdit:
    """An entry of the people file."""

    person: str
    is_new: bool
    names: tuple[Name, ...]
    orcid: str = ""
    degree: str = ""
    comment: str = ""
    disable_name_matching: bool = False


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file before and after."""

    path: str
    before: bytes
    after: bytes
