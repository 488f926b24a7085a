"""The finding codes: what each is called, says, and where its page is.

A code's page is Markdown in ``pages/``, shipped with the package, with the headings of ``HEADINGS``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType

from graphcheck.errors import UsageError

HEADINGS = (
    "What it says",
    "Why it matters",
    "How it is found",
    "Known false alarms",
    "Settings",
    "References",
)


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding. ``summary`` is one line, without a full stop."""

    code: str
    name: str
    summary: str

    def page(self) -> str:
        """Return the code's page as Markdown; its first line is ``# GC101: stray-authorship``."""
        return files("graphcheck.findings").joinpath("pages", f"{self.code}.md").read_text(encoding="utf-8")


_CODES = (
    Code(
        "GC101",
        "stray-authorship",
        "this paper's co-authors don't connect to the rest of the person's work",
    ),
    Code(
        "GC102",
        "mixed-page",
        "this page holds the work of several people; here are the groups",
    ),
    Code(
        "GC103",
        "split-person",
        "two pages are likely one person",
    ),
    Code(
        "GC104",
        "identity-conflict",
        "one page carries two ORCIDs or OpenReview ids, or one of them sits on two people",
    ),
    Code(
        "GC105",
        "wrong-explicit-id",
        "a paper that names this person by id fits another person of that name far better",
    ),
    Code(
        "GC106",
        "data-error",
        "the files name an id that is not defined, a name that it does not list, or can't be read",
    ),
)
CATALOGUE: Mapping[str, Code] = MappingProxyType({code.code: code for code in _CODES})


def find(code: str) -> Code:
    """Return the code of that number or name, in any casing: "GC101", "gc101", "stray-authorship".

    Raises:
        UsageError: there is no such code.
    """
    wanted = code.strip().casefold()
    for known in _CODES:
        if wanted in (known.code.casefold(), known.name):
            return known
    names = ", ".join(f"{known.code} ({known.name})" for known in _CODES)
    raise UsageError(f"there is no finding code “{code}”; the codes are: {names}")


def explain(code: str) -> str:
    """Return the page of a code as Markdown.

    Raises:
        UsageError: there is no such code.
    """
    return find(code).page()
