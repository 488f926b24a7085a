"""What judging a bucket's people takes, joined by Spark: namesakes, co-authors of all, and all that these wrote."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from graphcheck.errors import GraphcheckError, one_line
from graphcheck.spark.tables import ASKED_FILE, DETAILS_FILE, LINKS_FILE, NAMES_FILE, PEOPLE_FILE

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


def closed(spark: SparkSession, folder: Path) -> tuple[DataFrame, DataFrame]:
    """Return the people and the authorships that each bucket needs, of what ``tables.write_tables`` wrote.

    Both have a column ``bucket``; a row is in as many buckets as need it. People who are to be judged in the bucket
    have their ``place``, the others null. Authorships on papers of these people and of their namesakes have details,
    the others nulls.
    """
    links, details, people, names, asked = (
        spark.read.parquet(uri(folder / name))
        for name in (LINKS_FILE, DETAILS_FILE, PEOPLE_FILE, NAMES_FILE, ASKED_FILE)
    )
    own = asked.select("bucket", "person")
    on_papers = links.select("person", "paper")
    printed = own.join(links, "person").join(details, "record").select("bucket", "last_key", "given_key").distinct()
    near = own.union(_namesakes(printed, names)).distinct()
    # Written down, since several results take them: they are found once, and Spark would take the results for one.
    papers = written(near.join(on_papers, "person").select("bucket", "paper").distinct(), folder / "papers")
    met = papers().join(on_papers, "paper").select("bucket", "person").distinct()
    there = written(met, folder / "there")
    theirs = there().join(people, "person").join(asked, ["bucket", "person"], "left")
    told = papers().join(details.drop("last_key", "given_key"), "paper").drop("paper")
    return theirs, there().join(links, "person").join(told, ["bucket", "record"], "left")


def written(rows: DataFrame, place: Path) -> Callable[[], DataFrame]:
    """Write rows to a folder that is not there yet; return what reads them.

    Raises:
        GraphcheckError: other rows are there than were written: not all machines see the folder.
    """
    from pyspark.sql import Observation, functions

    seen = Observation()
    rows.observe(seen, functions.count(functions.lit(1)).alias("rows")).write.parquet(uri(place))
    read = partial(rows.sparkSession.read.schema(rows.schema).parquet, uri(place))
    if (found := read().count()) != seen.get["rows"]:
        raise GraphcheckError(
            f"of {seen.get['rows']:,} rows that Spark wrote to {one_line(str(place.parent), 100)} {found:,} are there; "
            "name a --shared-folder that all its machines see under this path"
        )
    return read


def uri(place: Path) -> str:
    """Return a path as Spark takes it for one of each machine's own files, whatever its default is."""
    path = place.as_posix()
    return f"file://{path}" if path.startswith("/") else f"file:///{path}"


def _namesakes(printed: DataFrame, names: DataFrame) -> DataFrame:
    """Return, for each bucket, who bears a name that a name on its people's papers can stand for (``Bearers.of``)."""
    with_last = printed.withColumnRenamed("given_key", "wanted").join(names, "last_key")
    given, printed_given = with_last["given_key"], with_last["wanted"]
    initial = printed_given.substr(1, 1)
    its_initial = given == initial
    of_initial = (printed_given == initial) & (initial != "") & given.startswith(initial)
    return with_last.where((given == printed_given) | its_initial | of_initial).select("bucket", "person")
