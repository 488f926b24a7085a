"""The nouns of the project: links, evidence, judged authorships, groups, pages, findings.

What is judged is an *authorship*: a person, a paper, a position. Tables (``tables.py``) hold what was
read; the classes here hold what was concluded.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Link(StrEnum):
    """Why an authorship is on a person's page."""

    EXPLICIT = "explicit"  # the author element names the person's id
    ORCID = "orcid"  # an ORCID on the authorship that is the person's
    OPENREVIEW = "openreview"  # an OpenReview id on the authorship that is the person's
    INFERRED = "inferred"  # by the printed name alone


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for (weight > 0) or against (weight < 0) "this paper is this person's".

    ``weight`` is in log-odds (natural logarithm); ``text`` is a sentence with the names and papers behind it.
    The prior is the first piece of evidence, so that the weights of an authorship sum to its log-odds.
    """

    kind: str
    weight: float
    text: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An existing person whom a paper may belong to, how likely (0 to 1), and what speaks for it."""

    person: str
    probability: float
    text: str


@dataclass(frozen=True, slots=True)
class JudgedAuthorship:
    """One line of ``scores.jsonl``: an authorship and what is thought of it.

    ``score`` is the probability in [0, 1] that the paper is *not* this person's, or None for an abstention,
    and then ``abstained`` says why. ``position`` is 0-based among the paper's authors. ``group`` is the label
    of the group that the paper is in; ``suggestions`` holds people whom a flagged paper may belong to, best first,
    and ``nobody`` is the probability that it is nobody's whom the bibliography knows, None for a paper that is not
    flagged; both on the condition that it is not this person's. ``orcid`` is the one that the paper states for the
    author, "" for none.
    """

    person: str
    paper: str
    position: int
    name: str
    link: Link
    score: float | None
    flagged: bool
    group: str
    core: bool
    suggestions: tuple[Suggestion, ...]
    nobody: float | None
    codes: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    abstained: str | None = None
    orcid: str = ""


@dataclass(frozen=True, slots=True)
class Coauthor:
    """A co-author as seen from a group of papers: ``papers`` is how many of the group's papers they share."""

    person: str
    name: str
    papers: int


@dataclass(frozen=True, slots=True)
class Group:
    """Papers of one person that hold together through their co-authors.

    ``papers`` are paper ids in order of year; ``years`` is (first, last); ``venues`` are (name, papers) pairs,
    most papers first; ``coauthors`` the leading ones, most papers first.
    """

    label: str
    papers: tuple[str, ...]
    core: bool
    years: tuple[int, int]
    venues: tuple[tuple[str, int], ...]
    coauthors: tuple[Coauthor, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One person with at least one paper, and everything that is thought of the page.

    ``papers`` counts authorships; ``years`` is (first, last); ``links`` counts authorships by link;
    ``name_commonness`` is E, the number of people expected to bear the name by chance (see ``names.py``);
    ``doubt`` is the probability that the page holds several people, or None where it cannot be told. On a page that
    holds several, ``main_group`` is the label of the group that is most likely the person, "" where none is, and
    ``main_reason`` says why.
    """

    person: str
    name: str
    verified: bool
    catch_all: bool
    orcid: str | None
    openreview: str | None
    papers: int
    years: tuple[int, int]
    links: tuple[tuple[Link, int], ...]
    name_commonness: float
    doubt: float | None
    groups: tuple[Group, ...]
    core_reason: str
    authorships: tuple[JudgedAuthorship, ...]
    codes: tuple[str, ...]
    main_group: str = ""
    main_reason: str = ""

    @property
    def staying(self) -> Group:
        """The group that is left on the page where it is parted: the main group, or the core where none is likelier."""
        return next((group for group in self.groups if group.label == self.main_group), self.groups[0])


@dataclass(frozen=True, slots=True)
class PaperList:
    """A group as a finding about a page lists it: label, papers (ids), whether it is the core, and the person's own."""

    group: str
    papers: tuple[str, ...]
    core: bool
    main: bool


class State(StrEnum):
    """What has become of a finding since the runs before."""

    NEW = "new"  # was not there
    KNOWN = "known"  # was there
    RESOLVED = "resolved"  # was there and is gone
    RELAPSED = "relapsed"  # was resolved, and is back
    DISMISSED = "dismissed"  # somebody decided that it need not be looked at


@dataclass(frozen=True, slots=True)
class Finding:
    """A coded claim about an authorship, about a page where ``paper`` is None, or about a place in the files.

    ``id`` is stable from run to run. ``score`` is a probability in [0, 1]; ``text`` says the finding in one
    sentence; ``evidence`` is that of the authorship; ``papers`` are the papers it is about: one for an authorship, for
    a page those outside its main group, or outside its core where no group is likelier. ``state`` is what has become of
    it since the runs before; ``since`` the day on which it was first told (ISO 8601, "" where that is not known);
    ``note`` says what its state is due to, "" where nothing needs to be said.

    ``person`` is "" for a claim about nobody whom the bibliography knows: an entry that can't be read. ``others`` are
    further people (ids) whom it concerns, ``kind`` parts the claims of one code, "" where there is one kind.
    ``groups`` are those of a page that holds several people, the core first. ``file`` and ``line`` (1-based) are where
    it is to be mended, as from the root of the checkout, "" and 0 where it is about no one line.
    """

    id: str
    code: str
    name: str
    person: str
    person_name: str
    verified: bool
    paper: str | None
    position: int | None
    title: str
    year: int
    link: Link | None
    score: float
    text: str
    papers: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    suggestions: tuple[Suggestion, ...]
    nobody: float | None
    state: State = State.NEW
    since: str = ""
    note: str = ""
    kind: str = ""
    others: tuple[str, ...] = ()
    file: str = ""
    line: int = 0
    groups: tuple[PaperList, ...] = ()

    @property
    def concerned(self) -> tuple[str, ...]:
        """The people (ids) whom the finding is about: first whose page it is told on, then the others."""
        return tuple(dict.fromkeys(person for person in (self.person, *self.others) if person))
