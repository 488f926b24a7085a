"""How long work tells where it is, without knowing who listens.

A stage is announced by name with the number of steps it will take; the command line draws a bar or prints a
line, a library user hears nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")


class Progress(Protocol):
    """Something that follows stages of work."""

    def stage(self, name: str, items: Iterable[T], total: int) -> Iterator[T]:
        """Yield ``items`` one by one while showing that ``name`` is going on, ``total`` steps long."""
        ...


class Silent:
    """Follows stages without a word."""

    def stage(self, name: str, items: Iterable[T], total: int) -> Iterator[T]:
        """Yield ``items``."""
        yield from items
