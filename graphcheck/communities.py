"""Neighbourhoods → communities of co-authors, groups of papers, and the core.

Papers of a page hold together in four steps, from the surest to the weakest:

1. *fragments*: papers that share co-authors whose names tell something, or an institution that a namesake is not
   likely to be at by chance;
2. fragments whose co-authors are mostly in one *community* of the neighbourhood (Leiden, Traag et al. 2019,
   doi:10.1038/s41598-019-41695-z);
3. fragments whose co-authors wrote together elsewhere, often enough for how common the person's name is;
4. what is still apart, where the papers read as one person's pair by pair (``linking.py``).

Papers that nothing can be told of (no co-authors, no institution) stay with the core.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import igraph
import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components

from graphcheck.decisions.tying import tied, tied_to_core
from graphcheck.graph import Floats, Graph, Ints
from graphcheck.linking import link_groups, links_to_core
from graphcheck.neighbourhood import Neighbourhoods
from graphcheck.pairs import Pairs
from graphcheck.settings import Settings

if TYPE_CHECKING:
    import networkx as nx

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of a batch of pages; n authorship rows, c co-authors, as in ``Neighbourhoods``.

    ``community``: shape (c,), which community a co-author is in, unique over the batch; on pages whose fragments are
    not tied to each other, which fragment.
    ``label``: shape (n,), 0 for the core group of the row's page, 1, 2, … for the others, larger ones first.
    ``mute``: shape (n,), rows that nothing can be told of; they are put with the core.
    ``rivalled``: shape (b,), pages where another group is of a size comparable to the core's.
    ``by_identity``: shape (b,), pages whose core was chosen by papers linked by an identifier, and no group is larger.
    ``between``: shape (b,), how the groups outside the core link with it (``linking.links_to_core``).
    """

    community: Ints
    label: Ints
    mute: Bools
    rivalled: Bools
    by_identity: Bools
    between: Floats

    @property
    def toss_up(self) -> Bools:
        """Pages, shape (b,), where another group is about as likely to be the person as the core."""
        return self.rivalled & ~self.by_identity


def find_groups(
    graph: Graph,
    batch: Neighbourhoods,
    pairs: Pairs,
    together: Floats,
    identified: Bools,
    linking: Mapping[str, float],
    settings: Settings,
    confirmed: Bools | None = None,
) -> Groups:
    """Group the papers of each page of ``batch``.

    ``together``: shape (q,), log-odds that each pair is one person's. ``identified``: shape (rows of the graph,),
    authorships that are linked by an identifier, not by name. ``linking``: see ``linking.link_groups``.
    ``confirmed``: shape (rows of the batch,), authorships that somebody confirmed; they choose the core as identified
    ones do where it is a toss-up, and join it where it is plain.
    """
    community, joined = joined_outright(graph, batch, settings)
    if confirmed is not None:
        joined = tied(batch.row_page, joined, confirmed)
    joined = link_groups(graph, batch, pairs, together, joined, linking, settings)
    stated = np.diff(graph.institution.indptr)[batch.rows] > 0
    mute = (np.diff(batch.wrote.indptr) == 0) & ~(stated & _in_company(joined))
    named = identified[batch.rows]
    label, rivalled, by_identity = _ranked(batch, joined, mute, named, settings)
    if confirmed is not None:
        core, plain = (label == 0) & ~mute, ~rivalled | by_identity
        joined = tied_to_core(batch.row_page, joined, confirmed & ~mute, core, plain)
        label, rivalled, by_identity = _ranked(batch, joined, mute, named | confirmed, settings)
    between = links_to_core(batch, pairs, together, label, mute, settings)
    return Groups(community, label, mute, rivalled, by_identity, between)


def joined_outright(graph: Graph, batch: Neighbourhoods, settings: Settings) -> tuple[Ints, Ints]:
    """Return the community of each co-author, shape (c,), and the number of each row's group, shape (n,).

    Groups as co-authors and institutions make them, without a look at pairs of papers.
    """
    fragment = _fragments(graph, batch, settings)
    wrote = _wrote(batch, fragment)
    bridges = _bridges(graph, batch, fragment, wrote, settings)
    community = _communities(batch, _components(bridges)[fragment])
    return community, _components(bridges + _same_main(graph, batch, wrote, community))[fragment]


def _fragments(graph: Graph, batch: Neighbourhoods, settings: Settings) -> Ints:
    """Return for each row the fragment it is in, numbered over the batch."""
    shared = np.asarray(batch.wrote.sum(axis=0)).ravel() > 1
    telling = batch.wrote @ sp.diags(graph.telling[batch.coauthor] * shared)
    by_coauthors = telling @ batch.wrote.T
    strong = by_coauthors >= settings.share_join
    by_institution = _same_institution(graph, batch, settings)
    return _components(strong + by_institution)


