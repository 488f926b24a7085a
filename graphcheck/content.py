"""Papers → what they say themselves, whoever wrote them: topics, languages, and where they appeared."""

from __future__ import annotations

import weakref
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from graphcheck.counts import steady
from graphcheck.languages import languages_of
from graphcheck.tables import Tables
from graphcheck.topics import Shares, topics_of

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Content:
    """What k papers say.

    ``topics``: shape (k, topics), as in ``topics.topics_of``. ``languages``: CSR (k × languages), as in
    ``languages.languages_of``. ``venue``: shape (k,), row of the venue, −1 where none is known or it has no
    acronym; of venues of one acronym the first. ``language_share``, ``venue_share``: shapes (languages,), (venues,),
    the share of all papers that name the language, that appeared at the venue; told from rounded counts
    (``Settings.count_bits``).
    """

    topics: Shares
    languages: sp.csr_matrix
    venue: NDArray[np.int64]
    language_share: NDArray[np.float64]
    venue_share: NDArray[np.float64]


_last: list[tuple[weakref.ref[pd.DataFrame], int, Content]] = []  # what was asked for last, or nothing


def content_of(tables: Tables, bits: int) -> Content:
    """Return what the papers of ``tables`` say; counts are rounded to ``bits``.

    Tables that share their papers with the ones asked for before are not read again: who wrote a paper changes nothing
    of what it says.
    """
    if not _last or _last[0][0]() is not tables.papers or _last[0][1] != bits:
        topics, languages, venue = topics_of(tables), languages_of(tables), venues_of(tables)
        named = np.asarray(languages.sum(axis=0)).ravel()
        appeared = np.bincount(venue[venue >= 0], minlength=tables.size("venues"))
        shares = (
            np.minimum(steady(counts, bits) / steady(max(len(venue), 1), bits), 1) for counts in (named, appeared)
        )
        topics.flags.writeable = False  # several graphs have it
        found = Content(topics, languages, venue, *shares)
        _last[:] = [(weakref.ref(tables.papers), bits, found)]
    return _last[0][2]


def venues_of(tables: Tables) -> NDArray[np.int64]:
    """Return the row of each paper's venue, shape (papers,), as in ``Content``."""
    first: dict[str, int] = {}
    acronyms = tables.texts("venues", "acronym")
    rows = [first.setdefault(acronym, row) if acronym else -1 for row, acronym in enumerate(acronyms)]
    found: NDArray[np.int64] = np.array([*rows, -1])[tables.numbers("papers", "venue")]  # the last is row −1, "none"
    return found
