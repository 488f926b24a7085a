"""What people decided, kept in a file of theirs: dismissed findings, confirmed papers, people who are distinct.

``reading`` makes these objects of the file and ``writing`` adds to it; ``confirmed`` finds the papers in the graph and
``tying`` lets groups know of them; ``ending`` says when a decision has had its time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2s

from graphcheck.model import Finding
from graphcheck.names import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Who decided, when (ISO day) and why; ``line`` is where the entry begins in its file, 1-based.

    The line is no part of what was decided: nothing is told anew where an entry only moves.
    """

    who: str
    when: str
    why: str
    line: int = field(default=0, compare=False, repr=False)

    def signed(self) -> str:
        """Return "by X on 2025-09-01: why"."""
        return f"by {self.who} on {self.when}: {self.why}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dismissal(Decision):
    """A finding need not be looked at: named by its id, or by code, person and (where it is about one) paper.

    ``score``, ``papers`` and ``authors`` are what the finding rested on when this was decided (its score, how many
    papers it was about, the digest of the paper's authors); None and "" where that was not noted. ``about`` holds some
    of the papers that a finding about a page was about, parted by spaces (see :func:`looked_at`).
    """

    finding: str = ""
    code: str = ""
    person: str = ""
    paper: str | None = None
    score: float | None = None
    papers: int | None = None
    authors: str = ""
    about: str = ""

    def is_of(self, finding: Finding) -> bool:
        """Tell whether it is this finding that is dismissed."""
        by_what = not self.finding or self.paper is not None
        about = (finding.code, finding.person, finding.paper)
        return self.finding == finding.id or (by_what and (self.code, self.person, self.paper) == about)

    @property
    def key(self) -> str:
        """A digest of the entry: another one after any change of it, wherever it stands in the file."""
        told = (self.who, self.when, self.why, self.finding, self.code, self.person, self.paper)
        return blake2s(
            repr((*told, self.score, self.papers, self.authors, self.about)).encode(), digest_size=6
        ).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation(Decision):
    """A paper is the person's own; ``authors`` is the digest of its authors when this was decided, "" where unknown."""

    person: str
    paper: str
    authors: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Distinction(Decision):
    """These people (ids) are different ones; none is suggested for a paper of another."""

    persons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decisions:
    """All that was decided; ``file`` is the path as a user would type it, "" where there is none."""

    file: str = ""
    dismissals: tuple[Dismissal, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    distinctions: tuple[Distinction, ...] = ()

    def dismissal_of(self, finding: Finding) -> Dismissal | None:
        """Return the last entry that dismisses ``finding``, None where none does.

        One about a paper dismisses what is said of that paper, whatever its id: authors may have changed places.
        """
        return next((entry for entry in reversed(self.dismissals) if entry.is_of(finding)), None)

    def where(self, decision: Decision) -> str:
        """Return the file and line of an entry."""
        return f"{self.file}:{decision.line}"


NOTHING_DECIDED = Decisions()
NOTED = 16  # papers of a page that a dismissal notes: a line that people still read


def looked_at(finding: Finding) -> str:
    """Return what a dismissal notes of the papers of a finding about a page: some of them, the same whenever asked."""
    if finding.paper is not None:
        return ""
    return " ".join(
        sorted(finding.papers, key=lambda paper: blake2s(paper.encode("utf-8", "replace")).digest())[:NOTED]
    )


def authors_digest(names: Iterable[str]) -> str:
    """Return a digest of the printed names of a paper's authors; their order, accents and case don't count."""
    return blake2s("\0".join(sorted(map(fold, names))).encode("utf-8", "replace"), digest_size=6).hexdigest()
