"""Small changes at random in the files of a checkout, of the kinds that a week of corrections and volumes brings."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import orjson
from lxml import etree


def mutate(root: Path, chance: Random, times: int) -> list[str]:
    """Change something ``times`` times in ``root``; return what was done, a word each."""
    done = []
    for _ in range(times):
        change = chance.choice(_CHANGES)
        if change(root, chance):
            done.append(change.__name__.strip("_"))
    return done


def _files(root: Path) -> list[Path]:
    return sorted((root / "data" / "xml").glob("*.xml"))


def _in_a_file(change: Callable[[Any, Random, Path], bool]) -> Callable[[Path, Random], bool]:
    def changed(root: Path, chance: Random) -> bool:
        path = chance.choice(_files(root))
        tree = etree.parse(path)
        if not tree.findall(".//paper"):
            return False
        made = change(tree.getroot(), chance, root)
        tree.write(path, encoding="UTF-8", xml_declaration=True)
        return made

    changed.__name__ = change.__name__
    return changed


def _paper(tree: Any, chance: Random) -> Any:
    return chance.choice(tree.findall(".//paper"))


def _of_a_team(change: Callable[[list[Any], Random], None]) -> Callable[[Path, Random], bool]:
    """Let ``change`` do something to the authors of a paper that has several."""

    def changed(tree: Any, chance: Random, _: Path) -> bool:
        authors = _paper(tree, chance).findall("author")
        if len(authors) < 2:
            return False
        change(authors, chance)
        return True

    changed.__name__ = change.__name__
    return _in_a_file(changed)


@_in_a_file
def _paper_less(tree: Any, chance: Random, _: Path) -> bool:
    gone = _paper(tree, chance)
    gone.getparent().remove(gone)
    return True


@_in_a_file
def _paper_more(tree: Any, chance: Random, root: Path) -> bool:
    """Put a copy of a paper of any file under another id, first, last or in between."""
    model = deepcopy(_paper(etree.parse(chance.choice(_files(root))), chance))
    taken = {paper.get("id") for paper in tree.iter("paper")}
    model.set("id", chance.choice([number for number in map(str, range(60, 99)) if number not in taken]))
    beside = _paper(tree, chance)
    beside.addprevious(model)
    return True


@_in_a_file
def _title(tree: Any, chance: Random, _: Path) -> bool:
    title = _paper(tree, chance).find("title")
    title.text = f"{chance.choice(('Parsing', 'Lexicons', 'On'))} {title.text or ''}"
    return True


@_in_a_file
def _abstract(tree: Any, chance: Random, _: Path) -> bool:
    abstract = _paper(tree, chance).find("abstract")
    if abstract is None:
        return False
    abstract.text = f"{abstract.text or ''} We summarize documents."
    return True


@_in_a_file
def _year(tree: Any, chance: Random, _: Path) -> bool:
    year = chance.choice(tree.findall(".//year"))
    year.text = str(int(year.text) + chance.choice((-1, 1)))
    return True


@_in_a_file
def _affiliation(tree: Any, chance: Random, _: Path) -> bool:
    author = chance.choice(tree.findall(".//paper/author"))
    there = author.find("affiliation")
    if there is not None:
        author.remove(there)
    if there is None or chance.random() < 0.7:
        stated = [one.text for one in tree.iter("affiliation")] or ["University of Elsewhere"]
        etree.SubElement(author, "affiliation").text = chance.choice(stated)
    return True


@_of_a_team
def _author_less(authors: list[Any], chance: Random) -> None:
    gone = chance.choice(authors)
    gone.getparent().remove(gone)


@_in_a_file
def _author_more(tree: Any, chance: Random, root: Path) -> bool:
    author = deepcopy(chance.choice(etree.parse(chance.choice(_files(root))).findall(".//paper/author")))
    authors = _paper(tree, chance).findall("author")
    if not authors:
        return False
    chance.choice(authors).addnext(author)
    return True


@_of_a_team
def _authors_swapped(authors: list[Any], _: Random) -> None:
    authors[0].addprevious(authors[-1])


@_in_a_file
def _new_name(tree: Any, chance: Random, _: Path) -> bool:
    author = chance.choice(tree.findall(".//paper/author"))
    author.find("last").text = chance.choice(("Zyx", "Li", "Wang", "Oudekerk"))
    author.attrib.pop("id", None)
    return True


@_in_a_file
def _papers_swapped(tree: Any, chance: Random, _: Path) -> bool:
    one, other = _paper(tree, chance), _paper(tree, chance)
    if one is other or one.getparent() is not other.getparent():
        return False
    one.addprevious(other)
    return True


@_in_a_file
def _editor_more(tree: Any, chance: Random, root: Path) -> bool:
    """Name somebody as editor: people are numbered as they are met, and so some change places."""
    author = chance.choice(etree.parse(chance.choice(_files(root))).findall(".//paper/author"))
    editor = etree.Element("editor")
    editor.extend(deepcopy(author.find(tag)) for tag in ("first", "last") if author.find(tag) is not None)
    chance.choice(tree.findall(".//meta")).insert(1, editor)
    return True


@_in_a_file
def _id(tree: Any, chance: Random, root: Path) -> bool:
    """Link an authorship to somebody of the name, or no longer; where nobody of it is listed, drop the link."""
    author = chance.choice(tree.findall(".//paper/author"))
    name = {part: author.findtext(part) or "" for part in ("first", "last")}
    entries = orjson.loads(_people(root).read_bytes())
    of_the_name = [person for person, entry in entries.items() if name in entry["names"]]
    if of_the_name and author.get("id") is None:
        author.set("id", chance.choice(of_the_name))
    else:
        for attribute in ("id", "orcid"):
            author.attrib.pop(attribute, None)
    return True


@_in_a_file
def _identifier(tree: Any, chance: Random, root: Path) -> bool:
    """State an ORCID or OpenReview id of somebody, or none."""
    author = chance.choice(tree.findall(".//paper/author"))
    kind = chance.choice(("orcid", "openreview"))
    if author.attrib.pop(kind, None) is None or chance.random() < 0.5:
        orcids = [entry["orcid"] for entry in orjson.loads(_people(root).read_bytes()).values() if "orcid" in entry]
        author.set(kind, chance.choice(orcids) if kind == "orcid" else f"~Ann_Ash{chance.randrange(9)}")
    return True


def _people(root: Path) -> Path:
    return root / "data" / "json" / "people.json"


def _entry(root: Path, chance: Random) -> bool:
    """Change what the people file says of somebody: also that a page may hold several people."""
    people = orjson.loads(_people(root).read_bytes())
    entry = chance.choice(list(people.values()))
    key, values = chance.choice(
        (
            ("comment", ("University of Vestmark", "Hanbit University", "May refer to several people")),
            ("degree", ("University of Oosterwijk", "Kestrel Bay University")),
            ("disable_name_matching", (True,)),
            ("orcid", ("0000-0007-2650-3011", "0000-0007-2245-3061")),
        )
    )
    if entry.pop(key, None) is None or chance.random() < 0.5:
        entry[key] = chance.choice(values)
    if chance.random() < 0.3:
        entry["names"].append({"first": chance.choice("WXYZ"), "last": entry["names"][0]["last"]})
    _people(root).write_bytes(orjson.dumps(people, option=orjson.OPT_INDENT_2))
    return True


def _acronym(root: Path, chance: Random) -> bool:
    path = root / "data" / "json" / "venues.json"
    venues = orjson.loads(path.read_bytes())
    chance.choice(list(venues.values()))["acronym"] = chance.choice(("ACL", "EMNLP", "LANG"))
    path.write_bytes(orjson.dumps(venues, option=orjson.OPT_INDENT_2))
    return True


_CHANGES: tuple[Callable[[Path, Random], bool], ...] = (
    _paper_less,
    _paper_more,
    _title,
    _abstract,
    _year,
    _affiliation,
    _author_less,
    _author_more,
    _authors_swapped,
    _new_name,
    _papers_swapped,
    _editor_more,
    _id,
    _identifier,
    _entry,
    _acronym,
)
