"""A report as the command writes it, on a day of the test's."""

from __future__ import annotations

from pathlib import Path

from graphcheck import pipeline
from graphcheck.decisions import NOTHING_DECIDED, Decisions
from graphcheck.progress import Silent
from graphcheck.settings import Settings


def report(
    source: Path,
    out: Path,
    *,
    scores: bool = False,
    parquet: bool = False,
    decisions: Decisions = NOTHING_DECIDED,
    day: str = "2026-01-01",
) -> Path:
    """Write a report as the command does, on a day of the test's."""
    pipeline.report(
        source,
        out,
        scores=scores,
        parquet=parquet,
        keep_going=False,
        settings=Settings(),
        progress=Silent(),
        say=lambda line: None,
        decisions=decisions,
        day=day,
    )
    return out
