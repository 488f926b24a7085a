"""Which papers a report is about: volumes, collections, files, or what changed. All of it is read and judged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from graphcheck.errors import UsageError, one_line
from graphcheck.model import Finding, Page
from graphcheck.sources import Source

_PARTED = re.compile(r"[,\n]")


@dataclass(frozen=True, slots=True)
class Scope:
    """The papers (ids) that are reported on; ``only`` and ``since`` are what was asked for.

    ``files``: where these papers stand, as from the root of the checkout; ``without``: files in ``only`` that hold no
    papers of the source.
    """

    papers: frozenset[str]
    only: tuple[str, ...] = ()
    since: str = ""
    files: frozenset[str] = frozenset()
    without: tuple[str, ...] = ()

    def holds(self, finding: Finding, page: Page | None) -> bool:
        """Return whether ``finding`` is about these papers; one about a page is, where any paper of it is of these.

        One that names papers and no person's page is, where it names any of these; one that names no paper, where it is
        in one of their files: so what is wrong in the people file alone belongs to a whole report. ``page`` is None for
        somebody who has none any more.
        """
        if finding.paper is not None:
            return finding.paper in self.papers
        if page is None:
            return finding.file in self.files if not finding.papers else not self.papers.isdisjoint(finding.papers)
        return page is not None and any(authorship.paper in self.papers for authorship in page.authorships)


def scope_of(source: Source, only: Sequence[str], since: str, changed: frozenset[str] | None) -> Scope | None:
    """Return what to report on, None for everything.

    ``only`` are ids of collections, volumes and papers, or files of papers, several parted by commas or line ends;
    ``changed`` are the papers that changed ``since``, None where that was not asked.

    A file of the checkout that holds no papers counts for none.

    Raises:
        UsageError: the source has nothing of a name in ``only``.
    """
    names = tuple(name.strip() for given in only for name in _PARTED.split(given) if name.strip())
    if not only and changed is None:
        return None
    papers = source.tables.papers["id"]
    found = {name: _papers(source, name) for name in names}
    every = frozenset().union(*found.values()) if only else frozenset(papers)
    chosen = every if changed is None else every & changed
    every_file, ids = source.tables.papers["file"], source.tables.papers["id"]
    files = every_file[ids.isin(chosen)].unique().tolist()
    without = tuple(name for name, held in found.items() if not held)
    return Scope(chosen, names, since, frozenset(map(source.placed, files)), without)


def _papers(source: Source, name: str) -> frozenset[str]:
    papers = source.tables.papers
    for column in ("volume", "collection", "id"):
        if (papers[column] == name).any():
            return frozenset(papers["id"][papers[column] == name])
    file = _file(source, name)
    if file:  # of other files there are no papers: a list of what a change touches may hold any
        return frozenset(papers["id"][papers["file"] == file])
    hint = "name a collection (2025.acl), a volume (2025.acl-long), a paper, or a file (data/xml/2025.acl.xml)"
    raise UsageError(one_line(f"--only {name}: the source has no such papers; {hint}", limit=600))


def _file(source: Source, name: str) -> str:
    """Return the path of a file as the tables have it, or as from the checkout, "" where there is none in it.

    It is taken from here, from the source's folder, or from the checkout whose data folder the source is.
    """
    try:
        root = source.root.resolve()
        top = root.parent if root.name == "data" else root
        for place in (Path.cwd(), root, top):
            path = (place / name).resolve()
            if path.is_file() and path.is_relative_to(top):
                return path.relative_to(root if path.is_relative_to(root) else top).as_posix()
    except (OSError, ValueError, RuntimeError):
        return ""
    return ""
