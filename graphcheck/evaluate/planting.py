"""Planted errors: papers of other people with the same last name, moved onto a page.

They measure quietness well and difficulty badly: a real homonym was let in because name, field, even institution
agree (see ``docs/scoring.md``).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graphcheck.evaluate.identities import Strings, refiled
from graphcheck.names import fold
from graphcheck.tables import Tables


def plant(tables: Tables, pages: NDArray[np.int64], seed: int) -> tuple[Tables, NDArray[np.bool_]]:
    """Move onto each of ``pages`` one paper of somebody else with the same last name.

    ``pages``: rows in people; their own papers are moved nowhere. Returns the new tables, whose authorships have
    the same rows, and which of these were moved, shape (authorships,). A page whose last name nobody else bears
    gets none.
    """
    authorships = tables.authorships
    people = tables.people["id"].to_numpy(dtype=object)
    person = authorships["person"].to_numpy()
    last = authorships["last"].map(fold)
    bearers: dict[str, list[int]] = {}
    for row, name in enumerate(last):
        bearers.setdefault(name, []).append(row)
    last_of_page = last.groupby(person).first()
    generator = np.random.default_rng(seed)
    page: Strings = people[person]
    moved = np.zeros(len(authorships), dtype=bool)
    kept = set(pages.tolist())
    for target in generator.permutation(pages):
        rows = bearers[last_of_page[target]]
        donors = [row for row in rows if person[row] not in kept and not moved[row]]
        if len(donors):
            chosen = generator.choice(donors)
            moved[chosen] = True
            page[chosen] = people[target]
    return refiled(tables, page), moved
