"""What judging costs, past reading: ``python -m benchmarks.measure_cost SOURCE``.

Prints CPU-seconds of reading, of the graph, of the scores of everybody with three papers or more (arrays: all parts of
all authorships, groups, doubt), of comparing identities, and of the verdicts on
everybody, with the pages that have findings in words.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np

import graphcheck
from graphcheck.pages import BATCH


def main(path: str) -> None:
    """Measure each stage once, in one process."""
    began = time.process_time()
    bibliography = graphcheck.load(Path(path))
    began = _said("reading", began)
    graph, maker = bibliography.graph, bibliography.page_maker
    began = _said("graph and look-up tables", began)
    people = np.flatnonzero(graph.papers_of >= 3)
    authorships = 0
    for begin in range(0, len(people), BATCH):
        authorships += len(maker.judge(people[begin : begin + BATCH]).score)
    began = _said(f"scores of {authorships:,} authorships of {len(people):,} people with three papers or more", began)
    everybody = bibliography.people_to_tell()
    began = _said("identities compared", began)
    verdicts = bibliography.verdicts(everybody, evidence=False)
    told = (bibliography.page_of(verdict) for verdict in verdicts if bibliography.has_findings(verdict))
    found = sum(len(bibliography.findings(page)) for page in told)
    _said(f"verdicts on everybody with two papers or more, {found:,} findings", began)


def _said(what: str, began: float) -> float:
    now = time.process_time()
    print(f"{now - began:6.1f} CPU-s  {what}", flush=True)
    return now


if __name__ == "__main__":
    main(sys.argv[1])
