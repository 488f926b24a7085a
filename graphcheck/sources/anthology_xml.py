"""One file of the Anthology, ``data/xml/<collection>.xml`` → volumes, papers and mentions of people.

Reads what stands in the file and nothing else: who the people are is told in ``anthology_resolve``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

from graphcheck.errors import BadInputError, Problem
from graphcheck.sources import doi, orcid
from graphcheck.sources.anthology_ids import build_paper_id, build_volume_id
from graphcheck.sources.anthology_people import LONGEST_NAME, Name
from graphcheck.sources.files import Complaints, bad_file, decode, read_bytes, shown

MOST_XML_BYTES = 64 * 1024 * 1024  # the largest file of the Anthology has 4 MB
MOST_AUTHORS = 10_000  # of one paper; the Anthology's longest list has a few hundred

_DECLARED = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"']*)")
_READABLE = frozenset((b"utf-8", b"utf8", b"us-ascii", b"ascii"))
_YEAR = re.compile(r"[12][0-9]{3}")
_ALL_TEXT = etree.XPath("string()", smart_strings=False)
_PROLOG = 1024  # bytes in which <?xml …?> must be over


class Mention(NamedTuple):
    """An author or editor as a paper or volume names them.

    ``id`` is None where none is given; ``orcid`` and ``openreview`` are "" then. ``variants`` are the name in
    other scripts. ``line`` is 1-based.
    """

    first: str
    last: str
    id: str | None
    orcid: str
    openreview: str
    affiliation: str
    variants: tuple[Name, ...]
    line: int


class Paper(NamedTuple):
    """A paper with its full id; ``editors`` are its own, not its volume's."""

    id: str
    title: str
    abstract: str
    line: int
    authors: list[Mention]
    editors: list[Mention]
    doi: str


class Volume(NamedTuple):
    """A volume with its full id; ``venue`` is the id of its first venue, "" where it names none."""

    id: str
    year: int
    venue: str
    line: int
    editors: list[Mention]
    papers: list[Paper]


class Collection(NamedTuple):
    """What a file holds; ``faults`` are mistakes in it that can be read past."""

    id: str
    volumes: list[Volume]
    faults: list[Problem]


CollectionReader = Callable[[Path], Collection]  # ``read_collection``, or what gives the same


def read_collection(path: Path) -> Collection:
    """Read one file.

    Raises:
        BadInputError: the file can't be used; every reason is listed with its line.
    """
    data = read_bytes(path, MOST_XML_BYTES)
    root = parse_xml(data, path)
    complaints = Complaints(shown(path))
    if root.tag != "collection":
        raise bad_file(path, f"holds <{root.tag}>, not <collection>", "remove it from the folder", root.sourceline)
    collection = root.get("id")
    if collection is None:
        raise bad_file(path, "<collection> has no id", 'add it, e.g. id="2023.emnlp"', root.sourceline)
    if collection != path.stem:
        complaints.fault(root.sourceline, f"the collection “{collection}” is in a file of another name", "rename it")
    volumes = _CollectionReader(collection, complaints).volumes(root)
    if complaints.problems:
        raise BadInputError(complaints.problems)
    return Collection(collection, volumes, complaints.faults)


def parse_xml(data: bytes, path: Path) -> Any:
    """Return the root element of a file's content; ``path`` is named in errors.

    Raises:
        BadInputError: it can't be used, or is not safe to read.
    """
    _refuse_hazards(data, path)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,  # at most 256 levels deep, at most 10 MB in one text
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        decode(data, path)  # says it better where the encoding is what is wrong
        raise bad_file(path, f"is not XML: {_reason(error)}", "mend the file", error.lineno or 1) from error


def _reason(error: etree.XMLSyntaxError) -> str:
    return str(error.msg).partition(", line ")[0]


def _refuse_hazards(data: bytes, path: Path) -> None:
    """Refuse what is empty, in another encoding than UTF-8 (it could hide the rest), or declares entities."""
    if not data or data.isspace():
        raise bad_file(path, "is empty", "restore it, e.g. with git checkout", 1)
    start = data[:_PROLOG].removeprefix(b"\xef\xbb\xbf").lstrip()
    declared = _DECLARED.match(start)
    if declared and declared[1].lower() not in _READABLE:
        name = declared[1].decode("ascii", "replace")
        raise bad_file(path, f"is declared as “{name}”", "save the file as UTF-8", 1)
    if not start.startswith(b"<") or b"\0" in data:
        decode(data, path)
        raise bad_file(path, "is no XML in UTF-8", "save the file as UTF-8", 1)
    doctype = data.find(b"<!DOCTYPE")
    if doctype >= 0:
        line = data.count(b"\n", 0, doctype) + 1
        what = "has a DOCTYPE, which could bring in entities without end or other files"
        raise bad_file(path, what, "remove it: the Anthology's files have none", line)


