"""Reads the sample with lxml alone and resolves people by the rules of the newest format.

Apart from the package's own reader on purpose: one of the two would notice when the other is wrong.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from lxml import etree
from slugify import slugify

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "data" / "sample"
FIXTURES = ROOT / "tests" / "fixtures"


@dataclass(frozen=True)
class Mention:
    paper: str
    position: int
    printed: str
    page: str
    link: str
    orcid: str
    scripts: tuple[str, ...]


def full_id(collection: str, volume: str, paper: str) -> str:
    if collection[0].isdigit():
        return f"{collection}-{volume}.{paper}"
    if collection[0] == "W" or (collection == "D19" and int(volume) >= 5):
        return f"{collection}-{int(volume):02d}{int(paper):02d}"
    return f"{collection}-{volume}{int(paper):03d}"


def printed_name(element: Any) -> str:
    return f"{element.findtext('first') or ''} {element.findtext('last')}".strip()


def slug(name: str) -> str:
    return slugify(name, replacements=(("ʼ", "-"), ("’", "-")))


def orcid_is_sound(orcid: str) -> bool:
    """ISO 7064 mod 11-2: read as a number in base 2, check character included, the rest by 11 is 1."""
    if not re.fullmatch(r"(\d{4}-){3}\d{3}[\dX]", orcid):
        return False
    digits = [10 if c == "X" else int(c) for c in orcid if c != "-"]
    return sum(d << (len(digits) - 1 - i) for i, d in enumerate(digits)) % 11 == 1


def papers_in(folder: Path) -> dict[str, Any]:
    found = {}
    for file in sorted((folder / "data" / "xml").glob("*.xml")):
        for volume in etree.parse(file).getroot().iter("volume"):
            for paper in volume.iter("paper"):
                name = full_id(volume.getparent().get("id"), volume.get("id"), paper.get("id"))
                assert name not in found
                found[name] = paper
    return found


class Acquaintance:
    """Who has written with whom, and where."""

    def __init__(self, on_paper: dict[str, list[Mention]]) -> None:
        self.authors = {paper: {m.page for m in found} for paper, found in on_paper.items()}
        self.together: dict[frozenset[str], set[str]] = defaultdict(set)
        for paper, pages in self.authors.items():
            for pair in combinations(pages, 2):
                self.together[frozenset(pair)].add(paper)

    def coauthors(self, page: str, paper: str) -> set[str]:
        return self.authors[paper] - {page}

    def know_each_other(self, some: set[str], others: set[str], outside: set[str]) -> bool:
        """Tell whether one of ``some`` is or has written with one of ``others``, not counting ``outside``."""
        if some & others:
            return True
        return any(self.together[frozenset((a, b))] - outside for a in some for b in others)


def case(truth: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = [c for c in truth["cases"] if c["id"] == name]
    return found
