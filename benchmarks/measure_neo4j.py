"""Measures loads onto a Neo4j server, whose database has to be empty, in seconds: ``CHECKOUT URI``.

What a load finds there decides how long it takes: nothing, the same, a day's changes, another score everywhere.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from graphcheck.bibliography import load
from graphcheck.progress import Silent
from graphcheck.store.load import judge
from graphcheck.store.neo4j import load_neo4j, open_neo4j
from graphcheck.store.rows import Frames, frames

T = TypeVar("T")


class Stages:
    """Notes how long each stage takes."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def stage(self, name: str, items: Iterable[T], total: int) -> Iterator[T]:
        """Yield ``items``."""
        begun = time.perf_counter()
        yield from items
        self.seconds[name] = time.perf_counter() - begun


def a_day_before(whole: Frames) -> Frames:
    """Return the graph without its last 200 papers and all that hangs on them, and 100 other titles."""
    papers = whole["Paper"]
    gone = set(papers["id"].tail(200))
    titled = papers[~papers["id"].isin(gone)].copy()
    titled.loc[titled.index[:100], "title"] = "Another Title"
    kept = {
        name: whole[name][~whole[name][column].isin(gone)]
        for name, column in (("AUTHORED", "to"), ("APPEARED_IN", "from"), ("ABOUT_PAPER", "to"))
    }
    return {**whole, "Paper": titled, **kept}


def other_scores(whole: Frames) -> Frames:
    """Return the graph with another score of every authorship."""
    return {**whole, "AUTHORED": whole["AUTHORED"].assign(score=0.5)}


def main() -> None:
    """Measure."""
    bibliography = load(sys.argv[1])
    whole = frames(bibliography, judge(bibliography, Silent()))
    uri = sys.argv[2]
    print("| what the load changes | seconds | of which |\n|---|---|---|")
    for what, new in (
        ("everything: the database is empty", whole),
        ("nothing", whole),
        ("200 papers go, 100 titles change", a_day_before(whole)),
        ("200 papers come, 100 titles change", whole),
        ("the score of every authorship", other_scores(whole)),
    ):
        stages = Stages()
        begun, used = time.perf_counter(), time.process_time()
        load_neo4j(uri, new, stages)
        took, cpu = time.perf_counter() - begun, time.process_time() - used
        of_which = ", ".join(f"{name} {seconds:.1f}" for name, seconds in stages.seconds.items())
        print(f"| {what} | {took:.0f} ({cpu:.0f} CPU-s) | {of_which} |", flush=True)
    with open_neo4j(uri) as engine:
        print(engine.rows("MATCH ()-[r]->() RETURN count(r) AS relationships", {}).rows)


if __name__ == "__main__":
    main()
