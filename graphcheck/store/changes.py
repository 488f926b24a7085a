"""What a load changes: the facts of the graph before, compared with the new ones.

Compared are papers (title, year), their authors (who, by which printed name, by which link) and findings. A load
that changes nothing keeps what the one before it changed, so that loading twice gives the same graph. Where there
is no graph before, or fewer than half of its papers are still there (it was of another source), nothing counts as
changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import pandas as pd

from graphcheck.store import schema
from graphcheck.store.engine import Engine
from graphcheck.store.rows import Frames, frame

_Findings = Mapping[str, tuple[str, set[str]]]  # id → (code and person, papers)

_CHANGE = next(table for table in schema.NODES if table.name == "Change")
_BATCH = 2000  # papers whose facts are asked for at once


class _Change(NamedTuple):
    volume: str
    paper: str
    position: int
    what: str
    was: str
    now: str


class _Author(NamedTuple):
    who: str
    link: str


class _Facts(NamedTuple):
    title: str
    year: int
    volume: str
    authors: Mapping[int, _Author]

    @classmethod
    def of(cls, told: Sequence[Any], authors: Mapping[int, _Author]) -> _Facts:
        """Return the facts that begin with title, year and volume."""
        title, year, volume = told
        return cls(title, year, volume, authors)


def compared(before: Engine | None, new: Frames, states: Mapping[str, str] = MappingProxyType({})) -> Frames:
    """Return ``new`` with its changes since the graph ``before``, and with the states of its findings.

    ``states``: those that the run knows, by the findings' ids; of the others the graph before tells.

    Raises:
        StoreError, QueryError: the graph before can't be read.
    """
    with_changes = new if before is None else _since(before, new)
    finding = with_changes["Finding"]
    told = [states.get(id_, state) for id_, state in zip(finding["id"], finding["state"], strict=True)]
    return {**with_changes, "Finding": finding.assign(state=pd.Series(told, dtype="str"))}


def _since(before: Engine, new: Frames) -> Frames:
    digests = {str(row[0]): row[1] for row in before.rows("MATCH (p:Paper) RETURN p.id, p.facts", {}).rows}
    now = dict(_rows(new["Paper"][["id", "facts"]]))
    loads = before.rows("MATCH (l:Load) RETURN l.revision, l.before", {}).rows
    if 2 * len(digests.keys() & now.keys()) < len(digests) or not loads:
        return new
    differing = sorted(paper for paper in digests.keys() | now.keys() if digests.get(paper) != now.get(paper))
    known = _findings_before(before)
    old, facts = _facts_before(before, differing), _facts_now(new, differing)
    changes = [change for paper in differing for change in _of_paper(paper, old.get(paper), facts.get(paper))]
    volumes = {"": "", **dict(_rows(new["Paper"][["id", "volume"]]))}
    changes += _of_findings(known, _findings_now(new), volumes)
    revision, earlier = (str(value) for value in loads[0])
    return _changed(new, changes, known, revision) if changes else _kept(before, new, earlier)


def _of_paper(paper: str, was: _Facts | None, now: _Facts | None) -> Iterator[_Change]:
    if was is None and now is not None:
        yield _Change(now.volume, paper, -1, "added", "", now.title)
    if was is not None and now is None:
        yield _Change(was.volume, paper, -1, "removed", was.title, "")
    if was is None or now is None:
        return
    if was.title != now.title:
        yield _Change(now.volume, paper, -1, "title", was.title, now.title)
    if was.year != now.year:
        yield _Change(now.volume, paper, -1, "year", str(was.year), str(now.year))
    nobody = _Author("", "")
    for position in sorted(was.authors.keys() | now.authors.keys()):
        one, other = was.authors.get(position, nobody), now.authors.get(position, nobody)
        if one.who != other.who:
            yield _Change(now.volume, paper, position, "author", one.who, other.who)
        elif one.link != other.link:
            yield _Change(now.volume, paper, position, "link", one.link, other.link)


def _of_findings(known: _Findings, found: _Findings, volumes: Mapping[str, str]) -> Iterator[_Change]:
    """Yield what findings came to be about, and what they are about no more; a finding about no paper has "" there."""
    was = {(finding, paper) for finding, (_, papers) in known.items() for paper in papers}
    now = {(finding, paper) for finding, (_, papers) in found.items() for paper in papers}
    for finding, paper in now - was:
        yield _Change(volumes[paper], paper, -1, "finding", "", found[finding][0])
    for finding, paper in was - now:
        if paper in volumes:  # else the paper is gone, and its findings with it, which its removal says
            yield _Change(volumes[paper], paper, -1, "resolved", known[finding][0], "")


def _told(rows: Iterable[Sequence[Any]]) -> _Findings:
    """Return findings from rows of id, code, person, paper; person is "" and paper None where there is none."""
    told: dict[str, tuple[str, set[str]]] = {}
    for finding, code, person, paper in rows:
        told.setdefault(finding, (f"{code} {person}".strip(), set()))[1].add(paper or "")
    return told


def _findings_before(before: Engine) -> _Findings:
    asked = "MATCH (f:Finding) OPTIONAL MATCH (f)-[:ABOUT_PAPER]->(x:Paper) RETURN f.id, f.code, f.person, x.id"
    return _told(before.rows(asked, {}).rows)


def _findings_now(new: Frames) -> _Findings:
    papers = new["ABOUT_PAPER"].set_index(schema.SOURCE)[schema.TARGET].rename("paper")
    findings = new["Finding"].set_index("id")[["code", "person"]].join(papers)
    rows = findings.astype(object).where(findings.notna(), None)
    return _told(zip(rows.index, *(rows[name] for name in rows), strict=True))


def _facts_before(before: Engine, papers: Sequence[str]) -> dict[str, _Facts]:
    titles: dict[str, tuple[Any, ...]] = {}
    authors: dict[str, dict[int, _Author]] = {}
    for begin in range(0, len(papers), _BATCH):
        asked = {"papers": list(papers[begin : begin + _BATCH])}
        of_papers = "UNWIND $papers AS id MATCH (x:Paper {id: id}) RETURN x.id, x.title, x.year, x.volume"
        titles.update((str(row[0]), row[1:]) for row in before.rows(of_papers, asked).rows)
        of_authors = (
            "UNWIND $papers AS id MATCH (p:Person)-[a:AUTHORED]->(x:Paper {id: id}) "
            "RETURN x.id, a.position, a.name, p.id, a.link"
        )
        _add_authors(authors, before.rows(of_authors, asked).rows)
    return {paper: _Facts.of(told, authors.get(paper, {})) for paper, told in titles.items()}


def _facts_now(new: Frames, papers: Sequence[str]) -> dict[str, _Facts]:
    titles = new["Paper"].loc[new["Paper"]["id"].isin(papers), ["id", "title", "year", "volume"]]
    there = new["AUTHORED"].loc[new["AUTHORED"][schema.TARGET].isin(papers)]
    authors: dict[str, dict[int, _Author]] = {}
    _add_authors(authors, _rows(there[[schema.TARGET, "position", "name", schema.SOURCE, "link"]]))
    return {paper: _Facts.of(told, authors.get(paper, {})) for paper, *told in _rows(titles)}


def _rows(table: pd.DataFrame) -> list[tuple[Any, ...]]:
    return list(zip(*(table[name].tolist() for name in table), strict=True))


def _add_authors(authors: dict[str, dict[int, _Author]], rows: Iterable[Sequence[Any]]) -> None:
    for paper, position, name, person, link in rows:
        authors.setdefault(paper, {})[position] = _Author(f"{name} ({person})", link)


def _changed(new: Frames, changes: Iterable[_Change], known: _Findings, before: str) -> Frames:
    ordered = sorted(set(changes))
    columns = {name: [getattr(change, name) for change in ordered] for name in _Change._fields}
    ids = [f"{number:07d}" for number in range(1, len(ordered) + 1)]
    states = ["known" if finding in known else "new" for finding in new["Finding"]["id"]]
    return _with(new, {"id": ids, **columns}, states, before)


def _kept(engine: Engine, new: Frames, before: str) -> Frames:
    """Return ``new`` with the changes and states of the graph before."""
    names = [column.name for column in _CHANGE.properties]
    rows = engine.rows(f"MATCH (c:Change) RETURN {', '.join(f'c.{name}' for name in names)} ORDER BY c.id", {}).rows
    states = {str(row[0]): str(row[1]) for row in engine.rows("MATCH (f:Finding) RETURN f.id, f.state", {}).rows}
    columns = {name: [row[place] for row in rows] for place, name in enumerate(names)}
    return _with(new, columns, [states[finding] for finding in new["Finding"]["id"]], before)


def _with(new: Frames, changes: Mapping[str, Sequence[Any]], states: Sequence[str], before: str) -> Frames:
    return {
        **new,
        "Change": frame(_CHANGE, changes),
        "Finding": new["Finding"].assign(state=pd.Series(states, dtype="str")),
        "Load": new["Load"].assign(before=pd.Series([before], dtype="str")),
    }
