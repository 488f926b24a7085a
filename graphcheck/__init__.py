"""graphcheck: a co-authorship consistency checker for bibliographies.

>>> import graphcheck
>>> bibliography = graphcheck.load("data/sample")
>>> person = bibliography.person("ji-liu")  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graphcheck.bibliography import Bibliography, load
    from graphcheck.person import Person
    from graphcheck.settings import Settings

__version__ = "0.1.0"
_PLACES = {
    "Bibliography": "graphcheck.bibliography",
    "Person": "graphcheck.person",
    "Settings": "graphcheck.settings",
    "load": "graphcheck.bibliography",
}
__all__ = ["Bibliography", "Person", "Settings", "__version__", "load"]


def __getattr__(name: str) -> Any:
    """Import what users ask for when they ask: the command line must start without pandas."""
    if name not in _PLACES:
        raise AttributeError(f"module 'graphcheck' has no attribute {name!r}")
    return getattr(import_module(_PLACES[name]), name)
