"""graphcheck: a co-authorship consistency checker for bibliographies.

>>> import graphcheck
>>> bibliography = graphcheck.load("data/sample")
>>> person = bibliography.person("ji-liu")  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graphcheck.bibliography import Bibliography, Person, load
    from graphcheck.settings import Settings

__version__ = "0.1.0"
__all__ = ["Bibliography", "Person", "Settings", "__version__", "load"]


def __getattr__(name: str) -> Any:
    """Import what users ask for when they ask: the command line must start without pandas."""
    if name in {"Bibliography", "Person", "load"}:
        from graphcheck import bibliography

        return getattr(bibliography, name)
    if name == "Settings":
        from graphcheck.settings import Settings

        return Settings
    raise AttributeError(f"module 'graphcheck' has no attribute {name!r}")
