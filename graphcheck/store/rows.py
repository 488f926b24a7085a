"""A bibliography and what was concluded about it → one frame for each table of the graph's schema.

Both engines load these frames and nothing else. Rows come in an order that depends on the source alone; texts that
are no keys hold no control characters. Columns are those of ``schema.columns``: "str", "int64" ("Int64" where
optional), "float64" (NaN stands for null) and "bool".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from typing import Any

import numpy as np
import pandas as pd

from graphcheck.bibliography import Bibliography
from graphcheck.model import Finding
from graphcheck.pages import group_name
from graphcheck.report.links import ANTHOLOGY, paper_url
from graphcheck.store import schema
from graphcheck.store.bridges import bridges
from graphcheck.store.judged import Judged
from graphcheck.store.pairs import coauthors, namesakes
from graphcheck.tables import Tables

Frames = dict[str, pd.DataFrame]
Columns = Mapping[str, Any]

LAST = "last"  # the id of the one Load
_DTYPES = {
    schema.Kind.TEXT: "str",
    schema.Kind.WHOLE: "int64",
    schema.Kind.REAL: "float64",
    schema.Kind.YES_NO: "bool",
}
# Controls, line and paragraph separators, and halves of pairs, which no engine stores.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def frames(bibliography: Bibliography, judged: Judged) -> Frames:
    """Return the frame of every table of the schema, by its name.

    Shape of each: rows × ``schema.columns(table)``. The table of changes is empty, and every finding is ``new``, until
    ``changes.compared`` has looked at the graph before.
    """
    tables = bibliography.source.tables
    judgements = _judgements(tables, judged)
    slugs = tables.names.loc[tables.names["slug"] != "", ["person", "slug", "printed"]]
    found = _findings(judged.findings, set(tables.people["id"]), set(tables.papers["id"]))
    columns: dict[str, Columns] = {
        "Person": _people(bibliography, judged),
        "Name": _names(tables, slugs),
        "Paper": _papers(tables),
        "Venue": {"id": tables.venues["id"], "name": tables.venues["name"]},
        **_institutions(bibliography),
        **found,
        "Change": {name: [] for name in ("id", "volume", "paper", "position", "what", "was", "now")},
        "Load": _load(bibliography),
        "AUTHORED": _authorships(bibliography, judgements),
        "HAS_NAME": _has_name(tables, slugs),
        "NAMESAKE": namesakes(slugs, tables.people["id"].to_numpy(object)),
        "APPEARED_IN": _appeared_in(tables),
        "COAUTHOR": coauthors(bibliography.graph, tables.people["id"]),
    }
    return {table.name: frame(table, columns[table.name]) for table in schema.TABLES}


def frame(table: schema.NodeTable | schema.RelationshipTable, columns: Columns) -> pd.DataFrame:
    """Return columns as the frame of a table, with its types, its order of columns, and clean texts.

    Keys stay as they are: with a character replaced they could be somebody else's.

    Raises:
        ValueError: a column that is not optional holds a null, or columns are missing or of several lengths.
    """
    built = {}
    free_text = schema.free_text(table)
    for column in schema.columns(table):
        dtype = "Int64" if column.optional and column.kind is schema.Kind.WHOLE else _DTYPES[column.kind]
        values = pd.Series(columns[column.name], dtype=dtype).reset_index(drop=True)
        if not column.optional and values.isna().any():
            raise ValueError(f"{table.name}.{column.name} holds a null")
        built[column.name] = _clean(values) if column.name in free_text else values
    if len({len(values) for values in built.values()}) > 1:
        raise ValueError(f"{table.name} has columns of several lengths")
    return pd.DataFrame(built)


def _clean(texts: pd.Series[str]) -> pd.Series[str]:
    """Replace control characters with spaces; few texts hold any, and looking at all at once is cheap."""
    values = texts.to_list()
    if not _CONTROL.search("".join(values)):
        return texts
    return pd.Series([_CONTROL.sub(" ", value) for value in values], dtype="str")


def _people(bibliography: Bibliography, judged: Judged) -> Columns:
    graph, people = bibliography.graph, bibliography.people
    some = graph.papers_of > 0
    first, last = (np.zeros(len(people), dtype=np.int64) for _ in range(2))
    first[some] = graph.year[graph.page[:-1][some]]  # a page is in order of year
    last[some] = graph.year[graph.page[1:][some] - 1]
    doubt = np.full(len(people), np.nan)
    doubt[judged.person] = judged.doubt
    groups = np.zeros(len(people), dtype=np.int64)
    groups[judged.person] = judged.groups
    return {
        **{name: people[name] for name in ("id", "name", "verified", "orcid", "openreview", "catch_all")},
        "papers": graph.papers_of,
        "first_year": pd.Series(first).astype("Int64").mask(~some),
        "last_year": pd.Series(last).astype("Int64").mask(~some),
        "name_commonness": graph.expected,
        "page_doubt": doubt,
        "groups": groups,
    }


def _names(tables: Tables, slugs: pd.DataFrame) -> Columns:
    """Return each name with its most frequent printed form; of equally frequent ones the one that sorts first."""
    printed = slugs[["slug", "printed"]].drop_duplicates()
    often = printed["printed"].map(tables.authorships["name"].value_counts()).astype("float64").fillna(0)
    ranked = printed.assign(often=-often).sort_values(["slug", "often", "printed"])
    first = ranked.drop_duplicates("slug")
    return {name: first[name] for name in ("slug", "printed")}


def _papers(tables: Tables) -> Columns:
    papers = tables.papers
    authors = np.bincount(tables.authorships["paper"], minlength=len(papers))
    return {
        **{name: papers[name] for name in ("id", "title", "year", "volume")},
        "url": _urls(papers["id"]),
        "authors": authors,
        "facts": _facts(tables),
    }


def _urls(ids: pd.Series[str]) -> pd.Series[str]:
    """Return the papers' addresses; nearly all ids need no escaping, and are joined at once."""
    urls = ANTHOLOGY.paper + ids + ANTHOLOGY.end
    odd = ~ids.str.fullmatch(r"[A-Za-z0-9._-]+")
    return urls.mask(odd, ids[odd].map(paper_url))


