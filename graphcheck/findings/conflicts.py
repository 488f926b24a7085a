"""Conflicts between ids → findings GC104: what contradicts what, how sure, and what follows from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from graphcheck.errors import Problem
from graphcheck.findings import CONFLICT, NAMES
from graphcheck.findings.making import Looking, finding_id
from graphcheck.identity.conflicts import (
    CHECKSUM,
    COAUTHOR,
    ONE_PERSON,
    SEVERAL,
    SHARED,
    Conflicts,
    SeveralIds,
    SharedId,
)
from graphcheck.identity.mix_ups import MixUp
from graphcheck.model import Evidence, Finding, Link
from graphcheck.sources import Source
from graphcheck.wording import listing, number

_LISTED = 3  # papers that an id is told with
_HOW = {
    Link.EXPLICIT: "explicit",
    Link.ORCID: "by ORCID",
    Link.OPENREVIEW: "by OpenReview id",
    Link.INFERRED: "inferred",
}


def of_conflicts(source: Source, looking: Looking, found: Sequence[Conflicts]) -> Iterator[Finding]:
    """Yield a finding for each conflict, and one for each ORCID whose checksum fails."""
    for kind in found:
        told: set[int] = set()
        for mix_up in kind.mixed_up:
            if mix_up.record not in told:  # two that were swapped are told once
                told.update({mix_up.coauthor} if mix_up.swapped else ())
                yield _mixed_up(looking, kind.noun, mix_up)
        for several in kind.several:
            yield _several(looking, several)
        for shared in kind.shared:
            yield _shared(looking, shared)
    yield from _checksums(source, looking)


def _mixed_up(looking: Looking, noun: str, found: MixUp) -> Finding:
    own, other = looking.name[found.record], looking.name[found.coauthor]
    link = looking.link(found.record)
    person, coauthor = looking.person_of(found.record), looking.person_of(found.coauthor)
    also = f" {other} carries the {noun} of {own}: the two were swapped." if found.swapped else ""
    what = (
        f"The {noun} {found.value} stands on {own} and is most likely that of {other}, a co-author of the same paper."
    )
    return _finding(
        looking,
        COAUTHOR,
        (found.value, looking.paper_id(found.record), looking.position[found.record]),
        person,
        text=f"{what} {_because(found.evidence)}{also} {_after_mix_up(link, noun, own, other)}",
        score=found.probability,
        records=[found.record],
        evidence=found.evidence,
        others=[coauthor],
        one=found.record,
    )


def _after_mix_up(link: Link, noun: str, own: str, other: str) -> str:
    if link is Link.EXPLICIT:
        return (
            f"The link is explicit: with the {noun} the id was put on {own}, or it was taken from the wrong entry. "
            f"Put id and {noun} on {other}, and see to it that the id does not list the name {own}."
        )
    if link is Link.INFERRED:
        return f"The link is inferred, so the paper stays on the page of {own}: put the {noun} on {other}."
    return f"The link is by this {noun}: put it on {other}; {own} keeps the paper by name alone (an inferred link)."


def _several(looking: Looking, found: SeveralIds) -> Finding:
    noun, name = found.noun, looking.names[found.person]
    told = [f"{value} on {_papers(looking, records)}" for value, records in found.papers.items()]
    records = [record for value in list(found.papers)[1:] for record in found.papers[value]]
    links = _links(looking, [record for held in found.papers.values() for record in held])
    percent = f"{max(found.probability, 1 - found.probability):.0%}"
    if found.probability >= 0.5:
        likelier = f"More likely ({percent}) these are several people"
        follows = f"give each an id of their own and file the papers by it (explicit links). {links}"
    else:
        likelier = f"More likely ({percent}) this is one person with several profiles"
        follows = f"ask which {noun} holds and put it on all papers; no paper moves. {links}"
    return _finding(
        looking,
        SEVERAL,
        (looking.ids[found.person], *sorted(found.papers)),
        found.person,
        text=f"The page of {name} carries {len(told)} {noun}s: {'; '.join(told)}. {likelier}: "
        f"{_because(found.evidence)} What follows: {follows}",
        score=found.probability,
        records=records,
        evidence=found.evidence,
    )


def _shared(looking: Looking, found: SharedId) -> Finding:
    first, *rest = found.uses
    pages = [
        f"{looking.names[person]} ({looking.ids[person]}, {_papers(looking, held) if held else 'where it is listed'})"
        for person, held in found.uses.items()
    ]
    records = [record for person in rest for record in found.uses[person]]
    percent, links = f"{found.probability:.0%}", _links(looking, records)
    catch_all, listed = any(looking.catch_all[one] for one in rest), all(looking.verified[one] for one in found.uses)
    kind = ONE_PERSON if found.one_person and not catch_all and not listed else SHARED
    if found.one_person:
        differ = len({looking.names[person] for person in found.uses}) > 1
        likelier = (
            f"More likely ({percent}) they are one person{', whose names differ' if differ else ' with two pages'}"
        )
        if catch_all:
            likelier = f"More likely ({percent}) all these papers are those of {looking.ids[first]}"
        names = "list the names under" if differ else "keep"
        moves = "; ".join(_move(looking, first, person, found.uses[person]) for person in rest)
        follows = f"{names} {looking.ids[first]} and file there (explicit links) {moves}"
        if listed:
            follows += (
                f"; but both are listed: if they were parted on purpose, find out whose the {found.noun} is and take "
                "it off the other"
            )
    else:
        wrong = listing([looking.names[person] for person in rest])
        likelier = f"Their names have nothing in common, so more likely ({percent}) it was put on {wrong} by mistake"
        follows = "look up whose it is and take it off the other"
    return _finding(
        looking,
        kind,
        (found.value, *sorted(looking.ids[person] for person in found.uses)),
        first,
        text=f"The {found.noun} {found.value} stands on {listing(pages)}. {likelier}. What follows: {follows}. {links}",
        score=found.probability,
        records=records,
        evidence=(),
        others=rest,
    )


def _move(looking: Looking, first: int, other: int, records: Sequence[int]) -> str:
    """Say which papers of ``other`` are to be filed under ``first``, and by which command."""
    to, page = looking.ids[first], looking.ids[other]
    if not looking.catch_all[other]:
        return f"the papers of {page}: graphcheck fix {page} --all-papers --to {to}"
    papers = ",".join(dict.fromkeys(map(looking.paper_id, records)))
    return (
        f"those of {page}, a page of several people, that state it: graphcheck fix {page} --papers {papers} --to {to}"
    )


def _checksums(source: Source, looking: Looking) -> Iterator[Finding]:
    """Yield a finding for each ORCID that can't be one, at the first place where it stands."""
    grouped: dict[str, list[Problem]] = {}
    for fault in source.faults:
        if fault.about.kind == "orcid-checksum":
            grouped.setdefault(fault.about.value, []).append(fault)
    carried = looking.orcids(grouped)
    for value, faults in grouped.items():
        records = carried.get(value, [])
        listed = [looking.row[f.about.person] for f in faults if f.about.person in looking.row]
        people = list(dict.fromkeys([*listed, *map(looking.person_of, records)]))
        who = f" It stands on {listing([looking.names[person] for person in people])}." if people else ""
        links = _links(looking, records)
        yield _finding(
            looking,
            CHECKSUM,
            (value, *sorted(looking.ids[person] for person in people)),
            people[0] if people else None,
            text=f"The checksum of the ORCID {value} fails, so nobody has it.{who} {links} Look the ORCID up again; "
            "no paper moves by it.",
            score=1.0,
            records=records,
            evidence=(),
            others=people[1:],
            one=records[0] if len(records) == 1 else None,
            place=(source.placed(faults[0].file), faults[0].line),
        )


