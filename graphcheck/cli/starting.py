"""What commands leave out of their start.

Libraries import parts of other libraries, and of themselves, that nobody here uses; ``python -X importtime`` tells. For
commands only: who uses this package from Python may want those parts.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from importlib import import_module
from types import ModuleType
from typing import Any

# igraph imports each of these where it is installed, for drawing that nobody does here: a quarter of a CPU second.
_DRAWING = ("matplotlib", "cairo", "cairocffi", "plotly")
_PRINTING = "texttable"  # igraph imports this to print graphs as tables: another 0.02 CPU-s, with what it imports
# scipy hands on all that numpy has: these parts, which numpy else imports when they are asked for, take 0.08 CPU-s.
_HANDED_ON = ("ctypeslib", "f2py", "ma", "polynomial", "random", "testing")
# One of scipy's functions on graphs, none that is called here, asks for this: with all that it imports 0.1 CPU-s.
_LINEAR = "scipy.sparse.linalg"


def start_lightly() -> None:
    """Import numpy and scipy's sparse matrices without what nobody here asks them for; igraph when it is needed.

    Call it before anything else imports them; what is imported already stays.
    """
    # BLAS starts a thread for each core, and they wait by turning round: what is multiplied here is small. A report
    # takes a fifth less of a processor's time for judging, and no longer by the clock.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _import_with(_numpy_without(_HANDED_ON), "scipy.sparse")
    _import_with(_standing_in({_LINEAR: _Without(_LINEAR)}), "scipy.sparse.csgraph")
    sys.modules.setdefault(_Igraph.NAME, _Igraph(_Igraph.NAME))


def _import_with(standing_in: AbstractContextManager[None], module: str) -> None:
    """Import a module while others stand in; whole where it can't do with these, as other versions may not."""
    with standing_in, suppress(Exception):
        import_module(module)
    import_module(module)


class _Without(ModuleType):
    """Stands in for a module: whatever is imported from it is there, and of no use."""

    def __getattr__(self, name: str) -> type:
        """Return an empty class for any name but those that Python itself asks modules for."""
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


class _Igraph(ModuleType):
    """Imports igraph when something of it is asked for: few pages need it, and it takes 0.05 CPU-s without drawing."""

    NAME = "igraph"

    def __getattr__(self, name: str) -> Any:
        """Return what igraph has under that name."""
        if sys.modules.get(self.NAME) is self:
            del sys.modules[self.NAME]
            # Importing what is None fails at once.
            with _standing_in({**dict.fromkeys(_DRAWING), _PRINTING: _Without(_PRINTING)}):
                import_module(self.NAME)
        return getattr(sys.modules[self.NAME], name)


@contextmanager
def _numpy_without(parts: tuple[str, ...]) -> Iterator[None]:
    """Have numpy hold stand-ins for those ``parts`` that it has not imported yet."""
    import numpy as np

    absent = {name: _Without(f"numpy.{name}") for name in parts if name not in vars(np)}
    vars(np).update(absent)
    try:
        yield
    finally:
        for name, standing_in in absent.items():
            if vars(np).get(name) is standing_in:
                delattr(np, name)


@contextmanager
def _standing_in(modules: dict[str, Any]) -> Iterator[None]:
    """Have ``modules`` stand in for those of them that are not imported yet."""
    absent = {name: module for name, module in modules.items() if name not in sys.modules}
    sys.modules.update(absent)
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]
