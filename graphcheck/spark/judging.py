"""Everybody judged by Spark: tables and graph → buckets of names → verdicts, in the order that was asked for."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graphcheck import __version__
from graphcheck.bibliography import Bibliography
from graphcheck.graph import Ints
from graphcheck.model import Page
from graphcheck.spark.bucket import VERDICTS, Orders, judged
from graphcheck.spark.closing import closed, written
from graphcheck.spark.session import Cluster, session
from graphcheck.spark.tables import write_tables
from graphcheck.verdicts import Columns, Verdict

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import Row, SparkSession

# People whose namesakes, co-authors and all that these wrote are in one worker's memory at once: 350,000 authorships in
# the Anthology, 0.8 GB. Half as many people took a sixth more time (300,000 papers, 2 cores: 172 s, 148 s).
IN_A_BUCKET = 10_000
_PARTS = 4  # for each bucket: which part a bucket gets into is chance, so few get two and others none


def verdicts(bibliography: Bibliography, people: Ints, cluster: Cluster, *, evidence: bool) -> Iterator[Verdict]:
    """Yield what ``bibliography.verdicts`` does, judged by Spark.

    Pages on which nothing is told are written here where they are asked for, without ``evidence``.

    Raises:
        GraphcheckError: as in ``session`` and ``written``; or the folder can't be written.
    """
    graph = bibliography.graph
    buckets = max(len(people) // IN_A_BUCKET, 2)
    # By last name: whom a paper may belong to is then mostly in the bucket already.
    asked = pd.DataFrame({"person": people, "place": np.arange(len(people)), "bucket": graph.family[people] % buckets})
    orders = Orders(
        version=__version__,
        settings=bibliography.settings,
        model=bibliography.model,
        decisions=bibliography.decisions,
        institutions=graph.institutions,
        institution_share=graph.institution_share,
        language_share=graph.language_share,
        family_at=graph.family_at,
        family_size=graph.family_size,
        evidence=evidence,
    )
    with ExitStack() as stack:
        try:
            # What a killed worker still writes there must not throw the run away.
            made = tempfile.TemporaryDirectory(dir=cluster.place, prefix="graphcheck-", ignore_cleanup_errors=True)
            folder = Path(stack.enter_context(made))
            write_tables(folder, bibliography.source.tables, graph, asked)
        except OSError as error:
            raise cluster.not_written(error) from error
        spark = stack.enter_context(session(cluster.master))
        for row in _judged(spark, folder, orders, _PARTS * buckets):
            yield _verdict(row, bibliography)


def _judged(spark: SparkSession, folder: Path, orders: Orders, parts: int) -> Iterator[Row]:
    from pyspark.sql.pandas.types import from_arrow_schema

    sent = spark.sparkContext.broadcast(orders)

    def bucket(people: pa.Table, authorships: pa.Table) -> pa.Table:
        return judged(sent.value, people, authorships)

    # Into as many parts as are asked for: Spark would put small ones together, and judge them one after the other.
    people, authorships = (rows.repartition(parts, "bucket").groupBy("bucket") for rows in closed(spark, folder))
    found = people.cogroup(authorships).applyInArrow(bucket, from_arrow_schema(VERDICTS))
    # Written down before they are sorted: sorting looks at its rows twice, and would judge everybody twice.
    yield from written(found, folder / "verdicts")().orderBy("place").toLocalIterator()


def _verdict(row: Row, bibliography: Bibliography) -> Verdict:
    person = int(row["row"])
    columns = Columns(row["record"], row["score"], row["flagged"], row["label"])
    page = None if row["page"] is None else bytes(row["page"])
    return Verdict(
        row=person,
        papers=row["papers"],
        groups=row["groups"],
        doubt=row["doubt"],
        told=row["told"],
        columns=columns,
        authorships=slice(0, len(columns.record)),
        write=partial(_page, page, bibliography, person),
    )


def _page(pickled: bytes | None, bibliography: Bibliography, person: int) -> Page:
    if pickled is not None:
        page: Page = pickle.loads(pickled)  # noqa: S301  # our own workers wrote it, to a folder of this run
        return page
    (page,) = bibliography.pages(np.array([person]), evidence=False)
    return page