def _same_institution(graph: Graph, batch: Neighbourhoods, settings: Settings) -> sp.csr_matrix:
    """Return rows × rows, True where the person's own affiliations agree beyond chance."""
    named = graph.institution[batch.rows].tocoo()
    page = batch.row_page[named.row]
    chance = graph.expected[batch.people[page]] * graph.institution_share[named.col]
    kept = chance <= settings.institution_chance
    keys = page[kept] * np.int64(graph.institution.shape[1]) + named.col[kept]
    distinct, column = np.unique(keys, return_inverse=True)
    size = (len(batch.rows), len(distinct))
    at = sp.csr_matrix((np.ones(len(column)), (named.row[kept], column)), shape=size)
    return (at @ at.T) > 0


def _components(adjacency: sp.spmatrix) -> Ints:
    _, labels = connected_components(adjacency, directed=False)
    found: Ints = labels.astype(np.int64)
    return found


def _communities(batch: Neighbourhoods, fragment: Ints) -> Ints:
    """Return the community of each co-author; ``fragment``: shape (n,), fragments that bridges join are one.

    A community is connected. Where no tie leads from one fragment of a page to another, none can span two, and the
    fragments stand for them: finding them would not change a group.
    """
    lowest, highest = _fragments_of(batch, fragment)
    first = np.full(int(fragment.max(initial=-1)) + 1, len(batch.coauthor))
    np.minimum.at(first, lowest, np.arange(len(batch.coauthor)))
    community = first[lowest]
    crossing = np.concatenate(
        (
            batch.coauthor_page[lowest != highest],
            batch.coauthor_page[batch.left[lowest[batch.left] != lowest[batch.right]]],
        )
    )
    starts = np.searchsorted(batch.coauthor_page, np.arange(len(batch.people) + 1))
    order = np.argsort(batch.coauthor_page[batch.left], kind="stable")
    ties = np.searchsorted(batch.coauthor_page[batch.left][order], np.arange(len(batch.people) + 1))
    for page in np.unique(crossing).tolist():
        begin, end = starts[page], starts[page + 1]
        chosen = order[ties[page] : ties[page + 1]]
        edges = np.column_stack((batch.left[chosen], batch.right[chosen])) - begin
        community[begin:end] = begin + leiden(int(end - begin), edges, batch.weight[chosen])
    return community


def _fragments_of(batch: Neighbourhoods, fragment: Ints) -> tuple[Ints, Ints]:
    """Return the lowest and the highest fragment that each co-author is in, both of shape (c,)."""
    row = np.repeat(np.arange(len(batch.rows)), np.diff(batch.wrote.indptr))
    lowest = np.full(len(batch.coauthor), np.iinfo(np.int64).max)
    highest = np.full(len(batch.coauthor), -1, dtype=np.int64)
    np.minimum.at(lowest, batch.wrote.indices, fragment[row])
    np.maximum.at(highest, batch.wrote.indices, fragment[row])
    return lowest, highest


def leiden(nodes: int, edges: Ints, weight: Floats) -> Ints:
    """Return the community of each of ``nodes``; seeded, so that it depends on nothing but the graph.

    ``edges`` has shape (t, 2), ``weight`` (t,). Ten iterations: igraph 1.0 can run forever when told to go on
    until nothing changes.
    """
    found = igraph.Graph(n=nodes, edges=edges)
    state = random.getstate()  # igraph draws from Python's own generator, which is the caller's, too
    random.seed(nodes * 1_000_003 + len(edges))
    try:
        clusters = found.community_leiden(objective_function="modularity", weights=weight, n_iterations=10)
    finally:
        random.setstate(state)
    return np.array(clusters.membership, dtype=np.int64)


def communities(graph: nx.Graph[Any]) -> list[set[Any]]:
    """Return the communities of a neighbourhood that is at hand as a networkx graph, larger ones first.

    The same algorithm as for everybody at once; edges need a ``weight``.
    """
    nodes = list(graph)
    row = {node: position for position, node in enumerate(nodes)}
    ties = sorted(
        (min(row[a], row[b]), max(row[a], row[b]), float(tie["weight"])) for a, b, tie in graph.edges(data=True)
    )
    edges = np.array([tie[:2] for tie in ties], dtype=np.int64).reshape(-1, 2)
    labels = leiden(len(nodes), edges, np.array([tie[2] for tie in ties]))
    found: dict[int, set[Any]] = {}
    for node, label in zip(nodes, labels, strict=True):
        found.setdefault(int(label), set()).add(node)
    return sorted(found.values(), key=lambda members: (-len(members), sorted(map(str, members))))


