"""What every reader gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from graphcheck.errors import Problem
from graphcheck.tables import Tables


@dataclass(frozen=True, slots=True)
class Source:
    """A bibliography that was read.

    ``root`` is the folder that was given or found; ``people_format`` names the generation of the people file;
    ``revision`` is git's commit of the checkout, "" where there is none. ``skipped`` lists the problems of the
    files that were left out because the reader was told to keep going; ``faults`` the mistakes in the data that
    can be read past (two authors of one paper who resolve to one person, a checksum that fails, …).
    """

    root: Path
    tables: Tables
    people_format: str
    revision: str
    files: int
    skipped: tuple[Problem, ...] = field(default=())
    faults: tuple[Problem, ...] = field(default=())
