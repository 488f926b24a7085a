"""Evidence: one kind a file, each from two papers of a page, or one and its page, to the values that are weighed."""

from __future__ import annotations

from graphcheck.evidence import coauthors, institutions, languages, roles, topics, venues, walks, years
from graphcheck.graph import Floats, Graph
from graphcheck.neighbourhood import Neighbourhoods
from graphcheck.pairs import Pairs

# In the order in which an authorship's sum is shown.
KINDS = (coauthors, walks, institutions, years, roles)
KIND_OF = {feature: kind.KIND for kind in KINDS for feature in kind.FEATURES}

# What is asked of a paper and all of its page, not of pairs, by kind.
OF_PAGE = {kind.KIND: kind for kind in (topics, venues, languages)}


def measure(graph: Graph, batch: Neighbourhoods, pairs: Pairs) -> dict[str, Floats]:
    """Return every feature of every pair, each of shape (q,); the files of the kinds say what they are."""
    return {name: values for kind in KINDS for name, values in kind.measure(graph, batch, pairs).items()}
