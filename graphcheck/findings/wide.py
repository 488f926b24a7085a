"""Findings that take the whole bibliography to see: GC103 to GC106.

What ``identity`` concludes, and what the reader met, becomes findings here; nothing is decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from graphcheck.findings import NAMES, SPLIT, WRONG_ID
from graphcheck.findings.conflicts import of_conflicts
from graphcheck.findings.data_errors import of_faults
from graphcheck.findings.making import Looking, finding_id
from graphcheck.graph import Graph
from graphcheck.identity.conflicts import conflicts
from graphcheck.identity.splits import Split, splits
from graphcheck.identity.wrong_ids import WrongId, wrong_ids
from graphcheck.model import Finding, Suggestion
from graphcheck.settings import Settings
from graphcheck.sources import Source
from graphcheck.sources.anthology_people import FIRST_GENERATION
from graphcheck.suggest import Candidates
from graphcheck.weighing import Model
from graphcheck.wording import number


def of_bibliography(
    source: Source, graph: Graph, candidates: Candidates, settings: Settings, model: Model
) -> Iterator[Finding]:
    """Yield the findings of a source."""
    tables, looking = source.tables, Looking(source.tables)
    by_file = source.people_format != FIRST_GENERATION
    found = conflicts(tables, graph, settings, model, by_file=by_file)
    one_id = {frozenset(pair) for kind in found for shared in kind.shared for pair in combinations(shared.uses, 2)}
    yield from of_splits(splits(tables, graph, candidates, settings, model, one_id), source, looking)
    yield from of_conflicts(source, looking, found)
    yield from of_wrong_ids(graph, looking, wrong_ids(tables, graph, candidates, settings, model))
    yield from of_faults(source, looking)


def of_wrong_ids(graph: Graph, looking: Looking, found: Sequence[WrongId]) -> Iterator[Finding]:
    """Yield a finding for each paper that names one person by id and fits another one far better."""
    for told in found:
        record, person = int(graph.record[told.row]), int(graph.person[told.row])
        name, other = looking.names[person], looking.names[told.other]
        paper, (title, year) = looking.paper_id(record), looking.facts(record)
        better = "far better" if told.probability >= 0.5 else "better"
        text = (
            f"{paper} names {name} ({looking.ids[person]}) by id, an explicit link, but fits {other} "
            f"({looking.ids[told.other]}) {better}: {told.reason}. {_closest(told)} If so, take the id off the paper "
            f"and put {looking.ids[told.other]} there: unlink it from the one, and verify it for the other."
        )
        yield Finding(
            id=finding_id(WRONG_ID, looking.ids[person], paper, looking.position[record]),
            code=WRONG_ID,
            name=NAMES[WRONG_ID],
            person=looking.ids[person],
            person_name=name,
            verified=looking.verified[person],
            paper=paper,
            position=looking.position[record],
            title=title,
            year=year,
            link=looking.link(record),
            score=told.probability,
            text=text,
            papers=(paper,),
            evidence=told.evidence,
            suggestions=(Suggestion(looking.ids[told.other], told.probability, told.reason),),
            nobody=None,
            others=(looking.ids[told.other],),
        )


def _closest(told: WrongId) -> str:
    """Say how near the paper's nearest ones on the two pages are."""
    own, best = told.closest
    there = f"Its nearest paper there speaks {_times(best)} one person"
    return f"{there}, the nearest on the page that it names {_times(own)}."


def _times(odds: float) -> str:
    times = np.exp(min(abs(odds), 7.0))
    return f"{times:,.0f} to 1 {'for' if odds > 0 else 'against'}" if times >= 1.5 else "neither for nor against"


def of_splits(splits: Sequence[Split], source: Source, looking: Looking) -> Iterator[Finding]:
    """Yield a finding for each two pages that are likely one person's, told on the page to keep."""
    held = _papers(source, {person for split in splits for person in split.people})
    for split in splits:
        person, other = split.people
        row, other_row = looking.row[person], looking.row[other]
        name, other_name = looking.names[row], looking.names[other_row]
        verified, also = looking.verified[row], looking.verified[other_row]
        moved = held[other]
        verb = "name its id there (explicit links)" if verified else "list the person with both names"
        text = (
            f"{name} ({person}) and {other_name} ({other}, {number(len(moved), 'paper')}) are likely one person. "
            f"{' '.join(part.text for part in split.evidence if part.weight > 0)} "
            f"If so, file the papers of {other} under {person}: {verb}"
            f"{', and withdraw the other entry' if also else ''}: graphcheck fix {other} --all-papers --to {person}."
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
    ids, years = tables.texts("papers", "id"), tables.numbers("papers", "year")
    person, paper = (tables.numbers("authorships", column) for column in ("person", "paper"))
    row_of = {row: one for one in wanted if (row := tables.person_row(one)) is not None}
    theirs = np.flatnonzero(np.isin(person, list(row_of)))
    held: dict[str, dict[int, None]] = {one: {} for one in wanted}
    for who, what in zip(person[theirs].tolist(), paper[theirs].tolist(), strict=True):
        held[row_of[who]][what] = None
    return {one: [(ids[row], int(years[row])) for row in rows] for one, rows in held.items()}
