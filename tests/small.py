"""A small invented checkout: people whose names are hard to look up, and one stray paper."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

Author = tuple[str, str] | tuple[str, str, str]  # first, last, and the id where one is explicit

PEOPLE = {
    "ji-liu": {"names": [{"first": "Ji", "last": "Liu"}], "orcid": "0000-0002-1825-0097"},
    "ji-liu-amd": {"names": [{"first": "Ji", "last": "Liu"}]},
    "michael-wojatzki": {"names": [{"first": "Michael", "last": "Wojatzki"}]},
    "jose-garcia": {"names": [{"first": "José", "last": "García"}, {"first": "J.", "last": "García"}]},
    "soren-ostergaard": {"names": [{"first": "Søren", "last": "Østergaard"}]},
    "yang-liu": {"names": [{"first": "Yang", "last": "Liu"}]},
    "nobody-writes": {"names": [{"first": "Nobody", "last": "Writes"}]},
}
FRIENDS = (("Michael", "Wojatzki"), ("José", "García"), ("Søren", "Østergaard"))
STRANGERS = (("Ada", "Quill"), ("Ben", "Ruck"), ("Cleo", "Stam"))
PAPERS: tuple[tuple[str, tuple[Author, ...]], ...] = (
    ("Parsing rivers", (("Ji", "Liu", "ji-liu"), *FRIENDS)),
    ("Parsing lakes", (("Ji", "Liu", "ji-liu"), *FRIENDS[:2])),
    ("Parsing seas", (*FRIENDS, ("Ji", "Liu", "ji-liu"))),
    ("Parsing rain", (*FRIENDS,)),
    ("Kernels for chips", (("Ji", "Liu", "ji-liu-amd"), ("Dora", "Vale"))),
    ("Voices of whales", (("Ji", "Liu"), *STRANGERS)),
    ("Songs of whales", (*STRANGERS,)),
    ("Voices of birds", (("Ji Xin", "Liu"), ("Yang", "Liu"))),
    ("Alone", (("Yang", "Liu"),)),
)
VARIANTS = {("Yang", "Liu"): ("洋", "刘")}


def write_checkout(root: Path, more: Sequence[tuple[str, tuple[Author, ...]]] = ()) -> Path:
    """Write a checkout of the newest format to ``root`` and return it; ``more`` papers follow PAPERS."""
    for folder in ("xml", "json"):
        (root / "data" / folder).mkdir(parents=True)
    _write(root / "data" / "json" / "people.json", json.dumps(PEOPLE, sort_keys=True, indent=2))
    _write(root / "data" / "json" / "venues.json", json.dumps({"inv": {"acronym": "INV", "name": "Invented"}}))
    _write(root / "data" / "json" / "sigs.json", "{}")
    papers = "".join(_paper(number, *paper) for number, paper in enumerate((*PAPERS, *more), start=1))
    meta = "<meta><booktitle>Invented</booktitle><year>2024</year><venue>inv</venue></meta>"
    volume = f'<volume id="1">{meta}{papers}</volume>'
    xml = f'<?xml version="1.0" encoding="UTF-8"?>\n<collection id="2024.inv">{volume}</collection>\n'
    _write(root / "data" / "xml" / "2024.inv.xml", xml)
    return root


def _paper(number: int, title: str, authors: Sequence[Author]) -> str:
    people = "".join(_author(*author) for author in authors)
    return f'\n<paper id="{number}"><title>{escape(title)}</title>{people}</paper>'


def _author(first: str, last: str, person: str = "") -> str:
    given = f" id={quoteattr(person)}" if person else ""
    variant = ""
    if (first, last) in VARIANTS:
        other_first, other_last = VARIANTS[first, last]
        variant = f'<variant script="hani"><first>{other_first}</first><last>{other_last}</last></variant>'
    return f"<author{given}><first>{escape(first)}</first><last>{escape(last)}</last>{variant}</author>"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
