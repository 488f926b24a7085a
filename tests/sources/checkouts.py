"""Small invented checkouts of the Anthology, written for one test each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

PEOPLE_JSON = "json/people.json"
PEOPLE_YAML = "yaml/people.yaml"
NAME_VARIANTS = "yaml/name_variants.yaml"

VALID_ORCID = "0000-0002-1825-0097"
OTHER_ORCID = "0000-0001-5109-3700"
THIRD_ORCID = "0000-0002-1694-233X"
FAILING_ORCID = "0000-0002-1825-0098"


def author(first: str, last: str, *, tag: str = "author", inner: str = "", **attributes: str) -> str:
    """Return an author's element on one line."""
    given = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{tag}{given}><first>{escape(first)}</first><last>{escape(last)}</last>{inner}</{tag}>"


def paper(number: str, *authors: str, title: str = "A Title", more: str = "") -> str:
    """Return a paper's element: its tag on the first line, the title on the second, one author on each other."""
    lines = [f'<paper id="{number}">', f"<title>{title}</title>", *authors]
    return "\n".join([*lines, more, "</paper>"] if more else [*lines, "</paper>"])


def volume(number: str, *papers: str, year: str = "2020", meta: str = "<venue>acl</venue>") -> str:
    """Return a volume's element: its tag on the first line, the meta on the second, then papers."""
    return "\n".join([f'<volume id="{number}">', f"<meta><year>{year}</year>{meta}</meta>", *papers, "</volume>"])


def collection(name: str, *volumes: str) -> str:
    """Return a file: declaration and <collection> on the first two lines, then volumes."""
    head = ["<?xml version='1.0' encoding='UTF-8'?>", f'<collection id="{name}">']
    return "\n".join([*head, *volumes, "</collection>", ""])


def single(*authors: str, name: str = "2020.acl") -> dict[str, str]:
    """Return one collection with one paper ``2020.acl-main.1``, whose first author stands on line 7."""
    return {name: collection(name, volume("main", paper("1", *authors)))}


def write_checkout(
    root: Path,
    collections: Mapping[str, str | bytes],
    people: Mapping[str, Any] | str | bytes | None = None,
    *,
    people_file: str = PEOPLE_JSON,
    venues: Mapping[str, Any] | None = None,
) -> Path:
    """Write a checkout below ``root`` and return it; ``people`` is text, or what the JSON file holds."""
    data = root / "data"
    for name, text in collections.items():
        write(data / "xml" / f"{name}.xml", text)
    if people is not None:
        text = people if isinstance(people, str | bytes) else json.dumps(people, indent=2, ensure_ascii=False)
        write(data / people_file, text)
    defined = {"acl": {"acronym": "ACL", "name": "Annual Meeting"}} if venues is None else venues
    write(data / "json" / "venues.json", json.dumps(defined, indent=2))
    return root


def write(path: Path, content: str | bytes) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def person(*names: str, **fields: Any) -> dict[str, Any]:
    """Return an entry of ``people.json``; names are "First Last", or the last name alone."""
    return {"names": [name_of(name) for name in names], **fields}


def name_of(name: str) -> dict[str, str]:
    """Return "First Last" as a pair."""
    first, _, last = name.rpartition(" ")
    return {"first": first, "last": last} if first else {"last": last}
