"""What judging a bucket's people takes, joined by Spark: namesakes, co-authors of all, and all that these wrote."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graphcheck.spark.tables import ASKED_FILE, AUTHORSHIPS_FILE, NAMES_FILE, PEOPLE_FILE

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


def closed(spark: SparkSession, folder: Path) -> tuple[DataFrame, DataFrame]:
    """Return the people and the authorships that each bucket needs, of what ``tables.write_tables`` wrote.

    Both have a column ``bucket``; a row is in as many buckets as need it. People who are to be judged in the bucket
    have their ``place``, the others null.
    """
    authorships, people, names, asked = (
        spark.read.parquet(str(folder / name)) for name in (AUTHORSHIPS_FILE, PEOPLE_FILE, NAMES_FILE, ASKED_FILE)
    )
    own = asked.select("bucket", "person")
    on_papers = authorships.select("person", "paper")
    near = own.union(_namesakes(own, authorships, names)).distinct()
    papers = near.join(on_papers, "person").select("bucket", "paper").distinct()
    there = papers.join(on_papers, "paper").select("bucket", "person").distinct()
    # Written down, since both results take it: it is found once, and Spark would take the two for one.
    written = str(folder / "there")
    there.write.parquet(written)
    theirs = spark.read.parquet(written).join(people, "person").join(asked, ["bucket", "person"], "left")
    return theirs, spark.read.parquet(written).join(authorships, "person")


def _namesakes(own: DataFrame, authorships: DataFrame, names: DataFrame) -> DataFrame:
    """Return, for each bucket, who bears a name that one on its people's papers can stand for (``Bearers.of``)."""
    printed = own.join(authorships, "person").select("bucket", "last_key", "given_key").distinct()
    wanted = printed.withColumnRenamed("given_key", "wanted")
    with_last = wanted.join(names, "last_key")
    given, printed_given = with_last["given_key"], with_last["wanted"]
    initial = printed_given.substr(1, 1)
    its_initial = given == initial
    of_initial = (printed_given == initial) & (initial != "") & given.startswith(initial)
    return with_last.where((given == printed_given) | its_initial | of_initial).select("bucket", "person")
