"""A reader during a load sees the old graph or the new one, never a half."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from graphcheck.errors import StoreError
from graphcheck.progress import Silent
from graphcheck.store.engine import Value
from graphcheck.store.neo4j import load_neo4j, open_neo4j
from tests.store.many import COUNT, names

MANY = 12_000  # names, so that putting a graph in place takes time


@pytest.fixture
def asked_meanwhile(neo4j_empty: str) -> Callable[[Callable[[], None]], list[list[tuple[Value, ...]]]]:
    """Something that asks again and again while something else is done, and tells the answers."""

    def answers(work: Callable[[], None]) -> list[list[tuple[Value, ...]]]:
        told: list[list[tuple[Value, ...]]] = []
        done = threading.Event()

        def ask() -> None:
            with open_neo4j(neo4j_empty) as engine:
                while not done.is_set():
                    told.append(engine.rows(COUNT, {}).rows)

        reader = threading.Thread(target=ask)
        reader.start()
        try:
            work()
        finally:
            done.set()
            reader.join()
        return told

    return answers


def test_every_answer_is_of_one_graph(
    neo4j_empty: str, asked_meanwhile: Callable[[Callable[[], None]], list[list[tuple[Value, ...]]]]
) -> None:
    load_neo4j(neo4j_empty, names("first", MANY), Silent())

    def work() -> None:
        for printed in ("second", "first", "second"):
            load_neo4j(neo4j_empty, names(printed, MANY), Silent())

    told = asked_meanwhile(work)
    whole = [[("first", MANY)], [("second", MANY)]]
    assert [answer for answer in told if answer not in whole] == []
    assert [answer in told for answer in whole] == [True, True]


def test_before_the_first_load_there_is_no_graph(neo4j_empty: str) -> None:
    with (
        open_neo4j(neo4j_empty) as engine,
        pytest.raises(StoreError, match="there is no graph yet; run: graphcheck load"),
    ):
        engine.rows(COUNT, {})
