"""Tables and graph → Parquet files, in a folder that all machines see: what Spark joins.

Rows keep their numbers (``person``, ``paper``, ``record``), so that a part of them can be put in the same order.
"""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import scipy.sparse as sp

from graphcheck.graph import Graph
from graphcheck.names import fold, given_key
from graphcheck.tables import NAMES, Tables
from graphcheck.topics import TopicWords

LINKS_FILE, DETAILS_FILE, PEOPLE_FILE, NAMES_FILE, ASKED_FILE = (
    f"{name}.parquet" for name in ("links", "details", "people", "names", "asked")
)
_ROW_GROUP = 1 << 17  # rows: several to a file, so that Spark reads it with several tasks


def write_tables(folder: Path, tables: Tables, graph: Graph, asked: pd.DataFrame) -> None:
    """Write the tables to ``folder``, a Parquet file each; ``asked`` holds whom to judge (person, place, bucket).

    Authorships are in two: ``links``, numbers alone, with ``institutions`` (numbers of the graph's), and ``details``,
    what is printed, with the facts of the paper, its topics, the ``words`` that these are told by, the ``languages``
    that it names (numbers) and its ``venue_share``; a page takes many links, and few details. People have their
    ``names``, E (``expected``) and the number of their last name (``family``). Names, once more, are as they are
    compared.

    Raises:
        OSError: the folder can't be written.
    """
    people = pa.Table.from_pandas(
        tables.people.assign(person=np.arange(len(tables.people)), expected=graph.expected, family=graph.family),
        preserve_index=False,
    ).append_column("names", _names(tables, len(tables.people)))
    compared = _compared(tables.names)[["person", "last_key", "given_key"]].drop_duplicates()
    for name, table in (
        (LINKS_FILE, _links(tables, graph)),
        (DETAILS_FILE, _details(tables, graph)),
        (PEOPLE_FILE, people),
        (NAMES_FILE, pa.Table.from_pandas(compared, preserve_index=False)),
        (ASKED_FILE, pa.Table.from_pandas(asked, preserve_index=False)),
    ):
        pq.write_table(table, folder / name, row_group_size=_ROW_GROUP)


def _links(tables: Tables, graph: Graph) -> pa.Table:
    record = np.arange(len(tables.authorships))
    paper = tables.authorships["paper"].to_numpy()
    frame = tables.authorships[["person", "paper", "position"]].assign(
        record=record, year=tables.papers["year"].to_numpy()[paper]
    )
    named = graph.institution.tocoo()
    size = (len(record), graph.institution.shape[1])
    by_record = sp.csr_matrix((named.data, (graph.record[named.row], named.col)), shape=size)
    institutions = pa.ListArray.from_arrays(by_record.indptr, by_record.indices)
    return pa.Table.from_pandas(frame, preserve_index=False).append_column("institutions", institutions)


def _details(tables: Tables, graph: Graph) -> pa.Table:
    paper = tables.authorships["paper"].to_numpy()
    acronyms = [*tables.venues["acronym"].tolist(), ""]  # the last one stands for "no venue", row -1
    venues = pd.Series([acronyms[row] for row in tables.papers["venue"].tolist()], dtype="str")
    printed = _compared(tables.authorships).drop(columns=["person", "position", "affiliation", "line"])
    told = TopicWords(tables, graph.topics)
    words = pd.Series([" ".join(chain(*told[row])) for row in range(len(tables.papers))], dtype="str")
    frame = printed.assign(
        record=np.arange(len(paper)),
        paper_id=tables.papers["id"].take(paper).array,
        venue=venues.take(paper).array,
        words=words.take(paper).array,
        venue_share=np.append(graph.venue_share, 0.0)[graph.venue[paper]],
    )
    topics = pa.array([row.tobytes() for row in np.ascontiguousarray(graph.topics)], pa.large_binary())
    named = pa.ListArray.from_arrays(graph.languages.indptr, graph.languages.indices)
    details = pa.Table.from_pandas(frame, preserve_index=False)
    for name, column in (("topics", topics), ("languages", named)):
        details = details.append_column(name, column.take(pa.array(paper)))
    return details


def _names(tables: Tables, people: int) -> pa.ListArray:
    """Return the names of each person, in their order."""
    names = tables.names.sort_values("person", kind="stable")
    starts = np.searchsorted(names["person"].to_numpy(), np.arange(people + 1))
    rows = pa.Table.from_pandas(names[[column for column in NAMES if column != "person"]], preserve_index=False)
    return pa.ListArray.from_arrays(starts.astype(np.int32), rows.to_struct_array().combine_chunks())


def _compared(table: pd.DataFrame) -> pd.DataFrame:
    """Add to names what is equal where ``bearers.Bearers`` takes them for names of one: ``last_key``, ``given_key``."""
    return table.assign(
        last_key=np.array([fold(name) for name in table["last"].tolist()], dtype=object),
        given_key=np.array([given_key(name) for name in table["first"].tolist()], dtype=object),
    )
