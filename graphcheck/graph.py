"""Tables → the graph of papers and people, as sparse matrices and columns.

Everything that looks at the graph, for one person or for everybody, reads the arrays here. An *authorship row*
is a position in the arrays below, which are sorted by person, then by the paper's year and row: a person's page
is the slice ``page[person] : page[person + 1]``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from graphcheck.background import Beside, look_beside
from graphcheck.content import Content, content_of
from graphcheck.counts import steady
from graphcheck.institutions import stated
from graphcheck.names import commonness, fold
from graphcheck.settings import Settings
from graphcheck.stating import beneath, families_at, homes_of, indicator, said_by, stated_on
from graphcheck.tables import Tables, canonical, further_given
from graphcheck.topics import Shares

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Graph:
    """The bibliography as arrays; n authorship rows, m people, k papers.

    ``person``, ``paper``, ``record``: shape (n,), rows in people, papers, and authorships tables.
    ``page``: shape (m + 1,), where each person's authorship rows begin.
    ``on_paper``: CSR (n × m), 1 where the person of the column is another author of the row's paper.
    ``together``: CSR (m × m), symmetric, how many papers two people wrote together; empty diagonal.
    ``together_after``: its upper triangle, each two people once.
    ``expected``: shape (m,), E, how many others bear the person's name, by chance (``names.commonness``) or as listed.
    ``telling``: shape (m,), r = 1 / (1 + E), how much it tells to meet this name among the co-authors.
    ``papers_of``: shape (m,), how many papers a person has.
    ``year``, ``position``: shape (n,), of the row's paper, and 0-based of the person on it.
    ``last_author``: shape (n,), the person who stands last on the row's paper.
    ``institution``: CSR (n × g), 1 where the person's own affiliation on the paper names the institution.
    ``home``: shape (m,), the institution that the person states most often, −1 where none is stated.
    ``institutions``: the g institutions' names, folded.
    ``institution_share``: shape (g,), the share of all printed affiliations that name the institution.
    ``states``: CSR (m × g), 1 where the person states the institution anywhere.
    ``family``: shape (m,), number of the person's last name. ``family_at``: CSR (last names × g), how many people of
    the last name state the institution. ``family_size``: shape (last names,), how many state any.
    ``said_by``, ``said_on``, ``said_in``: shape (s,), person, paper and year of each statement of an institution, by
    person; ``said``: CSR (s × g), 1 where it names the institution.
    ``topics``, ``languages``, ``venue``, ``language_share``, ``venue_share``: what papers say (``content.Content``).

    Where papers of other bibliographies stand beside (``Tables.background``), they count in ``together``, ``expected``
    and what is told of institutions; ``said_on`` has numbers from k on for them. No row is of such a paper.

    What is counted over all people, affiliations or papers (``expected``, ``family_at``, ``family_size``, the shares)
    is told from rounded counts (``Settings.count_bits``).
    """

    person: Ints
    paper: Ints
    record: Ints
    page: Ints
    on_paper: sp.csr_matrix
    together: sp.csr_matrix
    together_after: sp.csr_matrix
    expected: Floats
    telling: Floats
    papers_of: Ints
    year: Ints
    position: Ints
    last_author: Ints
    institution: sp.csr_matrix
    home: Ints
    institutions: tuple[str, ...]
    institution_share: Floats
    states: sp.csr_matrix
    family: Ints
    family_at: sp.csr_matrix
    family_size: Floats
    said_by: Ints
    said_on: Ints
    said_in: Ints
    said: sp.csr_matrix
    topics: Shares
    languages: sp.csr_matrix
    venue: Ints
    language_share: Floats
    venue_share: Floats

    @property
    def content(self) -> Content:
        """What the papers say: graphs of the same papers have it in common."""
        return Content(self.topics, self.languages, self.venue, self.language_share, self.venue_share)

    def rows(self, people: Ints) -> Ints:
        """Return the authorship rows of ``people``, page by page, shape (sum of their papers,)."""
        sizes = self.page[people + 1] - self.page[people]
        offsets = np.repeat(self.page[people] - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes)
        rows: Ints = offsets + np.arange(sizes.sum())
        return rows


def entries(matrix: sp.csr_matrix, row: int) -> tuple[NDArray[np.int32], Floats]:
    """Return the columns and values of one row; far quicker than slicing, which builds a matrix."""
    begin, end = matrix.indptr[row], matrix.indptr[row + 1]
    return matrix.indices[begin:end], matrix.data[begin:end]


def at(matrix: sp.csr_matrix, row: Ints, column: Ints) -> Floats:
    """Return matrix[row, column], shape (q,), for a CSR matrix with sorted indices."""
    width = np.int64(matrix.shape[1])
    stored = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr)) * width + matrix.indices
    wanted = row * width + column
    place = np.searchsorted(stored, wanted)
    place[place == len(stored)] = 0
    if not len(stored):
        return np.zeros(len(wanted))
    return np.where(stored[place] == wanted, matrix.data[place], 0.0)


def at_few(matrix: sp.csr_matrix, row: Ints, column: Ints) -> Floats:
    """Return what ``at`` does, without a look at all of a matrix in which few rows are asked about."""
    rows, place = np.unique(row, return_inverse=True)
    return at(matrix[rows], place, column)


@dataclass(frozen=True, slots=True)
class Whole:
    """What only the whole bibliography tells, for the graph of a part of it; g institutions, m people, k papers of it.

    ``institution``: CSR (authorships of the part × g), 1 where the affiliation names the institution. The others are
    as in ``Graph``: ``expected`` and ``family`` of shape (m,), ``content`` of the k papers, the rest over the whole.
    """

    expected: Floats
    institution: sp.csr_matrix
    institutions: tuple[str, ...]
    institution_share: Floats
    family: Ints
    family_at: sp.csr_matrix
    family_size: Floats
    content: Content


def build_graph(
    tables: Tables, whole: Whole | None = None, content: Content | None = None, settings: Settings | None = None
) -> Graph:
    """Build the graph of ``tables``; a person who stands twice on one paper counts once.

    ``whole``: where ``tables`` are a part of a bibliography, what is taken from all of it. In the part are all papers
    of some people and, of everybody on these, all authorships: then what is told of the people is told as in the whole.
    ``content``: of the papers, where it is known already. ``settings`` say how counts are rounded.
    """
    authorships = tables.authorships
    people, papers = len(tables.people), len(tables.papers)
    paper = authorships["paper"].to_numpy(np.int64)
    person = authorships["person"].to_numpy(np.int64)
    year = tables.papers["year"].to_numpy(np.int64)
    record = _in_page_order(person, paper, year)
    last_author = np.zeros(papers, dtype=np.int64)
    last_author[paper] = person  # authorships are in order of position: the last one stays
    person, paper = person[record], paper[record]
    page = np.searchsorted(person, np.arange(people + 1)).astype(np.int64)

    members = indicator(paper, person, (papers, people))
    bits = (settings or Settings()).count_bits
    beside = _nothing_beside() if whole else look_beside(tables, _expected(tables, bits), bits)
    stated_beside = sp.csr_matrix((len(beside.person), 0))
    if whole is None:
        whole, stated_beside = _count(tables, beside, (record, person), content, bits)
    together = _together(members, beside)
    institution = whole.institution[record]
    said = said_by(institution, (person, paper, year[paper]), stated_beside, beside, papers)
    on_papers = stated_on(said.said, said.by, people)
    return Graph(
        person=person,
        paper=paper,
        record=record,
        page=page,
        on_paper=_others_on_paper(members, paper, person),
        together=together,
        together_after=sp.triu(together, k=1, format="csr"),
        expected=whole.expected,
        telling=1 / (1 + whole.expected),
        papers_of=np.diff(page),
        year=year[paper],
        position=authorships["position"].to_numpy(np.int64)[record],
        last_author=last_author[paper],
        institution=institution,
        home=homes_of(on_papers),
        institutions=whole.institutions,
        institution_share=whole.institution_share,
        states=on_papers.sign(),
        family=whole.family,
        family_at=whole.family_at,
        family_size=whole.family_size,
        said_by=said.by,
        said_on=said.on,
        said_in=said.in_year,
        said=said.said,
        topics=whole.content.topics,
        languages=whole.content.languages,
        venue=whole.content.venue,
        language_share=whole.content.language_share,
        venue_share=whole.content.venue_share,
    )


def _nothing_beside() -> Beside:
    """Return what no background tells: of a part of a bibliography it is in what is told of the whole."""
    none = np.zeros(0, dtype=np.int64)
    return Beside(none, none, none, [], np.zeros(0))


def _count(
    tables: Tables, beside: Beside, rows: tuple[Ints, Ints], content: Content | None, bits: int
) -> tuple[Whole, sp.csr_matrix]:
    """Count what the whole bibliography tells; ``rows``: ``record`` and ``person`` as in ``Graph``.

    Beside it: CSR (b × g), 1 where an affiliation on a background paper names the institution.
    """
    import pandas as pd  # only here: a graph that was kept is not counted anew

    record, person = rows
    _, last = canonical(tables)
    family = pd.factorize(pd.Series([fold(name) for name in last], dtype="str"))[0].astype(np.int64)
    own = tables.authorships["affiliation"].tolist()
    every, institutions = stated([*own, *beside.affiliation])
    institution, more = every[: len(own)], every[len(own) :]
    states = stated_on(beneath(institution[record], more), np.concatenate((person, beside.person)), len(family)).sign()
    family_at, family_size = families_at(states, family)
    family_at.data = steady(family_at.data, bits)
    mentions = max(int(np.diff(every.indptr).astype(bool).sum()), 1)
    whole = Whole(
        expected=beside.expected,
        institution=institution,
        institutions=tuple(institutions),
        institution_share=steady(np.asarray(every.sum(axis=0)).ravel(), bits) / steady(mentions, bits),
        family=family,
        family_at=family_at,
        family_size=steady(family_size, bits),
        content=content or content_of(tables, bits),
    )
    return whole, more


def _together(members: sp.csr_matrix, beside: Beside) -> sp.csr_matrix:
    """Return how many papers two people wrote together, here and beside; ``members``: papers × people."""
    together = members.T @ members
    if len(beside.person):
        also = indicator(beside.paper, beside.person, (int(beside.paper.max()) + 1, members.shape[1]))
        together = together + also.T @ also
    return _without_diagonal(together.tocsr())


def _in_page_order(person: Ints, paper: Ints, year: Ints) -> Ints:
    """Return table rows sorted by person, year and paper; the first of two positions on one paper only."""
    order = np.lexsort((np.arange(len(paper)), paper, year[paper], person))
    repeated = (np.diff(person[order], prepend=-1) == 0) & (np.diff(paper[order], prepend=-1) == 0)
    kept: Ints = order[~repeated]
    return kept


def _without_diagonal(matrix: sp.csr_matrix) -> sp.csr_matrix:
    matrix.setdiag(0)
    matrix.eliminate_zeros()
    matrix.sort_indices()
    return matrix


def _others_on_paper(members: sp.csr_matrix, paper: Ints, person: Ints) -> sp.csr_matrix:
    others = members[paper]
    own = np.repeat(person, np.diff(others.indptr)) == others.indices
    others.data[own] = 0
    others.eliminate_zeros()
    return others


def _expected(tables: Tables, bits: int) -> Floats:
    """Return E of each person, by their canonical name; the others tell how much of it always stands together.

    Where the people file lists the name for more others than that, E is their number.
    """
    names = tables.names
    by_chance = commonness(*canonical(tables), bits, further_given(tables))
    borne = names.groupby(["slug", "person"], sort=False)["listed"].any().reset_index()
    others = borne.groupby("slug")["listed"].transform("sum") - borne["listed"]
    known = others.groupby(borne["person"]).max().reindex(range(len(tables.people)), fill_value=0)
    expected: Floats = np.maximum(by_chance, known.to_numpy(np.float64))
    return expected
