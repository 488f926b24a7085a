"""Titles and abstracts → the languages that each paper names (``languages.json``)."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

import numpy as np
import scipy.sparse as sp

from graphcheck.columns import Rows, Texts
from graphcheck.tables import Tables
from graphcheck.topics import parts, split


@cache
def _spelled() -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(
        files("graphcheck").joinpath("languages.json").read_text(encoding="utf-8")
    )["languages"]
    return found


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that are known, sorted."""
    return tuple(sorted(_spelled()))


def languages_of(tables: Tables) -> sp.csr_matrix:
    """Return, CSR (papers × languages), 1 where the title or the abstract names the language, in English.

    “German-Polish” names two.
    """
    title, abstract = tables.texts("papers", "title"), tables.texts("papers", "abstract")
    named = [_named(texts, begin, end) for begin, end in parts(title, abstract) for texts in (title, abstract)]
    blocks = [(named[place] + named[place + 1]).sign() for place in range(0, len(named), 2)]
    empty = sp.csr_matrix((0, len(languages())))
    return sp.vstack((empty, *blocks), format="csr")


def _named(texts: Texts, begin: int, end: int) -> sp.csr_matrix:
    """Return, CSR (end − begin × languages), how often texts from ``begin`` to ``end`` name each language."""
    import pyarrow as pa  # only here: reading needs it, showing one person does not
    import pyarrow.compute as pc

    spelled = {word: row for row, name in enumerate(languages()) for word in _spelled()[name]}
    number = np.array(list(spelled.values()), dtype=np.int64)
    words = pa.array(list(spelled), pa.large_string())
    text, word = split(texts, begin, end)
    joined = pc.match_substring(word, "-")
    apart = pc.split_pattern(word.filter(joined), "-")
    within = text[joined.to_numpy(zero_copy_only=False)][pc.list_parent_indices(apart).to_numpy()]
    rows: list[Rows] = []
    columns: list[Rows] = []
    for where, found in ((text, word), (within, apart.flatten())):
        place = pc.index_in(found, value_set=words)
        rows.append(where[place.is_valid().to_numpy(zero_copy_only=False)])
        columns.append(number[place.drop_null().to_numpy()])
    row, column = np.concatenate(rows), np.concatenate(columns)
    return sp.csr_matrix((np.ones(len(row)), (row, column)), shape=(end - begin, len(languages())))
