"""Random patterns: whatever the embedded engine answers is what walking over the rows gives; the rest it refuses."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from graphcheck.bibliography import Bibliography
from graphcheck.errors import QueryError
from graphcheck.store.engine import Engine
from tests.store.graphs import Embedded, frames_of, loaded

Condition = tuple[str, Callable[[Any], bool]]  # Cypher with {0} for the variable, and the same in Python
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Way:
    """A step from one label to another: the pattern with {0} for the relationship, and conditions on it."""

    source: str
    pattern: str
    target: str
    table: str
    forth: bool
    back: bool
    conditions: tuple[Condition, ...]


AUTHORED: tuple[Condition, ...] = (
    ("{0}.position = 0", lambda r: r["position"] == 0),
    ("{0}.link = 'inferred'", lambda r: r["link"] == "inferred"),
    ("{0}.position > 1", lambda r: r["position"] > 1),
)
COAUTHOR: tuple[Condition, ...] = (
    ("{0}.papers > 1", lambda r: r["papers"] > 1),
    ("{0}.last_year < 2021", lambda r: r["last_year"] < 2021),
)
WAYS = (
    Way("Person", "-[{0}:AUTHORED]->", "Paper", "AUTHORED", True, False, AUTHORED),
    Way("Paper", "<-[{0}:AUTHORED]-", "Person", "AUTHORED", False, True, AUTHORED),
    Way("Person", "-[{0}:COAUTHOR]-", "Person", "COAUTHOR", True, True, COAUTHOR),
    Way("Person", "-[{0}:HAS_NAME]->", "Name", "HAS_NAME", True, False, ()),
    Way("Name", "<-[{0}:HAS_NAME]-", "Person", "HAS_NAME", False, True, ()),
    Way("Paper", "-[{0}:APPEARED_IN]->", "Venue", "APPEARED_IN", True, False, ()),
    Way("Venue", "<-[{0}:APPEARED_IN]-", "Paper", "APPEARED_IN", False, True, ()),
)
NODES: dict[str, tuple[Condition, ...]] = {
    "Person": (
        ("{0}.id = 'wei-chen'", lambda r: r["id"] == "wei-chen"),
        ("{0}.verified", lambda r: bool(r["verified"])),
        ("{0}.papers > 3", lambda r: r["papers"] > 3),
    ),
    "Paper": (
        ("{0}.year > 2018", lambda r: r["year"] > 2018),
        ("{0}.id = '2022.icol-main.7'", lambda r: r["id"] == "2022.icol-main.7"),
    ),
    "Name": (),
    "Venue": (),
}
KEYS = {"Person": "id", "Paper": "id", "Name": "slug", "Venue": "id"}
MOST = 30_000  # walks; longer ones take loops too long


class Walks:
    """The sample's nodes and relationships, to walk over."""

    def __init__(self, frames: Mapping[str, Any]) -> None:
        self.nodes = {label: {row[key]: row for row in frames[label].to_dict("records")} for label, key in KEYS.items()}
        self.ties: dict[Way, dict[str, list[tuple[str, Row]]]] = {}
        for way in WAYS:
            found: dict[str, list[tuple[str, Row]]] = defaultdict(list)
            for row in frames[way.table].to_dict("records"):
                if way.forth:
                    found[row["from"]].append((row["to"], row))
                if way.back:
                    found[row["to"]].append((row["from"], row))
            self.ties[way] = found

    def ends(self, start: str, ways: list[Way], kept: list[list[Callable[[Any], bool]]]) -> Counter[tuple[str, str]]:
        """Return how many walks lead from each first node to each last one; ``kept`` holds node, tie, node, ….

        Raises:
            OverflowError: there are more than ``MOST``.
        """
        found = Counter((key, key) for key, row in self.nodes[start].items() if all(f(row) for f in kept[0]))
        for number, way in enumerate(ways):
            on_tie, on_node = kept[2 * number + 1], kept[2 * number + 2]
            after: Counter[tuple[str, str]] = Counter()
            for (first, last), walks in found.items():
                for other, row in self.ties[way][last]:
                    if all(f(row) for f in on_tie) and all(f(self.nodes[way.target][other]) for f in on_node):
                        after[first, other] += walks
            found = after
            if found.total() > MOST:
                raise OverflowError
        return found


@pytest.fixture(scope="module")
def walks_and_engine(sample: Bibliography, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Walks, Engine]]:
    frames = frames_of(sample)
    with loaded(Embedded(tmp_path_factory.mktemp("store")), frames) as engine:
        yield Walks(frames), engine


def pattern(chance: random.Random) -> tuple[str, list[Way], list[list[Callable[[Any], bool]]], str]:
    """Return a random pattern: first label, ways, conditions, and its Cypher."""
    label = start = chance.choice(["Person", "Paper"])
    ways, kept, told, drawn = [], [], [], "(n0:" + label + ")"
    for number in range(chance.choice([2, 2, 3, 3, 4]) + 1):
        if number:
            way = chance.choice([way for way in WAYS if way.source == label])
            ways.append(way)
            label = way.target
            drawn += way.pattern.format(f"r{number}") + f"(n{number}:{label})"
            kept.append(conditions(chance, way.conditions, f"r{number}", told))
        kept.append(conditions(chance, NODES[label], f"n{number}", told))
    where = " WHERE " + " AND ".join(chance.sample(told, len(told))) if told else ""
    ends = f"n0.{KEYS[start]}, n{len(ways)}.{KEYS[label]}"
    return start, ways, kept, f"MATCH {drawn}{where} RETURN {ends}"


def conditions(
    chance: random.Random, among: tuple[Condition, ...], variable: str, told: list[str]
) -> list[Callable[[Any], bool]]:
    """Return no condition, or one, and note its Cypher."""
    if not among or chance.random() < 0.5:
        return []
    cypher, same = chance.choice(among)
    told.append(cypher.format(variable))
    return [same]


def answered(engine: Engine, cypher: str) -> Counter[tuple[Any, ...]] | None:
    """Return the engine's rows, or None where it refuses the pattern."""
    try:
        return Counter(engine.rows(cypher, {}).rows)
    except QueryError as error:
        if "might answer this pattern wrongly" not in str(error):
            raise
        return None


@pytest.mark.parametrize("seed", range(8))
def test_random_patterns_are_answered_as_walks_or_refused(walks_and_engine: tuple[Walks, Engine], seed: int) -> None:
    walks, engine = walks_and_engine
    chance = random.Random(seed)
    right = 0
    while right < 40:
        start, ways, kept, cypher = pattern(chance)
        try:
            expected = walks.ends(start, ways, kept)
        except OverflowError:
            continue
        counting = cypher.split(" RETURN ")[0] + " RETURN count(*) AS walks"
        told = {cypher: expected, counting: Counter([(expected.total(),)])}
        for asked, rows in told.items():
            found = answered(engine, asked)
            assert found is None or found == rows, asked
            right += found is not None
