"""Papers moved onto a namesake's page, to see whether the right existing person is suggested.

The bibliography stays what it is, identities and all. Of each person who shares a printed name with another one, a
labelled paper under that name is filed, by name alone, on the page of one of the others: what happens when nobody
adds the id.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np

from graphcheck.communities import Bools
from graphcheck.evaluate.identities import Strings
from graphcheck.graph import Ints
from graphcheck.model import Link
from graphcheck.names import slug
from graphcheck.tables import Tables


@dataclass(frozen=True)
class Misfiled:
    """Tables in which papers are misfiled, k of them; ``name``: the slugs of the names that they stand under.

    ``record``: shape (k,), rows of authorships; ``page``: (k,), rows of the people who got them; ``right``: (k,), ids
    of those whose they are.
    """

    tables: Tables
    name: tuple[str, ...]
    record: Ints
    page: Ints
    right: tuple[str, ...]


def misfile(tables: Tables, labels: Strings, seed: int) -> Misfiled:
    """Misfile a paper of each person who shares a name with others, at most one onto a page.

    Both, who loses a paper and who gets one, have at least two papers; nobody loses or gets one on a catch-all page.
    """
    generator = np.random.default_rng([seed, 3])
    person, papers = (tables.authorships[column].to_numpy(np.int64) for column in ("person", "paper"))
    homonyms = _homonyms(tables, np.bincount(person, minlength=len(tables.people)) > 1)
    concerned = np.isin(person, sorted({page for pages in homonyms.values() for page in pages}))
    on_page: dict[int, set[int]] = defaultdict(set)
    for page, paper in zip(person[concerned].tolist(), papers[concerned].tolist(), strict=True):
        on_page[page].add(paper)
    found: dict[int, tuple[str, int, int]] = {}  # page → name, record, owner
    lost: set[int] = set()
    for (name, owner), records in sorted(_labelled_rows(tables, labels, homonyms).items()):
        record = int(generator.choice(records))
        pages = [page for page in homonyms[name] if page != owner and page not in found]
        pages = [page for page in pages if papers[record] not in on_page[page]]
        if pages and owner not in lost:
            found[int(generator.choice(pages))] = (name, record, owner)
            lost.add(owner)
    pages = sorted(found)
    ids = tables.people["id"].tolist()
    moved = np.array([found[page][1] for page in pages], dtype=np.int64)
    to = np.array(pages, dtype=np.int64)
    names, right = tuple(found[page][0] for page in pages), tuple(ids[found[page][2]] for page in pages)
    return Misfiled(_filed(tables, moved, to), names, moved, to, right)


def _homonyms(tables: Tables, writes: Bools) -> dict[str, list[int]]:
    """Return slug of a name → rows of people who bear it and have ``writes``, where these are several."""
    catch_all = tables.people["catch_all"].tolist()
    found: dict[str, set[int]] = defaultdict(set)
    for name, person in zip(tables.names["slug"], tables.names["person"].tolist(), strict=True):
        if writes[person] and not catch_all[person]:
            found[name].add(person)
    return {name: sorted(people) for name, people in found.items() if len(people) > 1}


def _labelled_rows(tables: Tables, labels: Strings, homonyms: dict[str, list[int]]) -> dict[tuple[str, int], list[int]]:
    """Return (name, person) → the labelled authorships of a person under a name that others bear, too."""
    ids = tables.people["id"].tolist()
    people, names = tables.authorships["person"].tolist(), tables.authorships["name"].tolist()
    found: dict[tuple[str, int], list[int]] = defaultdict(list)
    for record in np.flatnonzero(labels != "").tolist():
        person, name = people[record], slug(names[record])
        if labels[record] == ids[person] and person in homonyms.get(name, ()):
            found[name, person].append(record)
    return found


def _filed(tables: Tables, record: Ints, page: Ints) -> Tables:
    authorships = tables.authorships.copy()
    columns = {name: authorships[name].to_numpy(copy=True) for name in ("person", "link", "id", "orcid", "openreview")}
    columns["person"][record] = page
    columns["link"][record] = Link.INFERRED.value
    for name in ("id", "orcid", "openreview"):
        columns[name][record] = ""
    return replace(tables, authorships=authorships.assign(**columns).astype(tables.authorships.dtypes.to_dict()))
