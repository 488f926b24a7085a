"""What judging a bucket's people takes, joined by Spark: namesakes, co-authors of all, and all that these wrote."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

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
        spark.read.parquet(str(folder / name))
        for name in (LINKS_FILE, DETAILS_FILE, PEOPLE_FILE, NAMES_FILE, ASKED_FILE)
    )
    own = asked.select("bucket", "person")
    on_papers = links.select("person", "paper")
    printed = own.join(links, "person").join(details, "record").select("bucket", "last_key", "given_key").distinct()
    near = own.union(_namesakes(printed, names)).distinct()
    # Written down, since several results take them: they are found once, and Spark would take the results for one.
    papers, there = str(folder / "papers"), str(folder / "there")
    near.join(on_papers, "person").select("bucket", "paper").distinct().write.parquet(papers)
    met = spark.read.parquet(papers).join(on_papers, "paper")
    met.select("bucket", "person").distinct().write.parquet(there)
    theirs = spark.read.parquet(there).join(people, "person").join(asked, ["bucket", "person"], "left")
    told = spark.read.parquet(papers).join(details.drop("last_key", "given_key"), "paper").drop("paper")
    return theirs, spark.read.parquet(there).join(links, "person").join(told, ["bucket", "record"], "left")


def _namesakes(printed: DataFrame, names: DataFrame) -> DataFrame:
    """Return, for each bucket, who bears a name that a name on its people's papers can stand for (``Bearers.of``)."""
    with_last = printed.withColumnRenamed("given_key", "wanted").join(names, "last_key")
    given, printed_given = with_last["given_key"], with_last["wanted"]
    initial = printed_given.substr(1, 1)
    its_initial = given == initial
    of_initial = (printed_given == initial) & (initial != "") & given.startswith(initial)
    return with_last.where((given == printed_given) | its_initial | of_initial).select("bucket", "person")
