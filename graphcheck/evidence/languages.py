"""Evidence of a page: whether another paper of it names a language that this one names, and how many papers do.

A paper that names none says nothing, and neither does the page: most papers are about English, which is not counted.
"""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from graphcheck.graph import Floats, Graph, at
from graphcheck.neighbourhood import Neighbourhoods

KIND = "languages"


def measure(graph: Graph, batch: Neighbourhoods) -> Floats:
    """Return −ln(share of all papers that name it) of the rarest language that another paper of the page names, too.

    Shape (n,); 0 where no other paper names one of this paper's, NaN where it names none, or is alone on the page.
    """
    names = graph.languages[graph.paper[batch.rows]]
    row = np.repeat(np.arange(len(batch.rows)), np.diff(names.indptr))
    papers = np.bincount(batch.row_page, minlength=len(batch.people))
    told = papers[batch.row_page[row]] > 1
    row, language = row[told], names.indices[told].astype(np.int64)
    page = batch.row_page[row]
    on_page = sp.csr_matrix((np.ones(len(row)), (page, language)), shape=(len(batch.people), len(graph.language_share)))
    on_page.sum_duplicates()
    common = at(on_page, page, language) > 1
    found = np.full(len(batch.rows), np.nan)
    found[row] = 0.0
    np.maximum.at(found, row[common], -np.log(graph.language_share[language[common]]))
    return found
