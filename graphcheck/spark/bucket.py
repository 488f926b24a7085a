"""One bucket of people, judged on whatever machine it came to: rows of Parquet → tables and graph → verdicts."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import scipy.sparse as sp

from graphcheck import __version__
from graphcheck.content import Content, venues_of
from graphcheck.decisions import Decisions
from graphcheck.errors import GraphcheckError
from graphcheck.graph import Floats, Ints, Whole, build_graph
from graphcheck.pages import PageMaker
from graphcheck.settings import Settings
from graphcheck.tables import SCHEMA, Tables, build
from graphcheck.topics import Shares, vocabulary
from graphcheck.verdicts import Verdict
from graphcheck.weighing import Model

VERDICTS = pa.schema(
    [
        ("place", pa.int64()),
        *((name, pa.int32()) for name in ("row", "papers", "groups")),
        ("doubt", pa.float64()),
        ("told", pa.bool_()),
        ("record", pa.list_(pa.int64())),
        ("score", pa.list_(pa.float64())),
        ("flagged", pa.list_(pa.bool_())),
        ("label", pa.list_(pa.int32())),
        ("page", pa.binary()),  # pickled; null where nobody needs the page
    ]
)


@dataclass(frozen=True, slots=True)
class Orders:
    """What every bucket is judged by, sent to each machine once.

    Institutions, families and the share of languages are those of the whole bibliography (``graph.Whole``).
    ``evidence``: whether every page is written, not only those on which something is told.
    """

    version: str
    settings: Settings
    model: Model
    decisions: Decisions
    institutions: tuple[str, ...]
    institution_share: Floats
    language_share: Floats
    family_at: sp.csr_matrix
    family_size: Floats
    evidence: bool


def judged(orders: Orders, people: pa.Table, authorships: pa.Table) -> pa.Table:
    """Judge the people of a bucket who have a ``place``; return their verdicts (``VERDICTS``).

    Raises:
        GraphcheckError: this machine has another version of graphcheck than the one that asks.
    """
    if orders.version != __version__:
        raise GraphcheckError(f"a worker has graphcheck {__version__}, not {orders.version}; install the same on all")
    people, authorships = people.sort_by("person"), authorships.sort_by("record")
    tables = _tables(people, authorships.drop_columns(["topics", "languages", "venue_share"]))
    whole = Whole(
        expected=people["expected"].to_numpy(),
        institution=_named(authorships["institutions"].combine_chunks(), len(orders.institutions)),
        institutions=orders.institutions,
        institution_share=orders.institution_share,
        family=people["family"].to_numpy(),
        family_at=orders.family_at,
        family_size=orders.family_size,
        content=_content(orders, tables, authorships),
    )
    maker = PageMaker(tables, build_graph(tables, whole), orders.settings, orders.model, orders.decisions)
    place, record = people["place"], authorships["record"].to_numpy()
    own = np.flatnonzero(place.is_valid().to_numpy()).astype(np.int64)
    row = people["person"].to_numpy()
    found = [
        {"place": place[verdict.row].as_py(), "row": row[verdict.row], **_told(verdict, record, orders.evidence)}
        for verdict in maker.verdicts(own, evidence=orders.evidence)
    ]
    return pa.Table.from_pylist(found, schema=VERDICTS)


def _told(verdict: Verdict, record: Ints, evidence: bool) -> dict[str, Any]:
    columns, rows = verdict.columns, verdict.authorships
    return {
        "papers": verdict.papers,
        "groups": verdict.groups,
        "doubt": verdict.doubt,
        "told": verdict.told,
        "record": record[columns.record[rows]],
        "score": columns.score[rows],
        "flagged": columns.flagged[rows],
        "label": columns.label[rows],
        "page": pickle.dumps(verdict.page) if evidence or verdict.told else None,
    }


def _named(named: pa.ListArray, number: int) -> sp.csr_matrix:
    """Return, CSR (rows × number), 1 where a row names what has the number: an institution, a language."""
    ends = np.cumsum(pc.list_value_length(named).fill_null(0).to_numpy(zero_copy_only=False), dtype=np.int64)
    columns = named.flatten().to_numpy()
    shape = (len(named), number)
    return sp.csr_matrix((np.ones(len(columns)), columns, np.concatenate(([0], ends))), shape=shape)


def _content(orders: Orders, tables: Tables, authorships: pa.Table) -> Content:
    """Return what each paper says, in order of their numbers; those that are not compared say nothing."""
    _, first = np.unique(authorships["paper"].to_numpy(), return_index=True)
    venue = venues_of(tables)
    known = venue >= 0
    venue_share = np.zeros(tables.size("venues"))
    venue_share[venue[known]] = authorships["venue_share"].take(first).to_numpy()[known]
    return Content(
        topics=_topics(authorships["topics"].take(first).to_pylist()),
        languages=_named(authorships["languages"].take(first).combine_chunks(), len(orders.language_share)),
        venue=venue,
        language_share=orders.language_share,
        venue_share=venue_share,
    )


def _topics(told: list[bytes | None]) -> Shares:
    size = len(vocabulary().lists)
    return np.frombuffer(b"".join(one or bytes(size) for one in told), dtype=np.int8).reshape(-1, size)


def _tables(people: pa.Table, authorships: pa.Table) -> Tables:
    """Return the rows of a bucket as tables of their own; people, papers and authorships keep their order."""
    paper, first, at = np.unique(authorships["paper"].to_numpy(), return_index=True, return_inverse=True)
    papers = {name: authorships[name].take(first).to_pylist() for name in ("paper_id", "year", "venue", "words")}
    ids = [known or f"#{number}" for known, number in zip(papers["paper_id"], paper.tolist(), strict=True)]
    venues = sorted({venue for venue in papers["venue"] if venue})
    row = {venue: place for place, venue in enumerate(venues)}
    venue = [row.get(acronym, -1) for acronym in papers["venue"]]
    persons = people["person"].to_numpy()
    names = people["names"].combine_chunks()
    bearer = np.repeat(np.arange(len(persons)), pc.list_value_length(names).to_numpy(zero_copy_only=False))
    author = np.searchsorted(persons, authorships["person"].to_numpy())
    return build(
        {
            # Of titles and abstracts only the words came that sentences name.
            "papers": _filled(
                "papers",
                {
                    "id": ids,
                    "year": papers["year"],
                    "venue": venue,
                    "title": [words or "" for words in papers["words"]],
                },
                len(paper),
            ),
            "people": _filled("people", _columns(people), len(persons)),
            "names": _columns(pa.Table.from_struct_array(names.flatten())) | {"person": bearer},
            "authorships": _filled("authorships", _columns(authorships) | {"paper": at, "person": author}, len(at)),
            "editorships": _filled("editorships", {}, 0),
            "venues": dict.fromkeys(SCHEMA["venues"], venues),
        }
    )


def _columns(table: pa.Table) -> dict[str, Any]:
    """Return the columns of a table, "" for texts that are not there."""
    texts = (pa.string(), pa.large_string())  # which of them comes is a setting of Spark's
    filled = (column.fill_null("") if column.type in texts else column for column in table.columns)
    return {name: column.to_pandas().array for name, column in zip(table.column_names, filled, strict=True)}


def _filled(table: str, columns: Mapping[str, Any], size: int) -> dict[str, Any]:
    """Return the columns of a table of ``SCHEMA``; what judging does not look at is empty."""
    empty: dict[str, Any] = {"str": "", "bool": False}
    return {name: columns.get(name, [empty.get(kind, 0)] * size) for name, kind in SCHEMA[table].items()}
