"""Labels from the data: who an authorship really is of, and the same bibliography with that hidden.

Two mentions of one printed name with one identity are one person's, with different ones two people's. Identities
are explicit ids (not those of catch-all pages), ORCIDs and OpenReview ids. They err in places: a few dozen ORCIDs
of the ACL Anthology sit on the wrong co-author.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphcheck.model import Link
from graphcheck.names import given_key, slug
from graphcheck.tables import Tables

Strings = NDArray[np.object_]
ASIDE = "/unlabelled"  # ends the id of the page that takes the unlabelled papers of another one


def identities(tables: Tables) -> Strings:
    """Return who each authorship is of, shape (authorships,): a person id, ``orcid:…``, ``openreview:…`` or ""."""
    people, authorships = tables.people, tables.authorships
    catch_all = set(people.loc[people["catch_all"], "id"])
    # One person may be named by an id here and by an ORCID there: mentions with both say which belong together.
    owner = {f"orcid:{o}": p for o, p in zip(people["orcid"], people["id"], strict=True) if o and p not in catch_all}
    found = []
    for person, orcid, openreview in zip(
        authorships["id"], authorships["orcid"], authorships["openreview"], strict=True
    ):
        if person and person not in catch_all:
            found.append(person)
            if orcid:
                owner.setdefault(f"orcid:{orcid}", person)
        else:
            found.append(f"orcid:{orcid}" if orcid else f"openreview:{openreview}" if openreview else "")
    labels: Strings = np.array([owner.get(identity, identity) for identity in found], dtype=object)
    return labels


def hidden(tables: Tables, labels: Strings) -> Tables:
    """Return ``tables`` without identities: names that several identities bear share one page.

    ``labels``: shape (authorships,), as :func:`identities` gives them. All links are inferred, ORCIDs and
    OpenReview ids are gone. The rows of papers and authorships stay what they are, people are new.
    """
    authorships = tables.authorships
    slugs = authorships["name"].map(slug).to_numpy(dtype=object)
    ids = tables.people["id"].to_numpy(dtype=object)[authorships["person"].to_numpy()]
    shared = _shared_names(tables, slugs, labels)
    page = np.where(np.isin(slugs.astype(str), sorted(shared)), slugs, ids)
    return refiled(tables, page)


def labelled_alone(tables: Tables, labels: Strings, pages: Sequence[str]) -> Tables:
    """Return ``tables`` with the papers of ``pages`` (ids) that nobody has labelled set aside, each on a page beside.

    What is left of these pages is known as a whole. Where papers that nobody vouches for are among the labelled ones,
    a page of one identity may well hold several people, and its core be somebody unknown.
    """
    filed = tables.people["id"].to_numpy(dtype=object)[tables.authorships["person"].to_numpy()]
    aside = np.isin(filed.astype(str), list(pages)) & (labels == "")
    return refiled(tables, np.where(aside, filed + ASIDE, filed))


def _shared_names(tables: Tables, slugs: Strings, labels: Strings) -> set[str]:
    """Return the slugs of printed names that more than one identity bears, or more than one page lists."""
    bearers = {(name, label) for name, label in zip(slugs, labels, strict=True) if label}
    ids = tables.people["id"].tolist()
    listed = zip(tables.names["slug"].tolist(), tables.names["person"].tolist(), strict=True)
    bearers |= {(name, ids[person]) for name, person in listed}
    return {name for name, count in Counter(name for name, _ in bearers).items() if count > 1}


def refiled(tables: Tables, page: Strings) -> Tables:
    """Return ``tables`` with each authorship filed on the page named, shape (authorships,), by name alone."""
    authorships = tables.authorships
    codes, ids = pd.factorize(pd.Series(page, dtype="str"), sort=True)
    filed = authorships.assign(person=codes.astype(np.int32), link=Link.INFERRED.value, id="", orcid="", openreview="")
    names = _names(tables, filed, ids)
    canonical = names.drop_duplicates("person")["printed"].to_numpy()
    people = pd.DataFrame({"id": pd.Series(ids, dtype="str"), "name": canonical, "verified": False, "catch_all": False})
    people = people.assign(orcid="", openreview="", comment="", degree="", name_matching=True)
    return replace(tables, people=people, names=names, authorships=filed, editorships=tables.editorships.iloc[:0])


def _names(tables: Tables, filed: pd.DataFrame, ids: pd.Index) -> pd.DataFrame:
    """Return the names under which the papers ``filed`` stand, those of each page with its canonical name first.

    A page that the source knows, too, has the name that it has there; of the others it is the most frequent one that
    is not an initial: initials make a name look common that is not.
    """
    names = filed.groupby(["person", "first", "last", "name"], sort=True).size().reset_index(name="papers")
    before = tables.names.drop_duplicates("person")
    before = before.assign(page=ids.get_indexer(pd.Index(tables.people["id"].to_numpy(dtype=object)[before["person"]])))
    before = before[before["page"] >= 0].rename(columns={"printed": "name"})[["page", "first", "last", "name"]]
    known = before.rename(columns={"page": "person"}).assign(papers=0, canonical=True)
    names = pd.concat([names.assign(canonical=False), known], ignore_index=True)
    names = names.groupby(["person", "first", "last", "name"], sort=True)[["papers", "canonical"]].sum().reset_index()
    names["full"] = names["first"].map(given_key).str.len() > 1
    order = ["person", "canonical", "full", "papers", "name"]
    names = names.sort_values(order, ascending=[True, False, False, False, True], ignore_index=True)
    return pd.DataFrame(
        {
            "person": names["person"].astype(np.int32),
            "first": names["first"],
            "last": names["last"],
            "printed": names["name"],
            "slug": names["name"].map(slug),
            "listed": False,
        }
    )
