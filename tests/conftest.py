"""For all tests: how processes share them, and the whole Anthology, read once."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphcheck.bibliography import Bibliography, load
from tests.sharing import pytest_collection_modifyitems, pytest_xdist_make_scheduler

if sys.platform != "win32":
    import fcntl

__all__ = ["pytest_collection_modifyitems", "pytest_xdist_make_scheduler"]  # hooks

CHECKOUT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session", autouse=True)
def named_neo4j() -> Iterator[str]:
    """The Neo4j server that the tests are told to use, or ""; commands that they run are not told."""
    with pytest.MonkeyPatch.context() as patch:
        named = os.environ.get("GRAPHCHECK_NEO4J_URI", "")
        patch.delenv("GRAPHCHECK_NEO4J_URI", raising=False)
        yield named


@pytest.fixture(scope="session")
def anthology() -> Path:
    """The root of a checkout of the whole Anthology."""
    root = Path(os.environ.get("GRAPHCHECK_ANTHOLOGY") or CHECKOUT.parent / "shared" / "anthology")
    if not (root / "data" / "xml").is_dir():
        pytest.skip("needs the whole Anthology: set GRAPHCHECK_ANTHOLOGY to its checkout")
    return root


@pytest.fixture(scope="session")
def anthology_state(anthology: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder that keeps the whole Anthology as it was read, once for all processes that share the tests."""
    place = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        place = place.parent  # of all processes
    state = place / "anthology-state"
    with (place / "anthology-state.lock").open("w") as lock:
        if sys.platform != "win32":
            fcntl.flock(lock, fcntl.LOCK_EX)
        _read_whole(anthology, state)
    return state


@pytest.fixture(scope="session")
def whole(anthology: Path, anthology_state: Path) -> Bibliography:
    """The whole Anthology; what is kept of it is what was read, to the last value (``tests/warm``)."""
    return _read_whole(anthology, anthology_state)


def _read_whole(anthology: Path, state: Path) -> Bibliography:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRAPHCHECK_STATE", str(state))
        return load(anthology, warm=True)


@pytest.fixture(scope="session")
def sample() -> Bibliography:
    """The sample bibliography."""
    return load(CHECKOUT / "data" / "sample")
