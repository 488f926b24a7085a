"""What a correction changes: who means whom, attributes of author elements, entries of the people file, files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graphcheck.corrections.selection import Selection
from graphcheck.errors import GraphcheckError
from graphcheck.sources.anthology_people import Name

MOST_NAMED = 8  # papers in one sentence


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
    """An entry of the people file: all of somebody new, what is added to somebody who is there, or its end.

    ``names`` are all of a new one, the canonical first, else those to be added; ``orcid`` is that of a new one, or of
    one who has none yet; only a new one has ``degree`` and ``comment``; each is "" for none. Name matching is disabled,
    or left as it is. ``is_gone``: the entry is taken out.
    """

    person: str
    is_new: bool
    names: tuple[Name, ...]
    orcid: str = ""
    degree: str = ""
    comment: str = ""
    disable_name_matching: bool = False
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """An author whose person, or whose attributes, change.

    ``row`` is the authorship's row in the tables; ``had`` and ``gets`` are its id attribute before and after, "" for
    none. ``person`` is whom it means afterwards, ``before`` whom it meant: they are the same where an id only keeps a
    paper where it is. ``orcid`` is what becomes of an ORCID on it: None where nothing does, "" where it goes.
    """

    row: int
    before: str
    person: str
    had: str
    gets: str
    orcid: str | None = None

    @property
    def stays(self) -> bool:
        """Whether the paper keeps its person."""
        return self.before == self.person


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that has to be changed, and why more than was asked for.

    ``targets`` holds for each target of the selection the person's id, "" where that isn't known. ``objections`` are
    sentences on what can be done and is most likely wrong. ``named`` are pages without an id whose person gets one →
    that id; all of such a page goes with it.
    """

    selection: Selection
    moves: tuple[Move, ...]
    people: tuple[PersonEdit, ...]
    targets: tuple[str, ...]
    reasons: tuple[str, ...]
    by_printed_name: bool
    objections: tuple[str, ...] = ()
    named: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file before and after; ``path`` is relative to the source's root, with "/" between."""

    path: str
    before: bytes
    after: bytes
