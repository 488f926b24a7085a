"""Titles of a group of papers → the words that tell it from the rest of the page and from all papers."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from graphcheck.counts import EXACT, steady

TOLD = 5  # words that a group is introduced by
_WORD = re.compile(r"[^\W\d_][\w-]{2,}")
# Words of titles that say how something is told, not what it is about.
_EMPTY = frozenset(
    "about across among and are based between beyond can case does for from how into its large less more new not "
    "novel one paper study system task than that the their them through toward towards two under using via what when "
    "where which why with without work".split()
)


class Topics:
    """Knows in how many of all titles each word is."""

    def __init__(self, titles: Sequence[str], bits: int = EXACT) -> None:
        """``bits``: as in ``counts.steady``."""
        self._all = float(steady(max(len(titles), 1), bits))
        counts = Counter(word for title in titles for word in _words(title))
        self._in = dict(zip(counts, steady(list(counts.values()), bits).tolist(), strict=True))

    def of(self, groups: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
        """Return the most telling words of each group, given the titles of each.

        A word's weight is how many of the group's titles hold it, times the logarithm of how much more frequent it is
        there than among all papers or on the rest of the page, whichever has more of it. In groups of three papers and
        more a word of one title says nothing.
        """
        counts = {label: [_words(title) for title in titles] for label, titles in groups.items()}
        held = {label: Counter(word for words in titles for word in words) for label, titles in counts.items()}
        page: Counter[str] = Counter()
        for words in held.values():
            page.update(words)
        papers = sum(map(len, counts.values()))
        return {label: self._telling(held[label], len(counts[label]), page, papers) for label in counts}

    def _telling(self, held: Counter[str], size: int, page: Counter[str], papers: int) -> tuple[str, ...]:
        least = 2 if size > 2 else 1
        weights = []
        for word, titles in held.items():
            if titles < least:
                continue
            elsewhere = (page[word] - titles) / max(papers - size, 1)
            usual = max(self._in.get(word, 1.0) / self._all, elsewhere)
            weight = titles * math.log(titles / size / usual)
            if weight > 0:
                weights.append((-weight, word))
        return tuple(word for _, word in sorted(weights)[:TOLD])


def _words(title: str) -> set[str]:
    return {word for word in map(str.lower, _WORD.findall(title)) if word not in _EMPTY}
