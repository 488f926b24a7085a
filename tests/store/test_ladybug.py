"""The embedded engine's answers, held against plain loops over the rows.

Engines of this kind have given wrong rows for plain patterns, without a word. Here each shape of pattern that a
maintainer may write is either answered rightly or refused. A new version of the engine has to pass this first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest

from graphcheck.bibliography import Bibliography
from graphcheck.errors import QueryError
from graphcheck.store.engine import Engine
from graphcheck.store.rows import Frames
from tests.store.graphs import Embedded, frames_of, loaded


class Authored(NamedTuple):
    person: str
    paper: str
    position: int
    link: str


class Rows:
    """The sample's authorships and co-authorships, to loop over."""

    def __init__(self, frames: Frames) -> None:
        authored = frames["AUTHORED"][["from", "to", "position", "link"]]
        self.authored = [Authored(*row) for row in authored.itertuples(index=False, name=None)]
        self.of: dict[str, list[Authored]] = defaultdict(list)
        self.on: dict[str, list[Authored]] = defaultdict(list)
        for row in self.authored:
            self.of[row.person].append(row)
            self.on[row.paper].append(row)
        self.tied: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for one, other, papers in frames["COAUTHOR"][["from", "to", "papers"]].itertuples(index=False, name=None):
            self.tied[one].append((other, papers))
            self.tied[other].append((one, papers))
        self.year = dict(frames["Paper"][["id", "year"]].itertuples(index=False, name=None))


@pytest.fixture(scope="module")
def frames(sample: Bibliography) -> Frames:
    return frames_of(sample)


@pytest.fixture(scope="module")
def rows(frames: Frames) -> Rows:
    return Rows(frames)


