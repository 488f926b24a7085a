"""Affiliations as printed → the institutions that they name.

An affiliation is cut into segments ("Kent State University, Ohio, USA" → "kent state university", "ohio"); two
affiliations name one institution where they share a segment. Countries, large cities, and words such as "department"
or "technology" alone name none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp

from graphcheck.names import fold

KNOWN = 5  # times that a segment is printed from which it is an institution that longer segments may begin with
_CUTS = re.compile(r"[;,|/()\n]")
_PERHAPS = re.compile(r"\band\b|\bat\b|&", re.IGNORECASE)
_INSTITUTION = re.compile(
    r"universi|institut|colleg|school|lab|cent(?:er|re)\b|academ|hospital|research|facult|depart|[ée]cole|hochschule",
    re.IGNORECASE,
)
# Words that say what kind of institution it is, not which one; a segment of these alone names none.
_GENERIC = frozenset(
    "academy ai applied artificial center centre college computational computer computing data department division "
    "electrical engineering faculty group information informatics institute intelligence international lab "
    "laboratory labs language linguistics mathematics na natural none national nlp processing research school "
    "science sciences software state student studies systems team technologies technology university".split()
)
_EMPTY_WORDS = frozenset(
    "a an and das de del der des di die du en et for in la le of the und "
    "co company corp corporation gmbh inc limited llc ltd".split()
)
# Segments that place an institution but do not name one.
_PLACES = frozenset(
    [
        "argentina", "australia", "austria", "bangladesh", "belgium", "brazil", "canada", "chile", "china",
        "czech republic", "denmark", "estonia", "finland", "france", "germany", "greece", "hong kong",
        "hungary", "india", "indonesia", "iran", "ireland", "israel", "italy", "japan", "korea", "luxembourg",
        "malaysia", "mexico", "netherlands", "new zealand", "norway", "p r china", "pakistan", "poland",
        "portugal", "pr china", "qatar", "republic of korea", "romania", "russia", "saudi arabia", "scotland",
        "singapore", "slovenia", "south africa", "south korea", "spain", "sweden", "switzerland", "taiwan",
        "thailand", "the netherlands", "tunisia", "turkey", "u s a", "uae", "uk", "ukraine",
        "united arab emirates", "united kingdom", "united states", "us", "usa", "vietnam",
        "beijing", "berlin", "cambridge", "delhi", "edinburgh", "hangzhou", "hyderabad", "london", "montreal", "mumbai",
        "munich", "new delhi", "new york", "paris", "rome", "san francisco", "seattle", "seoul", "shanghai", "shenzhen",
        "sydney", "tokyo", "toronto", "zurich", "ca", "california", "ma", "massachusetts", "ny", "pa", "pennsylvania",
        "texas", "tx", "wa", "washington", "independent", "independent researcher", "n",
    ]
)  # fmt: skip


def segments(affiliation: str) -> dict[str, str]:
    """Return the segments of a printed affiliation that may name an institution: folded → as printed."""
    found = {_folded(part): part.strip() for cut in _CUTS.split(affiliation) for part in _apart(cut)}
    return {key: part for key, part in found.items() if key not in _PLACES and not _GENERIC.issuperset(key.split())}


def _apart(text: str) -> list[str]:
    """Cut "X University and Y Lab" in two, but not "University of Science and Technology"."""
    parts = _PERHAPS.split(text)
    return parts if all(_INSTITUTION.search(part) for part in parts) else [text]


def telling_words(text: str) -> set[str]:
    """Return the words of a text about institutions that say which one it is; places may."""
    return {word for word in fold(text).split() if len(word) > 1} - _GENERIC - _EMPTY_WORDS - {"univ", "may", "refer"}


def _folded(text: str) -> str:
    return " ".join(word for word in fold(text).split() if word not in _EMPTY_WORDS)


def _beginnings(key: str, known: set[str]) -> list[str]:
    """Return the known institutions that a folded segment begins with: a campus or a department may follow."""
    words = key.split()
    return [name for end in range(1, len(words)) if (name := " ".join(words[:end])) in known]


def stated(affiliations: Sequence[str]) -> tuple[sp.csr_matrix, list[str]]:
    """Return the matrix authorships × institutions of what is printed, and the institutions' names.

    The matrix is CSR of shape (n, g) with 1 where the affiliation names the institution; an institution is shown as
    it is printed most often.
    """
    import pandas as pd  # only here: the words of institutions are asked for without any table

    codes, texts = pd.factorize(pd.Series(affiliations, dtype="str"))
    parts = [segments(text) for text in texts]
    spellings: dict[str, Counter[str]] = {}
    for code, count in Counter(codes.tolist()).items():
        for key, part in parts[code].items():
            spellings.setdefault(key, Counter())[part] += count
    keys = sorted(spellings)
    column = {key: position for position, key in enumerate(keys)}
    known = {key for key, printed in spellings.items() if printed.total() >= KNOWN}
    named = [sorted({column[name] for key in part for name in (key, *_beginnings(key, known))}) for part in parts]
    rows = np.repeat(np.arange(len(named)), [len(part) for part in named])
    columns = np.array([place for part in named for place in part], dtype=np.int64)
    distinct = sp.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(parts), len(keys)))
    shown = [min(spellings[key].items(), key=lambda item: (-item[1], item[0]))[0] for key in keys]
    return distinct[codes].tocsr(), shown
