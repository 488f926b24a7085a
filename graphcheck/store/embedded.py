"""The embedded graph: a Ladybug database in the store folder, written by loads and only read by queries."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self

import ladybug

from graphcheck.errors import GraphcheckError, QueryError, StoreError, one_line
from graphcheck.memory import give_back
from graphcheck.progress import Progress, Silent
from graphcheck.store import schema
from graphcheck.store.engine import Answer, distinct, plain, shortened
from graphcheck.store.folder import LOAD, DamagedError, StoreFolder
from graphcheck.store.ladybug_plan import may_be_wrong, only_answers

if TYPE_CHECKING:  # a query has no need of pandas, which takes longer to import than to answer
    from graphcheck.store.rows import Frames

_POOL = 2 << 30  # bytes that the engine may keep in memory
_WRITING = 0  # bytes, while a graph is written: as many as it needs, up to the engine's usual share of the memory
_AT_ONCE = 100_000  # rows that are written before the database is opened anew
_LARGEST = 1 << 36  # bytes that a database may grow to; the engine reserves addresses for them
_TYPES = {
    schema.Kind.TEXT: "STRING",
    schema.Kind.WHOLE: "INT64",
    schema.Kind.REAL: "DOUBLE",
    schema.Kind.YES_NO: "BOOLEAN",
}
_UNUSED = "graphcheck_unused"
_SPLIT = (
    "the embedded engine might answer this pattern wrongly; split it: after what has a condition, and where it "
    "branches, put WITH and the variables, and MATCH the rest; see docs/queries.md"
)
_MORE = "the query does more than return rows of the graph; queries only read the graph"
# These two write, or read files, as soon as the engine is asked for their plan.
_BEFORE_ITS_PLAN = re.compile(r"(?:\s|//[^\n]*(?:\n|$)|/\*.*?\*/)*(?:EXPORT|IMPORT)\b", re.IGNORECASE | re.DOTALL)
_PLACE = re.compile(r"\(line: (\d+), offset: (\d+)\)")


def open_embedded(folder: StoreFolder) -> Ladybug:
    """Open the good graph of the store for reading.

    Raises:
        StoreError: there is none, it is damaged, or another version wrote it.
    """
    path = folder.good()
    while True:
        try:
            return Ladybug(path)
        except RuntimeError as error:
            before, path = path, folder.good()
            if path == before:
                raise DamagedError(f"{path}: can't be opened ({one_line(str(error), 120)}); {LOAD}") from error


class Ladybug:
    """An embedded graph, open for reading."""

    dialect: Literal["ladybug"] = "ladybug"

    def __init__(self, path: Path) -> None:
        # The engine is shown the file by another name: whatever a statement makes it put beside its file (a
        # checkpoint does, even of a database that is open for reading) is not put into the store.
        self._beside = tempfile.TemporaryDirectory(prefix="graphcheck-", ignore_cleanup_errors=True)
        try:
            self._database = _database(_alias(path, Path(self._beside.name)), read_only=True)
            # One thread: rows that are collected after sorting stay in order.
            self._connection = ladybug.Connection(self._database, num_threads=1)
        except BaseException:
            self._beside.cleanup()
            raise

    def rows(self, cypher: str, parameters: Mapping[str, object], limit: int | None = None) -> Answer:
        """Return the rows of one reading statement; see ``Engine.rows``."""
        # With a parameter the engine prepares what it runs: it takes one statement only, and misses parameters that
        # are not given. One that no statement uses does no harm.
        given = {**parameters, _UNUSED: 0}
        if not cypher.strip():
            raise QueryError("the query is empty; write e.g. MATCH (v:Venue) RETURN v.id")
        if _BEFORE_ITS_PLAN.match(cypher):
            raise QueryError(_MORE)
        try:
            if not only_answers(self._plan("LOGICAL ", cypher, given)):
                raise QueryError(_MORE)
            if may_be_wrong(self._plan("", cypher, given)):
                raise QueryError(_SPLIT)
            result = self._run(cypher, given)
            columns = tuple(result.get_column_names())
            wanted = result.get_all() if limit is None else result.get_n(limit)
            return Answer(distinct(columns), [tuple(map(plain, row)) for row in wanted], more=result.has_next())
        except RuntimeError as error:
            raise _refused(error) from error

    def _plan(self, kind: str, cypher: str, parameters: dict[str, Any]) -> str:
        return str(self._run(f"EXPLAIN {kind}\n{cypher}", parameters).get_all()[0][0])  # type: ignore[index]

    def _run(self, cypher: str, parameters: dict[str, Any]) -> ladybug.QueryResult:
        result = self._connection.execute(cypher, parameters)
        if isinstance(result, list):
            raise QueryError("the query holds several statements; put one")
        return result

    def close(self) -> None:
        """Let go of the graph."""
        self._connection.close()
        self._database.close()
        self._beside.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _alias(path: Path, folder: Path) -> Path:
    """Return another name for ``path`` in ``folder``; where the system has none, ``path``."""
    alias = folder / "graph.lbug"
    try:
        alias.symlink_to(path.absolute())
    except OSError:
        return path
    return alias


def write_graph(path: Path, frames: Frames, progress: Progress | None = None) -> None:
    """Write a new database of ``frames`` to ``path``, where nothing is; they are taken out one by one.

    Raises:
        StoreError: it can't be written.
    """
    import pyarrow as pa

    runs = _runs(frames)
    try:
        for number, tables in enumerate((progress or Silent()).stage("writing the graph", runs, len(runs))):
            # Opened anew for each: an open database lets go of little of what large tables took it.
            with _writing(path) as connection:
                for table in () if number else schema.TABLES:
                    connection.execute(_declaration(table))
                for table in tables:
                    rows = pa.Table.from_pandas(frames.pop(table.name), preserve_index=False)
                    connection.execute(f"COPY `{table.name}` FROM $rows", {"rows": rows})
                    del rows
    except RuntimeError as error:
        raise StoreError(f"{path.parent}: the graph can't be written ({one_line(str(error), 200)})") from error


def _runs(frames: Frames) -> list[list[schema.NodeTable | schema.RelationshipTable]]:
    """Return the tables that have rows in runs: each ends with the table that brings it to ``_AT_ONCE`` rows."""
    runs: list[list[schema.NodeTable | schema.RelationshipTable]] = [[]]
    rows = 0
    for table in (table for table in schema.TABLES if len(frames[table.name])):
        if rows >= _AT_ONCE:
            runs.append([])
            rows = 0
        runs[-1].append(table)
        rows += len(frames[table.name])
    return runs


@contextmanager
def _writing(path: Path) -> Iterator[ladybug.Connection]:
    """Give a connection that writes to the database; what it wrote is in the database's file when the block ends."""
    database = _database(path, read_only=False)
    try:
        # One thread: several are no faster, and take more of the processors and of memory.
        with ladybug.Connection(database, num_threads=1) as connection:
            yield connection
            connection.execute("CHECKPOINT")
    finally:
        database.close()
        give_back()


