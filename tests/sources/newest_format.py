"""The whole Anthology, converted from its first generation of people to the newest.

What the newest format forbids is taken away: ORCIDs without an id, ids of nobody, names that are not listed (they
are listed then), authors who stand twice on one paper, and everything that does not say who wrote what.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from lxml import etree

from graphcheck.names import printed, slug
from graphcheck.sources.anthology_people import Name
from graphcheck.sources.orcid import has_valid_checksum

People = dict[str, dict[str, Any]]


def convert(root: Path, target: Path) -> Path:
    """Write the checkout at ``root``, of the first generation, into ``target`` in the newest format."""
    people = _people(root / "data/yaml/name_variants.yaml")
    files = sorted((root / "data/xml").glob("*.xml"))
    for file in files:
        for element in _mentions(etree.parse(file)):
            if element.get("id") in people and _name(element) not in people[element.get("id")]["names"]:
                people[element.get("id")]["names"].append(_name(element))
    owners = defaultdict(set)
    for person, fields in people.items():
        for name in fields["names"]:
            owners[slug(printed(*name))].add(person)
    (target / "data/xml").mkdir(parents=True)
    for file in files:
        tree = etree.parse(file)
        for element in _mentions(tree):
            _tidy(element, people)
        for item in tree.getroot().iter("paper", "meta"):
            _remove_twins(item, owners)
        _strip(tree.getroot())
        tree.write(target / "data/xml" / file.name, encoding="UTF-8", xml_declaration=True)
    _write_json(target, people, root)
    return target


def _people(path: Path) -> People:
    people: People = {}
    orcids: set[str] = set()
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for entry in yaml.load(path.read_text(encoding="utf-8"), Loader=loader):
        names = [Name(name["first"] or "", name["last"]) for name in [entry["canonical"], *entry.get("variants", [])]]
        person = entry.get("id") or slug(printed(*names[0]))
        if not person[0].isalpha():
            continue
        people[person] = {"names": list(dict.fromkeys(names))}
        people[person] |= {key: entry[key] for key in ("comment", "degree") if key in entry}
        orcid = entry.get("orcid")
        if orcid and orcid not in orcids and has_valid_checksum(orcid):
            people[person]["orcid"] = orcid
            orcids.add(orcid)
        # No file of the first generation says so, and both answers must be tried.
        if len(people) % 10 == 0:
            people[person]["disable_name_matching"] = True
    return people


def _mentions(tree: Any) -> Iterator[Any]:
    return iter(tree.getroot().iter("author", "editor"))


def _name(element: Any) -> Name:
    return Name(element.findtext("first") or "", element.findtext("last") or "")


def _tidy(element: Any, people: People) -> None:
    person = people.get(element.get("id"))
    if person is None:
        element.attrib.pop("id", None)
    if person is None or element.get("orcid") != person.get("orcid"):
        element.attrib.pop("orcid", None)


def _remove_twins(item: Any, owners: dict[str, set[str]]) -> None:
    """Remove who may be the same as somebody before, on a paper or among a volume's editors."""
    seen: set[str] = set()
    for mention in [*item.findall("author"), *item.findall("editor")]:
        own = slug(printed(*_name(mention)))
        ids = {mention.get("id")} if mention.get("id") else owners.get(own, set()) or {own}
        if seen & ids:
            item.remove(mention)
        seen |= ids


def _strip(collection: Any) -> None:
    """Remove what does not say who wrote what: files, whose tags changed between the formats, and events."""
    kept = {
        "collection": ("volume",),
        "volume": ("meta", "paper"),
        "meta": ("booktitle", "year", "venue", "editor"),
        "paper": ("title", "author", "editor", "bibkey"),
    }
    for element in list(collection.iter(*kept)):
        for child in list(element):
            if child.tag not in kept[element.tag]:
                element.remove(child)
    for volume in collection.iter("volume"):
        volume.set("type", "proceedings")  # journals have more rules
    for number, element in enumerate(collection.iter("bibkey")):
        element.text = f"key-{number}"  # some keys are older than the rules for them


def _write_json(target: Path, people: People, root: Path) -> None:
    def as_pair(name: Name) -> dict[str, str]:
        return {"first": name.first, "last": name.last} if name.first else {"last": name.last}

    written = {
        person: fields | {"names": [as_pair(name) for name in fields["names"]]}
        for person, fields in sorted(people.items())
    }
    venues = {}
    for file in sorted((root / "data/yaml/venues").glob("*.yaml")):
        fields = yaml.safe_load(file.read_text(encoding="utf-8"))
        venues[file.stem] = {"acronym": fields["acronym"], "name": fields["name"]}
    (target / "data/json").mkdir()
    for name, content in (("people", written), ("venues", venues), ("sigs", {})):
        text = json.dumps(content, indent=2, ensure_ascii=False)
        (target / "data/json" / f"{name}.json").write_text(text, encoding="utf-8")
