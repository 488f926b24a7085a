"""What groups owe to the paper under test: ``python -m benchmarks.measure_left_out SOURCE``.

A paper is left out of what it is held against, but groups and the core are found once, with it. Here they are found
again without it: without each flagged paper, and without a paper of the core of as many pages, drawn at random. Printed
is how often the other papers are grouped in another way, how often the core is another one, how often none is left that
is plainly the person, and which share of the others' scores moves.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from graphcheck.bibliography import Bibliography, load
from graphcheck.graph import Ints, build_graph
from graphcheck.pages import PageMaker
from graphcheck.score import Scores

SEED = 0
MOVED = 0.1  # from here on a probability counts as moved


def main(path: str) -> None:
    """Print one line for flagged papers, one for papers of cores."""
    bibliography = load(Path(path))
    maker = bibliography.page_maker
    people = bibliography.judged_people()
    scores = maker.judge(people)
    flagged = np.flatnonzero(scores.flagged)
    inside = (scores.groups.label == 0) & ~scores.groups.mute & (scores.rest.size > 1)
    generator = np.random.default_rng(SEED)
    drawn = generator.permutation(np.flatnonzero(inside))
    _, first = np.unique(scores.batch.row_page[drawn], return_index=True)
    core = np.sort(generator.permutation(drawn[first])[: len(flagged)])
    for name, rows in (("flagged papers", flagged), ("papers of cores", core)):
        found = np.array([told for part in _rounds(scores, rows) for told in _without(bibliography, scores, part)])
        grouped, other_core, undecided, moved = found.mean(axis=0)
        print(
            f"{len(found):,} {name} left out: others grouped otherwise {grouped:.2%}, another core {other_core:.2%}, "
            f"no core that is plainly the person {undecided:.2%}; scores of others moved by {MOVED:g}: {moved:.2%}"
        )


def _rounds(scores: Scores, rows: Ints) -> Iterator[Ints]:
    """Yield ``rows``, which are in order, so that each page has one of them at a time."""
    page = scores.batch.row_page[rows]
    turn = np.arange(len(rows)) - np.searchsorted(page, page)
    for which in range(int(turn.max(initial=-1)) + 1):
        yield rows[turn == which]


def _without(bibliography: Bibliography, scores: Scores, rows: Ints) -> Iterator[tuple[bool, bool, bool, float]]:
    """Yield for each row how its page is judged without it; rows are of different pages, in order."""
    tables, graph = bibliography.source.tables, bibliography.graph
    authorships, people = tables.authorships, len(tables.people)
    chosen = scores.batch.rows[rows]
    # Somebody may stand on a paper twice.
    keys = authorships["paper"].to_numpy(np.int64) * people + authorships["person"].to_numpy()
    left_out = np.isin(keys, graph.paper[chosen] * people + graph.person[chosen])
    fewer = replace(tables, authorships=authorships[~left_out].reset_index(drop=True))
    graph_without = build_graph(fewer, content=graph.content, settings=bibliography.settings)
    maker = PageMaker(fewer, graph_without, bibliography.settings, bibliography.model, bibliography.decisions)
    pages = scores.batch.row_page[rows]
    after = maker.judge(scores.batch.people[pages])
    for place, (row, page) in enumerate(zip(rows.tolist(), pages.tolist(), strict=True)):
        here = np.arange(*np.searchsorted(scores.batch.row_page, (page, page + 1)))
        here = here[here != row]
        there = np.arange(*np.searchsorted(after.batch.row_page, (place, place + 1)))
        before_label, label = scores.groups.label[here], after.groups.label[there]
        same = (before_label[:, None] == before_label) == (label[:, None] == label)
        moved = np.abs(np.nan_to_num(scores.score[here]) - np.nan_to_num(after.score[there])) >= MOVED
        yield (
            not same.all(),
            not np.array_equal(before_label == 0, label == 0),
            bool(after.groups.toss_up[place] and not scores.groups.toss_up[page]),
            float(moved.mean()) if len(moved) else 0.0,
        )


if __name__ == "__main__":
    main(sys.argv[1])
