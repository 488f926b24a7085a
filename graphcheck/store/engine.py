"""What every engine can do: answer Cypher, and nothing but that. Loading is each engine's own."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import TracebackType
from typing import Literal, Protocol, Self

from graphcheck.errors import QueryError, one_line

_LONGEST = 300  # characters of an engine's words
Scalar = str | int | float | bool | None
Value = Scalar | list[Scalar]


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of a query: scalars, and lists of scalars. ``more``: there are rows beyond the limit."""

    columns: tuple[str, ...]
    rows: list[tuple[Value, ...]]
    more: bool = False


def plain(value: object) -> Value:
    """Return a value as an engine's driver gives it as one that every answer may hold.

    Wide numbers become Python's own; what is neither scalar nor a list (a node, a date, a map) becomes text.
    """
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, list | tuple):
        return [part if not isinstance(part, list) else _text(part) for part in map(plain, value)]
    return _text(value)


def distinct(columns: tuple[str, ...]) -> tuple[str, ...]:
    """Return the columns of an answer.

    Raises:
        QueryError: two have one name, so that one would hide the other.
    """
    twice = [name for name, times in Counter(columns).items() if times > 1]
    if twice:
        raise QueryError(f"two columns are called “{one_line(twice[0], 40)}”; name one of them with AS")
    return columns


def shortened(said: str) -> str:
    """Return an engine's words on one line; the end of long ones stays, for that is where the place is."""
    text = one_line(said, len(said) + 1).rstrip(".:")
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2].rstrip()} … {text[-_LONGEST // 2 :].lstrip()}"


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, dict | list | tuple) else str(value)


class Engine(Protocol):
    """A graph that is open for reading; a context manager that closes it."""

    @property
    def dialect(self) -> Literal["ladybug", "neo4j"]:
        """The engine's own Cypher, for the few queries that the engines put differently."""
        ...

    def rows(self, cypher: str, parameters: Mapping[str, object], limit: int | None = None) -> Answer:
        """Return the rows of one statement, at most ``limit`` of them; the engine refuses whatever would write.

        Raises:
            QueryError: the engine doesn't take the statement: a mistake in it, a missing parameter, or it writes.
            StoreError: the graph can't be read.
        """
        ...

    def close(self) -> None:
        """Let go of the graph."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
