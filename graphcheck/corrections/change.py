"""What a correction changes: attributes of author elements, entries of the people file, files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graphcheck.errors import GraphcheckError
from graphcheck.sources.anthology_people import Name


class EditError(GraphcheckError):
    """A correction can't be made; says what, and where."""


class NoPatchError(EditError):
    """What was asked for makes sense, but the data can't say it; an issue can still ask for it."""


@dataclass(frozen=True, slots=True)
class LinkEdit:
    """Attributes of one author element: ``id``, ``orcid`` or ``openreview`` → the value, None to take it off.

    ``paper`` is a full id, ``position`` 0-based among the paper's authors.
    """

    paper: str
    position: int
    attributes: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class PersonEdit:
    """An entry of the people file: all of somebody new, or what is added to somebody who is there.

    ``names`` are all of a new one, the canonical first, else those to be added; only a new one has ``orcid``,
    ``degree`` and ``comment``, "" for none. Name matching is disabled, or left as it is.
    """

    person: str
    is_new: bool
    names: tuple[Name, ...]
    orcid: str = ""
    degree: str = ""
    comment: str = ""
    disable_name_matching: bool = False


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file before and after; ``path`` is relative to the source's root, with "/" between."""

    path: str
    before: bytes
    after: bytes
