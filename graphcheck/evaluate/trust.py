"""Which labelled pages to trust: decided by names and labels alone, blind to any checker.

Labels err. A rare name that two identities share is most often one person with two ids, and an ORCID that otherwise
stands under another last name sits on the wrong co-author. And labels are few: a page of a common name with three
labelled papers among twenty may hold several people though the three are one person's.
"""

from __future__ import annotations

import pandas as pd

from graphcheck.communities import Bools
from graphcheck.evaluate.identities import Strings
from graphcheck.graph import Floats, Ints
from graphcheck.names import fold
from graphcheck.tables import Tables

RARE = 0.01  # E below which two identities of one name are more likely one person
VOUCHED = 0.5  # share of a page's papers that are labelled, from which a page of a common name is taken for clean


def surely_mixed(tables: Tables, labels: Strings, pages: Strings, expected: Floats) -> Bools:
    """Return which of ``pages`` (ids, with their E) hold several identities for certain, shape as ``pages``.

    ``labels``: shape (authorships,), as ``identities`` gives them.
    """
    authorships = tables.authorships
    mentions = pd.DataFrame(
        {
            "page": tables.people["id"].to_numpy(dtype=object)[authorships["person"].to_numpy()],
            "label": labels,
            "last": [fold(name) for name in authorships["last"].tolist()],
        }
    )
    mentions = mentions[mentions["label"] != ""]
    usual = mentions.groupby("label")["last"].agg(_most_frequent)
    own_name = mentions["last"] == mentions["label"].map(usual)
    identities = mentions[own_name].groupby("page")["label"].nunique().reindex(pages, fill_value=0).to_numpy()
    several: Bools = (identities > 2) | ((identities == 2) & (expected >= RARE))
    return several


def _most_frequent(names: pd.Series[str]) -> str:
    return str(names.mode().iat[0])


def surely_clean(expected: Floats, papers: Ints, labelled: Ints) -> Bools:
    """Return which pages of one identity hold one person most likely: rare names, and those with enough labels.

    ``papers``, ``labelled``: how many are on the page, and how many of them are labelled; all shapes (b,).
    """
    one: Bools = (expected < RARE) | (labelled >= VOUCHED * papers)
    return one
