"""Named queries: Cypher files whose header says what they ask, what they need, and what the answer means.

The header is the comment that a file begins with::

    // Which papers are filed on a person's page but probably somebody else's, and why?
    //
    // Parameters
    //   person: text, e.g. "yan-li"; id of the page
    //   least: number = 0.35, e.g. 0.2; score from which a paper is told
    // Columns
    //   paper: id of the paper
    // Meaning
    //   Highest score first. …
    // Neo4j Browser
    //   :param person => 'yan-li';

A parameter without ``=`` has no default and must be given. Where engines differ, a query has a file for each:
``coauthor-path.ladybug.cypher``, ``coauthor-path.neo4j.cypher``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from graphcheck.errors import UsageError, one_line
from graphcheck.store.engine import Scalar

_PACKAGED = Path(__file__).parents[1] / "queries"  # in an installed wheel
_CHECKOUT = Path(__file__).parents[2] / "queries"
_SUFFIX = ".cypher"
DIALECTS = ("ladybug", "neo4j")
_MOST_BYTES = 1 << 20
_SECTIONS = ("Parameters", "Columns", "Meaning", "Neo4j Browser")
_PARAMETER = re.compile(
    r"(?P<name>[A-Za-z]\w*): (?P<kind>text|whole number|number|yes or no)"
    r"(?: = (?P<default>\S+|\"[^\"]*\"))?, e\.g\. (?P<example>\"[^\"]*\"|\S+); (?P<about>.+)"
)
_COLUMN = re.compile(r"(?P<name>[A-Za-z]\w*): (?P<about>.+)")
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a query: its kind as the header calls it; ``default`` is None where it must be given."""

    name: str
    kind: str
    default: Scalar
    example: Scalar
    about: str

    def read(self, text: str) -> Scalar:
        """Return what somebody typed as a value of this kind.

        Raises:
            ValueError: it is none.
        """
        if self.kind == "text":
            return text
        if self.kind == "yes or no":
            if text.casefold() not in _YES_NO:
                raise ValueError(text)
            return _YES_NO[text.casefold()]
        value = int(text) if self.kind == "whole number" else float(text)
        if abs(value) >= 2**63:  # also an infinite one; and what is no number at all is not less
            raise ValueError(text)
        if value != value:
            raise ValueError(text)
        return value

    def usage(self) -> str:
        """Return how it is given: ``--param person=TEXT``, in brackets where it need not be."""
        shown = f"--param {self.name}={self.kind.upper().replace(' ', '-')}"
        return shown if self.default is None else f"[{shown}]"


@dataclass(frozen=True, slots=True)
class Query:
    """A named query; ``cypher`` maps dialects to what each engine is asked."""

    name: str
    question: str
    parameters: tuple[Parameter, ...]
    columns: tuple[tuple[str, str], ...]
    meaning: str
    browser: tuple[str, ...]
    cypher: Mapping[str, str]

    def usage(self) -> str:
        """Return the command that runs it, on one line."""
        given = "".join(f" {parameter.usage()}" for parameter in self.parameters)
        return f"graphcheck query {self.name}{given}"

    def values(self, given: Mapping[str, str]) -> dict[str, Scalar]:
        """Return a value for each parameter: what was given, else its default.

        Raises:
            UsageError: one is missing, unknown or of another kind; the message shows the usage.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in given:
            if name not in known:
                raise UsageError(f"{self.name} has no parameter “{name}”; usage: {self.usage()}")
        return {parameter.name: self._value(parameter, given.get(parameter.name)) for parameter in self.parameters}

    def _value(self, parameter: Parameter, given: str | None) -> Scalar:
        if given is None:
            if parameter.default is None:
                raise UsageError(f"{self.name} needs the parameter {parameter.name}; usage: {self.usage()}")
            return parameter.default
        try:
            return parameter.read(given)
        except ValueError as error:
            raise UsageError(
                f"{self.name}: {parameter.name} is a {parameter.kind}, not “{given}”; usage: {self.usage()}"
            ) from error


def folder() -> Path:
    """Return where the project's own queries are: in the package, or beside it in a checkout."""
    return _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT


def named(own: Path | None = None) -> dict[str, Query]:
    """Return the queries by name, in order of names; those of the folder ``own`` come before the project's.

    Raises:
        UsageError: ``own`` is no folder, or a file is no query; the message says where it fails.
    """
    found = _in_folder(folder())
    if own is not None:
        if not own.is_dir():
            raise UsageError(f"--queries {own}: is no folder; name one that holds *{_SUFFIX} files")
        found |= _in_folder(own)
    return dict(sorted(found.items()))


