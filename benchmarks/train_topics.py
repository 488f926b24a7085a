"""Make the topics anew: ``python -m benchmarks.train_topics SOURCE`` writes ``graphcheck/topics.json``.

Topics are a non-negative factorisation (Lee and Seung, doi:10.1038/44565; scikit-learn's) of words × papers, weighted
by how rare a word is: few words tell each topic, and a reader sees what it is about. Nobody's identity is looked at.
The same source gives the same bytes.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

import graphcheck
from graphcheck.sources import read
from graphcheck.tables import Tables
from graphcheck.topics import counted, split

TOPICS = 64  # with 40 and with 100 as much is found: docs/method.md
EVERY = 3  # of so many papers one is learned from
RAREST = 20  # papers that a word is in at least
COMMONEST = 0.15  # share of papers that a word is in at most
WORDS = 8_000  # the most common ones that are left
LEAST = 0.02  # of a topic's length: words that weigh less tell nothing
ROUNDS = 40
_WORD = re.compile(r"[a-z][a-z0-9-]+")
TARGET = Path(graphcheck.__file__).with_name("topics.json")


def main(path: str) -> None:
    """Learn topics from the titles and abstracts of the source."""
    source = read(Path(path))
    told = topics(source.tables)
    provenance = {
        "source": f"ACL Anthology, {len(source.tables.papers):,} papers",
        "revision": source.revision,
        "made by": "python -m benchmarks.train_topics",
    }
    lines = ",\n".join(f"  {json.dumps(topic, ensure_ascii=False)}" for topic in told)
    TARGET.write_text(
        f'{{\n "provenance": {json.dumps(provenance)},\n "topics": [\n{lines}\n ]\n}}\n', encoding="utf-8"
    )
    for topic in told:
        print(", ".join(list(topic)[:8]))


def topics(tables: Tables) -> list[dict[str, float]]:
    """Return the words of each topic with their weights, the heaviest first."""
    words, idf = _words(tables)
    weighted = counted(tables, 0, tables.size("papers"), words) @ sp.diags(idf)
    length = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    papers = (sp.diags(1 / np.maximum(length, 1e-9)) @ weighted).tocsr()[::EVERY]
    factors = NMF(TOPICS, init="nndsvda", max_iter=ROUNDS, random_state=0, tol=1e-3).fit(papers).components_
    return [_topic(row / np.linalg.norm(row), words, idf) for row in factors]


def _topic(row: NDArray[np.float64], words: tuple[str, ...], idf: NDArray[np.float64]) -> dict[str, float]:
    order = [int(place) for place in np.argsort(-row, kind="stable") if row[place] >= LEAST]
    return {words[place]: round(float(row[place] * idf[place]), 2) for place in order}


def _words(tables: Tables) -> tuple[tuple[str, ...], NDArray[np.float64]]:
    """Return the words to learn from, sorted, and ln(papers / papers with it) of each."""
    title, abstract = tables.texts("papers", "title"), tables.texts("papers", "abstract")
    papers = len(title)
    (own, one), (other, two) = split(title, 0, papers), split(abstract, 0, papers)
    every = pa.table({"paper": np.concatenate((own, other)), "word": pa.concat_arrays([one, two])})
    once = every.group_by(["paper", "word"]).aggregate([])
    found: list[dict[str, Any]] = pc.value_counts(once["word"]).to_pylist()
    many = [(entry["counts"], entry["values"]) for entry in found]
    kept = [one for one in many if RAREST <= one[0] <= COMMONEST * papers and _tells(one[1])]
    chosen = sorted(sorted(kept, key=lambda one: (-one[0], one[1]))[:WORDS], key=lambda one: one[1])
    counts = np.array([count for count, _ in chosen])
    return tuple(word for _, word in chosen), np.log(papers / counts)


def _tells(word: str) -> bool:
    return bool(_WORD.fullmatch(word)) and word not in ENGLISH_STOP_WORDS


if __name__ == "__main__":
    main(sys.argv[1])