def _facts(tables: Tables) -> list[str]:
    """Return a digest of each paper: of what changes are told of, and of nothing else."""
    papers, authorships = tables.papers, tables.authorships
    person = tables.people["id"].take(authorships["person"].to_numpy()).array
    told = authorships[["position", "name", "link"]].assign(person=person)
    of_author = pd.util.hash_pandas_object(told, index=False).to_numpy()
    digest = pd.util.hash_pandas_object(papers[["title", "year", "volume"]], index=False).to_numpy().copy()
    np.add.at(digest, authorships["paper"].to_numpy(), of_author)
    return [f"{value:016x}" for value in digest.tolist()]


def _institutions(bibliography: Bibliography) -> dict[str, Columns]:
    graph = bibliography.graph
    rows, stated = graph.institution.nonzero()
    names = np.array([_CONTROL.sub(" ", name) for name in graph.institutions], dtype=object)[stated]
    papers = bibliography.papers["id"].to_numpy(object)
    statements = pd.DataFrame(
        {
            schema.SOURCE: bibliography.people["id"].to_numpy(object)[graph.person[rows]],
            schema.TARGET: names,
            "paper": papers[graph.paper[rows]],
            "year": graph.year[rows],
        }
    )
    once = statements.drop_duplicates([schema.SOURCE, schema.TARGET, "paper"])
    return {"Institution": {"name": sorted(set(names))}, "STATED": {str(name): once[name] for name in once}}


def _findings(found: Sequence[Finding], people: Set[str], papers: Set[str]) -> dict[str, Columns]:
    """Return the findings by id, what they are about, and whom they suggest.

    ``people``, ``papers``: ids of those that there are; a finding may speak of others, in files that were left out.
    """
    ordered = sorted({finding.id: finding for finding in found}.values(), key=lambda finding: finding.id)
    about = [(f.id, paper) for f in ordered for paper in dict.fromkeys(f.papers) if paper in papers]
    suggested = [
        (f.id, person, rank) for f in ordered for rank, person in enumerate((s.person for s in f.suggestions), start=1)
    ]
    return {
        "Finding": {
            **{name: [getattr(f, name) for f in ordered] for name in ("id", "code", "name", "score", "text")},
            "state": ["new"] * len(ordered),
            "person": [f.person if f.person in people else "" for f in ordered],
        },
        "ABOUT_PERSON": _relationships([(f.id, p) for f in ordered for p in f.concerned if p in people]),
        "ABOUT_PAPER": _relationships(about),
        "SUGGESTS": _relationships(suggested, "rank"),
    }


def _relationships(rows: Sequence[tuple[Any, ...]], *properties: str) -> Columns:
    names = (schema.SOURCE, schema.TARGET, *properties)
    return {name: [row[column] for row in rows] for column, name in enumerate(names)}


def _load(bibliography: Bibliography) -> Columns:
    revision = bibliography.source.revision
    return {"id": [LAST], "source": [bibliography.source.named_root], "revision": [revision], "before": [""]}


def _judgements(tables: Tables, judged: Judged) -> pd.DataFrame:
    """Return score, flagged, group and core of every row of authorships, in its order."""
    authorships = tables.authorships
    number = len(authorships)
    score = np.full(number, np.nan)
    score[judged.record] = judged.score
    flagged, core = (np.zeros(number, dtype=bool) for _ in range(2))
    flagged[judged.record] = judged.flagged
    label = np.array(judged.label, dtype=np.int64)
    core[judged.record] = label == 0
    names = np.array([group_name(one) for one in range(int(label.max(initial=-1)) + 1)], dtype=object)
    group = np.full(number, "", dtype=object)
    group[judged.record] = names[label]
    return pd.DataFrame({"score": score, "flagged": flagged, "group": group, "core": core})


def _authorships(bibliography: Bibliography, judgements: pd.DataFrame) -> Columns:
    tables, graph = bibliography.source.tables, bibliography.graph
    authorships = tables.authorships
    bridge = np.zeros(len(authorships), dtype=np.int64)
    bridge[graph.record] = bridges(graph)
    return {
        "bridge": bridge,
        schema.SOURCE: tables.people["id"].take(authorships["person"].to_numpy()),
        schema.TARGET: tables.papers["id"].take(authorships["paper"].to_numpy()),
        **{name: authorships[name] for name in ("position", "name", "link", "orcid", "openreview")},
        **{str(name): judgements[name] for name in judgements},
    }


def _has_name(tables: Tables, slugs: pd.DataFrame) -> Columns:
    borne = slugs[["person", "slug"]].drop_duplicates().sort_values(["person", "slug"])
    return {schema.SOURCE: tables.people["id"].to_numpy(object)[borne["person"]], schema.TARGET: borne["slug"]}


def _appeared_in(tables: Tables) -> Columns:
    placed = tables.papers.loc[tables.papers["venue"] >= 0, ["id", "venue"]]
    return {schema.SOURCE: placed["id"], schema.TARGET: tables.venues["id"].to_numpy(object)[placed["venue"]]}