class _CollectionReader:
    """Walks through one collection; what is wrong goes to ``complaints``."""

    def __init__(self, collection: str, complaints: Complaints) -> None:
        self._collection = collection
        self._complaints = complaints
        self._lines: dict[str, int] = {}  # full id of a volume or paper → where it stands

    def volumes(self, root: Any) -> list[Volume]:
        found = []
        for element in root:
            if element.tag == "volume":
                found.append(self._volume(element))
            elif element.tag == "paper":
                self._misplaced(element)
        return [volume for volume in found if volume is not None]

    def _volume(self, element: Any) -> Volume | None:
        line = element.sourceline
        full_id = self._full_id(element, lambda number: build_volume_id(self._collection, number))
        if full_id is None:
            return None
        self._complaints.where = full_id
        meta = element.find("meta")
        if meta is None:
            self._complaints.problem(line, f"the volume {full_id} has no <meta>", "add it with at least a <year>")
            return None
        editors = [mention for child in meta.iterchildren("editor") if (mention := self._mention(child, full_id))]
        papers = self._papers(element)
        return Volume(full_id, self._year(meta, full_id), _text(meta.find("venue")), line, editors, papers)

    def _papers(self, volume: Any) -> list[Paper]:
        found = []
        for element in volume:
            if element.tag == "paper":
                found.append(self._paper(element, volume.get("id")))
            elif element.tag == "volume":
                self._misplaced(element)
        return [paper for paper in found if paper is not None]

    def _paper(self, element: Any, volume: str) -> Paper | None:
        full_id = self._full_id(element, lambda number: build_paper_id(self._collection, volume, number))
        if full_id is None:
            return None
        self._complaints.where = full_id
        title = abstract = stated = ""
        authors: list[Mention] = []
        editors: list[Mention] = []
        for child in element.iterchildren("author", "editor", "title", "abstract", "doi"):
            tag = child.tag
            if tag == "author" or tag == "editor":
                mention = self._mention(child, full_id)
                if mention is not None:
                    (authors if tag == "author" else editors).append(mention)
            elif tag == "title":
                title = _text(child)
            elif tag == "doi":
                stated = doi.normalise(_text(child))
            else:
                abstract = _text(child)
        if max(len(authors), len(editors)) > MOST_AUTHORS:
            what = f"the paper {full_id} has more than {MOST_AUTHORS} authors"
            self._complaints.problem(element.sourceline, what, "take out those that are none")
        return Paper(full_id, title, abstract, element.sourceline, authors, editors, stated)

    def _mention(self, element: Any, where: str) -> Mention | None:
        first = last = affiliation = ""
        variants: tuple[Name, ...] = ()
        for part in element:
            tag = part.tag
            if tag == "last":
                last = _text(part)
            elif tag == "first":
                first = _text(part)
            elif tag == "affiliation":
                affiliation = f"{affiliation}; {_text(part)}" if affiliation else _text(part)
            elif tag == "variant":
                variants = (*variants, Name(_text(part.find("first")), _text(part.find("last"))))
        line = element.sourceline
        unusual = not last or variants or len(first) > LONGEST_NAME or len(last) > LONGEST_NAME
        if unusual and not self._is_named(element, where, Name(first, last), *variants):
            return None
        given = element.get("orcid")
        mentioned_orcid = "" if given is None else self._orcid(given, line)
        openreview = element.get("openreview", "")
        return Mention(first, last, element.get("id"), mentioned_orcid, openreview, affiliation, variants, line)

    def _is_named(self, element: Any, where: str, *names: Name) -> bool:
        for first, last in names:
            if not last:
                what = f"an {element.tag} of {where} has no last name"
                self._complaints.problem(element.sourceline, what, "add <last>; a single name is a last name")
                return False
            if len(first) > LONGEST_NAME or len(last) > LONGEST_NAME:
                what = f"an {element.tag} of {where} has a name of more than {LONGEST_NAME} characters"
                self._complaints.problem(element.sourceline, what, "shorten it to the name")
                return False
        return True

    def _orcid(self, text: str, line: int) -> str:
        normal = orcid.normalise(text)
        if normal is None:
            hint = "correct it to the form 0000-0002-1825-0097, or take it off"
            self._complaints.problem(line, f"“{text}” is no ORCID", hint, "malformed-orcid", value=text)
            return ""
        if not orcid.has_valid_checksum(normal):
            what = f"the checksum of the ORCID {normal} fails"
            self._complaints.fault(line, what, "look it up again", "orcid-checksum", value=normal)
        return normal

    def _year(self, meta: Any, volume: str) -> int:
        element = meta.find("year")
        text = _text(element)
        if _YEAR.fullmatch(text):
            return int(text)
        line = meta.sourceline if element is None else element.sourceline
        what = f"“{text}” is no year" if text else "there is no year"
        self._complaints.problem(line, f"{what} for the volume {volume}", "put a year such as 2023 into <year>")
        return 0

    def _full_id(self, element: Any, build: Callable[[str], str]) -> str | None:
        """Return the full id of a volume or paper, or None after a complaint."""
        line, number = element.sourceline, element.get("id")
        if number is None:
            self._complaints.problem(line, f"<{element.tag}> has no id", "give it one")
            return None
        try:
            full_id = build(number)
        except ValueError as error:
            self._complaints.problem(line, str(error), "correct the id")
            return None
        if full_id in self._lines:
            what = f"the {element.tag} id {full_id} stands twice, first on line {self._lines[full_id]}"
            hint = "give one of the two another id, or remove it"
            self._complaints.problem(line, what, hint, "duplicate-paper", paper=full_id)
            return None
        self._lines[full_id] = line
        return full_id

    def _misplaced(self, element: Any) -> None:
        what = f"<{element.tag}> stands in <{element.getparent().tag}>"
        self._complaints.problem(element.sourceline, what, "papers stand in volumes, volumes in the collection")


def _text(element: Any) -> str:
    """Return an element's text without mark-up, white space folded; "" for None."""
    if element is None:
        return ""
    text = _ALL_TEXT(element) if len(element) else element.text
    return " ".join(text.split()) if text else ""
