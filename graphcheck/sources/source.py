"""What every reader gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path, PurePath

from graphcheck.errors import Problem
from graphcheck.sources.files import shown
from graphcheck.tables import Tables
from graphcheck.wording import number

_IN_DATA = (("xml",), ("json",), ("yaml",))  # what the folder data of a checkout holds


@dataclass(frozen=True, slots=True)
class Background:
    """A bibliography that was read as evidence beside a source, or, with no ``papers``, could not be.

    ``root``, ``revision`` and ``skipped`` are as in ``Source``; ``digest`` is one of what was read. ``repeated``: how
    many of the ``papers`` are in the source, or in a background before, and count there.
    """

    root: Path
    revision: str = ""
    digest: str = ""
    papers: int = 0
    repeated: int = 0
    skipped: tuple[Problem, ...] = ()

    def told(self) -> str:
        """Say in a line what was read."""
        where = f"background {shown(self.root)}"
        if not self.papers:
            return f"{where}: left out"
        repeated = f", {self.repeated:,} of them in the source or another one" if self.repeated else ""
        return f"{where}: {number(self.papers, 'paper')}{repeated}"


@dataclass(frozen=True, slots=True)
class Source:
    """A bibliography that was read.

    ``root`` is the folder that was given or found; ``people_format`` names the generation of the people file;
    ``revision`` is git's commit of the checkout, "" where there is none. ``skipped`` lists the problems of the
    files that were left out because the reader was told to keep going; ``faults`` the mistakes in the data that
    can be read past (two authors of one paper who resolve to one person, a checksum that fails, …). ``backgrounds``
    says what was read beside it; their papers are in ``tables.background`` alone.
    """

    root: Path
    tables: Tables
    people_format: str
    revision: str
    files: int
    skipped: tuple[Problem, ...] = field(default=())
    faults: tuple[Problem, ...] = field(default=())
    backgrounds: tuple[Background, ...] = field(default=())

    @property
    def named_root(self) -> str:
        """The folder as text that can be stored, whatever its name is made of."""
        return str(self.root.absolute()).encode("utf-8", "replace").decode()

    def placed(self, file: str) -> str:
        """Return a file's path as from the root of the checkout, with "/".

        ``file``: as the tables have it, relative to ``root``, or as problems have it, beginning with ``root``.
        """
        path, root = PurePath(file), PurePath(shown(self.root))
        inside = path.relative_to(root) if path.is_relative_to(root) else path
        # What was given may be the folder data inside the checkout.
        above = (self.root.resolve().name,) if inside.parts[:1] in _IN_DATA else ()
        return "/".join((*above, *inside.parts))
