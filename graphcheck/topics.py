"""Titles and abstracts → what each paper is about: so much of each of a few dozen topics.

A topic is a list of words with weights (``topics.json``, made by ``benchmarks/train_topics.py``): those that tell it.
They come with the package and are not counted in the source, so that no paper changes what another one is about. A
paper is of a topic as far as its words are, each counted as 1 + ln(times), those of the title twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from graphcheck.columns import Rows, Texts
from graphcheck.tables import Tables

Shares = NDArray[np.int8]  # of each topic, in hundredths of the paper's strongest one
FULL = 100
TITLE = 2  # times that a word of the title counts
NAMED = 3  # words that say what a paper is about, of one topic
ALSO = FULL // 2  # a paper is said to be of its strongest topic, and of the next where it is half as strong
REMEMBERED = 1 << 17  # papers whose words are remembered, some 30 MB
_AT_ONCE = 1 << 24  # bytes of text whose words are in memory together: 100 MB or so

# Letters in small, digits and the hyphen stay; whatever else is there parts words.
_PLAIN = np.full(256, ord(" "), dtype=np.uint8)
for _letter in b"abcdefghijklmnopqrstuvwxyz0123456789-":
    _PLAIN[_letter] = _PLAIN[ord(chr(_letter).upper())] = _letter


@dataclass(frozen=True)
class Vocabulary:
    """``words``: the w words that tell topics, sorted; ``weights``: shape (w, t).

    ``lists``: shape (t,), the words of each topic, those of most weight first.
    """

    words: tuple[str, ...]
    weights: NDArray[np.float32]
    lists: tuple[tuple[str, ...], ...]


@cache
def vocabulary() -> Vocabulary:
    """Return the topics that the package brings."""
    told = json.loads(files("graphcheck").joinpath("topics.json").read_text(encoding="utf-8"))["topics"]
    words = tuple(sorted({word for topic in told for word in topic}))
    place = {word: row for row, word in enumerate(words)}
    weights = np.zeros((len(words), len(told)), dtype=np.float32)
    for column, topic in enumerate(told):
        weights[[place[word] for word in topic], column] = list(topic.values())
    return Vocabulary(words, weights, tuple(tuple(sorted(topic, key=lambda word: -topic[word])) for topic in told))


def topics_of(tables: Tables) -> Shares:
    """Return the topics of each paper, shape (papers, t): 0 to 100, 100 for the strongest; 0 where none is known."""
    known = vocabulary()
    title, abstract = _texts(tables)
    found = np.zeros((len(title), len(known.lists)), dtype=np.int8)
    for begin, end in parts(title, abstract):
        strength = np.asarray(counted(tables, begin, end, known.words) @ known.weights)
        most = strength.max(axis=1, keepdims=True, initial=0)
        found[begin:end] = np.rint(FULL * strength / np.where(most > 0, most, 1))
    return found


def parts(title: Texts, abstract: Texts) -> Iterator[tuple[int, int]]:
    """Yield from which paper to which (exclusive) to read on, so that few words are in memory together."""
    text = (title.starts - title.starts[0]) + (abstract.starts - abstract.starts[0])
    ends = np.unique(np.searchsorted(text, np.arange(_AT_ONCE, text[-1] + _AT_ONCE, _AT_ONCE)).clip(max=len(title)))
    yield from zip([0, *ends.tolist()], ends.tolist(), strict=False)


def counted(tables: Tables, begin: int, end: int, words: tuple[str, ...]) -> sp.csr_matrix:
    """Return 1 + ln(times) of each of ``words`` (sorted) in papers from ``begin`` to ``end``, CSR (papers × words)."""
    title, abstract = _texts(tables)
    counts = TITLE * _times(title, begin, end, words) + _times(abstract, begin, end, words)
    counts.data = 1 + np.log(counts.data)
    return counts


def _texts(tables: Tables) -> tuple[Texts, Texts]:
    return tables.texts("papers", "title"), tables.texts("papers", "abstract")


def _times(texts: Texts, begin: int, end: int, words: tuple[str, ...]) -> sp.csr_matrix:
    """Return how often each of ``words`` (sorted) is in the texts from ``begin`` to ``end``, CSR (texts × words)."""
    import pyarrow as pa
    import pyarrow.compute as pc

    text, word = split(texts, begin, end)
    column = pc.index_in(word, value_set=pa.array(words, pa.large_string()))
    known = column.is_valid().to_numpy(zero_copy_only=False)
    columns: Any = column.drop_null().to_numpy()
    matrix = sp.csr_matrix((np.ones(len(columns)), (text[known], columns)), shape=(end - begin, len(words)))
    matrix.sum_duplicates()
    return matrix


def split(texts: Texts, begin: int, end: int) -> tuple[Rows, Any]:
    """Return the words of the texts from ``begin`` to ``end``: the text of each, from 0, and an Arrow array of them."""
    import pyarrow as pa  # only here: reading needs it, showing one person does not
    import pyarrow.compute as pc

    starts = texts.starts[begin : end + 1]
    plain = _PLAIN[texts.content[starts[0] : starts[-1]]]
    buffers = [None, pa.py_buffer(starts - starts[0]), pa.py_buffer(plain)]
    found = pc.ascii_split_whitespace(pa.Array.from_buffers(pa.large_string(), end - begin, buffers))
    return pc.list_parent_indices(found).to_numpy(), found.flatten()


class TopicWords:
    """Says of which words of its own a paper's topics are told; ``topics``: those of the papers of ``tables``.

    A topic holds words of many years: “bert” tells that a paper is about embeddings, but not what one of 2003 is about.
    """

    def __init__(self, tables: Tables, topics: Shares) -> None:
        self._texts = _texts(tables)
        self._topics = topics
        self._remembered = lru_cache(REMEMBERED)(self._told)  # it is on the page of each of its authors

    def __getitem__(self, paper: int) -> tuple[tuple[str, ...], ...]:
        """Return, topic by topic that the paper is plainly of, at most three words that it holds, by weight."""
        return self._remembered(paper)

    def _told(self, paper: int) -> tuple[tuple[str, ...], ...]:
        there = {word for texts in self._texts for word in _words(texts[paper])}
        shares = self._topics[paper]
        strongest = [int(topic) for topic in np.argsort(-shares, kind="stable")[:2] if shares[topic] >= ALSO]
        told: list[tuple[str, ...]] = []
        for topic in strongest:
            words = tuple([word for word in vocabulary().lists[topic] if word in there][:NAMED])
            there.difference_update(words)  # a word that two topics hold is named once
            told.append(words)
        return tuple(words for words in told if words)


def _words(text: str) -> list[str]:
    """Return the words of one text, as ``split`` does of many."""
    return text.encode().translate(_PLAIN.tobytes()).decode().split()