def find(name: str, own: Path | None = None) -> Query:
    """Return the query of that name.

    Raises:
        UsageError: there is none, or as in ``named``.
    """
    queries = named(own)
    if name in queries:
        return queries[name]
    near = ", ".join(get_close_matches(name, queries, n=3))
    hint = f"did you mean {near}?" if near else "graphcheck query lists them"
    raise UsageError(f"there is no query “{name}”; {hint}")


def from_file(path: Path) -> Query | str:
    """Return the query in a file; of one without a header its text.

    Raises:
        UsageError: the file can't be read, or its header is wrong.
    """
    text = _text(path)
    if _header(text) is None:
        return text
    return _parsed(path.name.removesuffix(_SUFFIX), path, dict.fromkeys(DIALECTS, path))


def guessed(given: Mapping[str, str]) -> dict[str, Scalar]:
    """Return values for a query without a header: numbers, true and false as such, all else as text.

    Text in double quotes is text whatever it holds: ``year='"2020"'``.
    """
    return {name: _guess(text) for name, text in given.items()}


def _guess(text: str) -> Scalar:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return value if isinstance(value, str | int | float) and abs(_size(value)) < 2**63 else text


def _size(value: str | float) -> float:
    return 0 if isinstance(value, str) else value


def _in_folder(where: Path) -> dict[str, Query]:
    files: dict[str, dict[str, Path]] = {}
    for path in sorted(where.glob(f"*{_SUFFIX}")):
        name, _, dialect = path.name.removesuffix(_SUFFIX).partition(".")
        for engine in DIALECTS if not dialect else (dialect,):
            files.setdefault(name, {})[engine] = path
    return {name: _parsed(name, next(iter(paths.values())), paths) for name, paths in files.items()}


def _parsed(name: str, path: Path, paths: Mapping[str, Path]) -> Query:
    header = _header(_text(path))
    if header is None:
        raise UsageError(f"{path}: has no header; it begins with // and the question, see docs/queries.md")
    question, sections = header
    return Query(
        name=name,
        question=question,
        parameters=tuple(_parameter(line, path) for line in sections["Parameters"]),
        columns=tuple(_column(line, path) for line in sections["Columns"]),
        meaning=" ".join(sections["Meaning"]),
        browser=tuple(sections["Neo4j Browser"]),
        cypher={dialect: _text(file) for dialect, file in paths.items()},
    )


def _header(text: str) -> tuple[str, dict[str, list[str]]] | None:
    """Return the question and the lines of each section; None where a file doesn't begin with a question."""
    comment = []
    for line in text.splitlines():
        if not line.startswith("//"):
            break
        comment.append(line.removeprefix("//").rstrip())
    if not comment or not comment[0].strip():
        return None
    sections: dict[str, list[str]] = {name: [] for name in _SECTIONS}
    question, section = [], ""
    for line in comment:
        words = line.strip()
        if words in sections and not line.startswith("  "):
            section = words
        elif words and section:
            sections[section].append(words)
        elif words:
            question.append(words)
    return " ".join(question), sections


def _parameter(line: str, path: Path) -> Parameter:
    match = _PARAMETER.fullmatch(line)
    if match is None:
        raise UsageError(f"{path}: “{line}” is no parameter; write e.g. least: whole number = 2, e.g. 3; what it is")
    example = _literal(match["example"], path)
    default = None if match["default"] is None else _literal(match["default"], path)
    return Parameter(match["name"], match["kind"], default, example, match["about"])


def _literal(text: str, path: Path) -> Scalar:
    try:
        value = json.loads(text)
    except ValueError as error:
        raise UsageError(f"{path}: {one_line(text, 80)} is no value; write text in double quotes") from error
    if isinstance(value, str | int | float | bool):
        return value
    raise UsageError(f"{path}: {one_line(text, 80)} is no single value")


def _column(line: str, path: Path) -> tuple[str, str]:
    match = _COLUMN.fullmatch(line)
    if match is None:
        raise UsageError(f"{path}: “{line}” is no column; write e.g. paper: id of the paper")
    return match["name"], match["about"]


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_MOST_BYTES).decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path}: can't be read ({error.strerror}); name a file with Cypher") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: is not UTF-8; save it as UTF-8") from error