def _database(path: Path, *, read_only: bool) -> ladybug.Database:
    # A database that is being written is nobody's yet: a checkpoint is asked for when there is something to keep.
    return ladybug.Database(
        path,
        read_only=read_only,
        buffer_pool_size=_POOL if read_only else _WRITING,
        max_db_size=_LARGEST,
        auto_checkpoint=False,
    )


def _declaration(table: schema.NodeTable | schema.RelationshipTable) -> str:
    """Return the statement that declares a table; all names in it are those of the schema."""
    parts = [f"`{column.name}` {_TYPES[column.kind]}" for column in table.properties]
    if isinstance(table, schema.NodeTable):
        return f"CREATE NODE TABLE `{table.label}`({', '.join([*parts, f'PRIMARY KEY(`{table.key}`)'])})"
    return f"CREATE REL TABLE `{table.type}`({', '.join([f'FROM `{table.source}` TO `{table.target}`', *parts])})"


def _refused(error: RuntimeError) -> GraphcheckError:
    """Return the error that users see; the engine's own draws more below what it says."""
    first = str(error).splitlines()[0] if str(error) else "no reason given"
    said = str(error).split('\n"')[0].removeprefix("Parser exception: ").removeprefix("Binder exception: ")
    said = re.sub(r"EXPLAIN (?:LOGICAL )?\n", "", said)  # which is ours, and a line of its own
    said = _PLACE.sub(lambda place: f"(line {int(place[1]) - 1}, column {int(place[2]) + 1})", said)
    text = shortened(said)
    if first.startswith("Buffer manager exception"):
        return QueryError(f"the query needs more than {_POOL >> 30} GB of memory; ask for less at once")
    if first.startswith(("IO exception", "Storage exception")):
        return StoreError(f"the graph can't be read ({text}); {LOAD}")
    if "read-only" in first:
        return QueryError("the query writes; queries only read the graph")
    return QueryError(f"the query is refused: {text}")


@contextmanager
def reading(folder: StoreFolder) -> Iterator[Ladybug | None]:
    """Give the good graph, or None where there is none that can be trusted."""
    engine = None
    with suppress(StoreError):
        engine = open_embedded(folder)
    try:
        yield engine
    finally:
        if engine is not None:
            engine.close()
