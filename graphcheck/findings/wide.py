"""Findings that take the whole bibliography to see: GC103 to GC106.

What ``identity`` concludes, and what the reader met, becomes findings here; nothing is decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from graphcheck.findings import NAMES, SPLIT
from graphcheck.findings.data_errors import of_faults
from graphcheck.findings.making import finding_id, named
from graphcheck.model import Evidence, Finding, JudgedAuthorship, Page
from graphcheck.sources import Source
from graphcheck.wording import number

Papers = Mapping[str, tuple[str, int]]  # id → (title, year)


class Split(Protocol):
    """Two pages that are likely one person's: ids, the one with more papers first, and why."""

    @property
    def people(self) -> tuple[str, str]:
        """The two people's ids."""
        ...

    @property
    def probability(self) -> float:
        """That they are one person."""
        ...

    @property
    def kind(self) -> str:
        """How their names are related."""
        ...

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What speaks for and against it; the weights sum to the log-odds."""
        ...


def of_bibliography(source: Source, papers: Papers) -> Iterator[Finding]:
    """Yield the findings of a source.

    ``papers`` maps paper ids to (title, year).
    """
    splits: list[Split] = []  # nobody looks for them yet
    yield from of_splits(splits, source)
    yield from of_faults(source, papers)


def with_codes(page: Page, findings: Sequence[Finding]) -> Page:
    """Return ``page`` with the codes of all findings about it, and about its papers."""
    codes: dict[tuple[str | None, int | None], set[str]] = {}
    for finding in findings:
        codes.setdefault((finding.paper, finding.position), set()).add(finding.code)

    def coded(judged: JudgedAuthorship) -> JudgedAuthorship:
        more = codes.get((judged.paper, judged.position))
        return replace(judged, codes=tuple(sorted({*judged.codes, *more}))) if more else judged

    every = {*page.codes, *(finding.code for finding in findings)}
    return replace(page, codes=tuple(sorted(every)), authorships=tuple(map(coded, page.authorships)))


def of_splits(splits: Sequence[Split], source: Source) -> Iterator[Finding]:
    """Yield a finding for each two pages that are likely one person's, told on the page with more papers."""
    people = named(source.tables)
    held = _papers(source, {person for split in splits for person in split.people})
    for split in splits:
        person, other = split.people
        (name, verified), (other_name, also) = people[person], people[other]
        moved = held[other]
        verb = "name its id there (explicit links)" if verified else "list the person with both names"
        text = (
            f"{name} ({person}) and {other_name} ({other}, {number(len(moved), 'paper')}) are likely one person. "
            f"{' '.join(part.text for part in split.evidence if part.weight > 0)} "
            f"If so, file the papers of {other} under {person}: {verb}"
            f"{', and withdraw the other entry' if also else ''}."
        )
        yield Finding(
            id=finding_id(SPLIT, *sorted(split.people)),
            code=SPLIT,
            name=NAMES[SPLIT],
            person=person,
            person_name=name,
            verified=verified,
            paper=None,
            position=None,
            title="",
            year=max((year for _, year in moved), default=0),
            link=None,
            score=split.probability,
            text=text,
            papers=tuple(paper for paper, _ in moved),
            evidence=split.evidence,
            suggestions=(),
            nobody=None,
            kind=split.kind,
            others=(other,),
        )


def _papers(source: Source, wanted: set[str]) -> dict[str, list[tuple[str, int]]]:
    """Return for each of the people ``wanted`` (ids) their papers as (id, year)."""
    tables = source.tables
    ids = tables.people["id"]
    rows = ids.index[ids.isin(wanted)]
    theirs = tables.authorships.loc[tables.authorships["person"].isin(rows), ["person", "paper"]].drop_duplicates()
    held: dict[str, list[tuple[str, int]]] = {person: [] for person in wanted}
    facts = list(zip(tables.papers["id"].tolist(), tables.papers["year"].tolist(), strict=True))
    for person, paper in zip(theirs["person"].tolist(), theirs["paper"].tolist(), strict=True):
        held[str(ids.iat[person])].append(facts[paper])
    return held