def _wrote(batch: Neighbourhoods, fragment: Ints) -> sp.csr_matrix:
    """Return, CSR (fragments × co-authors), on how many of a fragment's papers each co-author is."""
    size = (int(fragment.max(initial=-1)) + 1, len(fragment))
    in_fragment = sp.csr_matrix((np.ones(len(fragment)), (fragment, np.arange(len(fragment)))), shape=size)
    return (in_fragment @ batch.wrote).tocsr()


def _bridges(
    graph: Graph, batch: Neighbourhoods, fragment: Ints, wrote: sp.csr_matrix, settings: Settings
) -> sp.csr_matrix:
    """Return fragments × fragments, True where outside ties between them outweigh the name's commonness."""
    expected = np.zeros(wrote.shape[0])
    expected[fragment] = graph.expected[batch.people[batch.row_page]]
    size = (len(batch.coauthor), len(batch.coauthor))
    outside = np.where(batch.outside > 0, batch.weight, 0)
    ties = sp.csr_matrix((outside, (batch.left, batch.right)), shape=size)
    present = wrote.sign()
    between = (present @ (ties + ties.T) @ present.T).tocoo()
    needed = np.maximum(settings.bridge_least, settings.bridge_per_namesake * expected[between.row])
    kept = between.data >= needed
    pairs = (between.row[kept], between.col[kept])
    return sp.csr_matrix((np.ones(kept.sum(), dtype=bool), pairs), shape=between.shape)


def _same_main(graph: Graph, batch: Neighbourhoods, wrote: sp.csr_matrix, community: Ints) -> sp.csr_matrix:
    """Return fragments × fragments, True where most co-authors (by telling) are of one community."""
    telling = (wrote.sign() @ sp.diags(graph.telling[batch.coauthor])).tocoo()
    size = (wrote.shape[0], len(batch.coauthor))
    share = sp.csr_matrix((telling.data, (telling.row, community[telling.col])), shape=size)
    share.sum_duplicates()
    filled = np.flatnonzero(np.diff(share.indptr))
    if not len(filled):  # nobody of the batch has a co-author
        return sp.csr_matrix((wrote.shape[0], wrote.shape[0]), dtype=bool)
    main = np.asarray(share[filled].argmax(axis=1)).ravel()
    at = sp.csr_matrix((np.ones(len(filled)), (filled, main)), shape=size)
    return (at @ at.T) > 0


def _in_company(number: Ints) -> Bools:
    return np.bincount(number)[number] > 1 if len(number) else np.zeros(0, dtype=bool)


def _ranked(
    batch: Neighbourhoods, joined: Ints, mute: Bools, identified: Bools, settings: Settings
) -> tuple[Ints, Bools, Bools]:
    """Order each page's groups: the core first, then by size; say how the core was chosen.

    Returns ``label``, ``rivalled`` and ``by_identity`` as in ``Groups``.
    """
    groups = int(joined.max(initial=-1)) + 1
    size = np.bincount(joined, weights=~mute, minlength=groups)
    named = np.bincount(joined, weights=identified & ~mute, minlength=groups) > 0
    first = np.full(groups, len(joined))
    np.minimum.at(first, joined, np.arange(len(joined)))
    page = np.zeros(groups, dtype=np.int64)
    page[joined] = batch.row_page
    order = np.lexsort((first, -size, ~named, page))
    begin = np.searchsorted(page[order], np.arange(len(batch.people)))
    rank = np.empty(groups, dtype=np.int64)
    rank[order] = np.arange(groups) - begin[page[order]]
    core_named, rivalled = np.zeros((2, len(batch.people)), dtype=bool)
    core = order[begin[begin < groups]]
    core_named[page[core]] = named[core]
    second = order[rank[order] == 1]
    rival = size[second] >= settings.toss_up * size[order[begin[page[second]]]]
    rivalled[page[second]] = rival & (size[second] > 0)
    # An identifier on one paper does not outweigh a larger group: then the question is about the page.
    core_named[page[second]] &= size[second] <= size[order[begin[page[second]]]]
    label = np.where(mute, 0, rank[joined])
    return _dense(label, batch.row_page), rivalled, core_named


def _dense(label: Ints, page: Ints) -> Ints:
    """Close the gaps that rows moved to the core left in each page's labels."""
    keys = page * (int(label.max(initial=0)) + 1) + label
    distinct, position = np.unique(keys, return_inverse=True)
    first = np.searchsorted(distinct, page * (int(label.max(initial=0)) + 1))
    dense: Ints = position - first
    return dense