def _because(evidence: Sequence[Evidence]) -> str:
    return " ".join(part.text for part in evidence)


def _papers(looking: Looking, records: Sequence[int]) -> str:
    papers = list(dict.fromkeys(map(looking.paper_id, records)))
    return f"{number(len(papers), 'paper')} ({listing(papers, _LISTED)})" if papers else "no paper"


def _links(looking: Looking, records: Sequence[int]) -> str:
    """Say by which links these papers are where they are."""
    counted = Counter(looking.link(record) for record in records)
    told = [f"{count:,} {_HOW[link]}" for link in Link if (count := counted[link])]
    return f"Links: {', '.join(told)}." if told else ""


def _finding(
    looking: Looking,
    kind: str,
    key: Sequence[str | int],
    person: int | None,
    *,
    text: str,
    score: float,
    records: Sequence[int],
    evidence: tuple[Evidence, ...],
    others: Sequence[int] = (),
    one: int | None = None,
    place: tuple[str, int] = ("", 0),
) -> Finding:
    """Make a finding; ``records``: rows of authorships that it is about, ``one``: the only one of these, if it is."""
    papers = tuple(dict.fromkeys(map(looking.paper_id, records)))
    return Finding(
        id=finding_id(CONFLICT, SHARED if kind == ONE_PERSON else kind, *key),
        code=CONFLICT,
        name=NAMES[CONFLICT],
        person="" if person is None else looking.ids[person],
        person_name="" if person is None else looking.names[person],
        verified=person is not None and looking.verified[person],
        paper=None if one is None else looking.paper_id(one),
        position=None if one is None else looking.position[one],
        title="" if one is None else looking.facts(one)[0],
        year=max((looking.facts(record)[1] for record in records), default=0),
        link=None if one is None else looking.link(one),
        score=score,
        text=" ".join(text.split()),
        papers=papers,
        evidence=evidence,
        suggestions=(),
        nobody=None,
        kind=kind,
        others=tuple(looking.ids[other] for other in dict.fromkeys(others) if other != person),
        file=place[0],
        line=place[1],
    )
