"""A Neo4j server: its address, who asks, whether it is one that graphcheck can use, and what its errors mean.

User and password come from ``NEO4J_USERNAME`` and ``NEO4J_PASSWORD`` alone, and go to the driver alone.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import neo4j
from neo4j import exceptions

from graphcheck.errors import GraphcheckError, QueryError, StoreError, UsageError, one_line
from graphcheck.store.engine import shortened

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
OLDEST = 5  # the first version whose Cypher the queries are written in
_AGENT = re.compile(r"Neo4j/(\d+)\.")
_WAIT = 10.0  # seconds for the server to take a connection
_RETRY = 30.0  # seconds during which a transaction is tried again, where the server says that this may help
_WRONG_LOGIN = "Neo.ClientError.Security.Unauthorized"
_EXPIRED = "Neo.ClientError.Security.CredentialsExpired"
_TOO_OFTEN = "Neo.ClientError.Security.AuthenticationRateLimit"
_WRITES = (
    "Neo.ClientError.Statement.AccessMode",
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase",
    "Neo.ClientError.Transaction.ForbiddenDueToTransactionType",  # such as CREATE USER
)
_QUERYS = (
    "Neo.ClientError.Statement",
    "Neo.ClientError.Procedure",
    "Neo.DatabaseError.Statement",
    "Neo.DatabaseError.Transaction",
)
_MEMORY = (
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError",
    "Neo.TransientError.General.TransactionOutOfMemoryError",
    "Neo.TransientError.General.TransactionMemoryLimit",
    "Neo.TransientError.General.OutOfMemoryError",
)

# The driver logs each retry; without a handler of its own Python would print that on the user's terminal.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


def checked_address(uri: str) -> str:
    """Return ``uri`` if it can be the address of a server and holds neither user nor password.

    Raises:
        UsageError: it is none; what it holds is not repeated where that could be a password.
    """
    hint = "write e.g. bolt://localhost:7687"
    if "@" in uri:
        raise UsageError(
            f"the address of the Neo4j server holds a user or a password; {hint}, "
            "and put these into NEO4J_USERNAME and NEO4J_PASSWORD"
        )
    try:
        parts = urlsplit(uri)
        fine = parts.scheme in SCHEMES and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        fine = False
    if fine and parts.query:
        raise UsageError(
            f"the address of the Neo4j server holds a “?” and more, which graphcheck takes none of; {hint}"
        )
    if not fine or parts.path.strip("/") or parts.fragment:
        raise UsageError(f"{one_line(uri, 80)}: is no address of a Neo4j server; {hint}")
    return uri


@contextmanager
def connected(uri: str) -> Iterator[neo4j.Driver]:
    """Give a driver for the server at ``uri``, which answers, lets us in, and is Neo4j 5 or newer.

    Raises:
        UsageError: ``uri`` is no address.
        StoreError: the server can't be reached, doesn't let us in, or is another.
    """
    driver = connect(uri)
    try:
        yield driver
    finally:
        driver.close()


def connect(uri: str) -> neo4j.Driver:
    """Return a driver as ``connected`` gives it; whoever calls closes it."""
    user, password = os.environ.get("NEO4J_USERNAME") or "neo4j", os.environ.get("NEO4J_PASSWORD")
    checked_address(uri)
    try:
        driver = neo4j.GraphDatabase.driver(
            uri,
            auth=(user, password) if password else None,
            connection_timeout=_WAIT,
            max_transaction_retry_time=_RETRY,
            user_agent="graphcheck",
        )
    except (exceptions.DriverError, ValueError) as error:
        raise UsageError(
            f"{one_line(uri, 80)}: is no address of a Neo4j server; {one_line(str(error), 120)}"
        ) from error
    try:
        with explained(uri):
            check_version(uri, driver.get_server_info().agent)
    except BaseException:
        driver.close()
        raise
    return driver


def check_version(uri: str, agent: str) -> None:
    """Check what a server says that it is: ``Neo4j/5.26.12``.

    Raises:
        StoreError: it is older than Neo4j 5, or no Neo4j.
    """
    version = _AGENT.match(agent)
    if version is None or int(version[1]) < OLDEST:
        raise StoreError(f"{uri}: is {one_line(agent, 60)}; graphcheck needs Neo4j {OLDEST} or newer")


@contextmanager
def explained(uri: str) -> Iterator[None]:
    """Turn the driver's errors into those that users see.

    Raises:
        QueryError: the server doesn't take a statement that a user put.
        StoreError: anything else.
    """
    try:
        yield
    except TooLittleMemoryError as error:
        raise QueryError(_TOO_MUCH) from error
    except (exceptions.Neo4jError, exceptions.DriverError) as error:
        raise _told(uri, error) from error
    except OSError as error:
        raise StoreError(f"{uri}: can't be reached ({error.strerror or type(error).__name__}); {_START}") from error


_TOO_MUCH = "the query needs more memory than the server gives to one; ask for less at once"
_START = "is the server running, and is this its Bolt address? docker compose up -d starts one"


class TooLittleMemoryError(Exception):
    """A transaction needs more memory than the server gives to one."""


@contextmanager
def memory_noticed() -> Iterator[None]:
    """Tell apart what needs too much memory; inside a transaction, this keeps the driver from trying it again.

    Raises:
        TooLittleMemoryError: the server says that it does.
    """
    try:
        yield
    except exceptions.Neo4jError as error:
        if error.code in _MEMORY:
            raise TooLittleMemoryError from error
        raise


def _told(uri: str, error: exceptions.Neo4jError | exceptions.DriverError) -> GraphcheckError:
    if isinstance(error, exceptions.UnsupportedServerProduct):
        return StoreError(f"{uri}: speaks no version of Bolt that is known; graphcheck needs Neo4j {OLDEST} or newer")
    if isinstance(error, exceptions.Neo4jError):
        return _refused(uri, error)
    if isinstance(error, exceptions.ConfigurationError):
        # What the driver says when both sides have no version of the protocol in common.
        return StoreError(f"{uri}: {_reason(error)}; graphcheck needs Neo4j {OLDEST} or newer")
    if isinstance(error, exceptions.IncompleteCommit):
        return StoreError(f"{uri}: the connection broke in the last moment; load again, which makes it whole")
    return StoreError(f"{uri}: can't be reached ({_cause(error)}); {_START}")


def _refused(uri: str, error: exceptions.Neo4jError) -> GraphcheckError:
    code = error.code or ""
    if code in (_WRONG_LOGIN, _EXPIRED, _TOO_OFTEN) or isinstance(error, exceptions.AuthError):
        return StoreError(f"{uri}: {_login(code)}")
    if code in _WRITES:
        return QueryError("the query writes; queries only read the graph")
    if code in _MEMORY:
        return QueryError(_TOO_MUCH)
    if code.startswith(_QUERYS):
        return QueryError(f"the query is refused: {_reason(error)}")
    return StoreError(f"{uri}: the server says: {_reason(error)}")


def _login(code: str) -> str:
    if code == _EXPIRED:
        return "the password has to be changed first; do that in the Neo4j Browser or with cypher-shell"
    if code == _TOO_OFTEN:
        return "too many wrong passwords; wait some seconds, then give the right one in NEO4J_PASSWORD"
    if not os.environ.get("NEO4J_PASSWORD"):
        return "wants a password; put it into NEO4J_PASSWORD, and the user into NEO4J_USERNAME"
    return "refuses this user and password; check NEO4J_USERNAME (without it: neo4j) and NEO4J_PASSWORD"


def _reason(error: exceptions.Neo4jError | exceptions.DriverError) -> str:
    """Return the first line of what the driver or the server says; syntax errors draw more below it."""
    text = (error.message if isinstance(error, exceptions.Neo4jError) else str(error)) or type(error).__name__
    return shortened(text.splitlines()[0])


def _cause(error: exceptions.DriverError) -> str:
    """Return what the system said, which is short, or else what the driver says."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, OSError) and cause.strerror:
            return one_line(cause.strerror, 100)
        cause = cause.__cause__
    return _reason(error)
