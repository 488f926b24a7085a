"""Tables of authorships → works: CSV, TSV, JSONL and Parquet, one row an authorship.

Columns: ``paper``, ``name`` and ``year`` must be there; ``position`` (from 1; without it the order of the rows),
``person``, ``link`` ("explicit" or "inferred"), ``orcid``, ``affiliation``, ``title``, ``abstract``, ``venue`` and
``doi`` may.
Where a table calls them otherwise, a file ``mapping.toml`` beside it says how, or the command (``--map``), which goes
before the file (docs/sources/tables.md).
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from graphcheck.errors import UsageError, one_line
from graphcheck.sources import doi
from graphcheck.sources.files import Complaints, bad_file, decode, read_bytes
from graphcheck.sources.lines import MOST_LINE_BYTES, records
from graphcheck.sources.orcid import normalise
from graphcheck.sources.reading_works import Reading, opened, relative, year_of
from graphcheck.sources.works import Author, Work

SUFFIXES = (".csv", ".csv.gz", ".tsv", ".tsv.gz", ".jsonl", ".jsonl.gz", ".parquet")
MAPPING = "mapping.toml"
NEEDED = ("paper", "name", "year")
OPTIONAL = ("position", "person", "link", "orcid", "affiliation", "title", "abstract", "venue", "doi")
COLUMNS = (*NEEDED, *OPTIONAL)
_LINKS = ("explicit", "inferred")
_MOST_FIELD = 1 << 20  # characters of a field of CSV
_BATCH = 65_536  # rows of Parquet that are in memory at once

Row = Mapping[str, Any]


def tables_of(root: Path, columns: Mapping[str, str]) -> Reading:
    """Return how tables at ``root`` are read; ``columns``: what the command says some of ours are called there.

    Raises:
        UsageError: the command names a column that there is not.
        BadInputError: the mapping beside them can't be used.
    """
    for column in columns:
        if column not in COLUMNS:
            raise UsageError(f"--map {one_line(column, 100)}: is none of our columns; map one of: {', '.join(COLUMNS)}")
    names = read_mapping((root if root.is_dir() else root.parent) / MAPPING) | dict(columns)
    return Reading("table", "the tables' persons", lambda path, complaints: _works(path, complaints, names, root))


def read_mapping(path: Path) -> dict[str, str]:
    """Return what each of our columns is called in the tables.

    Raises:
        BadInputError: the file is no TOML, or names a column that there is not.
    """
    names = {column: column for column in COLUMNS}
    if not path.is_file():
        return names
    try:
        given = tomllib.loads(decode(read_bytes(path, 1 << 20), path)).get("columns", {})
    except tomllib.TOMLDecodeError as error:
        raise bad_file(path, f"is no TOML: {error}", 'write [columns] and lines such as paper = "pub_id"') from error
    for column, called in given.items() if isinstance(given, dict) else ():
        if column not in names or not isinstance(called, str):
            raise bad_file(path, f"has the entry “{column}”", f"map one of: {', '.join(names)}")
        names[column] = called
    return names


def _works(path: Path, complaints: Complaints, names: Mapping[str, str], root: Path) -> Iterator[Work]:
    papers: dict[str, Work] = {}
    authors: dict[str, list[tuple[float | None, Author]]] = {}
    bad: set[str] = set()
    told: set[tuple[str, str]] = set()  # one complaint for each paper and column
    for line, row in _rows(path, complaints, names):
        values = {column: _text(row.get(called)) for column, called in names.items()}
        paper = values["paper"]
        found = _author(values, line, complaints)
        if found is None:
            bad.add(paper)
            continue
        if paper not in papers:
            papers[paper] = _work(values, path, line, root)
        own = authors.setdefault(paper, [])
        for column, what in _contradictions(papers[paper], own, values, found[0]):
            if (paper, column) not in told:
                told.add((paper, column))
                hint = "correct one of them, or give one paper another id"
                complaints.fault(line, f"{paper}: {what}", hint, "contradicting-rows", value=column)
        own.append(found)
    for paper, work in papers.items():
        if paper not in bad:
            yield replace(work, authors=_in_order(authors[paper]))


def _in_order(authors: list[tuple[float | None, Author]]) -> list[Author]:
    """Return authors by position, by the order of their rows where that is not known."""
    placed = [(row if place is None else place, author) for row, (place, author) in enumerate(authors)]
    return [author for _, author in sorted(placed, key=lambda one: one[0])]


def _contradictions(
    work: Work, others: list[tuple[float | None, Author]], values: Mapping[str, str], place: float | None
) -> Iterator[tuple[str, str]]:
    """Yield (column, what is wrong) where a row says something else of its paper than the rows before."""
    known = {"year": str(work.year), "title": work.title, "venue": work.venue}
    here = {**values, "year": str(year_of(values["year"]))}
    for column, first in known.items():
        if first and here[column] and here[column] != first:
            yield column, f"its {column} is “{here[column]}” here, and “{first}” on line {work.line}, which counts"
    for other, author in others:
        if place is not None and other == place:
            yield "position", f"its position {values['position']} is {author.name} on line {author.line} already"
    if others and (place is None) != (others[0][0] is None):
        yield "position", f"a row has a position and another one, on line {others[0][1].line} or here, has none"


def _work(values: Mapping[str, str], path: Path, line: int, root: Path) -> Work:
    year = year_of(values["year"]) or 0
    volume = f"{values['venue']} {year}" if values["venue"] else ""
    file = relative(path, root)
    said = (values["title"], year, (), values["abstract"], values["venue"])
    return Work(values["paper"], *said, volume, file, file, line, doi.normalise(values["doi"]))


def _author(values: Mapping[str, str], line: int, complaints: Complaints) -> tuple[float | None, Author] | None:
    """Return position (None where none is given) and author of a row, None where the row can't be used."""
    complaints.where = values["paper"]
    wrong = _wrong(values)
    if wrong:
        complaints.problem(line, *wrong)
        return None
    orcid = normalise(values["orcid"]) or ""
    if values["orcid"] and not orcid:
        what = f"“{values['orcid']}” is no ORCID"
        complaints.fault(line, what, "write it as 0000-0002-1825-0097", "odd-orcid", value=values["orcid"])
    explicit = bool(values["person"]) and values["link"] != "inferred"
    author = Author(values["name"], values["person"], explicit, orcid, values["affiliation"], line)
    return float(values["position"]) if values["position"] else None, author