@pytest.fixture(scope="module")
def engine(frames: Frames, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with loaded(Embedded(tmp_path_factory.mktemp("store")), frames) as opened:
        yield opened


Loop = Callable[[Rows], Iterator[tuple[Any, ...]]]
ON_PAPER = "MATCH (p:Person)-[a:AUTHORED]->(x:Paper)<-[b:AUTHORED]-(q:Person)"
AND_ON = f"{ON_PAPER}-[c:AUTHORED]->(y:Paper)"
BRANCHED = "MATCH (p:Person)-[t:COAUTHOR]-(o:Person) MATCH (p)-[a:AUTHORED]->(x:Paper)<-[b:AUTHORED]-(q:Person)"
RIGHT: dict[str, Loop] = {
    f"{ON_PAPER} WHERE q.id <> p.id AND x.year = 2020 RETURN p.id, x.id, q.id": lambda r: (
        (a.person, a.paper, b.person)
        for a in r.authored
        if r.year[a.paper] == 2020
        for b in r.on[a.paper]
        if b.person != a.person
    ),
    f"{AND_ON} WHERE q.id <> p.id AND y.id <> x.id RETURN p.id, x.id, q.id, y.id": lambda r: (
        (a.person, a.paper, b.person, c.paper)
        for a in r.authored
        for b in r.on[a.paper]
        if b.person != a.person
        for c in r.of[b.person]
        if c.paper != a.paper
    ),
    "MATCH (x:Paper)<-[b:AUTHORED]-(q:Person) WHERE b.position = 0 WITH x, q "
    "MATCH (p:Person)-[a:AUTHORED]->(x) WHERE q.id <> p.id WITH p, x, q MATCH (q)-[:AUTHORED]->(y:Paper) "
    "WHERE y.id <> x.id RETURN p.id, x.id, q.id, y.id": lambda r: (
        (a.person, a.paper, b.person, c.paper)
        for a in r.authored
        for b in r.on[a.paper]
        if b.person != a.person and b.position == 0
        for c in r.of[b.person]
        if c.paper != a.paper
    ),
    f"{BRANCHED} WHERE q.id <> p.id RETURN p.id, o.id, x.id, q.id": lambda r: (
        (a.person, o, a.paper, b.person)
        for a in r.authored
        for o, _ in r.tied[a.person]
        for b in r.on[a.paper]
        if b.person != a.person
    ),
    "MATCH (p:Person)-[t:COAUTHOR]-(o:Person) WHERE t.papers > 2 WITH p, o "
    "MATCH (p)-[a:AUTHORED {link: 'inferred'}]->(x:Paper) RETURN p.id, o.id, x.id": lambda r: (
        (a.person, o, a.paper) for a in r.authored if a.link == "inferred" for o, n in r.tied[a.person] if n > 2
    ),
    "MATCH (p:Person) OPTIONAL MATCH (p)-[a:AUTHORED {link: 'explicit'}]->(x:Paper) "
    "RETURN p.id, count(DISTINCT x.id), count(x.id), min(x.year)": lambda r: (
        (
            person,
            len({a.paper for a in r.of[person] if a.link == "explicit"}),
            sum(a.link == "explicit" for a in r.of[person]),
            min((r.year[a.paper] for a in r.of[person] if a.link == "explicit"), default=None),
        )
        for person in list(r.of)
    ),
    "MATCH (p:Person)-[a:AUTHORED]->(x:Paper) "
    "RETURN p.id, count(DISTINCT a.link), sum(a.position), max(x.year), count(*)": lambda r: (
        (
            person,
            len({a.link for a in r.of[person]}),
            sum(a.position for a in r.of[person]),
            max(r.year[a.paper] for a in r.of[person]),
            len(r.of[person]),
        )
        for person in list(r.of)
    ),
    "MATCH (p:Person)-[t:COAUTHOR]-(o:Person) WHERE NOT EXISTS { MATCH (p)-[:AUTHORED {position: 0}]->(:Paper) } "
    "RETURN p.id, o.id, t.papers": lambda r: (
        (person, o, papers)
        for person in list(r.of)
        if not any(a.position == 0 for a in r.of[person])
        for o, papers in r.tied[person]
    ),
}
WRONG: dict[str, Loop] = {
    "MATCH (x:Paper)<-[a:AUTHORED]-(p:Person)-[b:AUTHORED]->(y:Paper) WHERE a.position = 0 AND x.year > 2018 "
    "RETURN x.id, p.id, y.id": lambda r: (
        (a.paper, a.person, b.paper)
        for a in r.authored
        if a.position == 0 and r.year[a.paper] > 2018
        for b in r.of[a.person]
    ),
    "MATCH (p:Person {id: 'wei-chen'})-[t:COAUTHOR]-(c:Person)-[:AUTHORED]->(x:Paper) WHERE t.papers > 1 "
    "RETURN count(*)": lambda r: iter([(sum(len(r.of[c]) for c, papers in r.tied["wei-chen"] if papers > 1),)]),
    f"{AND_ON} WHERE q.id <> p.id AND y.id <> x.id AND b.position = 0 RETURN p.id, x.id, q.id, y.id": lambda r: (
        (a.person, a.paper, b.person, c.paper)
        for a in r.authored
        for b in r.on[a.paper]
        if b.person != a.person and b.position == 0
        for c in r.of[b.person]
        if c.paper != a.paper
    ),
    f"{BRANCHED} WHERE q.id <> p.id AND a.link = 'explicit' RETURN p.id, o.id, x.id, q.id": lambda r: (
        (a.person, o, a.paper, b.person)
        for a in r.authored
        if a.link == "explicit"
        for o, _ in r.tied[a.person]
        for b in r.on[a.paper]
        if b.person != a.person
    ),
    f"{BRANCHED} WHERE q.id <> p.id AND a.link = 'explicit' RETURN count(*)": lambda r: iter(
        [
            (
                sum(
                    len(r.tied[a.person]) * sum(b.person != a.person for b in r.on[a.paper])
                    for a in r.authored
                    if a.link == "explicit"
                ),
            )
        ]
    ),
}


@pytest.mark.parametrize("cypher", RIGHT)
def test_answers_are_those_of_loops(engine: Engine, rows: Rows, cypher: str) -> None:
    expected = Counter(RIGHT[cypher](rows))
    assert Counter(engine.rows(cypher, {}).rows) == expected
    assert len(expected) > 5


@pytest.mark.parametrize("cypher", WRONG)
def test_what_would_be_answered_wrongly_is_refused(engine: Engine, rows: Rows, cypher: str) -> None:
    """When this fails because a new version answers, and rightly, the refusal can go."""
    with pytest.raises(QueryError, match="might answer this pattern wrongly"):
        engine.rows(cypher, {})
    unguarded = engine._connection.execute(cypher).get_all()  # type: ignore[attr-defined]
    assert Counter(map(tuple, unguarded)) != Counter(WRONG[cypher](rows))
