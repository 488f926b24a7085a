"""Small invented checkouts of the newest format, with whatever is wrong in them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

ANA, BO, CY = "0000-0002-1825-0097", "0000-0001-5109-3700", "0000-0002-1694-233X"
Author = str | tuple[str, Mapping[str, str]]  # "First Last", and the attributes where there are any


def write(root: Path, people: Mapping[str, Any], papers: Sequence[Sequence[Author]], editor: str = "") -> Path:
    """Write a checkout; ``papers`` are their authors, ``people`` maps ids to entries, or to a printed name."""
    (root / "data/xml").mkdir(parents=True)
    (root / "data/json").mkdir()
    listed = {who: _entry(entry) for who, entry in people.items()}
    (root / "data/json/people.json").write_text(json.dumps(listed, sort_keys=True, indent=2), encoding="utf-8")
    (root / "data/json/venues.json").write_text('{"inv": {"acronym": "INV", "name": "Invented"}}', encoding="utf-8")
    lines = [_paper(number, authors) for number, authors in enumerate(papers, start=1)]
    meta = f"<meta><booktitle>I</booktitle>{editor}<year>2024</year><venue>inv</venue></meta>"
    text = f'<collection id="2024.inv">\n<volume id="1">{meta}\n{"".join(lines)}</volume>\n</collection>\n'
    (root / "data/xml/2024.inv.xml").write_text(text, encoding="utf-8")
    return root


def _entry(entry: Any) -> Any:
    return {"names": [_name(entry)]} if isinstance(entry, str) else entry


def _name(printed: str) -> dict[str, str]:
    first, _, last = printed.rpartition(" ")
    return {"first": first, "last": last}


def names(*printed: str, **more: Any) -> dict[str, Any]:
    """Return an entry of the people file."""
    return {"names": [_name(one) for one in printed], **more}


def _paper(number: int, authors: Sequence[Author]) -> str:
    lines = "".join(_author(author) for author in authors)
    return f'<paper id="{number}"><title>Title {number}</title>\n{lines}</paper>\n'


def _author(author: Author) -> str:
    printed, attributes = (author, {}) if isinstance(author, str) else author
    given = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    name = _name(printed)
    return f"<author{given}><first>{escape(name['first'])}</first><last>{escape(name['last'])}</last></author>\n"
