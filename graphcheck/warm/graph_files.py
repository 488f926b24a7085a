"""Graph ↔ files of arrays, which are mapped into memory rather than read."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import scipy.sparse as sp

from graphcheck.graph import Graph
from graphcheck.memory import read_again

_PARTS = ("data", "indices", "indptr")
_REST = "graph.json"


def write_graph(folder: Path, graph: Graph) -> None:
    """Write each array of the graph as a file into ``folder``.

    Raises:
        OSError: it can't be written.
    """
    shapes: dict[str, Any] = {}
    for field in fields(Graph):
        value = getattr(graph, field.name)
        if isinstance(value, np.ndarray):
            np.save(folder / f"{field.name}.npy", value, allow_pickle=False)
        elif isinstance(value, tuple):
            shapes[field.name] = value
        else:
            value.sort_indices()
            shapes[field.name] = {"shape": value.shape}
            for part in _PARTS:
                np.save(folder / f"{field.name}.{part}.npy", getattr(value, part), allow_pickle=False)
    (folder / _REST).write_bytes(orjson.dumps(shapes))


def read_graph(folder: Path) -> Graph:
    """Return what ``write_graph`` wrote; its arrays can't be written to.

    Raises:
        OSError, ValueError, KeyError: the files are not there, or damaged.
    """
    rest = orjson.loads((folder / _REST).read_bytes())
    found: dict[str, Any] = {}
    for field in fields(Graph):
        told = rest.get(field.name)
        if told is None:
            found[field.name] = _mapped(folder / f"{field.name}.npy")
        elif isinstance(told, list):
            found[field.name] = tuple(told)
        else:
            data, indices, indptr = (_mapped(folder / f"{field.name}.{part}.npy") for part in _PARTS)
            matrix = sp.csr_matrix((data, indices, indptr), shape=tuple(told["shape"]))
            # Said, so that nothing tries to put in order what can't be written to.
            matrix.has_sorted_indices = True
            matrix.has_canonical_format = True
            found[field.name] = matrix
    return Graph(**found)


def _mapped(path: Path) -> Any:
    """Return an array as numpy has it, not as its class for mapped files, which is slow to slice."""
    mapped = np.load(path, mmap_mode="r", allow_pickle=False)
    read_again(mapped.base)
    return np.asarray(mapped)
