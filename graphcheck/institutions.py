"""Affiliations as printed → the institutions that they name.

An affiliation is cut into segments ("Kent State University, Ohio, USA" → "kent state university", "ohio"); two
affiliations name one institution where they share a segment. Countries and function words name none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd
import scipy.sparse as sp

from graphcheck.names import fold

_CUTS = re.compile(r"[;,|/()\n]|\band\b|\bat\b|&", re.IGNORECASE)
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
        "department computer science", "school computer science", "computer science", "independent researcher",
        "department linguistics", "linguistics", "none", "independent", "n",
    ]
)  # fmt: skip


def segments(affiliation: str) -> tuple[str, ...]:
    """Return the folded segments of a printed affiliation that may name an institution, sorted."""
    found = {_segment(part) for part in _CUTS.split(affiliation)}
    return tuple(sorted(part for part in found if part and part not in _PLACES))


def _segment(text: str) -> str:
    return " ".join(word for word in fold(text).split() if word not in _EMPTY_WORDS)


def stated(affiliations: Sequence[str]) -> tuple[sp.csr_matrix, list[str]]:
    """Return the matrix authorships × institutions of what is printed, and the institutions' names.

    The matrix is CSR of shape (n, g) with 1 where the affiliation names the institution.
    """
    codes, texts = pd.factorize(pd.Series(affiliations, dtype="str"))
    parts = [segments(text) for text in texts]
    names = sorted({name for part in parts for name in part})
    column = {name: position for position, name in enumerate(names)}
    rows = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    columns = np.array([column[name] for part in parts for name in part], dtype=np.int64)
    distinct = sp.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(parts), len(names)))
    return distinct[codes].tocsr(), names
