"""Mistakes that the reader met in the files → findings GC106: exact, each at its place.

What is wrong in one way is told once: an id that nobody defined is one mistake, however many papers carry it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from graphcheck.errors import Problem, one_line
from graphcheck.findings import DATA_ERROR, NAMES
from graphcheck.findings.making import Looking, finding_id
from graphcheck.model import Finding
from graphcheck.sources import Source
from graphcheck.tables import TitlesAndYears
from graphcheck.wording import listing, number

UNREADABLE = "unreadable"
# What follows from each kind of mistake, as far as papers and people go.
_FOLLOWS = {
    "undefined-id": "Until the people file lists it, nobody knows whom it means.",
    "unlisted-name": "The link is explicit, so the id counts and the name does not: list the name, or correct the id.",
    "orcid-without-id": "The link is inferred, by name alone: the ORCID has no say until the person has an id.",
    "unlisted-orcid": "The link is explicit: add the ORCID to the person's entry if it is theirs.",
    "twice-on-paper": "If they are two people, one of them needs an id of their own (an explicit link); else one of "
    "the two is to be removed.",
    "malformed-orcid": "The file was left out, and all of its papers with it.",
    "duplicate-paper": "The file was left out, and all of its papers with it.",
    "odd-orcid": "It was left out; the rest was read.",
    "repeated-work": "The first one was read, and the others left out.",
    "contradicting-rows": "The first row counts; of authors with one position the first is the first.",
    "duplicate-person": "The second entry was left out: ids that name it mean the first one.",
    "unreadable-entry": "The entry was left out: ids that name it mean nobody.",
    UNREADABLE: "What it holds was left out.",
}
_FOLLOWS_SAYS_IT = ("unlisted-name", "twice-on-paper")
_BY_PAPER = (
    "twice-on-paper",
    "duplicate-paper",
    "malformed-orcid",
    "odd-orcid",
    "contradicting-rows",
)  # the same value elsewhere is another mistake
_DIGITS = re.compile(r"\d+")


def of_faults(source: Source, looking: Looking) -> Iterator[Finding]:
    """Yield a finding for each mistake that was read past or made a file be left out.

    What concerns venues and the like is no mistake about people, and
    conflicts between ids are GC104's; both are left out.
    """
    grouped: dict[tuple[str, ...], list[Problem]] = {}
    met: dict[tuple[str, ...], int] = {}
    for problem in chain(source.faults, source.skipped):
        unread = problem in source.skipped
        key = _key(source, problem, unread)
        if key is None:
            continue
        if key[0] == UNREADABLE:  # nothing in the text parts them: the second one is another one
            met[key] = met.get(key, 0) + 1
            key = (*key, str(met[key])) if met[key] > 1 else key
        grouped.setdefault(key, []).append(problem)
    if grouped:
        facts = TitlesAndYears(source.tables)
        for key, problems in grouped.items():
            yield _finding(source, looking, key, problems, facts)


def _key(source: Source, problem: Problem, unread: bool) -> tuple[str, ...] | None:
    """Return what names the mistake from night to night, None for what is no finding; lines have no part in it."""
    about = problem.about
    if about.kind in _FOLLOWS:
        paper = about.paper if about.kind in _BY_PAPER else ""
        return (about.kind, about.person, about.value, paper)
    if not unread or about.kind:
        return None
    return (UNREADABLE, source.placed(problem.file), _DIGITS.sub("#", problem.what))


def _finding(
    source: Source,
    looking: Looking,
    key: Sequence[str],
    problems: Sequence[Problem],
    papers: Mapping[str, tuple[str, int]],
) -> Finding:
    first, kind = problems[0], key[0]
    row = looking.row.get(first.about.person)
    on = tuple(dict.fromkeys(problem.about.paper for problem in problems if problem.about.paper))
    paper = on[0] if len(on) == 1 and on[0] in papers else None
    title, year = papers.get(paper or "", ("", 0))
    return Finding(
        id=finding_id(DATA_ERROR, *key),
        code=DATA_ERROR,
        name=NAMES[DATA_ERROR],
        person="" if row is None else looking.ids[row],
        person_name="" if row is None else looking.names[row],
        verified=row is not None and looking.verified[row],
        paper=paper,
        position=None,
        title=title,
        year=year,
        link=None,
        score=1.0,
        text=_text(kind, problems, on, _follows(kind, first, source)),
        papers=on,
        evidence=(),
        suggestions=(),
        nobody=None,
        kind=kind,
        file=source.placed(first.file),
        line=first.line,
    )


def _follows(kind: str, problem: Problem, source: Source) -> str:
    """Say what the mistake does."""
    people, about = source.tables.people, problem.about
    theirs = (people["id"] == about.person) & (people["orcid"] == about.value) & people["verified"]
    if kind == "orcid-without-id" and theirs.any():
        return f"The ORCID is that of {about.person}, who is listed: the link is by ORCID until the id is added, too."
    return _FOLLOWS[kind]


def _text(kind: str, problems: Sequence[Problem], papers: Sequence[str], follows: str) -> str:
    first = problems[0]
    what = f"{first.what[:1].upper()}{first.what[1:]}"
    more = f" The same in {number(len(problems) - 1, 'other place')}" if len(problems) > 1 else ""
    elsewhere = [paper for paper in papers if paper != first.about.paper]
    more += f" ({listing(elsewhere)})." if more and elsewhere else "." if more else ""
    hint = f" What to do: {first.hint}." if first.hint and kind not in _FOLLOWS_SAYS_IT else ""
    return one_line(f"{what}.{more} {follows}{hint}", limit=1000)
