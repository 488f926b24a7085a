"""Wrong ids, planted in the whole Anthology."""

from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path

from graphcheck.corrections.change import LinkEdit
from graphcheck.corrections.mentions import Mentions
from graphcheck.corrections.xml_edit import edit_collection
from graphcheck.names import slug
from graphcheck.sources.anthology_people import People

PLANTED = 200


def planted(mentions: Mentions, people: People) -> list[tuple[int, str]]:
    """Return (row, wrong id): half of them had another id, half of them none, or as it comes.

    The later generations have 169 authorships that state no ORCID and could have the id of somebody else of that name.
    """
    of_name: defaultdict[str, list[str]] = defaultdict(list)
    for person in people.listed.values():
        for name in {slug(f"{one.first} {one.last}") for one in person.names}:
            of_name[name].append(person.id)
    authors: defaultdict[str, set[str]] = defaultdict(set)
    for row, paper in enumerate(mentions.paper):
        authors[paper].add(mentions.person[row])
    found: dict[bool, defaultdict[int, list[str]]] = {True: defaultdict(list), False: defaultdict(list)}
    for row, printed in enumerate(mentions.printed):
        if not mentions.id[row] and mentions.person[row] in people.listed:
            continue  # who is listed under that name alone gets it without an id, or with one: no bytes to give back
        if mentions.id[row] and mentions.name(row) not in people.listed[mentions.id[row]].names:
            continue  # a mistake of the file's own: to give the paper back the name is listed first
        for other in of_name.get(slug(printed), ()):
            listed = people.listed[other]
            if (
                other not in authors[mentions.paper[row]]
                and mentions.name(row) in listed.names
                and not mentions.orcid[row]
            ):
                found[bool(mentions.id[row])][row].append(other)
    without = min(len(found[False]), PLANTED - min(PLANTED // 2, len(found[True])))
    sizes = {True: min(PLANTED - without, len(found[True])), False: without}
    picked = random.Random(7)
    return [
        (row, picked.choice(others))
        for had, some in found.items()
        for row, others in picked.sample(list(some.items()), sizes[had])
    ]


def put(root: Path, mentions: Mentions, errors: list[tuple[int, str]]) -> dict[str, bytes]:
    """Write the wrong ids into the checkout ``root``; return what the changed files held."""
    edits: defaultdict[str, list[LinkEdit]] = defaultdict(list)
    for row, wrong in errors:
        edits[mentions.file(row)].append(LinkEdit(mentions.paper[row], mentions.position[row], {"id": wrong}))
    kept = {file: (root / file).read_bytes() for file in edits}
    for file, some in edits.items():
        place = root / file
        place.unlink()  # where it is a link, what it leads to stays as it is
        place.write_bytes(edit_collection(kept[file], place, some))
    return kept
