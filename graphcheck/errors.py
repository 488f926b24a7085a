"""What went wrong, where, and what to do next: the errors that users see.

Every error prints as one line. The command line turns them into text and an exit code;
nothing else in the package prints or exits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

EXIT_FINE = 0
EXIT_FINDINGS = 1
EXIT_USAGE = 2
EXIT_DATA = 3


def one_line(text: str, limit: int = 300) -> str:
    """Return ``text`` on one printable line of at most ``limit`` characters.

    What a file holds is untrusted: control characters and line ends must not reach a terminal.
    """
    printable = text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)
    folded = " ".join(printable.split())
    return folded if len(folded) <= limit else folded[: limit - 1] + "…"


@dataclass(frozen=True, slots=True)
class About:
    """What a problem is about, for programs; "" where that is nothing or not known.

    ``kind`` is a word for the mistake, "undefined-id"; ``paper`` the id of the paper (or volume) that it stands on,
    ``person`` the id of the page that it concerns, ``value`` what is wrong: an id, an ORCID, a name. Together they
    name the mistake wherever it stands in its file.
    """

    kind: str = ""
    paper: str = ""
    person: str = ""
    value: str = ""


NOTHING = About()


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong in the input.

    ``file`` is the path as a user would type it, ``line`` is 1-based and 0 where no line can be named. ``about`` says
    in keys what ``what`` says in words.
    """

    file: str
    line: int
    what: str
    hint: str = ""
    about: About = field(default=NOTHING, compare=False)

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Problem:
        """Return the problem whose fields are ``told`` as plain values, as JSON has them.

        Raises:
            TypeError, KeyError: they are others.
        """
        return cls(**{**told, "about": About(**told["about"])})

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        hint = f"; {self.hint}" if self.hint else ""
        return one_line(f"{where}: {self.what}{hint}", limit=600)


class GraphcheckError(Exception):
    """Something that a user can do something about; ``str()`` of it is one line."""

    exit_code = EXIT_DATA

    def lines(self) -> list[str]:
        """Return what to print, one entry a line."""
        return [one_line(str(self), limit=600)]


class UsageError(GraphcheckError):
    """The command was not put as it must be."""

    exit_code = EXIT_USAGE


class SourceNotFoundError(GraphcheckError):
    """There is no bibliography at that place."""


class UnknownNameError(GraphcheckError):
    """Nobody in the source has that name; ``nearest`` holds names that look like it."""

    def __init__(self, name: str, nearest: Iterable[str]) -> None:
        self.name = name
        self.nearest = tuple(nearest)
        near = ", ".join(self.nearest)
        hint = f"the nearest names are: {near}" if near else "no name comes near it"
        super().__init__(f"nobody in this source is called “{name}”; {hint}")


class UnknownIdError(GraphcheckError):
    """No person, or no paper, of the source has that id."""

    def __init__(self, what: str, wanted: str) -> None:
        super().__init__(f"no {what} in this source has the id “{wanted}”; look it up in the source's tables")


class NoPapersError(GraphcheckError):
    """Somebody has that name, but is not an author of any paper; ``people`` are their ids."""

    def __init__(self, name: str, people: Iterable[str]) -> None:
        self.name = name
        self.people = tuple(people)
        super().__init__(
            f"“{name}” is {', '.join(self.people)}, author of no paper in this source; there is nothing to check"
        )


class StoreError(GraphcheckError):
    """The graph can't be read or written: not there, damaged, in use, or its server says no."""


class QueryError(UsageError):
    """A query that the graph's engine does not take: a mistake in the Cypher, or an attempt to write."""


class BadInputError(GraphcheckError):
    """Files of the source can't be used as they are; all of them are listed.

    Raises nothing itself; ``problems`` is sorted by file and line.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("; ".join(str(p) for p in self.problems))

    def lines(self) -> list[str]:
        """Return one line a problem."""
        return [str(p) for p in self.problems]