def _wrong(values: Mapping[str, str]) -> tuple[str, str] | None:
    for column in NEEDED:
        if not values[column]:
            return f"has no {column}", "each row needs paper, name and year"
    if year_of(values["year"]) is None:
        return f"“{values['year']}” is no year", "write the year of publication, e.g. 2024"
    if values["position"]:
        try:
            place = float(values["position"])
        except ValueError:
            place = -1.0
        if not 0 <= place < 100_000:
            return f"“{values['position']}” is no position", "count authors from 1, or leave the column out"
    if values["link"] and values["link"] not in _LINKS:
        return f"“{values['link']}” is no link", "write explicit or inferred"
    return None


def _text(value: object) -> str:
    if value is None or value != value:  # NaN, which Parquet's columns of numbers have for nothing
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split())


def _rows(path: Path, complaints: Complaints, names: Mapping[str, str]) -> Iterator[tuple[int, Row]]:
    kind = path.name.removesuffix(".gz").rpartition(".")[2]
    if kind == "parquet":
        rows = _parquet(path)
    elif kind == "jsonl":
        rows = records(path, complaints)
    else:
        rows = _separated(path, "\t" if kind == "tsv" else ",")
    first = True
    for line, row in rows:
        if first and kind != "jsonl":
            _check_columns(path, row, names)
        first = False
        yield line, row


def _check_columns(path: Path, row: Row, names: Mapping[str, str]) -> None:
    """Refuse a table that lacks a column which it needs, or which somebody said that it has."""
    wanted = [called for column, called in names.items() if column in NEEDED or called != column]
    missing = [called for called in dict.fromkeys(wanted) if called not in row]
    if missing:
        has = ", ".join(str(name) for name in list(row)[:20])
        what = f"has no column {', '.join(missing)} (it has {has})"
        hint = f"name the columns so, or say by --map, or in {MAPPING} beside it, what they are called"
        raise bad_file(path, what, hint, line=1)


def _separated(path: Path, separator: str) -> Iterator[tuple[int, Row]]:
    csv.field_size_limit(_MOST_FIELD)
    with opened(path) as file:
        reader = csv.DictReader(_decoded(file), delimiter=separator, strict=True)
        line = 1
        try:
            for row in reader:
                line = reader.line_num
                if None in row:
                    hint = "quote fields that hold commas"
                    raise bad_file(path, "has more fields than there are columns", hint, line)
                yield line, row
        except csv.Error as error:
            raise bad_file(path, f"is no CSV: {error}", "mend the record that begins there", line + 1) from error
        except UnicodeDecodeError as error:
            raise bad_file(path, "is not UTF-8", "save the file as UTF-8", line + 1) from error


def _decoded(file: IO[bytes]) -> Iterator[str]:
    """Yield the lines of a file; what is no UTF-8 is met at its own line, which a decoder of blocks would not do."""
    coding = "utf-8-sig"
    while line := file.readline(MOST_LINE_BYTES + 1):
        if len(line) > MOST_LINE_BYTES:
            raise csv.Error(f"a line of more than {MOST_LINE_BYTES >> 20} MB")
        yield line.decode(coding)
        coding = "utf-8"


def _parquet(path: Path) -> Iterator[tuple[int, Row]]:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(path) as file:
            line = 0
            for batch in file.iter_batches(_BATCH):
                for row in batch.to_pylist():
                    line += 1
                    yield line, row
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        why = (str(error).splitlines() or ["damaged"])[0]
        raise bad_file(path, f"is no Parquet file that can be read: {why}", "write it anew") from error
